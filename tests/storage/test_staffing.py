"""Taking a role away: who may, and what goes with it in the same transaction."""

from __future__ import annotations

import asyncio

import pytest

from bot.domain.errors import NotAllowedError, NotFoundError
from bot.domain.event import Event
from bot.domain.persons import Person
from bot.domain.roles import Role
from bot.i18n import load_languages
from bot.usecases import invitations, staffing
from bot.usecases.organizing import Organizer
from bot.usecases.outbox import OutboxState
from handlers.notices import renderer
from storage.unit_of_work import SqlDatabase
from tests.support.world import SECRET, ManualClock, at, make_event

OWNER, FIRST, SECOND = 9, 10, 11
OWNERS = frozenset({OWNER})
NOW = ManualClock().now()


@pytest.fixture
async def event(database: SqlDatabase) -> Event:
    async with database.writing() as uow:
        saved = await uow.events.save(make_event())
        for one in (FIRST, SECOND):
            await uow.persons.save(Person(one, "en"), NOW)
            await uow.persons.change(one, dialog={"step": "broadcast", "event": saved.id})
            await uow.roles.grant(saved.id, one, Role.ORGANIZER, NOW)
    return saved


async def told(database: SqlDatabase) -> list[tuple[str, int]]:
    async with database.reading() as uow:
        rows = await uow.outbox.find(tuple(OutboxState), 100)
    return [(row.note.kind, row.note.chat_id) for row in rows]


async def test_links_and_questions_of_the_one_who_goes_end_and_he_is_told(
    database: SqlDatabase, event: Event
) -> None:
    owner = Organizer(OWNER, event)
    async with database.writing() as uow:
        links = [await invitations.link(uow, owner, role, SECRET) for role in Role]
        await staffing.remove(uow, owner, Role.ORGANIZER, FIRST, OWNERS, NOW)
    assert await told(database) == [("role.removed", FIRST)]
    async with database.writing() as uow:
        for link in links:
            assert await invitations.redeem(uow, SECRET, link, FIRST, OWNERS, NOW) is None
        assert await uow.roles.holders(event.id, Role.ORGANIZER) == {SECOND}
        gone, stays = [await uow.persons.get(one) for one in (FIRST, SECOND)]
        assert gone
        assert gone.dialog is None
        assert stays
        assert stays.dialog is not None


async def test_nothing_is_changed_by_whoever_may_not(database: SqlDatabase, event: Event) -> None:
    for by, account, refusal in (
        (SECOND, FIRST, NotAllowedError),
        (SECOND, SECOND, NotAllowedError),
        (OWNER, OWNER, NotFoundError),
        (OWNER, 99, NotFoundError),
    ):
        with pytest.raises(refusal):
            async with database.writing() as uow:
                await staffing.remove(uow, Organizer(by, event), Role.ORGANIZER, account, OWNERS, NOW)
    async with database.writing() as uow:
        await uow.roles.grant(event.id, OWNER, Role.ORGANIZER, NOW)  # by a link, which changes nothing
    with pytest.raises(NotFoundError):
        async with database.writing() as uow:
            await staffing.remove(uow, Organizer(OWNER, event), Role.ORGANIZER, OWNER, OWNERS, NOW)
    assert await told(database) == []
    async with database.reading() as uow:
        assert await uow.roles.holders(event.id, Role.ORGANIZER) == {FIRST, SECOND, OWNER}
        assert set((await uow.roles.link_generations(Role.ORGANIZER)).values()) == {0}


async def test_two_who_remove_the_same_at_once_tell_him_once(database: SqlDatabase, event: Event) -> None:
    async def press() -> None:
        async with database.writing() as uow:
            await staffing.remove(uow, Organizer(OWNER, event), Role.ORGANIZER, FIRST, OWNERS, NOW)

    results = await asyncio.gather(press(), press(), return_exceptions=True)
    assert [type(one) for one in results if one] == [NotFoundError]
    assert await told(database) == [("role.removed", FIRST)]


async def test_one_who_has_the_role_again_is_told_nothing(database: SqlDatabase, event: Event) -> None:
    render = renderer(load_languages(), OWNERS)
    async with database.writing() as uow:
        await uow.roles.grant(event.id, 12, Role.STEWARD, NOW)
        for role, one in ((Role.ORGANIZER, FIRST), (Role.STEWARD, 12)):
            await staffing.remove(uow, Organizer(OWNER, event), role, one, OWNERS, NOW)
        rows = await uow.outbox.find((OutboxState.NEW,), 100)
        assert len(rows) == 2
        for row in rows:
            by_day, by_night = await render(uow, row, NOW), await render(uow, row, at("Wed 23:00"))
            assert by_day
            assert not by_day.silent
            assert event.name in by_day.text
            assert by_night
            assert by_night.silent
        await uow.roles.grant(event.id, FIRST, Role.STEWARD, NOW)
        await uow.roles.grant(event.id, 12, Role.STEWARD, NOW)
        drawn = {row.note.chat_id: await render(uow, row, NOW) for row in rows}
        assert drawn[FIRST]  # he is no organizer, whatever else he is
        assert drawn[12] is None
