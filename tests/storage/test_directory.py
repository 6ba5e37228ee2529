"""Search over a directory: what was typed is looked for, and a list stays a list that can be read."""

from __future__ import annotations

from bot.search import similar
from bot.usecases import directory
from storage.unit_of_work import SqlDatabase
from tests.support.trio import three_people
from tests.support.world import row


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
