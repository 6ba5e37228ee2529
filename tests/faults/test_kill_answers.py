"""kill -9 around one press that touches several people: it is done whole or not at all, and told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.domain.handover import HandoverState
from bot.emulator import EmulatedBotApi
from bot.screens import actions
from bot.screens.callbacks import Action
from bot.screens.handover_actions import AgreeHandover
from bot.usecases import handover, handover_answers
from bot.usecases.answering import accept
from bot.usecases.booking import Asked, ask
from bot.usecases.confirming import Confirmed
from bot.usecases.identity import Me, in_event
from storage import tables as t
from storage.unit_of_work import SqlDatabase
from tests.support.crowd import already_in, until
from tests.support.mortal import MortalBot
from tests.support.people import Person
from tests.support.stage import settings_for
from tests.support.world import THURSDAY_WINDOW, ManualClock, at, make_event, row

NOW = ManualClock().now()
DEATHS_SECONDS = (0.0, 0.005, 0.02, 0.05, 0.1)  # after the press
SLOT = at("Thu 14:30")
THREE = ("Leaver", "Colleague", "Other")


@dataclass(frozen=True)
class Round:
    """Three people of their own, the press around which the bot dies, and what it has to come to."""

    mine: dict[str, Me]
    action: Action
    told: dict[str, str]  # by name
    holds: Callable[[], Awaitable[None]]


async def met(database: SqlDatabase, guest: Me, host: Me) -> int:
    async with database.writing() as uow:
        asked = await ask(uow, guest, host.id, SLOT, "", NOW)
        assert isinstance(asked, Asked)
        made = await accept(uow, host, asked.request.id, 1, NOW)
    assert isinstance(made, Confirmed)
    return made.meeting.id


async def seats(database: SqlDatabase, *people: Me) -> dict[int, bool]:
    """Give who of some people has a seat, with whether it is confirmed; each has one at most."""
    async with database.reading() as uow:
        standing = await uow.seats.standing([one.participant for one in people], NOW)
    assert all(len(one.seats) <= 1 for one in standing.values())
    return {number: one.seats[0].confirmed for number, one in standing.items() if one.seats}


async def last_yes(database: SqlDatabase, mine: dict[str, Me]) -> Round:
    leaver, colleague, other = (mine[name] for name in THREE)
    meeting = await met(database, leaver, other)
    async with database.writing() as uow:
        found = await handover.propose(uow, leaver, meeting, 1, colleague.id, NOW)
        await handover_answers.agree(uow, colleague, found.id, NOW)

    async def holds() -> None:
        async with database.reading() as uow:
            ended = await uow.handovers.get(found.id)
        assert ended is not None
        assert ended.state is HandoverState.DONE
        assert await seats(database, leaver, colleague, other) == {colleague.id: True, other.id: True}

    told = {"Colleague": "This is your meeting now", "Leaver": "has taken your meeting over"}
    return Round(mine, AgreeHandover(found.id), told, holds)


async def freed_time(database: SqlDatabase, mine: dict[str, Me]) -> Round:
    guest, waiter, host = (mine[name] for name in THREE)
    meeting = await met(database, guest, host)
    async with database.writing() as uow:
        await uow.waiting.join(host.event.id, waiter.id, host.id, (SLOT,), NOW)

    async def holds() -> None:
        async with database.reading() as uow:
            (held,) = await uow.offers.held_by(host.id)
        assert (held.guest_id, held.start) == (waiter.id, SLOT)
        assert await seats(database, guest, waiter, host) == {waiter.id: False, host.id: False}

    told = {"Colleague": "A time has become free for you", "Leaver": "Meeting cancelled"}
    return Round(mine, actions.CancelNow(meeting), told, holds)


@pytest.mark.parametrize("scene", [last_yes, freed_time])
async def test_killed_around_a_press_it_is_done_once_and_everybody_hears(
    database_url: str,
    database: SqlDatabase,
    tmp_path: Path,
    scene: Callable[[SqlDatabase, dict[str, Me]], Awaitable[Round]],
) -> None:
    names = [f"{name} {number}" for number in range(len(DEATHS_SECONDS)) for name in THREE]
    async with EmulatedBotApi() as api, MortalBot(settings_for(api, database_url), tmp_path / "log") as bot:
        async with database.writing() as uow:
            event = await uow.events.save(make_event())
            ids = {name: await uow.participants.add(event, row(name, THURSDAY_WINDOW)) for name in names}
        people = dict(zip(names, await already_in(api, database, event, ids, NOW), strict=True))
        rounds = []
        for number in range(len(DEATHS_SECONDS)):
            async with database.reading() as uow:
                mine = {name: await in_event(uow, people[f"{name} {number}"].id, event.id) for name in THREE}
            rounds.append(await scene(database, mine))
        for number, seconds in enumerate(DEATHS_SECONDS):
            presser = people[f"Other {number}"]
            await bot.start(NOW)
            await presser.say("/help")
            await hears(presser, "")
            await presser.forge(rounds[number].action.pack(), answered=False)
            await asyncio.sleep(seconds)
            await bot.kill()
        await bot.start(NOW)
        for number, one in enumerate(rounds):
            for name, words in one.told.items():
                await hears(people[f"{name} {number}"], words)
        await bot.kill()
        for number, one in enumerate(rounds):
            await one.holds()
            for name, words in one.told.items():
                assert heard(people[f"{name} {number}"], words) <= 2  # once more where a reply was lost
    async with database.reading() as uow:
        found = await uow.connection.execute(t.inbox.select().where(t.inbox.c.state == "dead"))
        assert found.all() == []


def heard(person: Person, words: str) -> int:
    return sum(words in message.text for message in person.received)


async def hears(person: Person, words: str) -> None:
    await until(lambda: heard(person, words) > 0, f"{person.account.user.name} hears {words!r}")
