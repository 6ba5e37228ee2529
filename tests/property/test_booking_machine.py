"""People book, answer and cancel at random on a real database; after every step the rows keep the rules.

The event is tiny, so that everybody is in everybody's way: four people, five slots, one table.
"""

from __future__ import annotations

import asyncio
import shutil
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import RowMapping, delete, select

from bot.domain.booking import Attendance
from bot.domain.errors import DomainError, NotBookableError
from bot.domain.event import Block, BookingMode, BookingRules, Event, PendingHolds
from bot.domain.feedback import Outcome, settled_at, state_by
from bot.domain.reminders import reminder_times
from bot.i18n import load_languages
from bot.usecases import (
    agenda,
    answering,
    booking,
    closing,
    countering,
    feedback,
    handover,
    move_answers,
    moving,
    no_show,
    safety,
)
from bot.usecases.answering import Refused
from bot.usecases.files import WallWindow
from bot.usecases.identity import Me
from bot.usecases.move_answers import NotMoved
from bot.usecases.outbox import Note, OutboxRow, OutboxState
from bot.usecases.pair import load_pair
from bot.usecases.ports import UnitOfWork
from handlers.notices import renderer
from storage import tables as t
from storage.after_tables import feedback as said
from storage.asking_tables import request_slot
from storage.columns import metadata
from storage.unit_of_work import SqlDatabase, SqlUnitOfWork
from tests.support.world import FRIDAY, THURSDAY, ManualClock, add_people, at, make_event, row

NAMES = ("Ana", "Dan", "Eva", "Hana")
people = st.integers(0, len(NAMES) - 1)
some = st.integers(0, 9)  # which of the rows there are, counted round
Use = Callable[[Any], Awaitable[object]]


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
    def confirmed(self) -> list[RowMapping]:
        return [one for one in self.meetings if one["state"] == "confirmed"]

    @property
    def held(self) -> list[RowMapping]:
        return [one for one in self.meetings if one["state"] in ("confirmed", "done", "not_held")]


