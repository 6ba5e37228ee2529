"""Events are kept in memory; what they are at this moment is still what the database says."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from sqlalchemy import delete, update

from bot.domain.event import Grid
from bot.domain.intervals import Interval
from bot.domain.links import link_payload
from bot.usecases.joining import LinkState, invitation
from storage import tables
from storage.known import Kept
from storage.unit_of_work import SqlDatabase, SqlUnitOfWork
from storage.zone_rules import follow_zone_rules
from tests.support.world import FRIDAY_WINDOW, SECRET, THURSDAY_WINDOW, make_event, row

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


async def words(uow: SqlUnitOfWork, event_id: int) -> list[str]:
    """Give the names that can be found, of people whose organization is called after them."""
    found = (await uow.crowd.index(event_id)).names
    return [name for name in ("ana pop", "bela kis", "bela nagy") if {*name.split()} <= {*found}]


async def names(database: SqlDatabase, event_id: int) -> list[str]:
    async with database.reading() as uow:
        return await words(uow, event_id)


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
        assert len((await uow.crowd.index(event.id)).ids) == 2
        await uow.erasure.erase_people((ana,), NOW)
        assert len((await uow.crowd.index(event.id)).ids) == 1
    await other.close()

    assert await names(database, event.id) == ["bela kis"]


async def test_names_of_an_undone_import_are_forgotten(database: SqlDatabase) -> None:
    async with database.writing() as uow:
        event = await uow.events.save(make_event())
    with pytest.raises(LookupError):
        async with database.writing() as uow:
            await uow.participants.add(event, row("Ana Pop"))
            assert await words(uow, event.id) == ["ana pop"]
            raise LookupError

    assert await names(database, event.id) == []


async def opened(database: SqlDatabase, event_id: int, person_id: int, generation: int) -> LinkState:
    payload = link_payload(SECRET, event_id, person_id, generation)
    async with database.reading() as uow:
        return (await invitation(uow, SECRET, payload, 7, NOW)).state


async def test_links_follow_what_another_process_adds_revokes_and_erases(database: SqlDatabase) -> None:
    async with database.writing() as uow:
        event = await uow.events.save(make_event())
        ana = await uow.participants.add(event, row("Ana Pop"))
    assert await opened(database, event.id, ana, 0) is LinkState.OPEN
    other = SqlDatabase(database.url)
    async with other.writing() as uow:
        bela = await uow.participants.add(event, row("Béla Nagy"))
    assert await opened(database, event.id, bela, 0) is LinkState.OPEN
    async with other.writing() as uow:
        await uow.participants.revoke_link(bela)
    assert await opened(database, event.id, bela, 0) is LinkState.REVOKED
    assert await opened(database, event.id, bela, 1) is LinkState.OPEN
    assert await opened(database, event.id, bela, 2) is LinkState.UNKNOWN
    async with other.writing() as uow:
        await uow.erasure.erase_people((ana,), NOW)
    await other.close()

    assert await opened(database, event.id, ana, 0) is LinkState.UNKNOWN


async def windows_of(uow: SqlUnitOfWork, event_id: int) -> dict[int, tuple[Interval, ...]]:
    """Give the windows of whoever has some, in the order of names."""
    found = await uow.crowd.catalogue(event_id)
    windows = {one: alike for alike, people in found.windows.items() for one in found.ids(people)}
    return {one: windows[one] for one in found.order if one in windows}


async def test_windows_follow_imports_blocks_and_rules_of_zones(database: SqlDatabase) -> None:
    async def windows() -> dict[int, tuple[Interval, ...]]:
        async with database.reading() as uow:
            found = await windows_of(uow, event.id)
            people = await uow.participants.many(found)
        assert {number: one.windows for number, one in people.items()} == found
        return found

    async with database.writing() as uow:
        event = await uow.events.save(make_event())
        bela = await uow.participants.add(event, row("Béla Nagy", THURSDAY_WINDOW))
        ana = await uow.participants.add(event, row("Ana Pop", THURSDAY_WINDOW, FRIDAY_WINDOW))
        await uow.participants.add(event, row("Nobody"))
    assert list(await windows()) == [ana, bela]  # by name
    async with database.writing() as uow:
        await uow.participants.update(ana, event, row("Ana Pop"))
        assert list(await windows_of(uow, event.id)) == [bela]
    before = await windows()
    async with database.writing() as uow:
        thursday, friday = event.blocks
        later = await uow.events.save(replace(event, blocks=(replace(thursday, start=time(15)), friday)))
        await uow.participants.follow_blocks(event, later)
    moved = await windows()
    assert list(moved) == [bela]
    assert moved != before
    async with database.writing() as uow:  # as if the rules of the zone had been others when it was stored
        await uow.connection.execute(update(tables.participant_window).values(starts_at=NOW))
        await uow.crowd.changes(event.id)
    assert (await windows())[bela][0].start == NOW
    async with database.writing() as uow:
        shifted = tables.block.c.id == thursday.id
        await uow.connection.execute(update(tables.block).where(shifted).values(starts_at=NOW))
        await follow_zone_rules(uow.connection, NOW)

    assert await windows() == moved


async def test_of_many_who_wait_for_one_value_one_reads_it() -> None:
    kept, reads = Kept[int](), list[int]()

    async def read() -> int:
        reads.append(len(reads))
        await asyncio.sleep(0)  # others have their turn
        return reads[-1]

    assert await asyncio.gather(*(kept.get("people", 7, read) for _ in range(5))) == [0] * 5
    assert await asyncio.gather(*(kept.get("people", version, read) for version in (8, 8))) == [1, 1]
    assert reads == [0, 1]


async def test_who_waits_reads_himself_when_the_one_who_read_was_stopped() -> None:
    kept = Kept[int]()

    async def stopped() -> int:
        await asyncio.sleep(0)
        raise LookupError

    async def read() -> int:
        return 3

    found = await asyncio.gather(
        kept.get("people", 7, stopped), kept.get("people", 7, read), return_exceptions=True
    )
    assert isinstance(found[0], LookupError)
    assert found[1] == 3
