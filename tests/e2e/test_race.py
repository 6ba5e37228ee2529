"""One slot, many hands: whoever comes first has it, everybody else is told kindly, and the rows agree."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations

import pytest
from sqlalchemy import func, select

from bot.domain.event import BookingMode, Event, PendingHolds
from bot.usecases.booking import Asked, ask
from bot.usecases.identity import Me
from storage import tables as t
from storage.unit_of_work import SqlDatabase
from tests.support.crowd import already_in, until
from tests.support.people import Person, Toast
from tests.support.racer import Attempt, Race, run_together
from tests.support.stage import DIRECTOR, stage
from tests.support.world import THURSDAY_WINDOW, ManualClock, add_people, at, make_event, row

SLOT = at("Thu 14:30")
TIME = re.compile(r"\d\d:\d\d")
NOW = ManualClock().now()


async def counts(database: SqlDatabase) -> dict[str, int]:
    """Count what stands in the database."""
    queries = {
        "meetings": select(func.count()).select_from(t.meeting),
        "confirmed seats": select(func.count()).select_from(t.seat).where(t.seat.c.confirmed),
        "held seats": select(func.count()).select_from(t.seat).where(~t.seat.c.confirmed),
        "tables": select(func.count()).select_from(t.table_seat),
        "open requests": select(func.count()).select_from(t.request).where(t.request.c.state == "pending"),
    }
    async with database.reading() as uow:
        return {name: (await uow.connection.execute(query)).scalar_one() for name, query in queries.items()}


def last_toast(person: Person) -> Toast:
    assert person.last_answer
    return person.last_answer


async def test_two_hundred_guests_press_one_slot(database_url: str) -> None:
    guests = [row(f"Guest {number}") for number in range(200)]
    async with stage(database_url, DIRECTOR, *guests, event=make_event(mode=BookingMode.INSTANT)) as play:
        _, *crowd = await already_in(play.api, play.database, play.event, play.ids, NOW)
        for guest in crowd:
            await guest.say("Andrei Kelemen Thursday 14:30")
        await until(lambda: all("Book it" in guest.buttons for guest in crowd), "all see the button")

        for guest in crowd:
            await guest.press("Book it", answered=False)
        await until(
            lambda: all(guest.last_answer and "Book it" not in guest.buttons for guest in crowd),
            "all see what came of it",
        )

        winners = [guest for guest in crowd if "Your meeting is confirmed." in guest.card.text]
        losers = [guest for guest in crowd if "That time has just been taken." in guest.card.text]
        assert (len(winners), len(losers)) == (1, 199)
        assert "Table 1" in winners[0].card.text
        # A toast may be empty: when the turn took longer than half a second, the card alone says it.
        assert last_toast(winners[0]).text in ("Booked", "")
        assert {last_toast(guest).text for guest in losers} <= {
            "Just taken. Here are the nearest free times.",
            "",
        }
        offered = {tuple(TIME.findall(" ".join(guest.buttons))) for guest in losers}
        assert offered == {("14:55", "15:20", "15:45", "16:10", "16:35")}
        assert len(play.api.answers) == len(play.api.world.queries)
        assert await counts(play.database) == {
            "meetings": 1,
            "confirmed seats": 2,
            "held seats": 0,
            "tables": 1,
            "open requests": 0,
        }


async def people_of(database: SqlDatabase, event: Event, *names: str) -> tuple[Event, dict[str, Me]]:
    async with database.writing() as uow:
        saved = await uow.events.save(event)
        rows = [row(name, THURSDAY_WINDOW) for name in names]
        return saved, await add_people(uow, saved, *rows, now=NOW)


def race(url: str, attempts: list[Attempt]) -> Race:
    return Race(url, NOW.isoformat(), attempts)


async def test_two_processes_book_one_slot(database: SqlDatabase) -> None:
    names = [f"Guest {number}" for number in range(200)]
    _, people = await people_of(database, make_event(mode=BookingMode.INSTANT), "Host", *names)
    attempts = [
        Attempt("ask", people[name].person.telegram_id, people["Host"].id, SLOT.isoformat()) for name in names
    ]

    outcomes = await run_together([race(database.url, attempts[:100]), race(database.url, attempts[100:])])

    assert Counter(outcomes) == {"Confirmed": 1, "taken": 199}
    assert await counts(database) == {
        "meetings": 1,
        "confirmed seats": 2,
        "held seats": 0,
        "tables": 1,
        "open requests": 0,
    }


async def test_two_processes_give_every_guest_a_slot_while_tables_last(database: SqlDatabase) -> None:
    hosts, guests = [f"Host {n}" for n in range(40)], [f"Guest {n}" for n in range(40)]
    _, people = await people_of(database, make_event(tables=12, mode=BookingMode.INSTANT), *hosts, *guests)
    attempts = [
        Attempt("ask", people[guest].person.telegram_id, people[host].id, SLOT.isoformat())
        for guest, host in zip(guests, hosts, strict=True)
    ]

    outcomes = await run_together([race(database.url, attempts[::2]), race(database.url, attempts[1::2])])

    assert Counter(outcomes) == {"Confirmed": 12, "no_table": 28}
    found = await counts(database)
    assert (found["meetings"], found["confirmed seats"], found["tables"]) == (12, 24, 12)


@pytest.mark.parametrize("turn", [0, 1], ids=["first", "again"])
async def test_crossing_pairs_accept_one_slot_from_two_processes(database: SqlDatabase, turn: int) -> None:
    """Everybody has asked everybody for the same time; whoever is accepted first is gone for the rest."""
    event = make_event(pending_holds=PendingHolds.NONE, max_open_requests=0)
    names = [f"Person {number}" for number in range(12)]
    _, people = await people_of(database, event, *names)
    attempts = []
    for number, (one, other) in enumerate(combinations(names, 2)):
        guest, host = (one, other) if number % 2 else (other, one)
        async with database.writing() as uow:
            asked = await ask(uow, people[guest], people[host].id, SLOT, "", NOW)
        assert isinstance(asked, Asked)
        host_id = people[host].person.telegram_id
        if number % 3:
            attempts.append(Attempt("accept", host_id, asked.request.id, SLOT.isoformat()))
        else:  # asking back for the same time accepts, too
            attempts.append(Attempt("ask", host_id, people[guest].id, SLOT.isoformat()))

    outcomes = Counter(
        await run_together(
            [race(database.url, attempts[turn::2]), race(database.url, attempts[1 - turn :: 2])]
        )
    )

    assert outcomes["Confirmed"] == 6
    assert set(outcomes) <= {"Confirmed", "StaleError", "taken", "busy"}
    assert await counts(database) == {
        "meetings": 6,
        "confirmed seats": 12,
        "held seats": 0,
        "tables": 6,
        "open requests": 0,
    }
