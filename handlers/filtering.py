"""Filters of the directory: what is asked for, and the directory through it."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

from bot.botapi.turn import Turn
from bot.domain.finding import Free
from bot.screens import actions, filters, finding_actions
from bot.screens.screen import Screen
from bot.usecases import finding
from bot.usecases.ports import UnitOfWork
from handlers.directory import on_directory
from handlers.visitor import participant

_LAST_DAY = date.max.toordinal()


async def on_filters(turn: Turn, _action: finding_actions.Filters) -> None:
    async with turn.reading() as uow:
        screen = await _card(turn, uow)
    await turn.show(screen)


async def on_values(turn: Turn, action: finding_actions.Values) -> None:
    async with turn.reading() as uow:
        screen = await _values(turn, uow, action.facet, action.page)
    await turn.show(screen)


async def on_toggle(turn: Turn, action: finding_actions.Toggle) -> None:
    async with turn.transaction() as uow:
        me, _ = await participant(turn, uow)
        await finding.toggle(uow, me, action.facet, action.value)
        screen = await _values(turn, uow, action.facet, action.page)
    await turn.show(screen)


async def on_free_when(turn: Turn, action: finding_actions.FreeWhen) -> None:
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
        shown = await finding.free_choices(uow, me, _day(action.day), turn.clock.now())
    await turn.show(filters.free_when(language, me.event, shown))


async def on_free_at(turn: Turn, action: finding_actions.FreeAt) -> None:
    free = Free(start=actions.from_minute(action.start)) if action.start else Free(day=_day(action.day))
    async with turn.transaction() as uow:
        me, _ = await participant(turn, uow)
        await finding.set_free(uow, me, free)
    await on_directory(turn, actions.Directory())


async def on_who_at(turn: Turn, action: finding_actions.WhoAt) -> None:
    async with turn.transaction() as uow:
        me, _ = await participant(turn, uow)
        await finding.who_at(uow, me, actions.from_minute(action.start))
    await on_directory(turn, actions.Directory())


async def on_free_or_not(turn: Turn, _action: finding_actions.FreeOrNot) -> None:
    async with turn.transaction() as uow:
        me, _ = await participant(turn, uow)
        await finding.set_free(uow, me, None)
        screen = await _card(turn, uow)
    await turn.show(screen)


async def on_only_favourites(turn: Turn, action: finding_actions.OnlyFavourites) -> None:
    async with turn.transaction() as uow:
        me, _ = await participant(turn, uow)
        await finding.only_favourites(uow, me, chosen=action.chosen)
        screen = await _card(turn, uow)
    await turn.show(screen)


async def on_clear(turn: Turn, _action: finding_actions.ClearFilters) -> None:
    async with turn.transaction() as uow:
        me, _ = await participant(turn, uow)
        await finding.clear(uow, me)
    await on_directory(turn, actions.Directory())


async def _card(turn: Turn, uow: UnitOfWork) -> Screen:
    me, language = await participant(turn, uow)
    return filters.filters(language, me.event, await finding.card(uow, me, turn.clock.now()))


async def _values(turn: Turn, uow: UnitOfWork, facet: str, page: int) -> Screen:
    me, language = await participant(turn, uow)
    return filters.values(language, await finding.choices(uow, me, facet, page, turn.clock.now()))


def _day(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if 1 <= ordinal <= _LAST_DAY else None


async def favourites_command(turn: Turn, _argument: str) -> None:
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        any_kept = await finding.my_favourites(uow, me)
    if any_kept:
        await on_directory(turn, actions.Directory())
    else:
        await turn.show(filters.no_favourites(language))


routes = MappingProxyType(
    {
        finding_actions.Filters: on_filters,
        finding_actions.Values: on_values,
        finding_actions.Toggle: on_toggle,
        finding_actions.FreeWhen: on_free_when,
        finding_actions.FreeAt: on_free_at,
        finding_actions.WhoAt: on_who_at,
        finding_actions.FreeOrNot: on_free_or_not,
        finding_actions.OnlyFavourites: on_only_favourites,
        finding_actions.ClearFilters: on_clear,
    }
)
commands = MappingProxyType({"favourites": favourites_command})
