"""Events are kept in memory; what they are at this moment is still what the database says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete

from bot.domain.event import Grid
from storage import tables
from storage.unit_of_work import SqlDatabase, SqlUnitOfWork
from tests.support.world import make_event, row

NOW = datetime(2026, 11, 26, tzinfo=UTC)


async def read(database: SqlDatabase, event_id: int) -> Grid:
    async with database.reading() as uow:
        event = await uow.events.get(event_id)
    assert event is not None
    return event.grid


async def test_change_by_another_process_is_seen(database: SqlDatabase) -> None:
    async with database.writing() as uow:
        event = await uow.events.save(make_event())
    assert await read(database, event.id) == event.grid
    other = SqlDatabase(database.url)
    async with other.writing() as uow:
        await uow.events.save(replace(event, grid=Grid(30, 0)))
    await other.close()

    assert await read(database, event.id) == Grid(30, 0)


async def test_event_that_takes_the_place_of_a_deleted_one_is_another(sqlite_url: str) -> None:
    database = SqlDatabase(sqlite_url)
    async with database.writing() as uow:
        event = await uow.events.save(make_event())
    await read(database, event.id)
    async with database.writing() as uow:
        await uow.connection.execute(delete(tables.event))
        again = await uow.events.save(replace(event, grid=Grid(30, 0)))

    assert again.id == event.id
    assert await read(database, event.id) == Grid(30, 0)
    await database.close()


async def test_change_is_seen_in_its_own_transaction_and_forgotten_when_undone(database: SqlDatabase) -> None:
    async with database.writing() as uow:
        event = await uow.events.save(make_event())
    await read(database, event.id)
    with pytest.raises(LookupError):
        async with database.writing() as uow:
            await uow.events.save(replace(event, grid=Grid(30, 0)))
            changed = await uow.events.get(event.id)
            assert changed is not None
            assert changed.grid == Grid(30, 0)
            raise LookupError
    async with database.writing() as uow:
        await uow.events.save(replace(event, grid=Grid(40, 0)))

    assert await read(database, event.id) == Grid(40, 0)


async def found(uow: SqlUnitOfWork, event_id: int) -> list[str]:
    """Give the names that are searched in, of people whose organization is called after them."""
    squeezed = (await uow.participants.index(event_id)).squeezed
    return [
        name for name in ("ana pop", "bela kis", "bela nagy") if 2 * name.replace(" ", "") + "ltd" in squeezed
    ]


async def names(database: SqlDatabase, event_id: int) -> list[str]:
    async with database.reading() as uow:
        return await found(uow, event_id)


async def test_names_follow_imports_of_another_process_and_erasure(database: SqlDatabase) -> None:
    async with database.writing() as uow:
        event = await uow.events.save(make_event())
        ana = await uow.participants.add(event, row("Ana Pop"))
    assert await names(database, event.id) == ["ana pop"]
    other = SqlDatabase(database.url)
    async with other.writing() as uow:
        bela = await uow.participants.add(event, row("Béla Nagy"))
    assert await names(database, event.id) == ["ana pop", "bela nagy"]
    async with other.writing() as uow:
        await uow.participants.update(bela, event, row("Béla Kis"))
        assert len((await uow.participants.index(event.id)).ids) == 2
        await uow.participants.erase(ana, NOW)
        assert len((await uow.participants.index(event.id)).ids) == 1
    await other.close()

    assert await names(database, event.id) == ["bela kis"]


async def test_names_of_an_undone_import_are_forgotten(database: SqlDatabase) -> None:
    async with database.writing() as uow:
        event = await uow.events.save(make_event())
    with pytest.raises(LookupError):
        async with database.writing() as uow:
            await uow.participants.add(event, row("Ana Pop"))
            assert await found(uow, event.id) == ["ana pop"]
            raise LookupError

    assert await names(database, event.id) == []
