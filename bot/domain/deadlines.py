"""How long a request may stay unanswered, and when its host is nudged (product rule 2.4)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.event import BookingMode, Event
from bot.domain.quiet import is_quiet, quiet_end

_LONGEST = timedelta(hours=24)
_BEFORE_SLOT = timedelta(minutes=10)
_AT_LEAST = timedelta(minutes=10)
_AFTER_QUIET = timedelta(hours=1)
_REQUEST_NOTICE = timedelta(minutes=20)


def notice(event: Event) -> timedelta:
    """Give how long before its start a slot stops being offered."""
    least = timedelta(minutes=event.booking.min_notice_minutes)
    return max(least, _REQUEST_NOTICE) if event.booking.mode is BookingMode.REQUEST else least


def deadline(event: Event, sent: datetime, slot_start: datetime) -> datetime:
    """Give the instant from which an unanswered request counts as expired, in UTC.

    The earliest of a day, half of what is left (when less than a day is left) and ten minutes before the
    slot, at least ten minutes from ``sent``; out of quiet hours to an hour after their end, yet never
    past ten minutes before the slot.
    """
    left = slot_start - sent
    latest = last_moment(slot_start)
    answer_by = sent + (left / 2 if left < _LONGEST else _LONGEST)
    answer_by = max(min(answer_by, latest), sent + _AT_LEAST)
    if is_quiet(event, answer_by):
        answer_by = min(quiet_end(event, answer_by) + _AFTER_QUIET, max(latest, sent + _AT_LEAST))
    return answer_by


def last_moment(slot_start: datetime) -> datetime:
    """Give the instant after which a request for a slot cannot be answered in time any more."""
    return slot_start - _BEFORE_SLOT


def change_deadline(event: Event, slot_start: datetime) -> datetime:
    """Give the instant from which a meeting is no longer moved, handed over or cancelled as usual."""
    return slot_start - timedelta(minutes=event.booking.change_deadline_minutes)


def attendance_from(event: Event, slot_start: datetime, minutes_before: Iterable[int]) -> datetime:
    """Give the instant from which a side says whether he comes, in UTC: as soon as he is reminded of it.

    ``minutes_before`` are the lead times of his reminders; from the change deadline on at the latest.
    """
    leads = (timedelta(minutes=one) for one in minutes_before)
    return min(change_deadline(event, slot_start), *(slot_start - lead for lead in leads), slot_start)


def nudge_at(event: Event, sent: datetime, answer_by: datetime) -> datetime | None:
    """Give when to nudge the one who is to answer: half time, out of quiet hours; None if too late then."""
    at = quiet_end(event, sent + (answer_by - sent) / 2)
    return at if at < answer_by else None


def nudge_kept(event: Event, nudge: datetime, before: datetime, answer_by: datetime) -> datetime | None:
    """Give when a nudge goes whose deadline was ``before`` and is ``answer_by``: at half time still.

    Out of quiet hours, as they are by now; None if too late then.
    """
    at = quiet_end(event, nudge - (before - answer_by) / 2)
    return at if at < answer_by else None
