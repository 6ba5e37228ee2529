"""People ask for times, and answer; also at random, too late, and by old buttons."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import (
    precondition,
    rule,
)

from bot.domain.event import BookingMode
from bot.usecases import (
    answering,
    booking,
    countering,
)
from bot.usecases.answering import Refused
from bot.usecases.pair import load_pair
from bot.usecases.ports import UnitOfWork
from tests.property.machine.world import NAMES, Use, World, people, some


class Asking(World):
    @rule(guest=people, further=st.integers(1, 3), which=some)
    def ask_for_what_is_offered(self, guest: int, further: int, which: int) -> None:
        me, host = self.everybody[guest], self.everybody[(guest + further) % len(NAMES)]

        async def use(uow: UnitOfWork) -> None:
            pair = await load_pair(uow, self.event, me.id, host.id, self.now)
            offered = [one.start for one in pair.offered(self.now)]
            if (
                offered
                and pair.refusal(pair.offered(self.now), self.now) is None
                and not await self._going(uow, me, host)
            ):
                start = offered[which % len(offered)]
                await self._promised(booking.ask(uow, me, host.id, start, "", self.now))

        self._write("ask", use)

    @rule(guest=people, further=st.integers(1, 3), which=some)
    def meet(self, guest: int, further: int, which: int) -> None:
        """Ask and accept in one step, so that there is more to do with meetings."""
        self.ask_for_what_is_offered(guest, further, which)
        if self.rows.asking:
            self.accept(len(self.rows.asking) - 1, 0)

    @precondition(lambda self: self.event.booking.mode is BookingMode.REQUEST)
    @rule(guest=people, further=st.integers(1, 3), which=st.sets(some, min_size=2, max_size=3))
    def ask_for_any_of_several(self, guest: int, further: int, which: set[int]) -> None:
        me, host = self.everybody[guest], self.everybody[(guest + further) % len(NAMES)]

        async def use(uow: UnitOfWork) -> None:
            pair = await load_pair(uow, self.event, me.id, host.id, self.now)
            offered = [one.start for one in pair.offered(self.now)]
            if pair.refusal(pair.offered(self.now), self.now) is None and not await self._going(
                uow, me, host
            ):
                starts = sorted({offered[one % len(offered)] for one in which})
                asked = booking.ask(uow, me, host.id, starts[0], "", self.now, starts[1:])
                await self._promised(asked)
                self.seen["several"] += len(starts) > 1

        self._write("ask for any", use)

    @rule(guest=people, host=people, slot=st.integers(0, 4))
    def ask_anyhow(self, guest: int, host: int, slot: int) -> None:
        me, start = self.everybody[guest], self.event.slots[slot].start
        other = self.everybody[host].id
        self._write("ask anyhow", lambda uow: booking.ask(uow, me, other, start, "", self.now))

    @precondition(lambda self: self.rows.asking)
    @rule(which=some, slot=some)
    def accept(self, which: int, slot: int) -> None:
        request = self._one(self.rows.asking, which)
        starts = [request["starts_at"], *self.rows.further(request)]

        async def use(uow: UnitOfWork) -> None:
            me, version = self._me(request["turn_id"]), request["version"]
            start = starts[slot % len(starts)] if slot % 2 or len(starts) > 1 else None
            result = await answering.accept(uow, me, request["id"], version, self.now, start)
            if len(starts) > 1 and not isinstance(result, Refused):
                self.seen["one of several"] += 1
            assert isinstance(result, Refused) or self.now < request["deadline"]
            self.seen["refused" if isinstance(result, Refused) else "accepted"] += 1

        self._write("accept", use)

    @precondition(lambda self: self.rows.asking)
    @rule(which=some)
    def accept_too_late(self, which: int) -> None:
        self.clock.set(max(self.now, self._one(self.rows.asking, which)["deadline"]))
        self.accept(which, 0)

    @precondition(lambda self: self.rows.asking)
    @rule(which=some, chosen=st.sets(some, min_size=1, max_size=3))
    def counter(self, which: int, chosen: set[int]) -> None:
        request = self._one(self.rows.asking, which)
        me = self._me(request["turn_id"])

        async def use(uow: UnitOfWork) -> None:
            pair = await load_pair(uow, self.event, request["guest_id"], request["host_id"], self.now, me.id)
            asked = [request["starts_at"], *self.rows.further(request)]
            offered = [one.start for one in pair.offered(self.now) if one.start not in asked]
            if offered and self.now < request["deadline"]:
                starts = {offered[one % len(offered)] for one in chosen}
                await self._promised(
                    countering.counter(uow, me, request["id"], request["version"], starts, self.now)
                )
                self.seen["counter of several"] += len(starts) > 1

        self._write("counter", use)

    @precondition(lambda self: self.rows.asking)
    @rule(which=some, way=st.sampled_from(["decline", "withdraw", "decline", "withdraw", "block"]))
    def end_a_request(self, which: int, way: str) -> None:
        request = self._one(self.rows.asking, which)
        if way == "block":
            self._part(self._me(request["guest_id"]), self._me(request["host_id"]))
            return
        row, version, turn = request["id"], request["version"], self._me(request["turn_id"])
        uses: dict[str, Use] = {
            "decline": lambda uow: answering.decline(uow, turn, row, version, "", self.now),
            "withdraw": lambda uow: booking.withdraw(uow, self._me(request["guest_id"]), row, self.now),
        }
        self._write(way, uses[way])

    @precondition(lambda self: self.rows.requests)
    @rule(which=some, who=people, way=st.sampled_from(["accept", "counter", "decline", "withdraw"]))
    def press_an_old_button(self, which: int, who: int, way: str) -> None:
        request, me = self._one(self.rows.requests, which), self.everybody[who]
        row, version, start = request["id"], 1, request["starts_at"]
        uses: dict[str, Use] = {
            "accept": lambda uow: answering.accept(uow, me, row, version, self.now),
            "counter": lambda uow: countering.counter(uow, me, row, version, [start], self.now),
            "decline": lambda uow: answering.decline(uow, me, row, version, "", self.now),
            "withdraw": lambda uow: booking.withdraw(uow, me, row, self.now),
        }
        self._write(way, uses[way])
