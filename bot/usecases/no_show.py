"""No-shows, quietly: the one who is there says so and is offered others, the absent one is told kindly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.booking import Attendance, MeetingState
from bot.domain.errors import StaleError
from bot.domain.feedback import Outcome
from bot.domain.finding import NOBODY
from bot.domain.no_show import NotBegunError
from bot.domain.people import Participant
from bot.domain.slots import Slot
from bot.usecases.agenda import Entry, entry
from bot.usecases.company import free_people
from bot.usecases.free_now import FreeNow, free_now
from bot.usecases.identity import Me, locked
from bot.usecases.notify import news
from bot.usecases.ports import UnitOfWork

MISSED = "no_show.missed"


@dataclass(frozen=True, slots=True)
class Missed:
    """A meeting whose other side did not come so far, and who could be asked for the next slot instead.

    ``waiting`` wait for a time of the one who is there, in the order of his list; ``free`` say that they are.
    """

    entry: Entry
    free: FreeNow
    waiting: tuple[Participant, ...] = ()


async def report(uow: UnitOfWork, me: Me, meeting_id: int, now: datetime) -> Missed:
    """Say that the other side is not there; it is told once, without blame.

    Raises:
        NotFoundError: no such meeting of this person.
        StaleError: it is not confirmed any more, or its slot has ended.
        NotBegunError: it has not begun.
    """
    me, shown = await _in_slot(uow, me, meeting_id, now)
    before = (await uow.feedback.about(meeting_id)).get(me.id)
    if before is None or before.outcome is not Outcome.ABSENT:
        await uow.feedback.save(meeting_id, me.id, Outcome.ABSENT, now)
        key = f"{MISSED}:{meeting_id}:{shown.meeting.version}:{shown.other.id}"
        for note in news(me.event, shown.other, MISSED, now, now, meeting=meeting_id):
            await uow.outbox.add(replace(note, dedupe=key, not_after=shown.meeting.slot.end))
    return await missed(uow, me, meeting_id, now)


async def came(uow: UnitOfWork, me: Me, meeting_id: int, now: datetime) -> Entry:
    """Say that the other side is there (after all).

    Raises: as ``report``.
    """
    me, shown = await _in_slot(uow, me, meeting_id, now)
    await uow.feedback.take_back(meeting_id, me.id, Outcome.ABSENT)
    return shown


async def missed(uow: UnitOfWork, me: Me, meeting_id: int, now: datetime) -> Missed:
    """Give a meeting whose other side did not come, with who could be met in the next slot.

    Raises:
        NotFoundError: no such meeting of this person.
    """
    shown, free = await entry(uow, me, meeting_id, now), await free_now(uow, me, 0, now)
    return Missed(shown, free, await _waiting(uow, me, free.slot, now) if free.slot else ())


async def _waiting(uow: UnitOfWork, me: Me, slot: Slot, now: datetime) -> tuple[Participant, ...]:
    """Give those who wait for somebody and can be asked for a slot: it was too near to be held for them."""
    line = [place.guest_id for place in await uow.waiting.of_hosts((me.id,))]
    if not line:
        return ()
    catalogue = await uow.crowd.catalogue(me.event.id)
    free = (await free_people(uow, me, (slot,), now)).get(slot, NOBODY)
    people = await uow.participants.many(one for one in line if catalogue.people((one,)) & free)
    return tuple(people[one] for one in line if one in people)


async def question(uow: UnitOfWork, me: Me, meeting_id: int, version: int, now: datetime) -> Entry:
    """Give a meeting that somebody waits in, while nothing is known of the other side.

    Raises:
        NotFoundError: no such meeting of this person.
        StaleError: there is nothing to ask (any more).
    """
    shown = await entry(uow, me, meeting_id, now)
    waits = shown.said is Attendance.ON_MY_WAY and shown.other_said is None
    current = shown.meeting.state is MeetingState.CONFIRMED and shown.meeting.version == version
    if not (waits and current) or await uow.feedback.about(meeting_id):
        raise StaleError
    return shown


async def summons(uow: UnitOfWork, me: Me, meeting_id: int, now: datetime) -> Entry:
    """Give a meeting in which one is missed.

    Raises:
        NotFoundError: no such meeting of this person.
        StaleError: it is over or cancelled, or one is not missed any more.
    """
    shown = await entry(uow, me, meeting_id, now)
    said = (await uow.feedback.about(meeting_id)).get(shown.other.id)
    if (
        shown.meeting.state is not MeetingState.CONFIRMED
        or said is None
        or said.outcome is not Outcome.ABSENT
    ):
        raise StaleError
    return shown


async def _in_slot(uow: UnitOfWork, me: Me, meeting_id: int, now: datetime) -> tuple[Me, Entry]:
    first = await entry(uow, me, meeting_id, now)
    me = await locked(uow, me, (me.id, first.other.id))
    shown = await entry(uow, me, meeting_id, now)
    if shown.meeting.state is not MeetingState.CONFIRMED:
        raise StaleError
    if now < shown.meeting.slot.start:
        raise NotBegunError
    return me, shown
