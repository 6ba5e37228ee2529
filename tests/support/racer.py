"""One of several processes that book on the same database at the same moment.

Opens its connections, says ``ready``, waits for a go, and tells what became of each attempt.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection

from bot.domain.errors import DomainError, NotBookableError, NotFoundError
from bot.usecases import handover_answers, own_profile, registering
from bot.usecases.answering import Refused, accept
from bot.usecases.booking import ask
from bot.usecases.identity import Me
from bot.usecases.organizing import Organizer
from bot.usecases.ports import UnitOfWork
from storage.unit_of_work import SqlDatabase
from tests.support.forked import Forked, fork
from tests.support.world import current

_CONNECTIONS = 10  # opened before the start, so that nobody wins by having one already


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody asks the participant ``other`` for a slot, accepts the request ``other``, and so on."""

    verb: str  # ask | accept | agree (to a hand-over) | admit (an application) | save (one's profile)
    telegram_id: int
    other: int = 0
    start: str = ""  # ISO, with its offset


@dataclass(frozen=True, slots=True)
class Race:
    """What one process has to do."""

    database_url: str
    now: str
    attempts: Sequence[Attempt]


async def run_together(races: Sequence[Race]) -> list[str]:
    """Run each race in a process of its own, all from the same moment; gives what became of the attempts."""
    processes, ends = list[Forked](), list[Connection]()
    for race in races:
        here, there = multiprocessing.Pipe()
        processes.append(await fork(_race, race, there))
        there.close()
        ends.append(here)
    for end in ends:
        assert await asyncio.to_thread(end.recv) == "ready"
    for end in ends:
        end.send("go")
    outcomes = [outcome for end in ends for outcome in await asyncio.to_thread(end.recv)]
    assert [await process.ended() for process in processes] == [0] * len(processes)
    for end in ends:
        end.close()
    return outcomes


async def _asking(uow: UnitOfWork, me: Me, attempt: Attempt, now: datetime) -> str:
    return type(await ask(uow, me, attempt.other, datetime.fromisoformat(attempt.start), "", now)).__name__


async def _accepting(uow: UnitOfWork, me: Me, attempt: Attempt, now: datetime) -> str:
    result = await accept(uow, me, attempt.other, 1, now)
    return result.reason.value if isinstance(result, Refused) else type(result).__name__


async def _agreeing(uow: UnitOfWork, me: Me, attempt: Attempt, now: datetime) -> str:
    return (await handover_answers.agree(uow, me, attempt.other, now)).state.value


async def _admitting(uow: UnitOfWork, me: Me, attempt: Attempt, now: datetime) -> str:
    found = await uow.applications.get(attempt.other)
    if found is None:
        raise NotFoundError
    admitted = await registering.admit(uow, Organizer(attempt.telegram_id, me.event), found, now)
    return "admitted" if admitted else "known"


async def _saving(uow: UnitOfWork, me: Me, _attempt: Attempt, now: datetime) -> str:
    draft = own_profile.draft_of(me.person.dialog)
    problems = await own_profile.save(uow, me, draft.code, (), now)
    return problems[0].code.value if problems else "saved"


async def _try(database: SqlDatabase, attempt: Attempt, now: datetime) -> str:
    """Do it in a transaction; what a handler would explain is named, anything else is an accident."""
    verbs: dict[str, Callable[[UnitOfWork, Me, Attempt, datetime], Awaitable[str]]] = {
        "ask": _asking,
        "accept": _accepting,
        "agree": _agreeing,
        "admit": _admitting,
        "save": _saving,
    }
    try:
        async with database.writing() as uow:
            me = await current(uow, attempt.telegram_id)
            return await verbs[attempt.verb](uow, me, attempt, now)
    except NotBookableError as refusal:
        return refusal.reason.value
    except DomainError as error:
        return type(error).__name__
    except Exception as accident:  # noqa: BLE001 - the parent process names it
        return f"accident: {accident!r}"


def _race(race: Race, end: Connection) -> None:
    end.send(asyncio.run(_run(race, end)))


async def _run(race: Race, end: Connection) -> list[str]:
    database, now = SqlDatabase(race.database_url), datetime.fromisoformat(race.now)
    opened = await asyncio.gather(*(_open(database) for _ in range(_CONNECTIONS)))
    assert len(opened) == _CONNECTIONS
    end.send("ready")
    await asyncio.to_thread(end.recv)
    outcomes = await asyncio.gather(*(_try(database, one, now) for one in race.attempts))
    await database.close()
    return outcomes


async def _open(database: SqlDatabase) -> None:
    async with database.reading() as uow:
        await uow.events.all()
        await asyncio.sleep(0.05)
