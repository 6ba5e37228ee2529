"""When a person is reminded of a meeting, and of a day (product rules 5)."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from bot.domain.event import Event
from bot.domain.quiet import quiet_end
from bot.domain.text import fold

CHOICES_MINUTES = (5, 10, 15, 30, 60, 120)  # what can be tapped; any other between the ends is written
LEAST_MINUTES, MOST_MINUTES = CHOICES_MINUTES[0], CHOICES_MINUTES[-1]
MOST_LEADS = 8  # lead times of a person

_LONGEST = 100  # characters of lead times that somebody writes
_LEAD = re.compile(
    r"(?:(?P<hours>\d{1,2})\s*(?:h|hrs?|hours?|ora|ore|oraval)\b\.?\s*(?:(?:and|si|es)\b)?\s*)?"
    r"(?:(?P<minutes>\d{1,4})\s*(?:de\s+)?(?:(?:m|mins?|minutes?|minut|minute|perc|perccel)\b\.?|['’′])?)?"
)
_BESIDE = re.compile(r"\b(?:before|earlier|inainte|cu|elotte?|elobb|korabban|each|meeting)\b")
_HALF = re.compile(r"\b(\d)[.,]5\s*(?:h|hrs?|hours?|ora|ore|oraval)\b")
_AND = re.compile(
    r"\s*[,;+\n]\s*|(?:(?<=\d)|(?<=min)|(?<=minute)|(?<=minutes)|(?<=perc)|(?<=perccel))\s+(?:and|si|es)\s+"
)


def read_leads(text: str) -> tuple[int, ...]:
    """Read lead times in minutes as somebody writes them: ``20``, ``45 min``, ``1 h 30``, ``20, 45 perc``.

    They may lie outside what can be chosen; none where any of it is no length of time.
    """
    if len(text) > _LONGEST:
        return ()
    found = []
    for said in _AND.split(_HALF.sub(r"\1 h 30", _BESIDE.sub(" ", fold(text))).strip()):
        lead = _LEAD.fullmatch(said.strip())
        if lead is None or not lead[0]:
            return ()
        found.append(60 * int(lead["hours"] or 0) + int(lead["minutes"] or 0))
    return tuple(sorted(set(found)))


def reminder_times(
    minutes_before: tuple[int, ...], start: datetime, confirmed: datetime
) -> tuple[tuple[int, datetime], ...]:
    """Give (lead time in minutes, instant) of each reminder of a meeting.

    None is planned when the meeting was confirmed inside its lead time: the confirmation stands in.
    """
    leads = ((minutes, start - timedelta(minutes=minutes)) for minutes in sorted(set(minutes_before)))
    return tuple((minutes, at) for minutes, at in leads if at > confirmed)


class Digest(NamedTuple):
    """A summary of the meetings of ``day``; sent at ``due_at``, dropped after ``not_after`` (both UTC)."""

    kind: str  # "evening" | "morning"
    day: date
    due_at: datetime
    not_after: datetime


def digests(event: Event, start: datetime, now: datetime) -> tuple[Digest, ...]:
    """Give the digests that a meeting at ``start`` belongs in and that are still ahead."""
    day = event.local(start).date()
    evening = quiet_end(event, event.instant(day - timedelta(days=1), event.reminders.evening_digest))
    morning = quiet_end(event, event.instant(day, event.reminders.morning_digest))
    midnight = event.instant(day, time(0))
    planned = []
    if now < evening < midnight:
        planned.append(Digest("evening", day, evening, midnight))
    if now < morning < start:  # late it still tells of the meetings after this one
        planned.append(Digest("morning", day, morning, event.instant(day + timedelta(days=1), time(0))))
    return tuple(planned)
