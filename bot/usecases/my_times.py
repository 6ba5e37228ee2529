"""One's own meeting times: chosen slot by slot or written, kept together once nothing lies outside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from bot.domain.bookable import nearest, windows_as_guest
from bot.domain.booking import MOST_TIMES, Meeting, MeetingState, Request, RequestState
from bot.domain.errors import NotFoundError, StaleError
from bot.domain.event import Event
from bot.domain.intervals import Interval, covered
from bot.domain.own_profile import WINDOWS
from bot.domain.people import Participant
from bot.domain.slots import Slot
from bot.domain.windows import Change, Windows, change, inside, on_days, slots_in, toggled, without
from bot.usecases import agenda, answering, booking, move_answers, moving
from bot.usecases.files import Files, Problem, ProblemCode, TimesReading, WallWindow
from bot.usecases.identity import Me, locked, participant_of
from bot.usecases.moving import WhereTo
from bot.usecases.ports import UnitOfWork
from bot.usecases.stranding import end_moves, stranded
from bot.usecases.times import Day, Part, Reading, TimeRange

_LONGEST = 200  # characters of times that nobody asked for
_STRETCH = re.compile(r"\d\s*[-–—]\s*\d")  # as in "Thursday 25:00-26:00"
STEP = "times"


@dataclass(frozen=True, slots=True)
class MyTimes:
    """Somebody's meeting times as he has them in hand; ``kept`` tells that they are those others see."""

    windows: Windows
    slots: frozenset[Slot]
    day: date
    kept: bool
    change: Change


Outside = list[tuple[Request | Meeting, Participant]]


async def my_times(uow: UnitOfWork, me: Me, day: date | None) -> MyTimes:
    """Give one's times, with the day that is looked at; one that the event has not becomes its first."""
    windows = await _in_hand(uow, me)
    days = me.event.days
    return MyTimes(
        windows=windows,
        slots=slots_in(me.event, windows),
        day=day if day in days else days[0],
        kept=windows == me.participant.windows,
        change=change(me.event, me.participant.windows, windows),
    )


async def choose_slot(uow: UnitOfWork, me: Me, start: datetime, *, taken: bool) -> None:
    """Take meetings in a slot, or not; nothing is kept yet.

    Raises:
        NotFoundError: the event has no such slot.
    """
    slot = me.event.slot_at(start)
    if slot is None:
        raise NotFoundError
    await _choose(uow, me, (slot,), taken=taken)


async def choose_block(uow: UnitOfWork, me: Me, block_id: int, *, taken: bool) -> None:
    """Take meetings in all slots of a block, or in none; nothing is kept yet.

    Raises:
        NotFoundError: the event has no such block.
    """
    slots = [slot for slot in me.event.slots if slot.block_id == block_id]
    if not slots:
        raise NotFoundError
    await _choose(uow, me, slots, taken=taken)


async def write(uow: UnitOfWork, files: Files, me: Me, text: str) -> TimesReading:
    """Read times from words, such as "Thursday 14:30-17:00, not 15:20"; with problems nothing changes.

    Words that name days change these alone.
    """
    read = files.read_times(text, me.event)
    if read.problems:
        return read
    hand = await _in_hand(uow, me)
    said = hand if read.windows is None else _intervals(me.event, read.windows)
    if read.windows is not None and read.days is not None:
        said = on_days(me.event, hand, read.days, said)
    await _keep_draft(uow, me, without(me.event, said, _intervals(me.event, read.without)))
    return read


def are_meant(text: str, problems: Sequence[Problem]) -> bool:
    """Tell whether what cannot be read was meant as times: they are wrong, or are a stretch of hours."""
    wrong = any(one.code is not ProblemCode.WINDOW_UNREADABLE for one in problems)
    return wrong or _STRETCH.search(text) is not None


def are_told(files: Files, event: Event, text: str) -> bool:
    """Tell whether a text that nobody asked for is somebody's meeting times, every word of it."""
    if not any(map(str.isdigit, text)) or len(text) > _LONGEST:
        return False
    read = files.read_times(text, event)
    return not read.problems and bool(read.windows or read.without)


def as_times(reading: Reading | None) -> str:
    """Write a stretch of time as one writes one's meeting times; empty for anything else."""
    match reading:
        case Day(day):
            return day.isoformat()
        case Part(day, part):
            return f"{day.isoformat()} {part.start:%H:%M}-{_end(part.end)}"
        case TimeRange(start, end) if (edge := start or end) is not None:
            opens = f"{start:%H:%M}" if start else "00:00"
            return f"{edge.date().isoformat()} {opens}-{_end(end.time() if end else time())}"
    return ""


def _end(at: time) -> str:
    return f"{at:%H:%M}" if at > time() else "24:00"


