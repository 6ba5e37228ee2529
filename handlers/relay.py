"""Messages to the other side of a request or a meeting, passed on by the bot."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from telegram import Message

from bot.botapi.turn import Turn
from bot.domain.errors import NotFoundError
from bot.domain.relay import Content, Kind, NotRelayedError
from bot.domain.steps import answered
from bot.i18n import Language
from bot.screens import after_actions
from bot.screens import relay as screens
from bot.screens.notes import note_too_long
from bot.screens.parts import utf16_units
from bot.screens.screen import Screen
from bot.usecases import relay
from bot.usecases.identity import in_event, participant_of
from bot.usecases.outbox import OutboxRow
from bot.usecases.ports import UnitOfWork
from bot.usecases.settings import ask, set_dialog
from handlers.notes import own
from handlers.visitor import NotAnAnswerError, participant

STEP = "relay"
ALBUM = "relay_album"  # further pictures of the one that was passed on may come
REPORT = relay.REPORT
ANY_CONTENT = frozenset({STEP, ALBUM})  # steps whose answer may be a file


async def on_write_to(turn: Turn, action: after_actions.WriteTo) -> None:
    now = turn.clock.now()
    try:
        async with turn.transaction() as uow:
            me, language = await participant(turn, uow)
            other = await relay.recipient(uow, me, action.person, now)
            await ask(uow, turn.sender, {"step": STEP, "event": me.event.id, "person": other.id}, now)
    except NotRelayedError as refusal:
        await _refuse(turn, action.person, refusal)
        return
    screen = screens.prompt(language, other)
    if action.answer:
        await turn.send(screen)
    else:
        await turn.show(screen)


async def on_content(turn: Turn, message: Message, dialog: Mapping[str, Any]) -> None:
    """Take the message, whatever it is, and pass it on."""
    content, now = _content(message), turn.clock.now()
    if content is None or utf16_units(content.text) > content.most_characters:
        async with turn.reading() as uow:
            _, language = await participant(turn, uow)
        if content is None:
            await turn.show(screens.wrong_kind(language))
        else:
            await turn.show(note_too_long(language, utf16_units(content.text), content.most_characters))
        return
    try:
        async with turn.transaction() as uow:
            me = await in_event(uow, turn.sender, dialog["event"])
            language = turn.services.languages.of(me.person)
            written = await relay.write(uow, me, dialog["person"], content, now)
            other = await participant_of(uow, written.recipient_id, me.event.id)
            album = {**dialog, "step": ALBUM, "album": message.media_group_id}
            await set_dialog(uow, turn.sender, answered(album, ALBUM) if message.media_group_id else None)
            await turn.confirm(uow, own(turn, "relay.sent", to=me.id, message=written.id))
    except NotRelayedError as refusal:
        await _refuse(turn, dialog["person"], refusal)
        return
    await turn.deliver(screens.sent(language, other))


async def on_more(turn: Turn, message: Message, dialog: Mapping[str, Any]) -> None:
    """Pass on another picture of an album; that the first is on its way was word enough.

    Raises:
        NotAnAnswerError: it is something else.
    """
    content, now = _content(message), turn.clock.now()
    if message.media_group_id is None or message.media_group_id != dialog["album"] or content is None:
        raise NotAnAnswerError
    try:
        async with turn.transaction() as uow:
            me = await in_event(uow, turn.sender, dialog["event"])
            await relay.write(uow, me, dialog["person"], content, now)
    except NotRelayedError as refusal:
        async with turn.transaction() as uow:  # the rest of the album would be refused as well
            await set_dialog(uow, turn.sender, {"album": message.media_group_id})
        await _refuse(turn, dialog["person"], refusal)


async def on_report(turn: Turn, action: after_actions.Report) -> None:
    async with turn.transaction() as uow:
        message = await uow.relays.get(action.message)
        author = await uow.participants.get(message.author_id) if message else None
        if author is None:
            raise NotFoundError
        me = await in_event(uow, turn.sender, author.event_id)
        language = turn.services.languages.of(me.person)
        if message is None or message.recipient_id != me.id:
            raise NotFoundError
        if action.sure:
            author = await relay.report(uow, me, action.message, turn.services.organizers, turn.clock.now())
    if action.sure:
        await turn.show(screens.reported(language, author))
    else:
        await turn.send(screens.report_prompt(language, author, action.message))


async def render_report(uow: UnitOfWork, row: OutboxRow, language: Language, _now: datetime) -> Screen | None:
    """Draw a report for an organizer; nothing when one of the two was erased."""
    try:
        return screens.report(language, *await relay.reported(uow, row.note.params["message"]))
    except NotFoundError:
        return None


async def _refuse(turn: Turn, person_id: int, refusal: NotRelayedError) -> None:
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
        other = await participant_of(uow, person_id, me.event.id)
    await turn.show(screens.refused(language, other, refusal.obstacle))


def _content(message: Message) -> Content | None:
    caption = message.caption or ""
    if message.photo:
        return Content(Kind.PHOTO, caption, message.photo[-1].file_id)
    if message.voice:
        return Content(Kind.VOICE, caption, message.voice.file_id)
    if message.document and not message.animation:  # which comes as a document too, but is shown otherwise
        return Content(Kind.DOCUMENT, caption, message.document.file_id)
    return Content(Kind.TEXT, message.text) if message.text else None


routes = MappingProxyType({after_actions.WriteTo: on_write_to, after_actions.Report: on_report})
dialogs = MappingProxyType({STEP: on_content, ALBUM: on_more})
