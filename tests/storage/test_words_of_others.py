"""What a text means on a real database where its words name nobody, or what is at another event."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.search import similar
from bot.timewords import TimeWordsReader
from bot.usecases import plain_text, wishes
from bot.usecases.identity import in_event
from bot.usecases.times import Intent
from storage.unit_of_work import SqlDatabase
from tests.support.trio import World, three_people
from tests.support.world import THURSDAY_WINDOW, make_event, row


@pytest.fixture(scope="module")
def reader() -> TimeWordsReader:
    return TimeWordsReader()


@pytest.fixture
async def world(database: SqlDatabase) -> AsyncIterator[World]:
    async with three_people(database) as world:
        yield world


async def test_number_is_an_hour_only_beside_a_name(world: World, reader: TimeWordsReader) -> None:
    async with world.database.reading() as uow:
        found = await plain_text.understand(uow, world.ana, "Hana 3", similar, reader, world.clock.now())
        nobody = await plain_text.understand(uow, world.ana, "Xyzzq 3", similar, reader, world.clock.now())
    assert [one.id for one in found.people] == [world.hana.id]
    assert found.reading is not None
    assert (nobody.people, nobody.reading) == ((), None)


async def test_words_that_name_nobody_there_mean_nothing_at_another_event(
    world: World, reader: TimeWordsReader
) -> None:
    now = world.clock.now()
    await world.met(world.ana, world.hana, "Thu 14:30")
    async with world.database.writing() as uow:
        other = await uow.events.save(replace(make_event(), slug="other-2026"))
        there = await uow.participants.add(other, row("Ana", THURSDAY_WINDOW))
        await uow.participants.connect(there, 101, now)
        elsewhere = await in_event(uow, 101, other.id)
        meant = await plain_text.wanted(uow, elsewhere, Intent.CANCEL, "14:30", similar, reader, now)
        found = await wishes.arranged_elsewhere(uow, elsewhere, meant, similar, reader, now)
        assert [(event.id, one.other.id) for event, one in found] == [(world.event.id, world.hana.id)]
        named = await plain_text.wanted(uow, elsewhere, Intent.CANCEL, "Xyzzq 14:30", similar, reader, now)
        assert await wishes.arranged_elsewhere(uow, elsewhere, named, similar, reader, now) == []
