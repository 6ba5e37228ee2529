"""A tiny event in a real database, every row of it read anew after each step, and how a machine is run.

Four people, five slots, one table: everybody is in everybody's way.
"""

from __future__ import annotations

import asyncio
from asyncio import AbstractEventLoop
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any

import pytest
from hypothesis import Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    run_state_machine_as_test,
)
from sqlalchemy import RowMapping, Table, delete, select

from bot.domain.errors import DomainError, NotBookableError
from bot.domain.event import Block, BookingMode, BookingRules, Event, PendingHolds
from bot.usecases import booking, safety
from bot.usecases.files import WallWindow
from bot.usecases.identity import Me
from bot.usecases.ports import UnitOfWork
from storage import tables as t
from storage.after_tables import feedback as said
from storage.asking_tables import request_slot
from storage.columns import metadata
from storage.handover_tables import handover as handovers
from storage.unit_of_work import SqlDatabase, SqlUnitOfWork
from tests.support.soak import SEED, SOAK, show
from tests.support.world import FRIDAY, THURSDAY, ManualClock, add_people, at, make_event, row

STEPS = 40  # of one life of the machine
LIVES = 400 if SOAK else 80
NAMES = ("Ana", "Dan", "Eva", "Hana")
people = st.integers(0, len(NAMES) - 1)
some = st.integers(0, 9)  # which of the rows there are, counted round
Use = Callable[[Any], Awaitable[object]]
# Run thousands of times, and in an order that does not depend on the database.
_EVERY_ROW = {table: select(table).order_by(*table.primary_key) for table in metadata.sorted_tables}
_EMPTYING = tuple(delete(table) for table in reversed(metadata.sorted_tables))


def tiny_event(rules: BookingRules) -> Event:
    """Make an event of three slots with one table and two slots without."""
    blocks = (
        Block("With a table", THURSDAY, time(14, 30), time(15, 45), ("1",)),
        Block("Without tables", FRIDAY, time(9), time(9, 50)),
    )
    return replace(make_event(), blocks=blocks, booking=rules)


@dataclass(frozen=True)
class Rows:
    """Every row that a rule speaks of."""

    seats: list[RowMapping]
    tables: list[RowMapping]
    requests: list[RowMapping]
    meetings: list[RowMapping]
    notes: list[RowMapping]
    said: list[RowMapping]
    times: list[RowMapping]
    handovers: list[RowMapping]

    def further(self, request: RowMapping) -> list[datetime]:
        """Give the starts of a request's further times."""
        return [one["starts_at"] for one in self.times if one["request_id"] == request["id"]]

    @property
    def reminders(self) -> list[RowMapping]:
        return [one for one in self.notes if one["kind"] == "reminder"]

    @property
    def pending(self) -> list[RowMapping]:
        return [one for one in self.requests if one["state"] == "pending"]

    @property
    def asking(self) -> list[RowMapping]:
        """Pending requests for a meeting; the other ones would move one."""
        return [one for one in self.pending if one["moves_id"] is None]

    @property
    def moving(self) -> list[RowMapping]:
        return [one for one in self.pending if one["moves_id"] is not None]

    @property
    def handing_over(self) -> list[RowMapping]:
        return [one for one in self.handovers if one["state"] == "open"]

    @property
    def confirmed(self) -> list[RowMapping]:
        return [one for one in self.meetings if one["state"] == "confirmed"]

    @property
    def held(self) -> list[RowMapping]:
        return [one for one in self.meetings if one["state"] in ("confirmed", "done", "not_held")]


