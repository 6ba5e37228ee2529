"""Other events at the same time: somebody who takes part in several is warned before he asks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.domain.bookable import Standing
from bot.domain.intervals import Stretch
from bot.domain.slots import Slot
from bot.usecases.identity import Me, event_of
from bot.usecases.ports import UnitOfWork


async def elsewhere(uow: UnitOfWork, me: Me, slots: Iterable[Stretch], now: datetime) -> list[str]:
    """Name the other events at which somebody has a seat, agreed or asked for, at the time of any slot."""
    return [
        (await event_of(uow, one.participant.event_id)).name
        for one in await _others(uow, me, now)
        if any(one.is_taken(slot) for slot in slots)
    ]


async def free_elsewhere(uow: UnitOfWork, me: Me, slots: Iterable[Slot], now: datetime) -> frozenset[Slot]:
    """Keep the slots at whose time somebody has no seat at another event: nobody need be warned of them."""
    others = await _others(uow, me, now)
    return frozenset(slot for slot in slots if not any(one.is_taken(slot) for one in others))


async def _others(uow: UnitOfWork, me: Me, now: datetime) -> list[Standing]:
    """Give how the person stands in his other events."""
    mine = await uow.participants.of_person(me.person.telegram_id)
    others = [one for one in mine if one.id != me.id]
    return list((await uow.seats.standing(others, now)).values()) if others else []
