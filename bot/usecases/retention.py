"""Forgetting the people of an event that is long over; its figures stay."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime

from bot.domain.event import Event
from bot.domain.quiet import quiet_end
from bot.domain.retention import Erased, erase_at, is_erasing_due, is_warning_due
from bot.usecases.organizing import Owners, organizers_of
from bot.usecases.outbox import Note, Priority
from bot.usecases.overview import people_of
from bot.usecases.ports import UnitOfWork

SOON = "retention.soon"


async def sweep(uow: UnitOfWork, owners: Owners, now: datetime) -> list[Event]:
    """Tell organizers a week ahead, and erase what has been kept for as long as promised.

    Gives the events whose people were erased.
    """
    gone = []
    for event in await uow.events.all():
        if is_warning_due(event, now):
            await _tell(uow, event, owners, now)
        elif is_erasing_due(event, now) and await _is_anybody_left(uow, event):
            await _erase(uow, event, owners, now)
            gone.append(event)
    return gone


async def still_to_come(uow: UnitOfWork, event_id: int, day: str, now: datetime) -> Event | None:
    """Give an event that is still to be forgotten on a day (its own date, as ISO); None when not."""
    event = await uow.events.get(event_id)
    if event is None or is_erasing_due(event, now) or _day(event) != day:
        return None
    return event


def _day(event: Event) -> str:
    return event.local(erase_at(event)).date().isoformat()


async def _is_anybody_left(uow: UnitOfWork, event: Event) -> bool:
    """Tell whether an event was not erased since it was over, or people came into it after that."""
    erased = await uow.events.erased(event.id)
    return erased is None or erased.at < erase_at(event) or await uow.participants.count(event.id) > 0


async def _erase(uow: UnitOfWork, event: Event, owners: Collection[int], now: datetime) -> None:
    await uow.participants.lock_event(event.id)
    figures = await people_of(uow, event)
    await uow.erasure.erase_event(event.id, owners, now)
    await uow.events.note_erased(event.id, Erased(now, asdict(figures)))


async def _tell(uow: UnitOfWork, event: Event, owners: Owners, now: datetime) -> None:
    day, due_at = _day(event), quiet_end(event, now)
    for telegram_id in await organizers_of(uow, event.id, owners):
        await uow.outbox.add(
            Note(
                kind=SOON,
                chat_id=telegram_id,
                due_at=due_at,
                not_after=erase_at(event),
                params={"event": event.id, "day": day},
                priority=Priority.DIGEST,
                dedupe=f"{SOON}:{event.id}:{telegram_id}:{day}",
            )
        )
