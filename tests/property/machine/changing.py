"""A meeting moves or changes hands, when those whom it concerns agree."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st
from hypothesis.stateful import (
    precondition,
    rule,
)

from bot.usecases import (
    closing,
    handover,
    move_answers,
    moving,
)
from bot.usecases.move_answers import NotMoved
from bot.usecases.ports import UnitOfWork
from tests.property.machine.world import Use, World, people, some

_WHO_AGREES = (("colleague", "other"), ("other", "colleague"), ("colleague",), ("other",))


class Changing(World):
    @precondition(lambda self: self.rows.confirmed)
    @rule(which=some, slot=some, host=st.booleans())
    def propose_to_move(self, which: int, slot: int, *, host: bool) -> None:
        meeting = self._one(self.rows.confirmed, which)
        me = self._me(meeting["host_id" if host else "guest_id"])

        async def use(uow: UnitOfWork) -> None:
            await closing.expire_overdue(uow, self.event, (meeting["guest_id"], meeting["host_id"]), self.now)
            choice = await moving.choices(uow, me, meeting["id"], self.now)
            standing = choice.entry.move
            offered = [one.start for one in choice.slots if standing is None or one != standing.slot]
            if not offered or (standing and standing.turn_id != me.id):
                return
            start = offered[slot % len(offered)]
            if standing is None:
                proposed = moving.propose(uow, me, meeting["id"], meeting["version"], start, self.now)
            else:
                proposed = moving.counter(uow, me, standing.id, standing.version, start, self.now)
            await self._promised(proposed)

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
                    found = await handover.agree(uow, one, found.id, self.now)
            self.seen[f"handover {found.state}"] += 1

        self._write("hand over", use)

    @precondition(lambda self: self.rows.moving)
    @rule(which=some)
    def agree_to_move(self, which: int) -> None:
        move = self._one(self.rows.moving, which)

        async def use(uow: UnitOfWork) -> None:
            me, version = self._me(move["turn_id"]), move["version"]
            result = await move_answers.agree(uow, me, move["id"], version, self.now)
            assert isinstance(result, NotMoved) or self.now < move["deadline"]
            self.seen["not moved" if isinstance(result, NotMoved) else "moved"] += 1

        self._write("agree to move", use)

    @precondition(lambda self: self.rows.moving)
    @rule(which=some, way=st.sampled_from(["keep", "withdraw"]))
    def end_a_move(self, which: int, way: str) -> None:
        move = self._one(self.rows.moving, which)
        row, turn, version = move["id"], self._me(move["turn_id"]), move["version"]
        sides = {move["guest_id"], move["host_id"]}
        proposer = self._me((sides - {turn.id}).pop())
        uses: dict[str, Use] = {
            "keep": lambda uow: move_answers.keep(uow, turn, row, version, self.now),
            "withdraw": lambda uow: moving.withdraw(uow, proposer, row, self.now),
        }
        self._write(f"{way} a move", uses[way])
