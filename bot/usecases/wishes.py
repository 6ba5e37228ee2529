"""What a text is about that asks to cancel or to move something, or for a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from bot.domain.event import Event
from bot.domain.people import Participant
from bot.domain.searching import Similar
from bot.domain.slots import Slot
from bot.usecases.agenda import coming
from bot.usecases.identity import Me, elsewhere_of
from bot.usecases.plain_text import Understood, calendar, fitting, wanted
from bot.usecases.ports import UnitOfWork
from bot.usecases.times import Day, Instant, Intent, Part, Pick, Reading, TimeRange, TimeWords


@dataclass(frozen=True, slots=True)
class Arranged:
    """A coming meeting of somebody, or an open request, by its id; ``agreed``: a meeting."""

    other: Participant
    slot: Slot
    id: int
    agreed: bool

    @property
    def one(self) -> tuple[object, ...]:
        """What it is about, whichever of its times it stands for."""
        return self.agreed, self.id


_Found = TypeVar("_Found", bound=Arranged)


async def arranged(uow: UnitOfWork, me: Me, meant: Understood, now: datetime) -> list[Arranged]:
    """Give what of somebody's a text can mean, by the other side and by when it is, in time order."""
    return among(me.event, await ahead(uow, me, now), meant)


async def arranged_elsewhere(
    uow: UnitOfWork, me: Me, meant: Understood, similar: Similar, time_words: TimeWords, now: datetime
) -> list[tuple[Event, Arranged]]:
    """Give what a text can mean of what somebody has at his other events, which is read on their clocks."""
    found: list[tuple[Event, Arranged]] = []
    for other in await elsewhere_of(uow, me):
        there = await wanted(uow, other, meant.intent, meant.text, similar, time_words, now)
        if not there.words or there.people:
            found += [(other.event, one) for one in await arranged(uow, other, there, now)]
    return found


def begins_then(event: Event, found: Arranged, meant: Understood) -> bool:
    """Tell whether something begins at a time that a text speaks of."""
    return event.local(found.slot.start).time() in meant.times


def among(event: Event, some: Iterable[_Found], meant: Understood) -> list[_Found]:
    """Keep what a text can mean, by the other side and by when it is.

    A time at which something is arranged is that of the meeting, the first of several; another time of a
    move is where it goes.
    """
    people = {one.id for one in meant.people}
    found = [one for one in some if not meant.words or one.other.id in people]
    starts = [(one, event.local(one.slot.start)) for one in found]
    fits = ([(one, start) for one, start in starts if start.time() == at] for at in meant.times)
    then = next((some for some in fits if some), [])
    on_the_day = _unlike(one for one, start in then if start.date() == day_of(meant.reading))
    if on_the_day or then or meant.reading is None or meant.intent is Intent.MOVE:
        return on_the_day or _unlike(one for one, _ in then) or _unlike(found)
    return _unlike(one for one in found if fitting(event, (one.slot,), meant.reading))


def _unlike(found: Iterable[_Found]) -> list[_Found]:
    """Keep one of each: a request that asks for any of several times is found at all of them."""
    kept: dict[tuple[object, ...], _Found] = {}
    for one in found:
        kept.setdefault(one.one, one)
    return list(kept.values())


def where_to(
    event: Event, found: Arranged, text: str, time_words: TimeWords, now: datetime, language: str
) -> tuple[Slot | None, date | None, datetime | None]:
    """Give where a text wants a meeting to move: a slot, a day, and an instant at which no slot begins.

    The day of the meeting is meant where no other is named, and of two times the one at which it does not
    begin.
    """
    begins = event.local(found.slot.start)
    said = time_words.extract(text, calendar(event, now, language, begins.date()))
    others = [at for at in said.times if at != begins.time()]
    day = day_of(said.reading) or begins.date()
    if begins.time() in said.times:
        reading: Reading | None = Instant(datetime.combine(day, others[0])) if len(others) == 1 else None
    else:
        reading = said.reading
    slots = fitting(event, event.slots, reading) if reading else ()
    only = slots[0] if len(slots) == 1 and slots[0].start != found.slot.start else None
    between = reading.at if isinstance(reading, Instant) and not slots else None
    return only, day, event.instant(between.date(), between.time()) if between else None


async def ahead(uow: UnitOfWork, me: Me, now: datetime) -> list[Arranged]:
    """Give somebody's coming meetings and open requests, a request at each of its times, in time order."""
    meetings = [
        Arranged(one.other, one.meeting.slot, one.meeting.id, agreed=True)
        for one in await coming(uow, me, now)
    ]
    pending = [one for one in await uow.requests.open_of(me.id) if not one.overdue(now) and not one.moves]
    people = await uow.participants.many([one.other(me.id) for one in pending])
    requests = [
        Arranged(people[one.other(me.id)], slot, one.id, agreed=False)
        for one in pending
        for slot in one.slots
    ]
    return sorted((*meetings, *requests), key=lambda one: one.slot.start)


def day_of(reading: Reading | None) -> date | None:
    """Give the day that a reading is about."""
    match reading:
        case Instant(at):
            return at.date()
        case TimeRange(after, before):
            edge = after or before
            return edge.date() if edge else None
        case Day(day) | Part(day):
            return day
        case Pick(_, scope):
            return day_of(scope)
    return None


def next_day(event: Event, now: datetime) -> Day | None:
    """Give the day that is meant when none is named: today, or the next with meetings; None: all are over."""
    today = event.local(now).date()
    coming = min((day for day in event.days if day >= today), default=None)
    return Day(coming) if coming else None