class World(RuleBasedStateMachine):
    """One life of an event; what people do in it is in the other parts."""

    def __init__(self, loop: AbstractEventLoop, database: SqlDatabase, seen: Counter[str]) -> None:
        super().__init__()
        self.loop, self.database, self.seen = loop, database, seen
        self.clock = ManualClock(at("Tue 10:00"))
        self.event = tiny_event(BookingRules())
        self.everybody: list[Me] = []
        self.rows = Rows([], [], [], [], [], [], [], [])
        self.once_not_held = set[int]()  # which left their place to another, whatever is said of them later

    @initialize(
        rules=st.builds(
            BookingRules,
            mode=st.sampled_from([BookingMode.REQUEST, BookingMode.REQUEST, BookingMode.INSTANT]),
            pending_holds=st.sampled_from(PendingHolds),
            max_meetings=st.sampled_from([0, 2, 3]),
            max_meetings_per_block=st.sampled_from([0, 2]),
            max_open_requests=st.sampled_from([0, 2]),
        )
    )
    def begin(self, rules: BookingRules) -> None:
        async def load(uow: SqlUnitOfWork) -> None:
            for emptying in _EMPTYING:
                await uow.connection.execute(emptying)
            self.once_not_held.clear()
            self.event = await uow.events.save(tiny_event(rules))
            thursday = WallWindow(THURSDAY, time(14, 30), time(15, 45))
            friday = WallWindow(FRIDAY, time(9), time(9, 50))
            rows = [row(name, thursday, friday) for name in NAMES[:3]] + [row("Hana", thursday)]
            found = await add_people(uow, self.event, *rows, now=self.clock.now())
            self.everybody = [found[name] for name in NAMES]

        self._write("load", load)

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def _write(self, name: str, use: Use) -> None:
        """Run a use case; what a rule refuses is rolled back. Then read every row anew."""

        async def run() -> None:
            try:
                async with self.database.writing() as uow:
                    await use(uow)
                self.seen[name] += 1
            except DomainError:
                return
            async with self.database.reading() as uow:
                await self._read(uow)

        self.loop.run_until_complete(run())

    @staticmethod
    async def _promised(use: Awaitable[object]) -> None:
        """Run what was offered a moment ago in the same transaction, and so may not be refused."""
        try:
            await use
        except NotBookableError as refusal:
            pytest.fail(f"offered, then refused: {refusal.reason}")

    @staticmethod
    async def _going(uow: UnitOfWork, one: Me, other: Me) -> object:
        return await uow.requests.open_between(one.id, other.id) or await uow.meetings.between(
            one.id, other.id
        )

    async def _read(self, uow: SqlUnitOfWork) -> None:
        tables = (t.seat, t.table_seat, t.request, t.meeting, t.outbox, said, request_slot, handovers)
        self.rows = Rows(*[await self._all(uow, one) for one in tables])
        self.once_not_held |= {one["id"] for one in self.rows.meetings if one["state"] == "not_held"}

    def _part(self, me: Me, other: Me) -> None:
        """Let somebody block another: nothing is left between them, and nothing new comes meanwhile."""
        low, high = sorted((me.id, other.id))
        self._write("block", lambda uow: safety.block(uow, me, other.id, self.now))
        start = self.event.slots[-1].start
        self._write("ask a blocked one", lambda uow: booking.ask(uow, other, me.id, start, "", self.now))
        coming = [one for one in self.rows.confirmed if one["ends_at"] > self.now]
        assert (low, high) not in {(one["low_id"], one["high_id"]) for one in self.rows.pending + coming}
        self._write("unblock", lambda uow: safety.unblock(uow, me, other.id))

    @staticmethod
    async def _all(uow: SqlUnitOfWork, table: Table) -> list[RowMapping]:
        return list((await uow.connection.execute(_EVERY_ROW[table])).mappings())

    def _me(self, participant_id: int) -> Me:
        return next(one for one in self.everybody if one.id == participant_id)

    @staticmethod
    def _one(rows: list[RowMapping], which: int) -> RowMapping:
        return rows[which % len(rows)]


def live(machine: type[World], url: str, must: set[str]) -> None:
    """Let a machine live many times on a database; what it ``must`` have done at least once, it has.

    The short form is the same every time; the long form is another one, which ``SEED`` repeats.
    """
    database, seen = SqlDatabase(url), Counter[str]()
    phases = (Phase.generate,)  # to shrink a long life takes far longer than to read it
    with asyncio.Runner() as runner:
        loop = runner.get_loop()

        def born() -> World:
            return machine(loop, database, seen)

        try:
            run_state_machine_as_test(
                seed(SEED)(born) if SOAK else born,  # type: ignore[arg-type]
                settings=settings(max_examples=LIVES, stateful_step_count=STEPS, phases=phases),
            )
        finally:
            loop.run_until_complete(database.close())
    if SOAK:
        steps = (f"{count:6} {what}" for what, count in seen.most_common())
        show(f"{machine.__name__}, seed {SEED}: {sum(seen.values())} steps", *steps)
    assert must <= {what for what, count in seen.items() if count}, seen  # else it would prove little
