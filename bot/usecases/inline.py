"""Inline mode: the people of one's event while one writes in another chat."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.searching import Similar
from bot.usecases import directory
from bot.usecases.identity import Me
from bot.usecases.ports import UnitOfWork

AT_ONCE = 20  # people; Telegram takes 50 and its clients show about five


@dataclass(frozen=True, slots=True)
class Offer:
    """Some of the people who fit; ``next_start`` is where the others begin, None when these are the last."""

    page: directory.Page
    next_start: int | None


async def offer(uow: UnitOfWork, me: Me, query: str, start: int, similar: Similar) -> Offer:
    """Give people for what somebody has written so far; ``start`` counts those whom he has seen."""
    number = max(0, start) // AT_ONCE
    if query:
        page = await directory.search_page(uow, me, query, number, similar, size=AT_ONCE)
    else:
        page = await directory.page(uow, me, number, size=AT_ONCE, favourites_first=True)
    if page.number != number:  # nobody is left there
        return Offer(directory.Page((), number, page.total, query), None)
    seen = (number + 1) * AT_ONCE
    return Offer(page, seen if seen < page.total else None)
