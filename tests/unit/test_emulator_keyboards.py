from __future__ import annotations

from typing import Any

import pytest

from bot.emulator.errors import ApiError
from bot.emulator.markup import checked_markup


def inline(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[button]]}


def test_inline_keyboard_is_kept_and_its_links_completed() -> None:
    assert checked_markup(inline(text="A", url="https://example.org")) == inline(
        text="A", url="https://example.org/"
    )
    assert checked_markup(inline(text="A", callback_data="ă" * 32)) == inline(
        text="A", callback_data="ă" * 32
    )
    assert checked_markup(inline(text="A", switch_inline_query="")) == inline(
        text="A", switch_inline_query=""
    )


@pytest.mark.parametrize("nothing", [None, "", {}, {"inline_keyboard": []}, {"inline_keyboard": [[]]}])
def test_empty_keyboard_is_none(nothing: object) -> None:
    assert checked_markup(nothing) is None


@pytest.mark.parametrize(
    ("raw", "complaint"),
    [
        (inline(text="A", callback_data="ă" * 32 + "x"), "BUTTON_DATA_INVALID"),
        (inline(text="A"), "Text buttons are unallowed in the inline keyboard"),
        (inline(text="A", callback_data=""), "Text buttons are unallowed in the inline keyboard"),
        (inline(callback_data="x"), 'Can\'t find field "text"'),
        (inline(text=" ", callback_data="x"), "inline keyboard button text must be non-empty"),
        (inline(text="A", url="ftp://a.example/"), "is invalid: Unsupported URL protocol"),
        (inline(text="A", url="http://localhost:80/"), "is invalid: Wrong HTTP URL"),
        (inline(text="A", copy_text={"text": ""}), "BUTTON_COPY_TEXT_INVALID"),
        ({"inline_keyboard": [{"text": "A"}]}, "must be an Array of Arrays"),
        ({"inline_keyboard": [[{"text": "A", "callback_data": "x"}]] * 101}, "reply markup is too long"),
        ({"inline_keyboard": [[{"text": "A", "callback_data": "x"}] * 9]}, "reply markup is too long"),
        ([], "object expected as reply markup"),
    ],
)
def test_wrong_keyboard_is_refused(raw: object, complaint: str) -> None:
    with pytest.raises(ApiError) as refusal:
        checked_markup(raw)

    assert complaint in refusal.value.description


def test_reply_keyboard_takes_plain_labels_and_is_not_for_edits() -> None:
    raw = {"keyboard": [["Yes", {"text": "No"}], []], "resize_keyboard": True}
    assert checked_markup(raw) == {"keyboard": [[{"text": "Yes"}, {"text": "No"}]], "resize_keyboard": True}
    with pytest.raises(ApiError, match="inline keyboard expected"):
        checked_markup(raw, inline_only=True)
