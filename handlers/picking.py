"""Choosing somebody in Telegram: the key for it as rows of the outbox, and a choice that nobody waits for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.botapi.turn import Turn
from bot.i18n import Language
from bot.screens import picking as screens
from bot.screens.screen import Screen
from bot.usecases import picking
from bot.usecases.outbox import OutboxRow
from bot.usecases.ports import UnitOfWork
from handlers import home
from handlers.job import Draw, Job
from handlers.visitor import Visitor

_REQUESTS = 2**31  # of a signed number of 32 bits those that are not negative


def new_request(turn: Turn) -> int:
    """Give the number of the request that this update makes: the same whenever it is tried again."""
    return turn.update_id % _REQUESTS


async def not_asked(turn: Turn, who: Visitor) -> None:
    """Answer a choice that no open question waits for; a key that is still there goes."""
    if picking.request_of(who.person) is not None:
        await turn.show(screens.earlier(who.language))
        return
    answer = screens.not_asked(who.language)
    if who.me:
        await turn.show(answer)
    else:
        await home.fresh(turn, answer.text)
    async with turn.transaction() as uow:
        await picking.put_away(uow, turn.chat_id, turn.clock.now())


async def render_closed(uow: UnitOfWork, row: OutboxRow, language: Language) -> Screen | None:
    """Draw what takes a key away, in the place of the message that brought it; None: it never came."""
    shown, message_id = await picking.place_of(uow, row)
    return replace(screens.closed(language), instead_of=message_id) if shown else None


async def _offered(job: Job) -> Screen | None:
    if not picking.is_open(job.me, job.params):
        return None
    return screens.offer(job.language, job.params["picker"])


KINDS: Mapping[str, Draw] = MappingProxyType({picking.OFFERED: _offered})
