"""What a press costs: how many statements stand between it and its answer, from the inbox to the mark *done*.

Each takes its part of the time that everybody else waits. Who adds one to a card finds it here.
"""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing

from sqlalchemy import make_url

from tests.support import statements
from tests.support.people import Person
from tests.support.stage import Stage, stage

AT_MOST = {
    "home": 5,
    "directory": 7,
    "search that finds one": 14,
    "free times": 11,
    "last look": 12,
    "request": 25,
    "requests": 10,
    "one request": 5,
    "accept": 41,
    "agenda": 9,
    "meeting": 10,
    "directory, typed": 7,
    "profile of whom one meets": 12,
}


# Tables that grow with the people of an event, and columns that all open rows of it, or all late ones, share.
_GROWING = "participant|person|request|request_slot|meeting|seat|table_seat|waiting|waiting_offer|handover"
_WALK = re.compile(rf"SCAN ({_GROWING})\b|SEARCH ({_GROWING}) USING .*\((state|passed|deadline|until)")


async def test_screens_cost_few_statements(sqlite_url: str) -> None:
    async with stage(sqlite_url) as st:
        counts = {name: len(run) for name, run in (await _statements(st)).items()}

    assert {name: count for name, count in counts.items() if count > AT_MOST[name]} == {}
    assert counts.keys() == AT_MOST.keys()


async def test_screens_walk_past_nobody_else(sqlite_url: str) -> None:
    """What a press reads, an index finds for SQLite, however many people and open requests there are."""
    walks = []
    async with stage(sqlite_url) as st:
        run = {one for screen in (await _statements(st)).values() for one in screen}
        with closing(sqlite3.connect(make_url(sqlite_url).database or "")) as file:
            for one in run:
                plan = file.execute(f"EXPLAIN QUERY PLAN {one}", (None,) * one.count("?"))
                walks += [(one, step) for *_, step in plan if _WALK.match(step)]

    assert walks == []


async def _statements(st: Stage) -> dict[str, list[str]]:
    """Go the way from the home card to a meeting; gives what was run for each screen of it."""
    runs: dict[str, list[str]] = {}
    ioana, director = await st.join("Ioana Pop"), await st.join("Andrei Kelemen")

    async def costs(name: str, act: Callable[[], Awaitable[object]]) -> None:
        with statements.noted("poller", "worker") as run:
            await act()
            async with asyncio.timeout(5):
                while not any(one.startswith("UPDATE inbox") for one in run):  # noqa: ASYNC110 - not announced
                    await asyncio.sleep(0.02)
            await st.settled()
        runs[name] = run

    await costs("home", lambda: ioana.say("/start"))
    await costs("directory", lambda: _press(ioana, "d:"))
    await costs("search that finds one", lambda: ioana.say("/find kelemen"))
    await costs("free times", lambda: _press(ioana, "s:"))
    await costs("last look", lambda: _press(ioana, "k:"))
    await costs("request", lambda: _press(ioana, "q:"))
    await costs("requests", lambda: ioana.say("/requests"))
    await costs("one request", lambda: _press(ioana, "r:"))
    await costs("accept", lambda: _press(director, "a:"))
    await costs("agenda", lambda: ioana.say("/agenda"))
    await costs("meeting", lambda: _press(ioana, "m:"))
    await costs("directory, typed", lambda: ioana.say("/find"))
    await costs("profile of whom one meets", lambda: _press(ioana, "p:"))
    return runs


async def _press(person: Person, prefix: str) -> None:
    await person.press(lambda button: (button.callback_data or "").startswith(prefix))
