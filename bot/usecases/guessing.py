"""Nobody finds a link by trying: after some wrong ones an account has to wait. Only their number is kept."""

from __future__ import annotations

from datetime import datetime

from bot.domain.errors import TooManyWrongLinksError
from bot.domain.links import is_link_payload, may_open_links, one_more_wrong
from bot.usecases.ports import UnitOfWork


async def check(uow: UnitOfWork, telegram_id: int, now: datetime) -> None:
    """See that an account may open a link.

    Raises:
        TooManyWrongLinksError: it opened too many wrong ones of late.
    """
    if not may_open_links(await uow.wrong_links.of(telegram_id), now):
        raise TooManyWrongLinksError


async def count(uow: UnitOfWork, telegram_id: int, now: datetime) -> None:
    """Note that an account guessed, in vain."""
    wrong = one_more_wrong(await uow.wrong_links.of(telegram_id), now)
    await uow.wrong_links.save(telegram_id, wrong)


async def count_link(uow: UnitOfWork, telegram_id: int, payload: str, now: datetime) -> None:
    """Note that a payload opened nothing; one that does not even look like a link is no guess."""
    if is_link_payload(payload):
        await count(uow, telegram_id, now)
