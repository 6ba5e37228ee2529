"""Whether the bot may write to somebody: a refusal says no, whatever he does says yes."""

from __future__ import annotations

from datetime import datetime

from bot.usecases.ports import UnitOfWork


async def lost(uow: UnitOfWork, telegram_id: int) -> None:
    """Note that somebody has blocked the bot or does not exist any more."""
    await uow.persons.change(telegram_id, reachable=False)


async def back(uow: UnitOfWork, telegram_id: int, now: datetime) -> None:
    """Note that somebody can be written to again; he gets what is still of use of what he missed."""
    await uow.persons.change(telegram_id, reachable=True)
    await uow.dead_letters.reach_again(telegram_id, now)
