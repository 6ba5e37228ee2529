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


def picker(**wanted: Any) -> dict[str, Any]:
    return {"keyboard": [[{"text": "A", "request_users": wanted}]]}


def test_key_that_asks_for_people_is_kept_with_its_numbers() -> None:
    for number in (0, -(2**31), 2**31 - 1, "7"):
        kept = checked_markup(picker(request_id=number, user_is_bot=False))
        assert kept == picker(request_id=int(number), user_is_bot=False, max_quantity=1)
    assert checked_markup(picker(request_id=1, max_quantity=10)) == picker(request_id=1, max_quantity=10)


@pytest.mark.parametrize(
    ("wanted", "complaint"),
    [
        ({}, 'Can\'t find field "request_id"'),
        ({"request_id": 2**31}, 'Can\'t parse "2147483648" as an integer'),
        ({"request_id": -(2**31) - 1}, "as an integer"),
        ({"request_id": 1.5}, "as an integer"),
        ({"request_id": "x"}, "as an integer"),
        ({"request_id": True}, 'Field "request_id" must be of type Number'),
        ({"request_id": 1, "max_quantity": 0}, "must be from 1 to 10"),
        ({"request_id": 1, "max_quantity": 11}, "must be from 1 to 10"),
        ({"request_id": 1, "user_is_bot": "no"}, 'Field "user_is_bot" must be of type Boolean'),
    ],
)
def test_key_that_asks_for_people_wrongly_is_refused(wanted: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ApiError) as refusal:
        checked_markup(picker(**wanted))

    assert complaint in refusal.value.description


def test_key_that_asks_for_people_is_for_private_chats_and_each_has_its_number() -> None:
    with pytest.raises(ApiError, match="Users can be requested in private chats only"):
        checked_markup(picker(request_id=1), private=False)
    with pytest.raises(ApiError, match='Field "request_users" must be of type Object'):
        checked_markup({"keyboard": [[{"text": "A", "request_users": 1}]]})
    with pytest.raises(ApiError, match="must be unique within the message"):
        checked_markup({"keyboard": picker(request_id=1)["keyboard"] * 2})
