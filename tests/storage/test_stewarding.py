from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.errors import NotAStewardError, NotFoundError
from bot.domain.event import Event
from bot.domain.persons import Person
from bot.domain.roles import Role
from bot.usecases import invitations, organizing, privacy, staffing, stewarding
from bot.usecases.organizing import Organizer
from bot.usecases.staffing import Helper
from bot.usecases.stewarding import Steward
from storage.unit_of_work import SqlDatabase
from tests.support.world import SECRET, ManualClock, add_people, make_event, row

OWNER, HELPER, STRANGER = 9, 10, 11
OWNERS = frozenset({OWNER})
NOW = ManualClock().now()


@pytest.fixture
async def events(database: SqlDatabase) -> tuple[Event, Event]:
    async with database.writing() as uow:
        first = await uow.events.save(make_event())
        second = await uow.events.save(replace(make_event(), slug="other-2026"))
    return first, second


async def test_steward_helps_at_one_event_and_organizes_none(
    database: SqlDatabase, events: tuple[Event, Event]
) -> None:
    first, second = events
    async with database.writing() as uow:
        await uow.persons.save(Person(HELPER, "en"), NOW)
        await uow.roles.grant(first.id, HELPER, Role.STEWARD, NOW)
        known = await uow.persons.known(HELPER)
        assert stewarding.is_steward(known, HELPER, OWNERS)
        assert not organizing.is_organizer(known, HELPER, OWNERS)
        assert await stewarding.stewarded(uow, HELPER, OWNERS) == [first]
        assert await organizing.organized(uow, HELPER, OWNERS) == []
        assert not await organizing.organizes(uow, HELPER, first.id, OWNERS)
        assert await stewarding.steward(uow, HELPER, first.id, OWNERS) == Steward(HELPER, first)
        for event, who in ((second, HELPER), (first, STRANGER)):
            with pytest.raises(NotAStewardError):
                await stewarding.steward(uow, who, event.id, OWNERS)
        assert await stewarding.steward(uow, OWNER, second.id, OWNERS) == Steward(OWNER, second)
        assert (await privacy.export(uow, HELPER))["helps_as_steward_at"] == [first.name]


async def test_participant_is_shown_to_stewards_of_his_event_alone(
    database: SqlDatabase, events: tuple[Event, Event]
) -> None:
    first, second = events
    async with database.writing() as uow:
        here, there = [await uow.participants.add(one, row("Ana")) for one in events]
        await uow.roles.grant(first.id, HELPER, Role.STEWARD, NOW)
        who, person = await stewarding.steward_of(uow, HELPER, here, OWNERS)
        assert (who.event, person.id) == (first, here)
        with pytest.raises(NotAStewardError):
            await stewarding.steward_of(uow, HELPER, there, OWNERS)
        with pytest.raises(NotFoundError):
            await stewarding.steward_of(uow, HELPER, 99, OWNERS)
    assert second.id != first.id


async def test_organizer_stays_one_and_leaves_a_stewards_link_to_others(
    database: SqlDatabase, events: tuple[Event, Event]
) -> None:
    event = events[0]
    async with database.writing() as uow:
        payload = await invitations.link(uow, Organizer(OWNER, event), Role.STEWARD, SECRET)
        await uow.roles.grant(event.id, HELPER, Role.ORGANIZER, NOW)
        for somebody in (HELPER, OWNER):
            assert await invitations.redeem(uow, SECRET, payload, somebody, OWNERS, NOW)
        assert await uow.roles.of_person(HELPER) == {event.id: Role.ORGANIZER}
        await uow.roles.grant(event.id, HELPER, Role.STEWARD, NOW)
        assert await uow.roles.of_person(HELPER) == {event.id: Role.ORGANIZER}
        assert await invitations.redeem(uow, SECRET, payload, STRANGER, OWNERS, NOW)
        assert await uow.roles.holders(event.id, Role.STEWARD) == {STRANGER}
        await uow.roles.grant(event.id, STRANGER, Role.ORGANIZER, NOW)
        assert await uow.roles.of_person(STRANGER) == {event.id: Role.ORGANIZER}


async def test_only_stewards_are_removed_and_only_from_their_event(
    database: SqlDatabase, events: tuple[Event, Event]
) -> None:
    first, second = events
    async with database.writing() as uow:
        await uow.roles.grant(first.id, HELPER, Role.STEWARD, NOW)
        await uow.roles.grant(second.id, HELPER, Role.STEWARD, NOW)
        await uow.roles.grant(first.id, STRANGER, Role.ORGANIZER, NOW)
        with pytest.raises(NotFoundError):
            await staffing.remove(uow, Organizer(OWNER, first), Role.STEWARD, STRANGER, OWNERS, NOW)
        await staffing.remove(uow, Organizer(OWNER, first), Role.STEWARD, HELPER, OWNERS, NOW)
        assert await uow.roles.of_person(HELPER) == {second.id: Role.STEWARD}
        with pytest.raises(NotFoundError):
            await staffing.remove(uow, Organizer(OWNER, first), Role.STEWARD, HELPER, OWNERS, NOW)


async def test_stewards_are_listed_by_name_where_they_have_one(
    database: SqlDatabase, events: tuple[Event, Event]
) -> None:
    event = events[0]
    async with database.writing() as uow:
        await add_people(uow, event, row("Ana"), now=NOW)
        await uow.persons.save(Person(HELPER, "en", username="helga"), NOW)
        for one in (HELPER, 101, *range(1001, 1010)):
            await uow.roles.grant(event.id, one, Role.STEWARD, NOW)
        page = await staffing.holders(uow, Organizer(OWNER, event), Role.STEWARD, OWNERS, 0)
        assert page.helpers[:2] == (Helper(HELPER, "", "helga"), Helper(101, "Ana", "ana"))
        assert (page.total, page.pages, len(page.helpers)) == (11, 2, 8)
        last = await staffing.holders(uow, Organizer(OWNER, event), Role.STEWARD, OWNERS, 7)
        assert (last.number, len(last.helpers)) == (1, 3)
