"""What each journey answers: presses by their record, commands by name, texts by step, choices by step."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from telegram import Message

from bot.botapi.turn import Turn
from bot.screens.callbacks import Action
from handlers import (
    agenda,
    agenda_pdf,
    booking,
    broadcast,
    by_command,
    calendar,
    care,
    check_in,
    contacts,
    countering,
    directory,
    feedback,
    filtering,
    free_now,
    hall,
    handover,
    home,
    joining,
    marks,
    move_answers,
    moving,
    my_times,
    no_show,
    organizer,
    own_clocks,
    own_profile,
    people_import,
    plain_text,
    privacy,
    refusing,
    registering,
    relay,
    requests,
    reseating,
    safety,
    sending,
    settings,
    shortcuts,
    staff,
    suggesting,
    today,
    waiting,
    whereabouts,
    wrap_up,
)

Route = Callable[[Turn, Any], Awaitable[None]]
Command = Callable[[Turn, str], Awaitable[None]]
Pick = Callable[[Turn, Sequence[int], Mapping[str, Any]], Awaitable[None]]
Dialog = Callable[[Turn, Message, Mapping[str, Any]], Awaitable[None]]

_JOURNEYS = (
    agenda,
    agenda_pdf,
    booking,
    broadcast,
    by_command,
    calendar,
    care,
    check_in,
    contacts,
    countering,
    directory,
    feedback,
    filtering,
    free_now,
    hall,
    handover,
    home,
    joining,
    marks,
    move_answers,
    moving,
    my_times,
    no_show,
    organizer,
    own_clocks,
    own_profile,
    people_import,
    plain_text,
    privacy,
    refusing,
    registering,
    relay,
    requests,
    reseating,
    safety,
    sending,
    settings,
    staff,
    suggesting,
    today,
    waiting,
    whereabouts,
    wrap_up,
)


def _merged(name: str) -> Mapping[Any, Any]:
    merged: dict[Any, Any] = {}
    for journey in _JOURNEYS:
        merged |= getattr(journey, name, {})
    return MappingProxyType(merged)


def _pressing(name: str) -> Command:
    """Make the command that does what its button does."""

    async def command(turn: Turn, _argument: str) -> None:
        action = await shortcuts.button(turn, name)
        await ROUTES[type(action)](turn, action)

    return command


ROUTES: Mapping[type[Action], Route] = _merged("routes")
COMMANDS: Mapping[str, Command] = MappingProxyType(
    {**_merged("commands"), **{name: _pressing(name) for name in shortcuts.NAMES}}
)
DIALOGS: Mapping[str, Dialog] = _merged("dialogs")  # steps in which the next text is an answer
PICKS: Mapping[str, Pick] = _merged("picks")  # those in which somebody may be chosen in Telegram
# Steps whose answer may be a photo, a voice message or a file.
ANY_CONTENT = broadcast.ANY_CONTENT | relay.ANY_CONTENT | own_profile.ANY_CONTENT
