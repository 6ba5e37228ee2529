"""Links that do not let anybody in: what they say, and what they leave as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.errors import NotFoundError, TooManyWrongLinksError
from bot.domain.event import Event
from bot.domain.links import MOST_WRONG_LINKS, PAYLOAD_CHARACTERS, WRONG_LINKS_WITHIN, link_payload
from bot.domain.persons import Person
from bot.usecases.identity import in_event
from bot.usecases.joining import Invitation, LinkState, join
from storage.unit_of_work import SqlDatabase
from tests.support.world import SECRET, ManualClock, add_people, make_event, row

NOW = ManualClock().now()
ANA, STRANGER = 101, 900


async def event_with_ana_and_a_free_place(database: SqlDatabase) -> tuple[Event, int, int]:
    """Give the event, the id of Ana, who has joined, and that of somebody who has not."""
    async with database.writing() as uow:
        event = await uow.events.save(make_event())
        people = await add_people(uow, event, row("Ana"), now=NOW)
        return event, people["Ana"].id, await uow.participants.add(event, row("Eva"))


async def join_by(database: SqlDatabase, payload: str, telegram_id: int = STRANGER) -> Invitation:
    async with database.writing() as uow:
        return await join(uow, SECRET, payload, Person(telegram_id, "en"), NOW)


async def test_link_of_somebody_else_connects_nobody(database: SqlDatabase) -> None:
    event, ana, eva = await event_with_ana_and_a_free_place(database)

    used = await join_by(database, link_payload(SECRET, event.id, ana, 0))
    second = await join_by(database, link_payload(SECRET, event.id, eva, 0), ANA)

    assert (used.state, second.state) == (LinkState.USED, LinkState.TWICE)
    async with database.reading() as uow:
        assert await uow.participants.of_person(STRANGER) == []
        assert [one.id for one in await uow.participants.of_person(ANA)] == [ana]
        with pytest.raises(NotFoundError):
            await in_event(uow, STRANGER, event.id)


async def test_own_link_leads_to_its_event(database: SqlDatabase) -> None:
    event, ana, _ = await event_with_ana_and_a_free_place(database)
    async with database.writing() as uow:
        other = await uow.events.save(replace(make_event(), slug="oradea-2026", name="Oradea Fair"))
        await uow.persons.change(ANA, event_id=other.id)

    assert (await join_by(database, link_payload(SECRET, event.id, ana, 0), ANA)).state is LinkState.OWN

    async with database.reading() as uow:
        person = await uow.persons.get(ANA)
    assert person is not None
    assert person.event_id == event.id


async def test_after_ten_guesses_even_a_right_link_has_to_wait_for_an_hour(database: SqlDatabase) -> None:
    event, _, eva = await event_with_ana_and_a_free_place(database)
    right = link_payload(SECRET, event.id, eva, 0)

    for number in range(MOST_WRONG_LINKS):
        guess = await join_by(database, f"{number:0>{PAYLOAD_CHARACTERS}}")
        assert guess.state is LinkState.UNKNOWN

    with pytest.raises(TooManyWrongLinksError):
        await join_by(database, right)
    async with database.writing() as uow:
        later = NOW + WRONG_LINKS_WITHIN
        assert (await join(uow, SECRET, right, Person(STRANGER, "en"), later)).state is LinkState.OPEN
