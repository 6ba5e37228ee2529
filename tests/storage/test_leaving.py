"""Somebody asks to be erased: what was open ends, and the others hear of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from bot.domain.booking import Attendance, MeetingState, RequestState
from bot.domain.broadcasts import NOBODY
from bot.usecases import broadcasting, privacy
from bot.usecases.organizing import Organizer
from bot.usecases.outbox import Note, OutboxState
from bot.usecases.own_profile import RENAMED
from storage.columns import metadata
from storage.tables import participant
from storage.unit_of_work import SqlDatabase
from tests.support.lively import NOTE, ORGANIZER, enliven, rows_of
from tests.support.trio import World, three_people
from tests.support.world import SECRET, at

Rows = dict[str, list[tuple[Any, ...]]]
HISTORY = {"request", "meeting", "handover"}  # of the others, who may see that there was one


def traces(rows: Rows, account: int, *texts: str) -> set[str]:
    """Give the tables in which an account or a text stands."""
    return {
        name
        for name, said in rows.items()
        for one in said
        if account in one or any(text in str(value) for value in one for text in texts)
    }


async def erase(world: World, telegram_id: int) -> None:
    async with world.database.writing() as uow:
        await privacy.erase(uow, telegram_id, SECRET, world.clock.now())


async def test_open_requests_of_one_who_leaves_end_on_both_sides_and_the_others_are_told(
    database: SqlDatabase,
) -> None:
    async with three_people(database) as world:
        sent = await world.asked(world.ana, world.hana, "Thu 14:30")
        received = await world.asked(world.dan, world.ana, "Thu 15:20")

        await erase(world, 101)

        async with database.reading() as uow:
            ended = [await uow.requests.get(one) for one in (sent, received)]
        assert [one.state for one in ended if one] == [RequestState.WITHDRAWN, RequestState.DECLINED]
        assert await world.seats() == {101: [], 102: [], 103: []}
        assert await world.kinds() == [("declined", 102), ("asked", 103), ("withdrawn", 103)]


async def test_meeting_that_is_over_stays_and_nobody_is_told(database: SqlDatabase) -> None:
    async with three_people(database) as world:
        meeting_id = await world.met(world.ana, world.hana, "Thu 14:30")
        world.clock.set(at("Thu 14:50"))
        before = [one for one in await world.kinds() if one[1] != 101]

        await erase(world, 101)

        async with database.reading() as uow:
            meeting = await uow.meetings.get(meeting_id)
        assert meeting is not None
        assert meeting.as_of(world.clock.now()).state is MeetingState.DONE
        assert await world.kinds() == before


async def test_account_that_is_not_known_is_erased_without_a_trace(database: SqlDatabase) -> None:
    async with three_people(database) as world:
        before = await world.kinds()

        await erase(world, 999)

        assert await world.kinds() == before


async def test_nothing_of_one_who_is_erased_is_left_in_any_table(database: SqlDatabase) -> None:
    world = await enliven(database)
    async with database.writing() as uow:
        await uow.inbox.finish(7_000_000_001)
        await uow.marks.favour(world.dan.id, world.ana.id, world.clock.now())
        await uow.marks.write(world.hana.id, world.ana.id, NOTE, world.clock.now())
        (meeting,) = await uow.meetings.of(world.ana.id)
        await uow.meetings.say(meeting.id, world.ana.id, Attendance.ON_MY_WAY, world.clock.now())
        was = {"event": world.event.id, "person": world.ana.id, "was": "Ana Before"}
        await uow.outbox.add(Note(RENAMED, ORGANIZER, world.clock.now(), was))

    await erase(world, 101)

    async with database.writing() as uow:
        rows = await rows_of(uow)
        assert traces(rows, 101, "Ana", "ana@", NOTE, NOTE.lower()) == {"broadcast"}  # which is to everybody
        for table in metadata.sorted_tables:
            for column in table.c:
                if column.references(participant.c.id) and table.name not in HISTORY:
                    ids = (await uow.connection.execute(select(column))).scalars().all()
                    assert world.ana.id not in ids, column


async def test_nothing_of_an_organizer_who_is_erased_is_left_and_no_report_is_sent_to_him(
    database: SqlDatabase,
) -> None:
    world = await enliven(database)
    async with database.writing() as uow:
        (sent,) = await uow.broadcasts.unfinished()
        await uow.broadcasts.follow_on(sent.id, 77)
        await broadcasting.write(uow, Organizer(ORGANIZER, world.event), "a draft", "", "", world.clock.now())

    await erase(world, ORGANIZER)

    async with database.writing() as uow:
        rows = await rows_of(uow)
        assert traces(rows, ORGANIZER, "a draft") == set()
        assert rows["import_draft"] == []
        (goes_on,) = await uow.broadcasts.unfinished()
        assert (goes_on.telegram_id, goes_on.progress_message_id) == (NOBODY, None)
        for one in await uow.outbox.find([OutboxState.NEW, OutboxState.CLAIMED, OutboxState.SENDING], 99):
            await uow.outbox.close(one.id, OutboxState.DROPPED)
        assert await broadcasting.finish(uow, sent.id, world.clock.now())
        assert await uow.broadcasts.unfinished() == []
        assert await uow.outbox.find([OutboxState.NEW], 99) == []


async def test_export_holds_what_every_table_has_of_a_person(database: SqlDatabase) -> None:
    world = await enliven(database)
    async with database.reading() as uow:
        mine = await privacy.export(uow, 101)
        dans = await privacy.export(uow, 102)
        desk = await privacy.export(uow, ORGANIZER)

    (event,) = mine["events"]
    assert mine["wrong_links"]["count"] == 1
    assert [one["state"] for one in mine["messages_received_from_you"]] == ["new"]
    assert [one["note"] for one in event["private_notes"]] == [NOTE]
    assert [one["starts"] for one in event["waiting_lists"]] == [(at("Thu 16:10"),)]
    assert [one["host_id"] for one in event["times_offered"]] == [world.dan.id]
    assert event["blocked"] == ["Late Person"]
    assert [(one["about"], one["text"]) for one in event["reports_to_organizers"]] == [("Late Person", NOTE)]
    assert NOTE not in str(dans["events"][0]["reports_to_organizers"])
    assert [one["status"] for one in dans["events"][0]["said_before_meetings"]] == ["late"]
    assert [one["file_name"] for one in desk["files_sent"]] == ["people.csv"]
    assert [one["html"] for one in desk["broadcasts"]] == [NOTE]
    assert (desk["menu_of_a_role"], mine["menu_of_a_role"]) == (True, False)
    assert world.event.name in desk["organizes"]
