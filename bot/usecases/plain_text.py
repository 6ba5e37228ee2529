"""What somebody means by a text: a person, a time, or both. Nothing is done about it without a tap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.booking import offered_slots, why_not
from bot.domain.event import Event
from bot.domain.people import Participant
from bot.domain.searching import Similar
from bot.domain.slots import Slot
from bot.usecases.directory import search
from bot.usecases.identity import Me
from bot.usecases.ports import UnitOfWork
from bot.usecases.times import Calendar, Day, Instant, Part, Pick, Reading, TimeRange, TimeWords, Which

LONGEST_CHARACTERS = 200
_MOST_FREE = 8


@dataclass(frozen=True, slots=True)
class Understood:
    """What a text says: a time, people that its other words may mean, and those words."""

    reading: Reading | None
    words: str
    people: tuple[Participant, ...]


def calendar(event: Event, now: datetime, language: str) -> Calendar:
    """Give what time words are read against."""
    return Calendar(
        zone=event.zone,
        days=event.days,
        blocks=tuple((block.date, block.start, block.end) for block in event.blocks),
        slots=tuple(event.local(slot.start).replace(tzinfo=None) for slot in event.slots),
        now=now,
        language=language,
    )


async def understand(
    uow: UnitOfWork, me: Me, text: str, similar: Similar, time_words: TimeWords, now: datetime
) -> Understood:
    """Read a text. A name that holds a time word wins when the whole text names somebody."""
    whole = await search(uow, me.event.id, text, similar)
    reading, words = time_words.extract(text, calendar(me.event, now, me.person.language))
    if reading is None:
        return Understood(None, text, tuple(one for one in whole if one.id != me.id))
    people = await search(uow, me.event.id, words, similar) if words else []
    return Understood(reading, words, tuple(one for one in people if one.id != me.id))


def fitting(event: Event, slots: tuple[Slot, ...], reading: Reading) -> tuple[Slot, ...]:
    """Keep the slots that a reading means, in time order."""
    match reading:
        case Pick(which, scope):
            inside = fitting(event, slots, scope)
            return inside[:1] if which is Which.FIRST else inside[-1:]
        case _:
            return tuple(
                slot for slot in slots if _fits(event.local(slot.start), event.local(slot.end), reading)
            )


def _fits(start: datetime, end: datetime, reading: Reading) -> bool:
    start, end = start.replace(tzinfo=None), end.replace(tzinfo=None)
    match reading:
        case Instant(at):
            return start == at
        case TimeRange(after, before):
            return (after is None or start >= after) and (before is None or end <= before)
        case Part(day, part):
            last = part.end
            in_time = start.time() >= part.start and (not last.hour or start.time() < last)
            return start.date() == day and in_time
        case Day(day):
            return start.date() == day
        case _:
            return False


async def who_is_free(
    uow: UnitOfWork, me: Me, reading: Reading, now: datetime
) -> tuple[list[tuple[Participant, Slot]], int]:
    """Give some people with the first slot of a reading that both can take, and how many there are."""
    people = [one for one in await uow.participants.of_event(me.event.id) if one.connected and one.windows]
    engaged = await _engaged(uow, me, now)
    standing = await uow.seats.standing([*people, me.participant], now)
    full = await uow.seats.full_slots(me.event)
    mine = standing[me.id]
    found = []
    for person in people:
        if person.id in engaged or why_not(me.event, mine, standing[person.id], now) is not None:
            continue
        offered = offered_slots(me.event, mine, standing[person.id], full, now)
        slots = fitting(me.event, offered, reading)
        if slots:
            found.append((person, slots[0]))
    return found[:_MOST_FREE], len(found)


async def _engaged(uow: UnitOfWork, me: Me, now: datetime) -> set[int]:
    """Give those with whom somebody has an open request or a coming meeting."""
    requests = [one for one in await uow.requests.open_of(me.id) if not one.overdue(now)]
    meetings = [one for one in await uow.meetings.of(me.id) if one.slot.end > now]
    return {one.other(me.id) for one in requests} | {one.other(me.id) for one in meetings}


def nearest_instant(event: Event, reading: Reading) -> datetime:
    """Give the UTC instant that "nearest" is measured from."""
    match reading:
        case Instant(at):
            return event.instant(at.date(), at.time())
        case TimeRange(after, before):
            edge = after or before
            return event.instant(edge.date(), edge.time()) if edge else event.interval.start
        case Part(day, part):
            return event.instant(day, part.start)
        case Day(day):
            return event.instant(day, event.local(event.interval.start).time())
        case Pick(_, scope):
            return nearest_instant(event, scope)
    return event.interval.start
