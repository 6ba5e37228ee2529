"""A meeting moves or changes hands, when those whom it concerns agree."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st
from hypothesis.stateful import (
    precondition,
    rule,
)

from bot.domain.booking import MOST_TIMES
from bot.usecases import (
    closing,
    handover,
    handover_answers,
    move_answers,
    moving,
)
from bot.usecases.move_answers import NotMoved
from bot.usecases.ports import UnitOfWork
from tests.property.machine.world import World, people, some

_WHO_AGREES = (("colleague", "other"), ("other", "colleague"), ("colleague",), ("other",))


class Changing(World):
    @precondition(lambda self: self.rows.confirmed)
    @rule(which=some, first=some, times=st.integers(1, MOST_TIMES), host=st.booleans())
    def propose_to_move(self, which: int, first: int, times: int, *, host: bool) -> None:
        meeting = self._one(self.rows.confirmed, which)
        me = self._me(meeting["host_id" if host else "guest_id"])

        async def use(uow: UnitOfWork) -> None:
            await closing.expire_overdue(uow, self.event, (meeting["guest_id"], meeting["host_id"]), self.now)
            choice = await moving.choices(uow, me, meeting["id"], self.now)
            standing = choice.entry.move
            offered = [one.start for one in choice.free]
            if not offered or (standing and standing.turn_id != me.id):
                return
            starts = {offered[(first + more) % len(offered)] for more in range(times)}
            if standing is None:
                proposed = moving.propose(uow, me, meeting["id"], meeting["version"], starts, self.now)
            else:
                proposed = moving.counter(uow, me, standing.id, standing.version, starts, self.now)
            await self._promised(proposed)
            self.seen["several to move to"] += len(starts) > 1

        self._write("propose to move", use)

    @precondition(lambda self: self.rows.confirmed)
    @rule(which=some, to=people, host=st.booleans(), who=st.sampled_from(_WHO_AGREES))
    def hand_over(self, which: int, to: int, who: Sequence[str], *, host: bool) -> None:
        meeting = self._one(self.rows.confirmed, which)
        sides = ("host_id", "guest_id") if host else ("guest_id", "host_id")
        leaver, other = (self._me(meeting[side]) for side in sides)
        row, version, colleague = meeting["id"], meeting["version"], self.everybody[to]

        async def use(uow: UnitOfWork) -> None:
            found = await uow.handovers.of_meeting(row)
            if found is None or found.overdue(self.now):
                await handover.sweep(uow, self.now)
                found = await handover.propose(uow, leaver, row, version, colleague.id, self.now)
            both = {"colleague": colleague, "other": other}
            for one in (both[name] for name in who):
                if found.waits_for(one.id):
                    found = await handover_answers.agree(uow, one, found.id, self.now)
            self.seen[f"handover {found.state}"] += 1

        self._write("hand over", use)

    @precondition(lambda self: any(one["to_agreed"] or one["other_agreed"] for one in self.rows.handing_over))
    @rule(which=some)
    def take_a_yes_back(self, which: int) -> None:
        agreed = [one for one in self.rows.handing_over if one["to_agreed"] or one["other_agreed"]]
        found = self._one(agreed, which)
        me, row = self._me(found["to_id" if found["to_agreed"] else "other_id"]), found["id"]
        self._write("take a yes back", lambda uow: handover_answers.take_back(uow, me, row, self.now))

    @precondition(lambda self: self.rows.moving)
    @rule(which=some, slot=some)
    def agree_to_move(self, which: int, slot: int) -> None:
        move = self._one(self.rows.moving, which)
        starts = [move["starts_at"], *self.rows.further(move)]
        start = starts[slot % len(starts)]

        async def use(uow: UnitOfWork) -> None:
            me, version = self._me(move["turn_id"]), move["version"]
            result = await move_answers.agree(uow, me, move["id"], version, self.now, start)
            assert isinstance(result, NotMoved) or self.now < move["deadline"]
            self.seen["moved to one of several"] += len(starts) > 1 and not isinstance(result, NotMoved)
            self.seen["not moved" if isinstance(result, NotMoved) else "moved"] += 1

        self._write("agree to move", use)

    @precondition(lambda self: any(self.rows.further(one) for one in self.rows.moving))
    @rule(which=some, slot=some)
    def agree_to_one_of_several(self, which: int, slot: int) -> None:
        """What would move to any of several is rare, and soon gone."""
        several = [number for number, one in enumerate(self.rows.moving) if self.rows.further(one)]
        self.agree_to_move(several[which % len(several)], slot)

    @precondition(lambda self: self.rows.moving)
    @rule(which=some)
    def keep_a_move(self, which: int) -> None:
        move = self._one(self.rows.moving, which)
        me, row, version = self._me(move["turn_id"]), move["id"], move["version"]
        self._write("keep a move", lambda uow: move_answers.keep(uow, me, row, version, self.now))

    @precondition(lambda self: self.rows.moving)
    @rule(which=some)
    def withdraw_a_move(self, which: int) -> None:
        move = self._one(self.rows.moving, which)
        me = self._me(({move["guest_id"], move["host_id"]} - {move["turn_id"]}).pop())
        self._write("withdraw a move", lambda uow: moving.withdraw(uow, me, move["id"], self.now))
