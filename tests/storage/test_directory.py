"""Search over a directory: what was typed is looked for, and a list stays a list that can be read."""

from __future__ import annotations

from sqlalchemy import update

from bot.domain.finding import Facet
from bot.domain.links import LinkMarks
from bot.search import similar
from bot.usecases import directory
from storage.tables import participant
from storage.unit_of_work import SqlDatabase
from tests.support.trio import three_people
from tests.support.world import SECRET, row


async def test_search_for_nothing_finds_nobody_and_for_what_many_have_the_forty_best(
    database: SqlDatabase,
) -> None:
    async with three_people(database) as world, database.writing() as uow:
        for number in range(42):
            await uow.participants.add(world.event, row(f"Guest {number:02}"))
        await uow.participants.add(world.event, row("Zoe", description="Looks after a guest house"))

        async def found(query: str) -> list[str]:
            people = await directory.search(uow, world.event.id, query, similar)
            return [person.profile.name for person in people]

        assert await found(" \t ") == []
        assert await found("guest") == [f"Guest {number:02}" for number in range(40)]
        assert await found("guest house") == ["Zoe"]


async def test_what_is_offered_and_looked_for_is_kept_found_and_counted(database: SqlDatabase) -> None:
    async with three_people(database) as world, database.writing() as uow:
        event = world.event
        zoe = await uow.participants.add(
            event, row("Zoe", offers=("Thermal labs",), seeks=("Pilots", "Kilns"))
        )
        kept = await uow.participants.get(zoe)
        assert kept is not None
        assert (kept.profile.offers, kept.profile.seeks) == (("Thermal labs",), ("Pilots", "Kilns"))
        assert [one.id for one in await directory.search(uow, event.id, "kiln", similar)] == [zoe]
        values = (await uow.crowd.catalogue(event.id)).values
        assert [one.label for one in values[Facet.OFFER].values()] == ["Thermal labs"]
        assert sorted(one.label for one in values[Facet.SEEK].values()) == ["Kilns", "Pilots"]


async def test_whoever_hides_is_in_no_list_and_keeps_his_link(database: SqlDatabase) -> None:
    async with three_people(database) as world, database.writing() as uow:
        event, hana = world.event, world.hana.id
        await uow.connection.execute(update(participant).where(participant.c.id == hana).values(hidden=True))
        await uow.crowd.changes(event.id)
        assert list(await uow.crowd.order(event.id)) == [world.ana.id, world.dan.id]
        assert list(await uow.crowd.everybody(event.id)) == [world.ana.id, world.dan.id, hana]
        assert hana not in [one.id for one in await directory.search(uow, event.id, "Hana", similar)]
        assert hana not in (await uow.crowd.catalogue(event.id)).places
        links = await uow.crowd.links(LinkMarks(SECRET))
        assert hana in {person for marks in links for person in marks.values()}
