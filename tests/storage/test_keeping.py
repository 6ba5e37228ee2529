"""Whoever looks for people finds ready what is kept of them, whichever process changed it."""

from __future__ import annotations

from bot.domain.links import LinkMarks, link_payload, mark_of
from bot.keeping import Keeper
from bot.search import similar
from bot.usecases import directory
from storage.unit_of_work import SqlDatabase
from tests.support import statements
from tests.support.world import SECRET, make_event, row


async def search(database: SqlDatabase, event_id: int) -> list[str]:
    async with database.reading() as uow:
        return [one.profile.name for one in await directory.search(uow, event_id, "ana", similar)]


async def test_first_search_reads_nobody_but_those_it_shows(database: SqlDatabase) -> None:
    async with database.writing() as uow:
        event = await uow.events.save(make_event())
        await uow.participants.add_all(event, [row("Ana Pop"), row("Ben")])
    keeper = Keeper(database, SECRET)
    await keeper.look()
    with statements.noted() as run:
        assert await search(database, event.id) == ["Ana Pop"]
        async with database.reading() as uow:
            await uow.crowd.catalogue(event.id)
            (marks,) = await uow.crowd.links(LinkMarks(SECRET))
    version, shown, *versions = run
    assert "people_version" in version
    assert "participant.description" in shown
    assert all("people_version" in one for one in versions)
    assert len(versions) == 2
    assert mark_of(SECRET, link_payload(SECRET, event.id, next(iter(marks.values())), 0)) in marks

    other = SqlDatabase(database.url)
    async with other.writing() as uow:
        await uow.participants.add_all(event, [row("Ana Rus")])
    await other.close()
    await keeper.look()
    with statements.noted() as run:
        assert await search(database, event.id) == ["Ana Pop", "Ana Rus"]
    assert len(run) == 2
    with statements.noted() as run:
        await keeper.look()
    assert len(run) == 1
