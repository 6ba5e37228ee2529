"""What people do with a meeting they have: cancel, miss, judge it, while time passes."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import (
    precondition,
    rule,
)

from bot.domain.booking import Attendance
from bot.domain.feedback import Outcome
from bot.usecases import (
    agenda,
    closing,
    feedback,
    handover,
    no_show,
)
from tests.property.machine.world import Use, World, some

_WAYS = ("cancel", "cancel", "cannot come", "late", "block")


class Meeting(World):
    @precondition(lambda self: self.rows.meetings)
    @rule(which=some, host=st.booleans(), way=st.sampled_from(_WAYS))
    def change_a_meeting(self, which: int, way: str, *, host: bool) -> None:
        meeting = self._one(self.rows.meetings, which)
        me = self._me(meeting["host_id" if host else "guest_id"])
        if way == "block":
            self._part(me, self._me(meeting["guest_id" if host else "host_id"]))
            return
        uses: dict[str, Use] = {
            "cancel": lambda uow: agenda.cancel(uow, me, meeting["id"], "", self.now),
            "cannot come": lambda uow: agenda.cannot_come(uow, me, meeting["id"], self.now),
            "late": lambda uow: agenda.say(uow, me, meeting["id"], Attendance.LATE, self.now),
        }
        self._write(way, uses[way])

    @precondition(lambda self: self.rows.held)
    @rule(which=some, host=st.booleans(), outcome=st.sampled_from(Outcome))
    def say_how_it_was(self, which: int, outcome: Outcome, *, host: bool) -> None:
        meeting = self._one(self.rows.held, which)
        me = self._me(meeting["host_id" if host else "guest_id"])
        self._write("feedback", lambda uow: feedback.give(uow, me, meeting["id"], outcome, self.now))

    @precondition(lambda self: self.rows.confirmed)
    @rule(which=some, host=st.booleans(), there=st.booleans())
    def miss_the_other_side(self, which: int, *, host: bool, there: bool) -> None:
        meeting = self._one(self.rows.confirmed, which)
        self.clock.set(max(self.now, meeting["starts_at"]))
        me = self._me(meeting["host_id" if host else "guest_id"])
        use = no_show.came if there else no_show.report
        self._write("missed", lambda uow: use(uow, me, meeting["id"], self.now))

    @rule(minutes=st.sampled_from([1, 20, 300]), sweep=st.booleans())
    def time_passes(self, minutes: int, *, sweep: bool) -> None:
        self.clock.move(timedelta(minutes=minutes))
        if sweep:
            self._write("sweep", lambda uow: closing.sweep(uow, self.now))
            self._write("sweep hand-overs", lambda uow: handover.sweep(uow, self.now))
            assert all(one["deadline"] > self.now for one in self.rows.pending + self.rows.handing_over)
            assert all(one["ends_at"] > self.now for one in self.rows.confirmed)
