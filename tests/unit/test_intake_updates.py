"""Whose an update is, and what of it is kept, before any library has read it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.intake.receiver import payload_of, sender

GROUP = {"id": -5, "type": "group"}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"message": {"chat": GROUP, "from": {"id": 7}}}, 7),
        ({"poll_answer": {"poll_id": "3", "user": {"id": 8}}}, 8),
        ({"channel_post": {"chat": GROUP}}, -5),
        ({"message": {"from": 7, "chat": GROUP}}, -5),
        ({"message": {"from": {"id": "7"}, "chat": {}}}, 0),
        ({"poll": {"question": "Coffee?"}}, 0),
        ({"message": 5}, 0),
        ({}, 0),
    ],
)
def test_update_is_the_persons_else_the_chats_else_nobodys(content: dict[str, Any], expected: int) -> None:
    assert sender({"update_id": 1, **content}) == expected


def test_what_is_no_text_is_left_out_wherever_it_stands() -> None:
    update = {"message": {"text": "a\x00b\ud800", "entities": [{"url": "c\x00"}, "d\udfff", 4, None, True]}}

    kept = {"message": {"text": "ab", "entities": [{"url": "c"}, "d", 4, None, True]}}
    assert json.loads(payload_of(update)) == kept
    assert json.loads(payload_of(kept)) == kept
