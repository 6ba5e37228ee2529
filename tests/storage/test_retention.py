"""After the promised days nothing is left of an event's people but figures; not a day before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.booking import MeetingState
from bot.domain.persons import Person
from bot.domain.retention import erase_at
from bot.usecases import overview, retention
from bot.usecases.organizing import Organizer
from bot.usecases.outbox import Note, OutboxState
from bot.usecases.overview import People
from storage.columns import metadata
from storage.replica_tables import OF_PROCESSES
from storage.unit_of_work import SqlDatabase
from tests.support.lively import NOTE, ORGANIZER, enliven, rows_of
from tests.support.world import row

OWNER, DAN = 1000, 102
SECOND, WEEK = timedelta(seconds=1), timedelta(days=7)


async def test_nothing_of_an_events_people_is_left_but_figures(database: SqlDatabase) -> None:
    world = await enliven(database)
    due = erase_at(world.event)
    async with database.writing() as uow:
        await uow.persons.save(Person(ORGANIZER, "en", "olga", world.event.id), world.clock.now())
        await uow.persons.save(Person(OWNER, "en", "owner", world.event.id), world.clock.now())
        longer = replace(world.event.privacy, delete_after_days=60)
        other = await uow.events.save(
            replace(world.event, slug="oradea-2026", name="Oradea Fair", privacy=longer, id=0)
        )
        dan_there = await uow.participants.add(other, row("Dan Elsewhere"))
        await uow.participants.connect(dan_there, DAN, world.clock.now())
        await uow.outbox.add(Note("joined", DAN, due, {"to": dan_there}, dedupe="other event"))
        who = Organizer(OWNER, world.event)
        before = await overview.figures(uow, who)

    async with database.writing() as uow:
        assert await retention.sweep(uow, {OWNER}, due - SECOND) == []
        assert (await uow.participants.of_event(world.event.id))[0].profile.name
    async with database.writing() as uow:
        assert [one.slug for one in await retention.sweep(uow, {OWNER}, due)] == [world.event.slug]

    async with database.writing() as uow:
        left = {name: repr(rows) for name, rows in (await rows_of(uow)).items()}
        traces = ("Ana", "Hana", "Late Person", "Öböl", NOTE[:5], "olga", "people.csv", "f" * 64)
        numbers = (" 101,", "(101,", " 103,", "(103,", f" {ORGANIZER},", f"({ORGANIZER},")
        found = {(name, one) for name, said in left.items() for one in (*traces, *numbers) if one in said}
        assert found == set()
        assert set(left) == {table.name for table in metadata.sorted_tables} - OF_PROCESSES
        assert [one.event_id for one in await uow.participants.of_person(DAN)] == [other.id]
        assert [
            (one.note.chat_id, one.note.kind) for one in await uow.outbox.find(list(OutboxState), 99)
        ] == [
            (DAN, "joined"),  # of the other event
            (OWNER, retention.SOON),
        ]
        assert await uow.persons.get(OWNER) is not None
        figures = await overview.figures(uow, who)
        assert figures == replace(before, waiting=0, awaited=())  # who waits for whom goes with them
        assert figures.people == People(total=4, connected=3, blocked=0, hosts=3, arrived=1)
        assert figures.meetings[MeetingState.CONFIRMED] == 2
        assert await retention.sweep(uow, {OWNER}, due + WEEK) == []


async def test_organizers_are_told_once_a_week_before_and_again_when_the_day_changes(
    database: SqlDatabase,
) -> None:
    world = await enliven(database)
    due = erase_at(world.event)
    async with database.writing() as uow:
        await uow.persons.save(Person(ORGANIZER, "en"), world.clock.now())

    async def told(event_days: int, when: timedelta) -> list[tuple[int, str]]:
        async with database.writing() as uow:
            privacy = replace(world.event.privacy, delete_after_days=event_days)
            await uow.events.save(replace(world.event, privacy=privacy))
            await retention.sweep(uow, {OWNER}, due + when)
            rows = await uow.outbox.find([OutboxState.NEW], 999)
            return [
                (one.note.chat_id, one.note.params["day"]) for one in rows if one.note.kind == retention.SOON
            ]

    assert await told(30, -WEEK - SECOND) == []
    first = [(ORGANIZER, "2026-12-28"), (OWNER, "2026-12-28")]
    assert await told(30, -WEEK) == first
    assert await told(30, -SECOND) == first
    assert await told(31, -SECOND) == [*first, (ORGANIZER, "2026-12-29"), (OWNER, "2026-12-29")]


async def test_warning_is_no_longer_true_when_the_day_was_moved_or_is_over(database: SqlDatabase) -> None:
    world = await enliven(database)
    due = erase_at(world.event)

    async def still(event_id: int, day: str, when: timedelta) -> bool:
        async with database.reading() as uow:
            return await retention.still_to_come(uow, event_id, day, due + when) is not None

    assert await still(world.event.id, "2026-12-28", -SECOND)
    assert not await still(world.event.id, "2026-12-28", SECOND)
    assert not await still(world.event.id, "2026-12-29", -SECOND)
    assert not await still(99, "2026-12-28", -SECOND)


async def test_people_who_come_into_an_event_that_was_erased_are_erased_as_well(
    database: SqlDatabase,
) -> None:
    world = await enliven(database)
    due = erase_at(world.event)
    async with database.writing() as uow:
        assert len(await retention.sweep(uow, (), due)) == 1
        await uow.participants.add(world.event, row("Too Late"))
        assert len(await retention.sweep(uow, (), due + WEEK)) == 1
        assert await uow.participants.of_event(world.event.id) == []
