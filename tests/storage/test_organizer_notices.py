"""What is owed to organizers is drawn for those who organize still, and at night only what they asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.event import Event
from bot.domain.retention import erase_at
from bot.domain.roles import Role
from bot.i18n import load_languages
from bot.usecases import broadcasting
from bot.usecases.files import ImportDraft
from bot.usecases.organizing import Organizer
from bot.usecases.outbox import Note, NotYetError, OutboxRow, OutboxState
from handlers.notices import renderer
from storage.unit_of_work import SqlDatabase, SqlUnitOfWork
from tests.support.world import at, make_event

OWNER, ORGANIZER, FORMER, NOW, NIGHT = 1000, 900, 901, at("Wed 12:00"), at("Wed 23:00")
KINDS = (
    "broadcast.draft",
    "broadcast.progress",
    "broadcast.report",
    "import.draft",
    "import.done",
    "retention.soon",
)


async def rows_of(uow: SqlUnitOfWork, event: Event) -> Mapping[str, Mapping[str, Any]]:
    draft = await broadcasting.write(uow, Organizer(ORGANIZER, event), "Hello", "", "", NOW)
    started = await broadcasting.write(uow, Organizer(ORGANIZER, event), "Hello", "", "", NOW)
    await broadcasting.start(uow, ORGANIZER, {OWNER}, started.broadcast.id, NOW, at_once=True, card=None)
    file = await uow.drafts.add(ImportDraft(0, event.id, ORGANIZER, "people.csv", b"x"), NOW)
    of_started = {"broadcast": started.broadcast.id}
    return {
        "broadcast.draft": {"broadcast": draft.broadcast.id},
        "broadcast.progress": of_started,
        "broadcast.report": of_started,
        "import.draft": {"draft": file},
        "import.done": {"event": event.id, "new": 1, "changed": 0, "skipped": 0},
        "retention.soon": {"event": event.id, "day": event.local(erase_at(event)).date().isoformat()},
        "backup.failed": {},
    }


async def test_former_organizers_are_shown_nothing_more(database: SqlDatabase) -> None:
    render = renderer(load_languages(), {OWNER})
    async with database.writing() as uow:
        event = await uow.events.save(make_event())
        await uow.roles.grant(event.id, ORGANIZER, Role.ORGANIZER, NOW)
        rows = await rows_of(uow, event)

        async def shown(kind: str, chat_id: int) -> bool:
            row = OutboxRow(1, Note(kind, chat_id, NOW, rows[kind]), OutboxState.CLAIMED, 0)
            return await render(uow, row, NOW) is not None

        assert {kind for kind in rows if await shown(kind, OWNER)} == {*KINDS, "backup.failed"}
        assert {kind for kind in rows if await shown(kind, ORGANIZER)} == set(KINDS)
        assert {kind for kind in rows if await shown(kind, FORMER)} == set()


async def test_at_night_organizers_get_answers_aloud_a_report_silently_and_the_rest_in_the_morning(
    database: SqlDatabase,
) -> None:
    render = renderer(load_languages(), {OWNER})
    async with database.writing() as uow:
        event = await uow.events.save(make_event())
        await uow.roles.grant(event.id, ORGANIZER, Role.ORGANIZER, NOW)
        rows = await rows_of(uow, event)
        heard = {}
        for kind in KINDS:
            row = OutboxRow(1, Note(kind, OWNER, NIGHT, rows[kind]), OutboxState.CLAIMED, 0)
            if kind == "retention.soon":
                with pytest.raises(NotYetError):
                    await render(uow, row, NIGHT)
                continue
            screen = await render(uow, row, NIGHT)
            assert screen is not None
            heard[kind] = not screen.silent
        assert {kind for kind, aloud in heard.items() if not aloud} == {"broadcast.report"}
        failed = OutboxRow(1, Note("backup.failed", OWNER, NIGHT), OutboxState.CLAIMED, 0)
        with pytest.raises(NotYetError) as wait:
            await render(uow, failed, NIGHT)
        assert wait.value.until == at("Thu 07:30")


async def test_news_for_an_organizer_who_has_never_written_are_in_the_first_language_of_the_event(
    database: SqlDatabase,
) -> None:
    languages = load_languages()
    async with database.writing() as uow:
        event = await uow.events.save(replace(make_event(), languages=("hu", "en")))
        params = {"event": event.id, "day": event.local(erase_at(event)).date().isoformat()}
        row = OutboxRow(1, Note("retention.soon", OWNER, NOW, params), OutboxState.CLAIMED, 0)
        drawn = await renderer(languages, {OWNER})(uow, row, NOW)
    title = languages.get("hu").say("<b>{event}: its people are forgotten soon</b>", event=event.name)
    assert drawn is not None
    assert title in drawn.text
