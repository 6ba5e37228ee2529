"""What a command is about that stands for a button of a card: what waits for an answer, what is to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.deadlines import attendance_from, change_deadline
from bot.usecases import handover
from bot.usecases.agenda import Entry
from bot.usecases.identity import Me
from bot.usecases.notify import minutes_before
from bot.usecases.ports import UnitOfWork
from bot.usecases.wishes import Arranged


@dataclass(frozen=True, slots=True)
class Awaited(Arranged):
    """What waits for somebody's answer, for one of its times.

    ``agreed``: it is a proposal to move the meeting of that id; ``handover``: one to hand a meeting over, by
    its own id; ``held``: a time that became free and waits for the one whom it was offered, by that offer's
    id; else a request in its ``version``.
    """

    version: int = 0
    handover: bool = False
    held: bool = False

    @property
    def one(self) -> tuple[object, ...]:
        return self.agreed, self.handover, self.held, self.id


async def awaited(uow: UnitOfWork, me: Me, now: datetime) -> list[Awaited]:
    """Give what waits for somebody's answer, by time."""
    pending = [one for one in await uow.requests.open_of(me.id) if one.turn_id == me.id]
    people = await uow.participants.many([one.other(me.id) for one in pending])
    requests = [
        Awaited(people[one.other(me.id)], slot, one.moves or one.id, one.moves is not None, one.version)
        for one in pending
        if not one.overdue(now)
        for slot in one.slots
    ]
    handovers = [
        Awaited(
            one.people[one.handover.from_id], one.meeting.slot, one.handover.id, agreed=False, handover=True
        )
        for one in await handover.awaited(uow, me, now)
        if one.handover.waits_for(me.id)
    ]
    offers = await uow.offers.to(me.id, now)
    hosts = await uow.participants.many([one.host_id for one in offers])
    held = [
        Awaited(hosts[one.host_id], slot, one.id, agreed=False, held=True)
        for one in offers
        if (slot := me.event.slot_at(one.start)) is not None
    ]
    return sorted((*requests, *handovers, *held), key=lambda one: one.slot.start)


def near(me: Me, found: Sequence[Entry], now: datetime) -> list[Entry]:
    """Keep the meetings of which somebody can say now whether he comes."""
    return [one for one in found if now >= said_from(me, one)]


def said_from(me: Me, found: Entry) -> datetime:
    """Give the instant from which somebody says of a meeting whether he comes, in UTC."""
    leads = minutes_before(me.event, me.participant)
    return attendance_from(me.event, found.meeting.slot.start, leads)


def changeable(me: Me, found: Sequence[Entry], now: datetime) -> list[Entry]:
    """Keep the meetings that can still be handed over."""
    return [one for one in found if now < change_deadline(me.event, one.meeting.slot.start)]
