"""From an update to its handler: presses by their record, commands by name, texts by dialogue."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Any

from telegram import Message, Update
from telegram.constants import ChatType

from bot.botapi.context import Context
from bot.botapi.turn import Turn
from bot.domain.errors import DomainError, NotAllowedError
from bot.screens import actions
from bot.screens import home as home_screen
from bot.screens.callbacks import Action
from handlers import (
    agenda,
    booking,
    broadcast,
    directory,
    home,
    joining,
    organizer,
    people_import,
    plain_text,
    privacy,
    requests,
    settings,
)
from handlers.visitor import close_question, visitor

Route = Callable[[Turn, Any], Awaitable[None]]
Command = Callable[[Turn, str], Awaitable[None]]
Dialog = Callable[[Turn, Message, Mapping[str, Any]], Awaitable[None]]

_JOURNEYS = (
    agenda,
    booking,
    broadcast,
    directory,
    home,
    joining,
    organizer,
    people_import,
    privacy,
    requests,
    settings,
)


def _merged(name: str) -> Mapping[Any, Any]:
    merged: dict[Any, Any] = {}
    for journey in _JOURNEYS:
        merged |= getattr(journey, name, {})
    return MappingProxyType(merged)


ROUTES: Mapping[type[Action], Route] = _merged("routes")
COMMANDS: Mapping[str, Command] = _merged("commands")
DIALOGS: Mapping[str, Dialog] = _merged("dialogs")  # steps in which the next text is an answer


async def on_press(update: Update, context: Context) -> None:
    """Handle a button; data that is unknown, forged or out of date leads to a fresh card."""
    turn = context.turn
    await _leave_dialog(turn)
    query = update.callback_query
    action = actions.unpack(query.data or "") if query else None
    route = ROUTES.get(type(action)) if action else None
    if route is None:
        await home.fresh(turn)
        return
    try:
        await route(turn, action)
    except DomainError as error:
        await _explain(turn, error)


async def on_message(update: Update, context: Context) -> None:
    """Handle whatever a person sends: a command, the answer to a question, a file, plain text, anything."""
    turn, message = context.turn, update.effective_message
    if message is None:
        return
    if message.chat.type != ChatType.PRIVATE:
        await _elsewhere(turn)
        return
    try:
        await _answer(turn, message)
    except DomainError as error:
        await _explain(turn, error)


async def on_membership(update: Update, context: Context) -> None:
    """Note that somebody blocked the bot, or let it write again."""
    change = update.my_chat_member
    if change is None or change.chat.type != ChatType.PRIVATE:
        return
    reachable = change.new_chat_member.status not in ("kicked", "left")
    async with context.turn.transaction() as uow:
        await uow.persons.change(change.chat.id, reachable=reachable)


async def _answer(turn: Turn, message: Message) -> None:
    text = message.text or ""
    if text.startswith("/"):
        await _command(turn, text)
        return
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
    dialog = who.person.dialog or {}
    answer = DIALOGS.get(str(dialog.get("step")))
    if answer is not None and (text or dialog.get("step") in broadcast.ANY_CONTENT):
        try:
            await answer(turn, message, dialog)
        except DomainError:
            await close_question(turn)
            raise
    elif message.document and who.organizer:
        await people_import.on_document(turn, message)
    elif text:
        await plain_text.on_text(turn, text)
    else:
        await plain_text.on_other(turn)


async def _command(turn: Turn, text: str) -> None:
    word, _, argument = text[1:].partition(" ")
    name = word.partition("@")[0].lower()
    if name == "cancel":
        stopped = await _leave_dialog(turn)
        async with turn.reading() as uow:
            language = (await visitor(turn, uow)).language
        said = language.say("Stopped.") if stopped else language.say("There was nothing to stop.")
        await home.fresh(turn, said)
        return
    await _leave_dialog(turn)
    command = COMMANDS.get(name)
    if command is None:
        await home.on_help(turn)
    else:
        await command(turn, argument.strip())


async def _leave_dialog(turn: Turn) -> bool:
    """Forget a question that was open, so that the next text is not taken for its answer."""
    async with turn.reading() as uow:
        person = await uow.persons.get(turn.sender)
    if person is None or not person.dialog or person.dialog.get("step") not in DIALOGS:
        return False
    await close_question(turn)
    return True


async def _explain(turn: Turn, error: DomainError) -> None:
    """Show a fresh home card when what was pressed is gone, changed, or not this person's."""
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
    say = who.language.say
    if who.me is None and not who.organizer:
        await home.fresh(turn)
    elif isinstance(error, NotAllowedError):
        await home.fresh(turn, say("That is for organizers only."))
    else:
        await home.fresh(turn, say("That is no longer there. This is how things stand now."))


async def _elsewhere(turn: Turn) -> None:
    async with turn.reading() as uow:
        language = (await visitor(turn, uow)).language
    await turn.send(home_screen.write_in_private(language, turn.services.bot_username))
