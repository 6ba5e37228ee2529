"""Home, help, the choice of a language and of an event; and where everything unknown ends up."""

from __future__ import annotations

from types import MappingProxyType

from bot.botapi.turn import Turn
from bot.domain.errors import NotFoundError
from bot.screens import actions, home, joining, settings
from bot.usecases import settings as choices
from bot.usecases.home import home as standing
from bot.usecases.identity import event_of
from bot.usecases.notify import minutes_before
from handlers.outside import outside
from handlers.visitor import visitor


async def fresh(turn: Turn, notice: str = "") -> None:
    """Show the home card as it is now; somebody without an event is told how to get in."""
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
        if who.me is None:
            if who.steward:
                screen = home.staff_home(who.language, organizer=who.organizer, notice=notice)
            else:
                screen = await outside(turn, uow, who)
        else:
            now = await standing(uow, who.me, who.events, turn.clock.now())
            screen = home.home(who.language, now, organizer=who.organizer, steward=who.steward, notice=notice)
    await turn.show(screen)


async def on_home(turn: Turn, _action: actions.Home) -> None:
    await fresh(turn)


async def on_help(turn: Turn, _action: actions.Help | None = None) -> None:
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
    await turn.show(
        home.help_card(
            who.language, participant=who.me is not None, organizer=who.organizer, steward=who.steward
        )
    )


async def on_all_commands(turn: Turn, _action: actions.AllCommands) -> None:
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
    services = turn.services
    await turn.show(
        home.all_commands(
            who.language,
            participant=who.me is not None,
            organizer=who.organizer,
            steward=who.steward,
            inline_name=services.bot_username if services.inline_mode else "",
        )
    )


async def on_languages(turn: Turn, _action: actions.Languages) -> None:
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
    await turn.show(joining.languages(who.language, turn.services.languages, inside=who.me is not None))


async def on_set_language(turn: Turn, action: actions.SetLanguage) -> None:
    if action.language not in turn.services.languages.by_code:
        raise NotFoundError
    async with turn.transaction() as uow:
        who = await visitor(turn, uow)
        person = await choices.choose_language(uow, who.person, action.language, turn.clock.now())
    language = turn.services.languages.of(person)
    turn.toast(language.label("We speak English now."))
    if who.me is None:
        await fresh(turn)
        return
    minutes = minutes_before(who.me.event, who.me.participant)
    await turn.show(settings.settings(language, turn.services.languages, who.me, minutes))


async def on_events(turn: Turn, _action: actions.Events) -> None:
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
        mine = await uow.participants.of_person(turn.sender)
        events = [(await event_of(uow, one.event_id), one) for one in mine]
    if not events:
        raise NotFoundError
    await turn.show(home.events(who.language, events))


async def on_choose_event(turn: Turn, action: actions.ChooseEvent) -> None:
    async with turn.transaction() as uow:
        mine = await uow.participants.of_person(turn.sender)
        if all(one.event_id != action.event for one in mine):
            raise NotFoundError
        await choices.choose_event(uow, turn.sender, action.event)
    await fresh(turn)


async def id_command(turn: Turn, _argument: str) -> None:
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
    await turn.show(home.telegram_id(who.language, turn.sender))


routes = MappingProxyType(
    {
        actions.Home: on_home,
        actions.Help: on_help,
        actions.AllCommands: on_all_commands,
        actions.Languages: on_languages,
        actions.SetLanguage: on_set_language,
        actions.Events: on_events,
        actions.ChooseEvent: on_choose_event,
    }
)
commands = MappingProxyType({"id": id_command})
