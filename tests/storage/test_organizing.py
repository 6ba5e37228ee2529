from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.errors import NotAllowedError, NotFoundError
from bot.domain.event import Event
from bot.domain.links import link_payload
from bot.domain.people import Participant
from bot.domain.persons import Person
from bot.domain.roles import Role
from bot.usecases import invitations, organizing, overview, personal_links, wanting
from bot.usecases.answering import accept
from bot.usecases.booking import Asked, ask
from bot.usecases.files import ImportDraft
from bot.usecases.invitations import Invited
from bot.usecases.joining import LinkState, invitation, join
from bot.usecases.organizing import Organizer
from bot.usecases.outbox import OutboxState
from bot.usecases.personal_links import Links
from storage.unit_of_work import SqlDatabase
from tests.support.world import SECRET, THURSDAY_WINDOW, ManualClock, add_people, at, make_event, row

OWNER, HELPER, STRANGER = 9, 10, 11
OWNERS = frozenset({OWNER})
NOW = ManualClock().now()
LINKS = Links(SECRET, "a_bot")


@pytest.fixture
async def events(database: SqlDatabase) -> tuple[Event, Event]:
    async with database.writing() as uow:
        first = await uow.events.save(make_event())
        second = await uow.events.save(replace(make_event(), slug="other-2026"))
    return first, second


async def test_owner_organizes_all_events_and_a_stranger_none(
    database: SqlDatabase, events: tuple[Event, Event]
) -> None:
    async with database.reading() as uow:
        assert await organizing.organized(uow, OWNER, OWNERS) == list(events)
        assert await organizing.organized(uow, STRANGER, OWNERS) == []
        assert await organizing.organizer(uow, OWNER, 2, OWNERS) == Organizer(OWNER, events[1])
        with pytest.raises(NotAllowedError):
            await organizing.organizer(uow, STRANGER, 1, OWNERS)
        with pytest.raises(NotFoundError):
            await organizing.organizer(uow, OWNER, 99, OWNERS)


async def test_role_is_for_one_event(database: SqlDatabase, events: tuple[Event, Event]) -> None:
    async with database.writing() as uow:
        await uow.roles.grant(events[0].id, HELPER, Role.ORGANIZER, NOW)
        assert await organizing.organized(uow, HELPER, OWNERS) == [events[0]]
        await uow.persons.save(Person(HELPER, "en"), NOW)
        assert organizing.is_organizer(await uow.persons.known(HELPER), HELPER, OWNERS)
        with pytest.raises(NotAllowedError):
            await organizing.organizer(uow, HELPER, events[1].id, OWNERS)
        await uow.roles.withdraw(events[0].id, HELPER, Role.ORGANIZER)
        assert not organizing.is_organizer(await uow.persons.known(HELPER), HELPER, OWNERS)
        assert organizing.is_organizer(None, OWNER, OWNERS)


@pytest.mark.parametrize("role", Role)
async def test_link_to_a_role_works_once(
    database: SqlDatabase, events: tuple[Event, Event], role: Role
) -> None:
    async with database.writing() as uow:
        payload = await invitations.link(uow, Organizer(OWNER, events[1]), role, SECRET)
        given = Invited(events[1], role)
        assert await invitations.invited_to(uow, SECRET, payload) == given
        assert await invitations.redeem(uow, SECRET, payload, HELPER, OWNERS, NOW) == given
        assert await invitations.redeem(uow, SECRET, payload, STRANGER, OWNERS, NOW) is None
        assert await invitations.invited_to(uow, SECRET, payload) is None
        assert await uow.roles.of_person(HELPER) == {events[1].id: role}
        assert await uow.roles.of_person(STRANGER) == {}


@pytest.mark.parametrize("role", Role)
async def test_voided_link_to_a_role_is_worthless(
    database: SqlDatabase, events: tuple[Event, Event], role: Role
) -> None:
    owner = Organizer(OWNER, events[0])
    async with database.writing() as uow:
        others = {one: await invitations.link(uow, owner, one, SECRET) for one in Role if one is not role}
        payload = await invitations.link(uow, owner, role, SECRET)
        await invitations.void_link(uow, owner, role)
        assert await invitations.redeem(uow, SECRET, payload, HELPER, OWNERS, NOW) is None
        assert await invitations.link(uow, owner, role, SECRET) != payload
        for one, kept in others.items():
            assert await invitations.link(uow, owner, one, SECRET) == kept


@pytest.mark.parametrize("payload", ["", "x" * 22, "ș" * 22, link_payload(SECRET, 1, 1, 0)])
async def test_other_payloads_give_nobody_a_role(
    database: SqlDatabase, events: tuple[Event, Event], payload: str
) -> None:
    async with database.writing() as uow:
        assert await invitations.redeem(uow, SECRET, payload, HELPER, OWNERS, NOW) is None
        assert await uow.roles.of_person(HELPER) == {}
    assert len(events) == 2


async def test_links_are_the_same_until_revoked(database: SqlDatabase, events: tuple[Event, Event]) -> None:
    async with database.writing() as uow:
        person_id = await uow.participants.add(events[0], row("Ana", organization="Acme"))
        first = list(await LINKS.rows(uow, events[0]))
        assert first == list(await LINKS.rows(uow, events[0]))
        assert [one[:3] for one in first] == [("ana", "Ana", "Acme")]
        renewed = await personal_links.revoke(uow, LINKS, OWNER, person_id, OWNERS)
        assert renewed.link != first[0][3]
        states = [
            (await invitation(uow, SECRET, link.partition("?start=")[2], STRANGER, NOW)).state
            for link in (first[0][3], renewed.link)
        ]
    assert states == [LinkState.REVOKED, LinkState.OPEN]


