"""Self-registration on a real database: what comes late, comes twice, or is decided by somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.domain.applications import Application, ApplicationState
from bot.domain.errors import StaleError
from bot.domain.event import Event, Registration
from bot.domain.persons import Person
from bot.usecases import registering
from bot.usecases.organizing import Organizer
from bot.usecases.outbox import OutboxState
from bot.usecases.registering import Place, Standing
from storage.unit_of_work import SqlDatabase
from tests.support.world import ManualClock, add_people, at, make_event, row

OWNER, STRANGER, OTHER = 9, 900, 901
OWNERS = frozenset({OWNER})
NOW = ManualClock().now()
EVA = {"name": "Eva Nagy", "organization": "Nagy Ltd", "email": "eva@example.org"}
ION = {"name": "Ion Rusu", "organization": "Rusu Ltd", "email": "ion@example.org"}


@pytest.fixture
async def event(database: SqlDatabase) -> Event:
    async with database.writing() as uow:
        for one in (STRANGER, OTHER):
            await uow.persons.save(Person(one, "en"), NOW)
        return await uow.events.save(make_event(registration=Registration.APPROVAL))


async def register(database: SqlDatabase, event: Event, answers: Mapping[str, str] = EVA) -> Place:
    async with database.writing() as uow:
        return await registering.register(uow, Person(STRANGER, "en"), event.id, answers, OWNERS, NOW)


async def applied(database: SqlDatabase, event: Event) -> Application:
    found = (await register(database, event)).application
    assert found is not None
    return found


async def told(database: SqlDatabase) -> list[tuple[str, int]]:
    async with database.reading() as uow:
        rows = await uow.outbox.find(tuple(OutboxState), 100)
    return [(row.note.kind, row.note.chat_id) for row in rows]


async def people_of(database: SqlDatabase, event: Event) -> list[str]:
    async with database.reading() as uow:
        return [one.profile.name for one in await uow.participants.of_event(event.id)]


async def test_second_press_applies_no_second_time(database: SqlDatabase, event: Event) -> None:
    first = await applied(database, event)
    again = await register(database, event, ION)
    assert (again.standing, again.application) == (Standing.PENDING, first)
    assert await told(database) == [(registering.NEWS, OWNER)]
    async with database.reading() as uow:
        assert await uow.applications.count_pending(event.id) == 1


async def test_whoever_is_in_or_was_refused_or_is_late_does_not_register(database: SqlDatabase) -> None:
    async with database.writing() as uow:
        for one in (STRANGER, OTHER):
            await uow.persons.save(Person(one, "en"), NOW)
        event = await uow.events.save(make_event(registration=Registration.OPEN))
    assert (await register(database, event)).standing is Standing.MEMBER
    assert (await register(database, event, ION)).standing is Standing.MEMBER  # and not a second time
    async with database.writing() as uow:
        late = await registering.register(uow, Person(OTHER, "en"), event.id, ION, OWNERS, at("Sat 09:00"))
    assert late == Place(event, Standing.CLOSED)
    assert await people_of(database, event) == ["Eva Nagy"]


async def test_name_that_the_list_has_by_now_is_not_admitted(database: SqlDatabase, event: Event) -> None:
    application = await applied(database, event)
    async with database.writing() as uow:  # an organizer has imported her meanwhile
        await uow.participants.add(event, row("EVA NAGY"))
    async with database.writing() as uow:
        assert not await registering.admit(uow, Organizer(OWNER, event), application, NOW)
    async with database.reading() as uow:
        kept = await uow.applications.get(application.id)
        assert await uow.participants.of_person(STRANGER) == []
    assert kept == application
    assert (registering.ADMITTED, STRANGER) not in await told(database)


async def test_whoever_came_in_otherwise_is_not_admitted_as_well(database: SqlDatabase, event: Event) -> None:
    application = await applied(database, event)
    async with database.writing() as uow:
        await add_people(uow, event, row("Evike"), now=NOW, first_id=STRANGER)
    with pytest.raises(StaleError):
        async with database.writing() as uow:
            await registering.admit(uow, Organizer(OWNER, event), application, NOW)
    assert await people_of(database, event) == ["Evike"]
    assert (registering.ADMITTED, STRANGER) not in await told(database)


async def test_decision_counts_once(database: SqlDatabase, event: Event) -> None:
    application, who = await applied(database, event), Organizer(OWNER, event)
    async with database.writing() as uow:
        await registering.refuse(uow, who, application, "full", NOW)
    with pytest.raises(StaleError):
        async with database.writing() as uow:
            await registering.refuse(uow, who, application, "another reason", NOW)
    async with database.reading() as uow:
        kept = await uow.applications.get(application.id)
    assert kept is not None
    assert (kept.state, kept.reason) == (ApplicationState.REFUSED, "full")
    assert (await told(database)).count((registering.REFUSED, STRANGER)) == 1
    assert (await register(database, event)).standing is Standing.REFUSED

    async with database.writing() as uow:  # thought better of it
        assert await registering.admit(uow, who, kept, NOW)
    with pytest.raises(StaleError):
        async with database.writing() as uow:
            await registering.admit(uow, who, kept, NOW)
    with pytest.raises(StaleError):
        async with database.writing() as uow:
            await registering.refuse(uow, who, application, "too late", NOW)
    assert await people_of(database, event) == ["Eva Nagy"]


async def test_application_is_withdrawn_and_decided_at_one_event_alone(
    database: SqlDatabase, event: Event
) -> None:
    async with database.writing() as uow:
        other = await uow.events.save(
            replace(make_event(registration=Registration.APPROVAL), slug="oradea-2026")
        )
    first = await applied(database, event)
    second = await applied(database, other)
    async with database.writing() as uow:
        await registering.withdraw(uow, STRANGER, first.id)
    async with database.reading() as uow:
        assert await uow.applications.of_account(STRANGER) == [second]
