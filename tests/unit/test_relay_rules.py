"""Messages that two people send each other through the bot: until when, and how long."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.relay import Content, Kind, NotRelayedError, Obstacle, closes_at
from tests.support.world import at, make_event


def test_people_may_write_to_each_other_until_three_days_after_the_event() -> None:
    assert closes_at(make_event()) == at("Fri 12:00") + timedelta(days=3)


def test_refused_message_says_why() -> None:
    refused = NotRelayedError(Obstacle.TOO_OFTEN)

    assert (refused.obstacle, str(refused)) == (Obstacle.TOO_OFTEN, "too_often")


def test_text_beside_a_file_is_shorter() -> None:
    text, caption = Content(Kind.TEXT).most_characters, Content(Kind.PHOTO).most_characters

    assert 0 < caption < text <= 4096
    assert {Content(kind).most_characters for kind in Kind if kind is not Kind.TEXT} == {caption}