async def test_new_link_lets_a_person_in_from_another_account_and_shuts_the_present_one_out(
    database: SqlDatabase, events: tuple[Event, Event]
) -> None:
    event = events[0]
    async with database.writing() as uow:
        people = await add_people(
            uow, event, row("Hana", THURSDAY_WINDOW), row("Ana", THURSDAY_WINDOW), now=NOW
        )
        hana, ana = people["Hana"], people["Ana"]
        request = await ask(uow, ana, hana.id, at("Thu 14:30"), "", NOW)
        assert isinstance(request, Asked)
        await accept(uow, hana, request.request.id, 1, NOW)
        renewed = await personal_links.revoke(uow, LINKS, OWNER, hana.id, OWNERS)
        assert await uow.participants.of_person(101) == []
        await wanting.want(uow, ana, hana.id, NOW)

        joined = await join(uow, SECRET, renewed.link.partition("?start=")[2], Person(STRANGER, "en"), NOW)
        assert joined.state is LinkState.OPEN
        notes = await uow.outbox.find([OutboxState.NEW], 100)
    assert [one.id for one in await _people_of(database, STRANGER)] == [hana.id]
    assert ("reminder", STRANGER) in [(one.note.kind, one.note.chat_id) for one in notes]
    assert ("joined", 102) in [(one.note.kind, one.note.chat_id) for one in notes]


async def _people_of(database: SqlDatabase, telegram_id: int) -> list[Participant]:
    async with database.reading() as uow:
        return await uow.participants.of_person(telegram_id)


async def test_link_of_a_person_is_for_organizers_of_his_event(
    database: SqlDatabase, events: tuple[Event, Event]
) -> None:
    async with database.writing() as uow:
        await uow.roles.grant(events[1].id, HELPER, Role.ORGANIZER, NOW)
        person_id = await uow.participants.add(events[0], row("Ana"))
        with pytest.raises(NotAllowedError):
            await personal_links.person_link(uow, LINKS, HELPER, person_id, OWNERS)
        with pytest.raises(NotAllowedError):
            await personal_links.revoke(uow, LINKS, STRANGER, person_id, OWNERS)
        with pytest.raises(NotFoundError):
            await personal_links.person_link(uow, LINKS, OWNER, 99, OWNERS)


async def test_missing_people_come_most_wanted_first(
    database: SqlDatabase, events: tuple[Event, Event]
) -> None:
    event = events[0]
    async with database.writing() as uow:
        people = await add_people(uow, event, row("Dan"), row("Eva"), now=NOW)
        ids = {name: await uow.participants.add(event, row(name)) for name in ("Ana", "Bea", "Cara")}
        for guest in people.values():
            await uow.participants.want(ids["Cara"], guest.id, NOW)
        await uow.participants.want(ids["Bea"], people["Dan"].id, NOW)
        page = await overview.missing(uow, Organizer(OWNER, event), 5)
    assert [(one.person.profile.name, one.wanted) for one in page.people] == [
        ("Cara", 2),
        ("Bea", 1),
        ("Ana", 0),
    ]
    assert (page.number, page.pages, page.total) == (0, 1, 3)


async def test_figures_count_people_bookings_and_tables(
    database: SqlDatabase, events: tuple[Event, Event]
) -> None:
    event = events[0]
    instant = replace(event, booking=replace(event.booking, mode=type(event.booking.mode).INSTANT))
    async with database.writing() as uow:
        instant = await uow.events.save(instant)
        people = await add_people(
            uow,
            instant,
            row("Hana", THURSDAY_WINDOW),
            row("Ida", THURSDAY_WINDOW),
            row("Ana"),
            row("Dan"),
            now=NOW,
        )
        await uow.participants.add(instant, row("Never"))
        await uow.persons.change(104, reachable=False)
        for guest, host, when in (("Ana", "Hana", "14:30"), ("Dan", "Ida", "14:30"), ("Ana", "Ida", "14:55")):
            await ask(uow, people[guest], people[host].id, at(f"Thu {when}"), "", NOW)
        figures = await overview.figures(uow, Organizer(OWNER, instant))
        desk = await overview.desk(uow, Organizer(OWNER, instant), 2)
    assert figures.people == overview.People(total=5, connected=4, blocked=1, hosts=2)
    assert {state.value: n for state, n in figures.meetings.items() if n} == {"confirmed": 3}
    assert {state.value: n for state, n in figures.requests.items() if n} == {"accepted": 3}
    assert [(use.slots, use.tables, use.meetings, use.busiest, use.places) for use in figures.blocks] == [
        (6, 12, 3, 2, 72),
        (7, 0, 0, 0, 0),
    ]
    assert (desk.coming, desk.open_requests, desk.latest) == (3, 0, None)


async def test_file_waits_for_its_organizer_until_a_newer_one_comes(
    database: SqlDatabase, events: tuple[Event, Event]
) -> None:
    file = ImportDraft(0, events[0].id, OWNER, "people.csv", b"name\nAna\n")
    async with database.writing() as uow:
        first = await uow.drafts.add(file, NOW)
        second = await uow.drafts.add(replace(file, content=b"name\nDan\n"), NOW)
        other = await uow.drafts.add(replace(file, telegram_id=HELPER), NOW)
        assert await uow.drafts.get(first) is None
        assert await uow.drafts.get(second) == replace(file, id=second, content=b"name\nDan\n")
        assert await uow.drafts.forget(NOW) == 0
        assert await uow.drafts.forget(NOW + timedelta(days=1)) == 2
        assert await uow.drafts.get(other) is None
