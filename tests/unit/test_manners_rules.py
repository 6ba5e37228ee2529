"""What every kind of message does in quiet hours: one table for all that is ever sent unasked."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.usecases.manners import ANSWERS, CAN_WAIT, PUNCTUAL, SOUNDLESS, is_hushed
from bot.usecases.notify import news
from bot.usecases.outbox import Note, NotYetError, OutboxRow, OutboxState
from handlers.notices import KINDS
from tests.support.rules import HANA, person, stored_event
from tests.support.world import at

EVENT = stored_event()
NEWS = KINDS - ANSWERS - PUNCTUAL - CAN_WAIT
NIGHT, MORNING = at("Wed 23:00"), at("Thu 07:30")


def row(kind: str, about: datetime | None, made: datetime = NIGHT) -> OutboxRow:
    note = Note(kind, 1, made)
    if about is not None:
        (note,) = news(EVENT, person(HANA), kind, about, made)
    return OutboxRow(1, note, OutboxState.CLAIMED, 0)


def at_night(kind: str, about: datetime | None, now: datetime = NIGHT, made: datetime = NIGHT) -> str:
    try:
        return "silent" if is_hushed(EVENT, row(kind, about, made), now) else "aloud"
    except NotYetError as wait:
        return "waits" if wait.until == MORNING else f"waits until {wait.until}"


def test_kinds_are_those_that_are_drawn() -> None:
    assert {"asked", "countered", "declined", "confirmed", "cancelled", "attendance", "joined"} <= NEWS
    assert ANSWERS | PUNCTUAL | CAN_WAIT | SOUNDLESS <= KINDS, "a kind that nothing draws any more"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_nothing_is_heard_at_night_but_answers_and_what_is_near(kind: str) -> None:
    far, near = NIGHT + timedelta(hours=2, seconds=1), NIGHT + timedelta(hours=2)
    running, day = NIGHT - timedelta(minutes=5), at("Thu 10:00")
    expected = ("silent", "silent", "aloud", "aloud")
    if kind in CAN_WAIT:
        expected = ("waits",) * 4
    elif kind in ANSWERS | PUNCTUAL:
        expected = ("aloud",) * 4
    elif kind in SOUNDLESS:
        expected = ("silent",) * 4
    by_day = "silent" if kind in SOUNDLESS else "aloud"
    assert tuple(at_night(kind, about) for about in (None, far, near, running)) == expected
    assert at_night(kind, far, now=day) == by_day
    # Made by day and late, or made at night and late: what counts is when it leaves.
    assert at_night(kind, far, made=at("Wed 20:59")) == expected[1]
    assert at_night(kind, day + timedelta(hours=5), now=day) == by_day


def test_an_event_without_quiet_hours_never_hushes() -> None:
    always = replace(EVENT.reminders, quiet_start=EVENT.reminders.quiet_end)
    event = replace(EVENT, reminders=always)
    assert not any(is_hushed(event, row(kind, None), NIGHT) for kind in KINDS - SOUNDLESS)
