"""Three people of one event who book on a real database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bot.domain.event import Event
from bot.usecases import answering, booking
from bot.usecases.answering import Refused
from bot.usecases.booking import Asked
from bot.usecases.confirming import Confirmed
from bot.usecases.identity import Me
from storage.unit_of_work import SqlDatabase
from tests.support.world import THURSDAY_WINDOW, ManualClock, add_people, at, make_event, row


class World:
    """One event with three people: Ana and Dan ask, Hana hosts (so do they)."""

    def __init__(
        self, database: SqlDatabase, clock: ManualClock, event: Event, people: dict[str, Me]
    ) -> None:
        self.database, self.clock, self.event = database, clock, event
        self.ana, self.dan, self.hana = people["Ana"], people["Dan"], people["Hana"]

    async def ask(self, guest: Me, host: Me, when: str, *further: str, note: str = "") -> Asked | Confirmed:
        more = [at(one) for one in further]
        async with self.database.writing() as uow:
            return await booking.ask(uow, guest, host.id, at(when), note, self.clock.now(), more)

    async def asked(self, guest: Me, host: Me, when: str, *further: str) -> int:
        result = await self.ask(guest, host, when, *further)
        assert isinstance(result, Asked)
        return result.request.id

    async def accept(
        self, me: Me, request: int, version: int = 1, when: str | None = None
    ) -> Confirmed | Refused:
        start = at(when) if when else None
        async with self.database.writing() as uow:
            return await answering.accept(uow, me, request, version, self.clock.now(), start)

    async def met(self, guest: Me, host: Me, when: str) -> int:
        result = await self.accept(host, await self.asked(guest, host, when))
        assert isinstance(result, Confirmed)
        return result.meeting.id

    async def kinds(self) -> list[tuple[str, int]]:
        async with self.database.reading() as uow:
            rows = [(row["kind"], chat) for chat in (101, 102, 103) for row in await uow.outbox.of_chat(chat)]
        return [one for one in rows if one[0] not in ("nudge", "reminder", "digest", "today")]

    async def seats(self) -> dict[int, list[tuple[str, bool]]]:
        people = [self.ana, self.dan, self.hana]
        async with self.database.reading() as uow:
            standing = await uow.seats.standing([one.participant for one in people], self.clock.now())
        return {
            one.participant.telegram_id or 0: [
                (f"{self.event.local(seat.start):%H:%M}", seat.confirmed) for seat in standing[one.id].seats
            ]
            for one in people
        }


@asynccontextmanager
async def three_people(
    database: SqlDatabase, event: Event | None = None, **rules: Any
) -> AsyncIterator[World]:
    """Open a world, of an event by the rules of ``make_event``; Telegram ids are 101, 102 and 103."""
    clock = ManualClock()
    async with database.writing() as uow:
        event = await uow.events.save(event or make_event(**rules))
        rows = [row(name, THURSDAY_WINDOW) for name in ("Ana", "Dan", "Hana")]
        people = await add_people(uow, event, *rows, now=clock.now())
    yield World(database, clock, event, people)