class Booking(RuleBasedStateMachine):
    def __init__(self, runner: asyncio.Runner, database: SqlDatabase, seen: Counter[str]) -> None:
        super().__init__()
        self.runner, self.database, self.seen = runner, database, seen
        self.clock = ManualClock(at("Tue 10:00"))
        self.event = tiny_event(BookingRules())
        self.everybody: list[Me] = []
        self.rows = Rows([], [], [], [], [], [], [])
        self.once_not_held = set[int]()  # which left their place to another, whatever is said of them later

    def teardown(self) -> None:
        self.runner.run(self._draw_reminders())

    # --- what people do

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
            for table in reversed(metadata.sorted_tables):
                await uow.connection.execute(delete(table))
            self.once_not_held.clear()
            self.event = await uow.events.save(tiny_event(rules))
            thursday = WallWindow(THURSDAY, time(14, 30), time(15, 45))
            friday = WallWindow(FRIDAY, time(9), time(9, 50))
            rows = [row(name, thursday, friday) for name in NAMES[:3]] + [row("Hana", thursday)]
            found = await add_people(uow, self.event, *rows, now=self.clock.now())
            self.everybody = [found[name] for name in NAMES]

        self._write("load", load)

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
    @rule(which=some, slot=some)
    def counter(self, which: int, slot: int) -> None:
        request = self._one(self.rows.asking, which)
        me = self._me(request["turn_id"])

        async def use(uow: UnitOfWork) -> None:
            pair = await load_pair(uow, self.event, request["guest_id"], request["host_id"], self.now, me.id)
            asked = [request["starts_at"], *self.rows.further(request)]
            offered = [one.start for one in pair.offered(self.now) if one.start not in asked]
            if offered and self.now < request["deadline"]:
                start = offered[slot % len(offered)]
                await self._promised(
                    countering.counter(uow, me, request["id"], request["version"], [start], self.now)
                )

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

    @precondition(lambda self: self.rows.meetings)
    @rule(which=some, host=st.booleans(), way=st.sampled_from(["cancel", "cannot come", "late", "block"]))
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
    @rule(which=some, to=people, host=st.booleans(), both=st.booleans())
    def hand_over(self, which: int, to: int, *, host: bool, both: bool) -> None:
        meeting = self._one(self.rows.confirmed, which)
        sides = ("host_id", "guest_id") if host else ("guest_id", "host_id")
        leaver, other = (self._me(meeting[side]) for side in sides)
        row, version, colleague = meeting["id"], meeting["version"], self.everybody[to]

        async def use(uow: UnitOfWork) -> None:
            found = await uow.handovers.of_meeting(row)
            if found is None or found.overdue(self.now):
                await handover.sweep(uow, self.now)
                found = await handover.propose(uow, leaver, row, version, colleague.id, self.now)
            for one in (other, colleague) if both else (other,):
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

    @rule(minutes=st.sampled_from([1, 20, 300]), sweep=st.booleans())
    def time_passes(self, minutes: int, *, sweep: bool) -> None:
        self.clock.move(timedelta(minutes=minutes))
        if sweep:
            self._write("sweep", lambda uow: closing.sweep(uow, self.now))
            assert all(one["deadline"] > self.now for one in self.rows.pending)
            assert all(one["ends_at"] > self.now for one in self.rows.confirmed)

    # --- what is always true

    @invariant()
    def nobody_is_in_two_places(self) -> None:
        for one, other in combinations(self.rows.seats, 2):
            if one["participant_id"] == other["participant_id"]:
                assert one["ends_at"] <= other["starts_at"] or other["ends_at"] <= one["starts_at"]

    @invariant()
    def a_meeting_has_two_seats_and_its_table(self) -> None:
        taken = {(one["request_id"], one["participant_id"]) for one in self.rows.seats if one["confirmed"]}
        sides = {(one["request_id"], one[side]) for one in self.rows.held for side in ("guest_id", "host_id")}
        assert taken == sides
        times = {one["request_id"]: (one["starts_at"], one["ends_at"]) for one in self.rows.held}
        for seat in self.rows.seats:
            if seat["confirmed"]:
                assert (seat["starts_at"], seat["ends_at"]) == times[seat["request_id"]]
        blocks = {block.id: block for block in self.event.blocks}
        expected = [one["id"] for one in self.rows.held if blocks[one["block_id"]].tables]
        assert sorted(one["meeting_id"] for one in self.rows.tables) == expected
        starts = {one["id"]: one["starts_at"] for one in self.rows.held}
        assert all(one["starts_at"] == starts[one["meeting_id"]] for one in self.rows.tables)
        assert times.keys() <= {one["id"] for one in self.rows.requests if one["state"] == "accepted"}

    @invariant()
    def a_hold_belongs_to_an_open_request(self) -> None:
        rules = self.event.booking.pending_holds
        held: dict[tuple[int, datetime], set[int]] = {
            (one["id"], start): set()
            for one in self.rows.pending
            for start in (one["starts_at"], *self.rows.further(one))
        }
        for seat in self.rows.seats:
            if not seat["confirmed"] and seat["request_id"]:
                held[seat["request_id"], seat["starts_at"]].add(seat["participant_id"])
        requests = {one["id"]: one for one in self.rows.pending}
        for (number, _), holders in held.items():
            sides = {requests[number]["guest_id"], requests[number]["host_id"]}
            proposer = sides - {requests[number]["turn_id"]}
            if rules is PendingHolds.NONE:
                assert not holders
            elif rules is PendingHolds.GUEST:
                assert holders == proposer
            else:  # a host who asks somebody himself for that slot holds it for that request
                assert proposer <= holders <= sides

    @invariant()
    def times_of_a_request_are_apart_and_what_is_accepted_is_one(self) -> None:
        for request in self.rows.requests:
            further = self.rows.further(request)
            assert len(further) <= 2
            assert all(start > request["starts_at"] for start in further)
            assert not further or request["state"] != "accepted"

    @invariant()
    def a_pair_has_one_thing_going(self) -> None:
        open_ = Counter((one["low_id"], one["high_id"]) for one in self.rows.asking + self.rows.confirmed)
        assert max(open_.values(), default=0) <= 1

    @invariant()
    def a_move_is_of_a_confirmed_meeting_and_of_its_two_sides(self) -> None:
        deadlines = timedelta(minutes=self.event.booking.change_deadline_minutes)
        meetings = {one["id"]: one for one in self.rows.held}
        assert len({one["moves_id"] for one in self.rows.moving}) == len(self.rows.moving)
        for move in self.rows.moving:
            meeting = meetings[move["moves_id"]]
            assert (move["low_id"], move["high_id"]) == (meeting["low_id"], meeting["high_id"])
            assert move["starts_at"] != meeting["starts_at"]
            assert move["deadline"] <= min(move["starts_at"], meeting["starts_at"]) - deadlines

    @invariant()
    def limits_are_kept(self) -> None:
        rules = self.event.booking
        counted = [one for one in self.rows.held if one["id"] not in self.once_not_held]
        sides = [(one, one[side]) for one in counted for side in ("guest_id", "host_id")]
        figures = (
            (rules.max_meetings, Counter(who for _, who in sides)),
            (rules.max_meetings_per_block, Counter((who, one["block_id"]) for one, who in sides)),
            (rules.max_open_requests, Counter(one["guest_id"] for one in self.rows.asking)),
        )
        for most, counts in figures:
            assert not most or max(counts.values(), default=0) <= most

    @invariant()
    def what_is_over_is_what_its_sides_say(self) -> None:
        for meeting in self.rows.meetings:
            said = [Outcome(one["outcome"]) for one in self.rows.said if one["meeting_id"] == meeting["id"]]
            if self.now >= settled_at(self.event):  # what is said from then on changes nothing
                continue
            if meeting["state"] in ("done", "not_held"):
                assert meeting["state"] == state_by(said)
                assert meeting["ends_at"] <= self.now
            elif self.now < meeting["ends_at"] or meeting["state"] != "confirmed":
                assert set(said) <= {Outcome.ABSENT}  # nothing else can be said before the end

    @invariant()
    def meetings_lie_on_the_grid(self) -> None:
        grid = {(slot.start, slot.end, slot.block_id) for slot in self.event.slots}
        for one in self.rows.requests + self.rows.meetings + self.rows.times:
            assert (one["starts_at"], one["ends_at"], one["block_id"]) in grid

    @invariant()
    def reminders_are_those_of_confirmed_meetings(self) -> None:
        """Each reminder of a confirmed meeting is planned once; any other would not be drawn."""
        current = {(one["id"], one["version"]) for one in self.rows.confirmed}
        planned = sorted(
            (one["due_at"], one["chat_id"], one["params"]["meeting"])
            for one in self.rows.reminders
            if (one["params"]["meeting"], one["params"]["version"]) in current
        )
        assert planned == self._wanted_reminders()

    # --- how the machine touches the database

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

        self.runner.run(run())

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
        tables = (t.seat, t.table_seat, t.request, t.meeting, t.outbox, said, request_slot)
        self.rows = Rows(*[list((await uow.connection.execute(select(one))).mappings()) for one in tables])
        self.once_not_held |= {one["id"] for one in self.rows.meetings if one["state"] == "not_held"}

    def _wanted_reminders(self) -> list[tuple[datetime, int | None, int]]:
        return sorted(
            (due, self._me(meeting[side]).person.telegram_id, meeting["id"])
            for meeting in self.rows.confirmed
            for side in ("guest_id", "host_id")
            for _, due in reminder_times((15,), meeting["starts_at"], meeting["confirmed_at"])
        )

    async def _draw_reminders(self) -> None:
        """Draw all reminders at the end, as the dispatcher would: only those of meetings come out."""
        render, drawn = renderer(load_languages()), []
        async with self.database.reading() as uow:
            for one in self.rows.reminders:
                note = Note(one["kind"], one["chat_id"], one["due_at"], one["params"])
                if await render(uow, OutboxRow(one["id"], note, OutboxState.NEW, 0), note.due_at):
                    drawn.append((note.due_at, note.chat_id, note.params["meeting"]))
        assert sorted(drawn) == self._wanted_reminders()

    def _part(self, me: Me, other: Me) -> None:
        """Let somebody block another: nothing is left between them, and nothing new comes meanwhile."""
        low, high = sorted((me.id, other.id))
        self._write("block", lambda uow: safety.block(uow, me, other.id, self.now))
        start = self.event.slots[-1].start
        self._write("ask a blocked one", lambda uow: booking.ask(uow, other, me.id, start, "", self.now))
        coming = [one for one in self.rows.confirmed if one["ends_at"] > self.now]
        assert (low, high) not in {(one["low_id"], one["high_id"]) for one in self.rows.pending + coming}
        self._write("unblock", lambda uow: safety.unblock(uow, me, other.id))

    def _me(self, participant_id: int) -> Me:
        return next(one for one in self.everybody if one.id == participant_id)

    @staticmethod
    def _one(rows: list[RowMapping], which: int) -> RowMapping:
        return rows[which % len(rows)]


def test_rows_keep_the_rules_whatever_people_do(sqlite_template: Path, tmp_path: Path) -> None:
    shutil.copy(sqlite_template, tmp_path / "bilateral.db")
    database = SqlDatabase(f"sqlite+aiosqlite:///{tmp_path}/bilateral.db")
    seen = Counter[str]()
    with asyncio.Runner() as runner:
        try:
            run_state_machine_as_test(
                lambda: Booking(runner, database, seen),  # type: ignore[arg-type]
                settings=settings(max_examples=40, stateful_step_count=40),
            )
        finally:
            runner.run(database.close())
    assert {
        "accepted",
        "counter",
        "cancel",
        "several",
        "one of several",
        "moved",
        "keep a move",
        "handover done",
    } <= seen.keys(), seen  # else it would prove little
