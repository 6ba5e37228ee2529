from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.domain.deadlines import attendance_from, change_deadline, deadline, notice, nudge_at, nudge_kept
from bot.domain.event import BookingMode, ReminderRules
from tests.support.rules import stored_event
from tests.support.world import at

EVENT = stored_event()  # quiet from 21:00 to 07:30


@pytest.mark.parametrize(
    ("sent", "slot", "expected"),
    [
        # A day, while a day or more is left.
        ("Tue 10:00", "Thu 14:30", "Wed 10:00"),
        ("Wed 10:30", "Thu 14:30", "Thu 10:30"),
        # Less than a day left: half of it.
        ("Thu 08:30", "Thu 14:30", "Thu 11:30"),
        ("Thu 14:00", "Thu 14:30", "Thu 14:15"),
        # Ten minutes before the slot at the latest: exactly a day is not less than one.
        ("Wed 14:30", "Thu 14:30", "Thu 14:20"),
        # Ten minutes to answer, whatever the slot.
        ("Thu 14:12", "Thu 14:30", "Thu 14:22"),
        ("Thu 14:20", "Thu 14:30", "Thu 14:30"),
        # In quiet hours: an hour after they end …
        ("Wed 20:30", "Thu 14:30", "Thu 08:30"),
        ("Tue 22:00", "Thu 14:30", "Thu 08:30"),
        ("Tue 21:00", "Thu 14:30", "Thu 08:30"),
        ("Thu 20:00", "Fri 09:00", "Fri 08:30"),
        # … yet ten minutes before the slot at the latest, even if that is quiet.
        ("Thu 20:00", "Fri 08:00", "Fri 07:50"),
        ("Thu 20:00", "Fri 07:00", "Fri 06:50"),
        ("Thu 22:00", "Thu 22:30", "Thu 22:20"),
        ("Thu 22:12", "Thu 22:30", "Thu 22:22"),  # ten minutes to answer, at night as well
        # The end of quiet hours is not quiet.
        ("Thu 00:30", "Thu 14:30", "Thu 07:30"),
    ],
)
def test_deadline(sent: str, slot: str, expected: str) -> None:
    assert deadline(EVENT, at(sent), at(slot)) == at(expected)


def test_deadline_without_quiet_hours_stays_in_the_night() -> None:
    event = replace(EVENT, reminders=ReminderRules(quiet_start=time(0), quiet_end=time(0)))

    assert deadline(event, at("Wed 20:30"), at("Thu 14:30")) == at("Thu 05:30")


@pytest.mark.parametrize(
    ("mode", "least", "expected"),
    [
        (BookingMode.REQUEST, 10, 20),
        (BookingMode.REQUEST, 45, 45),
        (BookingMode.INSTANT, 10, 10),
        (BookingMode.INSTANT, 0, 0),
    ],
)
def test_notice_is_longer_where_a_host_is_asked(mode: BookingMode, least: int, expected: int) -> None:
    event = stored_event(mode=mode, min_notice_minutes=least)

    assert notice(event) == timedelta(minutes=expected)


@pytest.mark.parametrize(
    ("sent", "answer_by", "expected"),
    [
        ("Thu 08:30", "Thu 11:30", "Thu 10:00"),
        ("Wed 20:30", "Thu 08:30", "Thu 07:30"),  # 02:30 waits for the end of quiet hours
        ("Thu 20:00", "Fri 07:20", None),  # and then it is too late
        ("Thu 20:00", "Fri 07:30", None),
    ],
)
def test_nudge_at_half_time_out_of_quiet_hours(sent: str, answer_by: str, expected: str | None) -> None:
    assert nudge_at(EVENT, at(sent), at(answer_by)) == (at(expected) if expected else None)


@pytest.mark.parametrize(
    ("nudge", "before", "answer_by", "expected"),
    [
        ("Thu 10:00", "Thu 11:30", "Thu 11:30", "Thu 10:00"),
        ("Thu 10:00", "Thu 11:30", "Thu 10:30", "Thu 09:30"),  # asked at 08:30
        ("Thu 06:30", "Thu 11:30", "Thu 11:30", "Thu 07:30"),  # the night ends an hour later
        ("Thu 06:30", "Thu 08:30", "Thu 07:30", None),
    ],
)
def test_nudge_stays_at_half_time_when_its_deadline_moves(
    nudge: str, before: str, answer_by: str, expected: str | None
) -> None:
    kept = nudge_kept(EVENT, at(nudge), at(before), at(answer_by))

    assert kept == (at(expected) if expected else None)


@pytest.mark.parametrize(
    ("leads", "change", "expected"),
    [
        ((15,), 30, "Thu 14:00"),  # the card shows the buttons from then on
        ((5, 120), 30, "Thu 12:30"),  # the first reminder carries them
        ((), 30, "Thu 14:00"),
        ((), 0, "Thu 14:30"),
    ],
)
def test_attendance_is_said_from_the_first_reminder_on(
    leads: tuple[int, ...], change: int, expected: str
) -> None:
    event = stored_event(change_deadline_minutes=change)

    assert attendance_from(event, at("Thu 14:30"), leads) == at(expected)


def test_meeting_changes_until_the_deadline_of_the_event() -> None:
    assert change_deadline(EVENT, at("Thu 14:30")) == at("Thu 14:00")
    assert change_deadline(stored_event(change_deadline_minutes=90), at("Thu 14:30")) == at("Thu 13:00")
    assert change_deadline(stored_event(change_deadline_minutes=0), at("Thu 14:30")) == at("Thu 14:30")
