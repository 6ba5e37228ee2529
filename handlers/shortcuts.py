"""Commands that stand for a button: whatever can be pressed on the main cards can be written, too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.botapi.turn import Turn
from bot.screens import (
    actions,
    after_actions,
    agenda_actions,
    finding_actions,
    hall_actions,
    organizer_actions,
    profile_actions,
    registering_actions,
    safety_actions,
)
from bot.screens.callbacks import Action
from handlers.organizer import event_in_hand

_OWN: Mapping[str, Action] = MappingProxyType(
    {
        "agenda": actions.Agenda(),
        "blocked": safety_actions.Blocked(),
        "calendar": agenda_actions.MyCalendar(),
        "card": finding_actions.OwnCard(),
        "contacts": after_actions.SharedContacts(),
        "edit": profile_actions.EditProfile(),
        "erase": actions.Erase(),
        "events": actions.Events(),
        "export": actions.Export(),
        "filter": finding_actions.Filters(),
        "foryou": finding_actions.ForYou(),
        "free": finding_actions.FreeWhen(),
        "help": actions.Help(),
        "hide": profile_actions.Hide(hidden=True),
        "language": actions.Languages(),
        "now": finding_actions.FreeNow(),
        "organizer": organizer_actions.Organizer(),
        "pdf": agenda_actions.AgendaPdf(),
        "privacy": actions.Privacy(),
        "profile": profile_actions.MyProfile(),
        "requests": actions.Requests(),
        "settings": actions.Settings(),
        "steward": hall_actions.Hall(),
        "times": profile_actions.MyTimes(),
        "timezone": actions.OwnClocks(),
        "wrapup": after_actions.WrapUpCard(),
    }
)
_AT_DESK: Mapping[str, Callable[[int], Action]] = MappingProxyType(
    {
        "absent": organizer_actions.NotConnected,
        "broadcast": organizer_actions.BroadcastPrompt,
        "feedback": after_actions.FeedbackReport,
        "figures": organizer_actions.Figures,
        "import": organizer_actions.ImportPrompt,
        "invite": organizer_actions.Organizers,
        "links": organizer_actions.LinksFile,
        "registrations": registering_actions.Registrations,
        "reports": safety_actions.Reports,
        "stewards": organizer_actions.Stewards,
        "undelivered": organizer_actions.Undelivered,
    }
)
NAMES = frozenset({*_OWN, *_AT_DESK})


async def button(turn: Turn, name: str) -> Action:
    """Give the button that a command stands for.

    At the desk it is that of the event in hand; whoever has several in hand is asked for one first.

    Raises:
        NotAllowedError: it is for organizers, and the sender is none.
    """
    if name in _OWN:
        return _OWN[name]
    async with turn.reading() as uow:
        found = await event_in_hand(turn, uow)
    return organizer_actions.Organizer() if isinstance(found, list) else _AT_DESK[name](found.id)
