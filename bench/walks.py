"""Walks past every screen that a delegate, a host, an organizer and a newcomer can reach, each timed."""

from __future__ import annotations

import asyncio
import csv
import io
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import NamedTuple

from bench.contenders import Process
from bench.crowded import Hall, last_name, person_row
from bench.people import LostError, Presser, there_or_back

_SETTLE_SECONDS = 0.03  # until the bot has written down that it is done


class Figure(NamedTuple):
    """Seconds from an action to its result, at work for it, and at work for it in the loop."""

    waited: float
    processing: float
    in_loop: float


Waits = dict[str, list[float]]  # seconds that a neighbour waited, by what was done meanwhile


class Timed:
    """One person, each of whose actions is kept under a name."""

    def __init__(self, presser: Presser, process: Process, figures: dict[str, list[Figure]]) -> None:
        self.presser = presser
        self._process = process
        self._figures = figures

    async def say(self, name: str, text: str, shown: str = "") -> None:
        """Write a text and wait for a new card with a button of a kind."""
        await self._timed(name, lambda: self.presser.say(text, shown))

    async def send(self, name: str, file_name: str, content: bytes, shown: str = "") -> None:
        """Send a file and wait for a new card."""
        await self._timed(name, lambda: self.presser.send(file_name, content, shown))

    async def press(self, name: str, prefix: str, *, fresh: bool = False) -> bool:
        """Press a button of a kind; False when there is none. ``fresh``: what comes is a new message."""
        try:
            await self._timed(name, lambda: self.presser.press(prefix, fresh=fresh))
        except LostError:
            return False
        return True

    async def _timed(self, name: str, act: Callable[[], Awaitable[object]]) -> None:
        process = self._process
        work, loop = process.work_seconds(), process.loop_seconds()
        await act()
        await asyncio.sleep(_SETTLE_SECONDS)
        work, loop = process.work_seconds() - work, process.loop_seconds() - loop
        self._figures[name].append(Figure(self.presser.tally.waits[-1], work, loop))


async def delegate(person: Timed, hall: Hall, chance: random.Random) -> None:
    """Look at everything that a delegate can see."""
    await person.say("home", "/start", "d:")
    await person.press("help", "he")
    await person.say("directory, first page", "/find", "p:")
    await person.press("directory, next page", "d:")
    for _ in range(2):
        await person.press("directory, next page", "d:")
    await person.press("profile", "p:")
    await person.say("my profile", "/profile", "h")
    await searches(person, chance)
    await times(person, hall, chance)
    await person.say("requests", "/requests", "h")
    await person.say("agenda", "/agenda", "h")
    if await person.press("meeting", "m:"):
        await person.press("cancel a meeting?", "mc:")
        await person.press("meeting", "m:")
        await person.press("calendar file", "mi:", fresh=True)
    await person.say("settings", "/settings", "h")
    await person.press("a reminder more", "tm:")
    await person.say("privacy", "/privacy", "h")
    await person.press("erase me?", "ve")
    await person.say("privacy", "/privacy", "h")
    await person.press("export", "vx", fresh=True)


async def searches(person: Timed, chance: random.Random) -> None:
    """Search by a right name, a wrong one, none, and what only a description has."""
    name = last_name(chance)
    await person.say("search", f"/find {name}", "h")
    await person.say("search with a typo", f"/find {name[:2]}x{name[3:]}", "h")
    await person.say("search, first letters", f"/find {name[:4]}", "h")
    await person.press("search, next page", "fo:")
    await person.say("search in descriptions", "/find textile export", "h")
    await person.say("search, nobody", "/find qqzzwwxx", "h")
    await person.say("a name alone", name)


async def times(person: Timed, hall: Hall, chance: random.Random) -> None:
    """Write times, with a name and alone."""
    slot = chance.choice(hall.event.slots)
    at = hall.event.local(slot.start)
    await person.say("a name and a time", f"{last_name(chance)} {at:%H:%M}")
    await person.say("who is free at 15:05", "who is free at 15:05?")  # a slot begins then
    await person.say("who is free at 15:00", "who is free at 15:00?")  # and then none
    await person.say("who is free, a day", f"who is free on {at:%A}?")
    await person.say("who is free, an afternoon", f"{at:%A} afternoon")


