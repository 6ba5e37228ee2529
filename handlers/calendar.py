"""The whole agenda in somebody's calendar: as a file, or under an address that it follows."""

from __future__ import annotations

from types import MappingProxyType

from bot.botapi.turn import Turn
from bot.domain.errors import NotFoundError
from bot.screens import agenda_actions
from bot.screens.calendar import agenda_file, calendar_book, my_calendar
from bot.usecases import agenda, calendar_feeds
from bot.usecases.calendar_feeds import Addresses
from bot.usecases.notify import minutes_before
from handlers.visitor import participant


async def on_my_calendar(turn: Turn, _action: agenda_actions.MyCalendar | None = None) -> None:
    addresses = _addresses(turn)
    if not addresses.offered:
        await on_agenda_calendar(turn)
        return
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
        feed = await uow.feeds.get(me.id)
    await turn.show(my_calendar(language, addresses.of(me, feed)))


async def on_agenda_calendar(turn: Turn, _action: agenda_actions.AgendaCalendar | None = None) -> None:
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
        entries = await agenda.all_entries(uow, me)
    leads = minutes_before(me.event, me.participant)
    book = calendar_book(language, me.event, entries, leads, turn.clock.now())
    await turn.send(agenda_file(language, me.event, turn.services.files.agenda_calendar(book)))


async def on_new_address(turn: Turn, _action: agenda_actions.NewAddress) -> None:
    addresses = _addresses(turn)
    if not addresses.offered:
        raise NotFoundError
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        before = await uow.feeds.get(me.id)
        feed = await calendar_feeds.renew(uow, me)
    renewed = before is not None and before.active
    await turn.show(my_calendar(language, addresses.of(me, feed), renewed=renewed))


async def on_no_address(turn: Turn, _action: agenda_actions.NoAddress) -> None:
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        await calendar_feeds.turn_off(uow, me)
    turn.toast(language.label("The address shows nothing any more."))
    await turn.show(my_calendar(language, ""))


def _addresses(turn: Turn) -> Addresses:
    return Addresses(turn.services.link_secret, turn.services.public_url)


routes = MappingProxyType(
    {
        agenda_actions.MyCalendar: on_my_calendar,
        agenda_actions.AgendaCalendar: on_agenda_calendar,
        agenda_actions.NewAddress: on_new_address,
        agenda_actions.NoAddress: on_no_address,
    }
)
