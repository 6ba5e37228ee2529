"""The machine of bookings, with people who wait for a time; and what is always true of their lists."""

from __future__ import annotations

from asyncio import AbstractEventLoop
from collections import Counter
from collections.abc import Awaitable, Callable, Collection
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule
from sqlalchemy import RowMapping

from bot.domain.errors import Reason
from bot.domain.event import PendingHolds
from bot.usecases import agenda, booking, offering, waiting
from bot.usecases.outbox import NotYetError, OutboxState
from bot.usecases.pair import load_pair
from bot.usecases.ports import UnitOfWork
from handlers.notices import renderer
from storage.unit_of_work import SqlDatabase, SqlUnitOfWork
from storage.waiting_tables import waiting as waiting_table
from storage.waiting_tables import waiting_offer
from tests.property.machine.always import LANGUAGES
from tests.property.machine.world import live
from tests.property.test_booking_machine import Booking

_NOT_HELD = {Reason.NO_TABLE, Reason.LIMIT_BLOCK_GUEST, Reason.LIMIT_BLOCK_HOST}
_some = st.integers(0, 9)  # which of the rows there are, counted round


class Waiting(Booking):
    """The machine of bookings, in which people wait for each other as well."""

    def __init__(self, loop: AbstractEventLoop, database: SqlDatabase, seen: Counter[str]) -> None:
        super().__init__(loop, database, seen)
        self.places: list[RowMapping] = []
        self.offers: list[RowMapping] = []  # those that hold a time
        database.on_freed(self._freed)

    @precondition(lambda self: self.rows.confirmed)
    @rule(
        which=_some,
        guest=st.integers(0, 3),
        host=st.booleans(),
        more=st.none() | st.sets(st.integers(0, 4), max_size=2),
    )
    def wait_for_somebody_who_is_taken(
        self, which: int, guest: int, more: set[int] | None, *, host: bool
    ) -> None:
        """Wait for the time that is taken, and perhaps for ``more`` of them; None: for any."""
        meeting, me = self._one(self.rows.confirmed, which), self.everybody[guest]
        further = [self.event.slots[one].start for one in more or ()]
        starts = () if more is None else {meeting["starts_at"], *further}
        other = meeting["host_id" if host else "guest_id"]
        self._write("wait", lambda uow: waiting.wait(uow, me, other, starts, self.now))

    @precondition(lambda self: self.rows.confirmed)
    @rule(which=_some, guest=st.integers(0, 3), told=st.booleans(), taken=st.booleans())
    def somebody_who_is_waited_for_cancels(self, which: int, guest: int, *, told: bool, taken: bool) -> None:
        meeting = self._one(self.rows.confirmed, which)
        self.wait_for_somebody_who_is_taken(which, guest, set(), host=True)
        host = self._me(meeting["host_id"])
        self._write("cannot come", lambda uow: agenda.cannot_come(uow, host, meeting["id"], self.now))
        if told and self.offers:
            self.tell_what_is_held()
        if taken and self.offers:
            self.answer_what_is_held(which, "take")

    @precondition(lambda self: self.places)
    @rule(which=_some)
    def stop_waiting(self, which: int) -> None:
        place = self._one(self.places, which)
        me = self._me(place["guest_id"])
        self._write("stop waiting", lambda uow: waiting.leave(uow, me, place["host_id"]))

    @precondition(lambda self: self.offers)
    @rule()
    def tell_what_is_held(self) -> None:
        """Send the news that are due; what each says is true at that moment."""

        async def use(uow: SqlUnitOfWork) -> None:
            for one in await uow.outbox.find([OutboxState.NEW], 1000):
                if one.note.kind == "offer" and one.note.due_at <= self.now:
                    try:
                        screen = await renderer(LANGUAGES)(uow, one, self.now)
                    except NotYetError:  # quiet hours have begun meanwhile
                        continue
                    if screen is None:
                        await uow.outbox.close(one.id, OutboxState.DROPPED)
                        continue
                    await uow.outbox.sent(one.id, 1, self.now)
                    pair = (one.note.params["to"], one.note.params["host"])
                    (held,) = [it for it in self.offers if (it["guest_id"], it["host_id"]) == pair]
                    assert held["until"] > self.now
                    self.seen["told"] += 1

        self._write("tell", use)

    @precondition(lambda self: self.offers)
    @rule(which=_some, way=st.sampled_from(["take", "take", "let pass"]))
    def answer_what_is_held(self, which: int, way: str) -> None:
        offer = self._one(self.offers, which)
        me, host, start = self._me(offer["guest_id"]), offer["host_id"], offer["starts_at"]

        async def take(uow: UnitOfWork) -> None:
            pair = await load_pair(uow, self.event, me.id, host, self.now)
            offered = pair.offered(self.now)
            if self.now >= offer["until"] or pair.refusal(offered, self.now) is not None:
                return
            (slot,) = (one for one in self.event.slots if one.start == start)
            if slot not in offered:  # both seats are his, but no table is held
                assert pair.why_not_at(slot, self.now, me.id) in _NOT_HELD
                return
            await self._promised(booking.ask(uow, me, host, start, "", self.now))
            self.seen["taken"] += 1

        uses: dict[str, Callable[[Any], Awaitable[object]]] = {
            "take": take,
            "let pass": lambda uow: waiting.let_pass(uow, me, host, start, self.now),
        }
        self._write(way, uses[way])

    @rule(minutes=st.sampled_from([1, 10, 11]))
    def time_passes_and_lists_are_tidied(self, minutes: int) -> None:
        self.time_passes(minutes, sweep=True)
        self.loop.run_until_complete(offering.tidy(self.database, self.now))
        self._write("tidied", lambda uow: uow.events.all())
        assert all(one["until"] > self.now for one in self.offers)

    @invariant()
    def what_is_held_has_its_seats_and_nothing_else_holds_any(self) -> None:
        sides: tuple[str, ...] = ("host_id",)
        if self.event.booking.pending_holds is not PendingHolds.NONE:
            sides += ("guest_id",)
        held = {(one["id"], one[side], one["starts_at"]) for one in self.offers for side in sides}
        seats = [one for one in self.rows.seats if one["offer_id"]]
        assert {(one["offer_id"], one["participant_id"], one["starts_at"]) for one in seats} == held
        assert not any(one["confirmed"] for one in seats)

    @invariant()
    def nobody_waits_for_whom_he_has_asked_or_meets(self) -> None:
        going = {(one["low_id"], one["high_id"]) for one in self.rows.pending + self.rows.confirmed}
        waits = {tuple(sorted((one["guest_id"], one["host_id"]))) for one in self.places + self.offers}
        assert not waits & going

    async def _freed(self, uow: UnitOfWork, ids: Collection[int]) -> None:
        await offering.on_freed(uow, ids, self.now)

    async def _read(self, uow: SqlUnitOfWork) -> None:
        await super()._read(uow)
        self.places = await self._all(uow, waiting_table)
        self.offers = [one for one in await self._all(uow, waiting_offer) if not one["passed"]]


@pytest.mark.soak
def test_what_is_held_is_kept_whatever_people_do(database_url: str) -> None:
    live(Waiting, database_url, {"wait", "told", "taken"})
