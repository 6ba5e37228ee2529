"""The cards that a text alone can ask for: "my settings", "thanks". Nothing is changed by it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from types import MappingProxyType

from bot.botapi.turn import Turn
from bot.screens import actions, after_actions, agenda_actions, finding_actions, profile_actions
from bot.screens import plain_text as screens
from bot.usecases.times import Intent
from handlers import (
    about_event,
    agenda_pdf,
    calendar,
    directory,
    filtering,
    free_now,
    home,
    my_times,
    own_profile,
    privacy,
    requests,
    settings,
    suggesting,
    wrap_up,
)
from handlers.visitor import participant

Page = Callable[[Turn], Awaitable[None]]
"""A handler of a button or a command that answers a text as well."""


async def _thanks(turn: Turn) -> None:
    async with turn.reading() as uow:
        _, language = await participant(turn, uow)
    await turn.show(screens.thanked(language))


async def _greeting(turn: Turn) -> None:
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
    await home.fresh(turn, language.say("Hello, {name}!", name=me.participant.profile.name))


PAGES: Mapping[Intent, Page] = MappingProxyType(
    {
        Intent.ORGANIZER: about_event.on_organizer,
        Intent.VENUE: about_event.on_where,
        Intent.PDF: partial(agenda_pdf.on_agenda_pdf, _action=agenda_actions.AgendaPdf()),
        Intent.CALENDAR: calendar.on_my_calendar,
        Intent.FAVOURITES: partial(filtering.favourites_command, _argument=""),
        Intent.CONTACTS: partial(wrap_up.on_wrap_up, action=after_actions.WrapUpCard()),
        Intent.REQUESTS: requests.on_requests,
        Intent.SUGGESTIONS: partial(suggesting.on_for_you, action=finding_actions.ForYou()),
        Intent.TIMES: partial(my_times.on_my_times, action=profile_actions.MyTimes()),
        Intent.PROFILE: own_profile.on_my_profile,
        Intent.OWN_CARD: partial(directory.on_own_card, _action=finding_actions.OwnCard()),
        Intent.LANGUAGE: partial(home.on_languages, _action=actions.Languages()),
        Intent.SETTINGS: settings.on_settings,
        Intent.PRIVACY: privacy.on_privacy,
        Intent.EVENTS: partial(home.on_events, _action=actions.Events()),
        Intent.FREE_NOW: partial(free_now.on_free_now, action=finding_actions.FreeNow()),
        Intent.HELP: home.on_help,
        Intent.HOME: home.fresh,
        Intent.THANKS: _thanks,
        Intent.GREETING: _greeting,
    }
)