async def forget(uow: UnitOfWork, me: Me) -> None:
    """Go back to the times that others see."""
    await uow.profiles.save_times_draft(me.id, None)


async def save(uow: UnitOfWork, me: Me, now: datetime) -> Outside:
    """Keep one's times; gives the requests and meetings that lie outside, and then nothing was kept.

    A proposal to move a meeting to a time outside ends with keeping them; both sides are told.

    Raises:
        StaleError: there is nothing new to keep.
    """
    me = await locked(uow, me, (me.id,))
    fresh = await participant_of(uow, me.id, me.event.id)
    draft = await uow.profiles.times_draft(me.id)
    if draft is None:
        raise StaleError
    windows = inside(me.event, _intervals(me.event, draft))
    outside = await stranded(uow, me.event, fresh, windows, now)
    if outside:
        return outside
    await end_moves(uow, me.event, fresh, windows, now)
    await uow.profiles.set_windows(fresh, me.event, _walls(me.event, windows))
    await uow.profiles.note_edited(me.id, {*fresh.edited, WINDOWS})
    await uow.profiles.save_times_draft(me.id, None)
    return []


async def where_to(uow: UnitOfWork, me: Me, meeting_id: int, now: datetime) -> tuple[WhereTo, Sequence[Slot]]:
    """Give where a meeting outside one's new times could go, and the slots of these nearest to its own.

    Raises:
        NotFoundError, NotBookableError: as ``moving.choices``.
        StaleError: as well, or it lies outside no more.
    """
    choice = await moving.choices(uow, me, meeting_id, now)
    meeting, mine = choice.entry.meeting, replace(me.participant, windows=await _in_hand(uow, me))
    open_to = mine.windows if meeting.host_id == me.id else windows_as_guest(me.event, mine)
    if covered(meeting.slot, open_to):
        raise StaleError
    inside_them = (slot for slot in choice.free if covered(slot, open_to))
    return choice, nearest(inside_them, meeting.slot.start, MOST_TIMES)


async def end_request(uow: UnitOfWork, me: Me, request_id: int, now: datetime) -> None:
    """End a request that lies outside one's new times: one's own is withdrawn, another's declined.

    One that would move a meeting there leaves the meeting where it is.

    Raises:
        NotFoundError: no such request of this person.
        StaleError: it is not open any more.
    """
    request = await booking.my_request(uow, me, request_id)
    if request.state is not RequestState.PENDING:
        raise StaleError
    if request.moves and request.turn_id == me.id:
        await move_answers.keep(uow, me, request_id, request.version, now)
    elif request.moves:
        await moving.withdraw(uow, me, request_id, now)
    elif request.turn_id == me.id and request.guest_id != me.id:
        await answering.decline(uow, me, request_id, request.version, "", now)
    else:
        await booking.withdraw(uow, me, request_id, now)


async def end_meeting(uow: UnitOfWork, me: Me, meeting_id: int, now: datetime) -> None:
    """Cancel a meeting that lies outside one's new times, or say that one cannot come where it is late.

    Raises:
        NotFoundError: no such meeting of this person.
        StaleError: it is not coming any more.
    """
    mine = await agenda.entry(uow, me, meeting_id, now)
    if mine.meeting.state is not MeetingState.CONFIRMED:
        raise StaleError
    if now >= agenda.change_deadline(me, mine.meeting):
        await agenda.cannot_come(uow, me, meeting_id, now)
    else:
        await agenda.cancel(uow, me, meeting_id, "", now)


async def _in_hand(uow: UnitOfWork, me: Me) -> Windows:
    draft = await uow.profiles.times_draft(me.id)
    return me.participant.windows if draft is None else inside(me.event, _intervals(me.event, draft))


async def _choose(uow: UnitOfWork, me: Me, slots: Iterable[Slot], *, taken: bool) -> None:
    windows = toggled(me.event, await _in_hand(uow, me), set(slots), taken=taken)
    await _keep_draft(uow, me, windows)


async def _keep_draft(uow: UnitOfWork, me: Me, windows: Windows) -> None:
    new = inside(me.event, windows)
    draft = None if new == me.participant.windows else _walls(me.event, new)
    await uow.profiles.save_times_draft(me.id, draft)


def _intervals(event: Event, windows: Iterable[WallWindow]) -> Windows:
    return tuple(window.interval(event) for window in windows)


def _walls(event: Event, windows: Iterable[Interval]) -> tuple[WallWindow, ...]:
    """Give windows as wall-clock times; none goes past the midnight that ends its date."""
    stretches = ((event.local(one.start), event.local(one.end)) for one in windows)
    return tuple(WallWindow(start.date(), start.time(), end.time()) for start, end in stretches)
