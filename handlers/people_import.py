"""Importing people in chat: a file comes, its effect is shown, a tap loads it, links go back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import Any

from telegram import Message
from telegram.error import BadRequest

from bot.botapi.turn import Turn
from bot.domain.errors import NotFoundError
from bot.domain.event import Event
from bot.i18n import Language
from bot.screens import organizer as organizer_screens
from bot.screens import organizer_actions
from bot.screens import people_import as screens
from bot.screens.screen import Screen
from bot.usecases import organizing, people_import
from bot.usecases.files import ImportDraft, PeopleFile
from bot.usecases.identity import event_of
from bot.usecases.organizing import Organizer
from bot.usecases.outbox import Note, OutboxRow, Priority
from bot.usecases.people_import import BadRowsError, Preview
from bot.usecases.ports import UnitOfWork
from bot.usecases.settings import set_dialog
from handlers import organizer
from handlers.visitor import visitor

MAX_MEGABYTES = 20  # what Telegram lets a bot download
STEP = "import"


async def on_prompt(turn: Turn, action: organizer_actions.ImportPrompt) -> None:
    async with turn.transaction() as uow:
        who, language = await organizer.entitled(turn, uow, action.event)
        await organizer.remember(turn, uow)
        await set_dialog(uow, turn.sender, {"step": STEP, "event": action.event})
    await turn.show(screens.prompt(language, who.event))


async def on_text(turn: Turn, message: Message, dialog: Mapping[str, Any]) -> None:
    """Take a pasted text as a profile page or a table."""
    content = (message.text or "").encode()

    async def pasted() -> bytes:
        return content

    await _receive(turn, int(dialog["event"]), "", pasted)


async def on_document(turn: Turn, message: Message) -> None:
    """Take a file from an organizer, asked for or not."""
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
        found = await _meant(turn, uow, who.person.dialog or {})
    if isinstance(found, list):
        await turn.show(_which(who.language, found))
        return
    name = (message.document.file_name if message.document else None) or ""
    await _receive(turn, found.id, name, partial(download, message))


async def _meant(turn: Turn, uow: UnitOfWork, dialog: Mapping[str, Any]) -> Event | list[Event]:
    """Give the event that a file is for, or those among which only the sender can tell."""
    if dialog.get("step") == STEP:
        return (await organizer.entitled(turn, uow, int(dialog["event"])))[0].event
    return await organizer.event_in_hand(turn, uow)


def _which(language: Language, events: list[Event]) -> Screen:
    if not events:
        return organizer_screens.no_event(language)
    return organizer_screens.choose(language, events, file_waits=True)


async def download(message: Message) -> bytes | None:
    """Fetch the document of a message; None when Telegram does not hand out one of its size."""
    document = message.document
    if document is None or (document.file_size or 0) > MAX_MEGABYTES * 1_000_000:
        return None
    try:
        file = await document.get_file()
    except BadRequest as error:
        if "too big" in error.message.lower():
            return None
        raise
    return bytes(await file.download_as_bytearray())


async def _receive(
    turn: Turn, event_id: int, name: str, fetch: Callable[[], Awaitable[bytes | None]]
) -> None:
    """Keep a file and show what it would change."""
    now = turn.clock.now()
    async with turn.reading() as uow:
        who, language = await organizer.entitled(turn, uow, event_id)
    async with turn.working(screens.reading(language)):
        content = await fetch()
        found = await _look(turn, who.event, name, content) if content is not None else None
        report = await _report(turn, language, found) if found else None
    if content is None or found is None:
        await turn.show(screens.too_large(language, MAX_MEGABYTES))
        return
    async with turn.transaction() as uow:
        who, language = await organizer.entitled(turn, uow, event_id)
        await organizer.remember(turn, uow)
        await set_dialog(uow, turn.sender, None)
        draft = ImportDraft(0, event_id, turn.sender, name, content)
        draft_id = await uow.drafts.add(draft, now)
        await turn.confirm(uow, _note(turn, "import.draft", now, draft=draft_id))
    if report:
        await turn.send(report)
    await turn.deliver(screens.preview(language, who.event, draft_id, name, found))


async def on_show(turn: Turn, action: organizer_actions.ImportShow) -> None:
    draft, language, event = await _known(turn, action.draft)
    async with turn.working(screens.reading(language)):
        found = await _look(turn, event, draft.file_name, draft.content)
        report = await _report(turn, language, found)
    if report:
        await turn.send(report)
    await turn.show(screens.preview(language, event, draft.id, draft.file_name, found))


async def on_commit(turn: Turn, action: organizer_actions.ImportCommit) -> None:
    draft, language, event = await _known(turn, action.draft)
    try:
        async with turn.working(screens.loading(language)):
            counts = await _load(turn, action, draft, event)
    except BadRowsError as error:  # something was booked or changed since the preview
        await turn.show(screens.preview(language, event, draft.id, draft.file_name, error.preview))
        return
    turn.toast(language.label("Loaded."))
    await turn.deliver(screens.loaded(language, event, **counts))
    await organizer.send_links(turn, event.id)


async def _load(
    turn: Turn, action: organizer_actions.ImportCommit, draft: ImportDraft, event: Event
) -> dict[str, int]:
    """Load what was previewed; gives how many were new, changed, and left out."""
    now, secret = turn.clock.now(), turn.services.link_secret
    people = await _read(turn, draft.file_name, draft.content, event)
    async with turn.reading() as uow:
        compared = await people_import.compare(uow, event, people, secret)
    async with turn.transaction() as uow:
        who, draft = await _draft(turn, uow, action.draft)
        wishes = {"skip_bad": action.skip_bad, "overwrite": action.overwrite}
        found = await people_import.load(uow, who.event, people, secret, now, compared=compared, **wishes)
        await uow.drafts.delete(draft.id)
        counts = {"new": len(found.new), "changed": len(found.changed), "skipped": found.bad_lines}
        await turn.confirm(uow, _note(turn, "import.done", now, event=event.id, **counts))
    return counts


async def on_discard(turn: Turn, action: organizer_actions.ImportDiscard) -> None:
    async with turn.transaction() as uow:
        who, draft = await _draft(turn, uow, action.draft)
        await uow.drafts.delete(draft.id)
        language = (await visitor(turn, uow)).language
    await organizer.show_desk(
        turn, who.event.id, language.say("The file was discarded, nothing was changed.")
    )


async def _known(turn: Turn, draft_id: int) -> tuple[ImportDraft, Language, Event]:
    async with turn.reading() as uow:
        who, draft = await _draft(turn, uow, draft_id)
        language = (await visitor(turn, uow)).language
    return draft, language, who.event


async def _draft(turn: Turn, uow: UnitOfWork, draft_id: int) -> tuple[Organizer, ImportDraft]:
    draft = await uow.drafts.get(draft_id)
    if draft is None:
        raise NotFoundError
    who = await organizing.organizer(uow, turn.sender, draft.event_id, turn.services.organizers)
    return who, draft


async def _read(turn: Turn, name: str, content: bytes, event: Event) -> PeopleFile:
    # A workbook of some megabytes takes seconds; other people's presses go on meanwhile.
    return await asyncio.to_thread(turn.services.files.read_people, name, content, event)


async def _look(turn: Turn, event: Event, name: str, content: bytes) -> Preview:
    """Find out what a file would change."""
    people = await _read(turn, name, content, event)
    async with turn.reading() as uow:  # of everybody, so not where others wait to write
        return await people_import.preview(uow, event, people, turn.services.link_secret, turn.clock.now())


async def _report(turn: Turn, language: Language, found: Preview) -> Screen | None:
    """Make the file with everything, where the card has no room for it."""
    if not screens.needs_report(found):
        return None

    def written() -> bytes:
        headings, rows = screens.report_table(language, found)
        return turn.services.files.csv(headings, rows)

    return screens.report(language, await asyncio.to_thread(written))  # it may name thousands


def _note(turn: Turn, kind: str, now: datetime, **params: int) -> Note:
    return Note(kind, turn.sender, now, params, Priority.CONFIRMATION)


async def render(uow: UnitOfWork, row: OutboxRow, language: Language, _now: datetime) -> Screen | None:
    """Draw the rows ``import.draft`` and ``import.done``, whose turn could not do it."""
    params = row.note.params
    if row.note.kind == "import.draft":
        draft = await uow.drafts.get(params["draft"])
        return screens.waiting(language, draft.id, draft.event_id) if draft else None
    event = await event_of(uow, params["event"])
    return screens.loaded(
        language, event, new=params["new"], changed=params["changed"], skipped=params["skipped"]
    )


routes = MappingProxyType(
    {
        organizer_actions.ImportPrompt: on_prompt,
        organizer_actions.ImportShow: on_show,
        organizer_actions.ImportCommit: on_commit,
        organizer_actions.ImportDiscard: on_discard,
    }
)
dialogs = MappingProxyType({STEP: on_text})
