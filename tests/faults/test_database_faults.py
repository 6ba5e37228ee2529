"""The database is locked, full, cut off or restarted in the middle of a conference: the promise holds."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

import pytest
from asyncpg.transaction import Transaction
from sqlalchemy import Engine, event, text

from storage import sqlite_lane
from storage.postgres import DirectConnection, PostgresServer
from storage.statements import Prepared
from storage.unit_of_work import SqlDatabase
from tests.conftest import migrate
from tests.support.crowd import until
from tests.support.postgres import postgres_server
from tests.support.saboteur import cut, locked
from tests.support.simulated import SimulatedDay, play_day
from tests.support.stage import ORGANIZER_ID, stage

SENDING = r"UPDATE outbox SET .* AND outbox.lease_until = "  # right before a request
CUTS = 4
CUT_OFF, JOINED = "cut off from the other replicas", "one of the replicas again"
REFUSES, ANSWERS = "The database refuses: ", "The database answers again, after"


def one_line_each(day: SimulatedDay, reason: str, *, troubles: int = 1) -> None:
    """Hold the log to what an operator has to know: what it is, and that it is over.

    ``troubles`` that lie apart are told one by one, close together as one.
    """
    assert day.said(CUT_OFF) == day.said(JOINED)  # what the same means to the session of the replicas
    assert day.said("ERROR") == day.said(REFUSES) + day.said(CUT_OFF)
    assert day.said(REFUSES + reason) == day.said(REFUSES) == day.said(ANSWERS)
    assert 1 <= day.said(REFUSES) <= troubles


def test_database_that_another_process_holds_is_waited_for(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(day: SimulatedDay) -> None:
        await impatient(day, monkeypatch)
        await day.mingle(6)
        async with locked(database_url):
            await day.mingle(20)
        await day.mingle(12)
        await day.hold()
        if database_url.startswith("sqlite"):
            one_line_each(day, "database is locked")
        else:
            one_line_each(day, "canceling statement due to lock timeout")

    play_day(database_url, scene)


def database_of(day: SimulatedDay) -> SqlDatabase:
    """Give what the bot itself has open."""
    database = day.bilateral.services.database
    assert isinstance(database, SqlDatabase)
    return database


async def impatient(day: SimulatedDay, patch: pytest.MonkeyPatch) -> None:
    """Let the bot wait for a lock for a moment only, which is real time."""
    patch.setattr(sqlite_lane, "_BUSY_STEPS", 1)
    patch.setattr(sqlite_lane, "_BUSY_STEP_MS", 20)

    def hurry(connection: Any, *_: object) -> None:
        connection.run_async(lambda driver: driver.execute("SET lock_timeout = 20"))

    store = database_of(day)._store
    if isinstance(store, PostgresServer):
        event.listen(store._engine.sync_engine, "checkout", hurry)


def test_full_disk_loses_nothing(database_url: str) -> None:
    """No room, as the database tells it: no more pages for SQLite's file, error 53100 of PostgreSQL.

    So it can be played without the rights of root, and be over at a known moment.
    """

    async def scene(day: SimulatedDay) -> None:
        await day.mingle(6)
        async with full(database_of(day)):
            await day.mingle(20)
        await day.mingle(12)
        await day.hold()
        one_line_each(
            day, "database or disk is full" if "sqlite" in database_url else "could not extend file"
        )

    play_day(database_url, scene)


@asynccontextmanager
async def full(database: SqlDatabase) -> AsyncIterator[None]:
    """Leave no room for new rows."""
    statements = ["PRAGMA max_page_count = 1"], ["PRAGMA max_page_count = 1000000"]
    if database.writer.dialect.name == "postgresql":
        tables = ("inbox", "outbox", "request", "meeting", "seat")
        statements = [_NO_ROOM], ["DROP FUNCTION no_room CASCADE"]
        for name in tables:
            statements[0].append(f"CREATE TRIGGER no_room BEFORE INSERT ON {name} EXECUTE FUNCTION no_room()")
    for number, some in enumerate(statements):
        async with database.writing() as uow:
            for statement in some:
                await uow.connection.execute(text(statement))
        if number == 0:
            yield


_NO_ROOM = """CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$"""


def in_the_middle(
    day: SimulatedDay, patch: pytest.MonkeyPatch, statement: str, strike: Callable[[], object]
) -> None:
    """Strike once, when the bot is about to run its next statement of this kind; ``COMMIT`` is one, too."""
    struck = False

    def about_to_run(sql: str) -> None:
        nonlocal struck
        if not struck and re.match(statement, sql):
            struck = True
            with ThreadPoolExecutor(1) as pool:  # a loop of its own; ours stands still meanwhile
                pool.submit(strike).result()

    def by_sqlalchemy(_connection: object, _cursor: object, sql: str, *_: object) -> None:
        about_to_run(sql)

    async def prepared(self: DirectConnection, one: Prepared, values: Any) -> Any:
        about_to_run(one.sql)
        return await run(self, one, values)

    async def committed(self: Transaction) -> None:
        about_to_run("COMMIT")
        await commit(self)

    run, commit = DirectConnection._run, Transaction.commit
    store = database_of(day)._store
    assert isinstance(store, PostgresServer)
    event.listen(store._engine.sync_engine, "before_cursor_execute", by_sqlalchemy)
    patch.setattr(DirectConnection, "_run", prepared)
    patch.setattr(Transaction, "commit", committed)


def test_server_of_the_database_that_restarts_in_a_transaction_is_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def scene(day: SimulatedDay) -> None:
        await day.mingle(6)
        in_the_middle(day, monkeypatch, "INSERT INTO seat", server.stop)
        await day.mingle(20)
        server.start()
        await day.mingle(12)
        await day.hold()
        one_line_each(day, "")

    with postgres_server() as server:
        asyncio.run(migrate(server.url))
        play_day(server.url, scene)


@pytest.mark.parametrize("statement", ["INSERT INTO seat", SENDING, "INSERT INTO inbox", "COMMIT"])
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_connections_that_are_cut_in_a_transaction_lose_nothing(
    database_url: str, statement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(day: SimulatedDay) -> None:
        await day.mingle(3)
        for _ in range(CUTS):
            in_the_middle(day, monkeypatch, statement, lambda: asyncio.run(cut(database_url)))
            await day.mingle(4)
        await day.mingle(12)
        await day.hold()
        one_line_each(day, "", troubles=CUTS)  # each comes with the next statement of its kind, soon or late

    play_day(database_url, scene)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_menus_are_told_once_the_database_is_there_again(database_url: str) -> None:
    cuts = list[int]()

    def once(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "FROM staff_menu" in statement and not cuts:
            with ThreadPoolExecutor(1) as beside:
                cuts.append(beside.submit(lambda: asyncio.run(cut(database_url))).result())

    def told() -> bool:
        calls = play.api.calls_of("setMyCommands")
        return any((call.params.get("scope") or {}).get("chat_id") == ORGANIZER_ID for call in calls)

    event.listen(Engine, "before_cursor_execute", once)
    try:
        async with stage(database_url) as play:
            await until(told, "the organizer has his menu")
    finally:
        event.remove(Engine, "before_cursor_execute", once)
    assert cuts