async def guest_and_host(guest: Timed, timed: Callable[[int], Timed], hall: Hall, number: int) -> None:
    """Ask for a meeting; and answer requests as those who are asked."""
    for _ in range(5):  # not everybody on a page can be asked
        await guest.say("directory, first page", "/find", "p:")
        await guest.press("directory, next page", "d:")
        await guest.press("profile", "p:")
        if await guest.press("free times", "s:"):
            break
    await guest.press("last look", "k:")
    await guest.press("write a note?", "n:")
    await guest.press("last look", "ao:")
    await guest.press("request", "q:")
    await guest.say("requests", "/requests", "h")
    await guest.press("one request", "r:")
    await guest.press("withdraw", "wd:")
    host = timed(hall.chat(number))
    await host.say("requests", "/requests", "h")
    if await host.press("one request", "r:"):
        if number % 2:
            await host.press("another time?", "o:")
            await host.press("another time", "op:")
        else:
            await host.press("accept", "a:")


async def organizer(person: Timed, hall: Hall, chance: random.Random, number: int) -> None:
    """Look at the desk of an event, and at what a list and a message to everybody would do."""
    event = hall.event.id
    await person.say("organizer", "/organizer", "o")
    await person.press("choice of events", "oe")
    await person.press("desk", f"og:{event}")
    for name, prefix in (("figures", "of:"), ("not connected", "on:")):
        if await person.press(name, prefix) and name == "not connected":
            await person.press("not connected, next page", "on:")
            await person.press("a personal link as a QR code", "ok:", fresh=True)
            await person.say("organizer", "/organizer", "o")
            continue
        await person.press("desk", f"og:{event}")
    await person.press("message to everybody?", "ob:")
    await person.say("message to everybody, as seen", "Drinks in the foyer at seven", "obs:")
    await person.press("message to everybody, discarded", "obd:")
    await person.press("import?", "oi:")
    await person.send("import of 20 people, preview", "people.csv", _list(20, f"new-{number}", chance), "oi")
    await person.press("import discarded", "oid:")
    await person.say("organizer", "/organizer", "o")
    await person.press("everybody's links as a file", "ol:", fresh=True)


async def meanwhile(neighbour: Presser, act: Callable[[], Awaitable[object]]) -> list[float]:
    """Let a neighbour press on and on while something is done; gives how long he waited each time."""
    neighbour.tally.waits.clear()
    async with asyncio.TaskGroup() as tasks:
        work = tasks.create_task(_as_task(act))
        while not work.done():
            await neighbour.press(there_or_back(neighbour))
    return list(neighbour.tally.waits)


async def _as_task(act: Callable[[], Awaitable[object]]) -> None:
    await act()


async def heavy(desk: Presser, delegate: Presser, neighbour: Presser, hall: Hall, name: str) -> Waits:
    """Do what looks at everybody of an event, each beside a neighbour; ``name`` begins the keys of a list."""
    waits: Waits = {}

    async def beside(what: str, act: Callable[[], Awaitable[object]]) -> None:
        waits[what] = await meanwhile(neighbour, act)

    people = _list(20, name, desk.chance)
    await neighbour.say("/start", "d:")
    await beside("nothing", lambda: asyncio.sleep(1))
    await desk.say("/organizer", "o")
    with suppress(LostError):  # where there is one event, its desk is there at once
        await desk.press("oe")
        await desk.press(f"og:{hall.event.id}")
    await beside("everybody's links as a file", lambda: desk.press("ol:", fresh=True))
    await desk.say("/organizer", "o")
    await desk.press("oi:")
    await beside("preview of an import", lambda: desk.send("people.csv", people, "oil:"))
    await beside("import", lambda: desk.press("oil:", fresh=True))
    await beside("first search after it", lambda: delegate.say(f"/find {last_name(desk.chance)}", "h"))
    return waits


def _list(people: int, name: str, chance: random.Random) -> bytes:
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(("key", "name", "organisation", "description"))
    for one in range(people):
        row = person_row(f"{name}-{one}", chance)
        table.writerow((row.key, row.profile.name, row.profile.organization, row.profile.description))
    return text.getvalue().encode()


async def newcomer(person: Timed, payload: str) -> None:
    """Come in by a personal link, after a wrong one."""
    await person.say("a wrong personal link", f"/start {payload[::-1]}")
    await person.say("personal link", f"/start {payload}", "j:")
    await person.press("joining", "j:")
    await person.say("personal link, opened again", f"/start {payload}", "d:")
