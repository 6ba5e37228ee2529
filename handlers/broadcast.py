"""A message to everybody: written in chat, shown as it will arrive, sent, followed, stopped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from telegram import Message

from bot.botapi.turn import Turn
from bot.domain.errors import NotFoundError, StaleError
from bot.i18n import Language
from bot.screens import broadcast as screens
from bot.screens import organizer_actions
from bot.screens.parts import utf16_units
from bot.screens.screen import AttachmentKind, Screen
from bot.usecases import broadcasting
from bot.usecases.outbox import Note, OutboxRow, Priority
from bot.usecases.ports import UnitOfWork
from bot.usecases.settings import set_dialog
from handlers import organizer
from handlers.visitor import visitor

STEP = "broadcast"
ANY_CONTENT = frozenset({STEP})  # steps whose answer may be a photo or a document
_CAPTION_UNITS = 1024  # of UTF-16, what Telegram counts


class _Content(NamedTuple):
    html: str
    plain: str
    file_kind: str = ""
    file_id: str = ""


async def on_prompt(turn: Turn, action: organizer_actions.BroadcastPrompt) -> None:
    async with turn.transaction() as uow:
        who, language = await organizer.entitled(turn, uow, action.event)
        await organizer.remember(turn, uow)
        await set_dialog(uow, turn.sender, {"step": STEP, "event": action.event})
        audience = await uow.broadcasts.audience(action.event)
    await turn.show(screens.prompt(language, who.event, audience))


async def on_content(turn: Turn, message: Message, dialog: Mapping[str, Any]) -> None:
    """Take what is to be sent to everybody, and show it as they would get it."""
    event_id, now = int(dialog["event"]), turn.clock.now()
    content = _content(message)
    too_long = content is not None and bool(content.file_kind) and utf16_units(content.plain) > _CAPTION_UNITS
    if content is None or too_long:
        async with turn.reading() as uow:
            _, language = await organizer.entitled(turn, uow, event_id)
        await turn.show(screens.refused(language, event_id, too_long=too_long))
        return
    async with turn.transaction() as uow:
        who, language = await organizer.entitled(turn, uow, event_id)
        await set_dialog(uow, turn.sender, None)
        draft = await broadcasting.write(uow, who, content.html, content.file_kind, content.file_id, now)
        await turn.confirm(uow, _note(turn, "broadcast.draft", draft.broadcast.id, now))
    await turn.send(screens.message(draft.broadcast))
    await turn.deliver(screens.draft(language, draft))


def _content(message: Message) -> _Content | None:
    caption = message.caption or ""
    if message.photo:
        file_id = message.photo[-1].file_id
        return _Content(message.caption_html or "", caption, AttachmentKind.PHOTO, file_id)
    # An animation comes as a document too, but would arrive as a plain file.
    if message.document and not message.animation:
        file_id = message.document.file_id
        return _Content(message.caption_html or "", caption, AttachmentKind.DOCUMENT, file_id)
    return _Content(message.text_html, message.text) if message.text else None


async def on_send(turn: Turn, action: organizer_actions.BroadcastSend) -> None:
    now = turn.clock.now()
    async with turn.transaction() as uow:
        language = (await visitor(turn, uow)).language
        progress = await broadcasting.start(
            uow,
            turn.sender,
            turn.services.organizers,
            action.broadcast,
            now,
            at_once=action.at_once,
            card=_card(turn),
        )
        await turn.confirm(uow, _note(turn, "broadcast.progress", action.broadcast, now))
    turn.toast(language.label("It is on its way."))
    await turn.deliver(screens.progress(language, progress))


async def on_stop(turn: Turn, action: organizer_actions.BroadcastStop) -> None:
    now, owners = turn.clock.now(), turn.services.organizers
    async with turn.transaction() as uow:
        language = (await visitor(turn, uow)).language
        progress = await broadcasting.stop(uow, turn.sender, owners, action.broadcast, _card(turn))
        await turn.confirm(uow, _note(turn, "broadcast.progress", action.broadcast, now))
    turn.toast(language.label("Stopped."))
    await turn.deliver(screens.progress(language, progress))


async def on_discard(turn: Turn, action: organizer_actions.BroadcastDiscard) -> None:
    async with turn.transaction() as uow:
        language = (await visitor(turn, uow)).language
        event = await broadcasting.discard(uow, turn.sender, turn.services.organizers, action.broadcast)
    await organizer.show_desk(turn, event.id, language.say("The message was discarded, nobody got it."))


async def on_report(turn: Turn, action: organizer_actions.BroadcastReport) -> None:
    async with turn.reading() as uow:
        language = (await visitor(turn, uow)).language
        progress = await broadcasting.report(uow, turn.sender, turn.services.organizers, action.broadcast)
    await turn.show(screens.progress(language, progress))


def _card(turn: Turn) -> int | None:
    """Give the id of the message that was pressed."""
    query = turn.update.callback_query
    return query.message.message_id if query and query.message else None


def _note(turn: Turn, kind: str, broadcast_id: int, now: datetime) -> Note:
    return Note(kind, turn.sender, now, {"broadcast": broadcast_id}, Priority.CONFIRMATION)


async def render(uow: UnitOfWork, row: OutboxRow, language: Language, now: datetime) -> Screen | None:
    """Draw the rows of a broadcast: the message to a person, and what its organizer is shown."""
    broadcast_id = row.note.params["broadcast"]
    try:
        match row.note.kind:
            case "broadcast":
                broadcast = await broadcasting.message_to(uow, broadcast_id, row.note.chat_id, now)
                return screens.message(broadcast) if broadcast else None
            case "broadcast.draft":
                return screens.draft(language, await broadcasting.draft_of(uow, broadcast_id, now))
            case _:
                return screens.progress(language, await broadcasting.progress_of(uow, broadcast_id))
    except (NotFoundError, StaleError):
        return None


routes = MappingProxyType(
    {
        organizer_actions.BroadcastPrompt: on_prompt,
        organizer_actions.BroadcastSend: on_send,
        organizer_actions.BroadcastStop: on_stop,
        organizer_actions.BroadcastDiscard: on_discard,
        organizer_actions.BroadcastReport: on_report,
    }
)
dialogs = MappingProxyType({STEP: on_content})
