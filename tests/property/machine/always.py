"""What is always true of the rows, whatever people do."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from itertools import combinations

from hypothesis.stateful import (
    invariant,
)

from bot.domain.event import PendingHolds
from bot.domain.feedback import Outcome, settled_at, state_by
from bot.domain.reminders import reminder_times
from bot.i18n import load_languages
from bot.usecases.outbox import Note, OutboxRow, OutboxState
from handlers.notices import renderer
from tests.property.machine.world import World

LANGUAGES = load_languages()


class Always(World):
    def teardown(self) -> None:
        self.loop.run_until_complete(self._draw_reminders())

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
    def seat_of_a_colleague_belongs_to_a_hand_over_he_has_agreed_to(self) -> None:
        meetings = {one["id"]: one for one in self.rows.confirmed}
        open_ = {one["id"]: one for one in self.rows.handing_over}
        for seat in self.rows.seats:
            if seat["handover_id"]:
                found = open_[seat["handover_id"]]
                assert found["to_agreed"]
                assert (seat["participant_id"], seat["confirmed"]) == (found["to_id"], False)
                if self.now < found["deadline"]:  # else it counts no more, though nobody has noted that
                    assert seat["starts_at"] == meetings[found["meeting_id"]]["starts_at"]

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
            assert meeting["starts_at"] not in (move["starts_at"], *self.rows.further(move))
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

    def _wanted_reminders(self) -> list[tuple[datetime, int | None, int]]:
        return sorted(
            (due, self._me(meeting[side]).person.telegram_id, meeting["id"])
            for meeting in self.rows.confirmed
            for side in ("guest_id", "host_id")
            for _, due in reminder_times((15,), meeting["starts_at"], meeting["confirmed_at"])
        )

    async def _draw_reminders(self) -> None:
        """Draw all reminders at the end, as the dispatcher would: only those of meetings come out."""
        render, drawn = renderer(LANGUAGES), []
        async with self.database.reading() as uow:
            for one in self.rows.reminders:
                note = Note(one["kind"], one["chat_id"], one["due_at"], one["params"])
                if await render(uow, OutboxRow(one["id"], note, OutboxState.NEW, 0), note.due_at):
                    drawn.append((note.due_at, note.chat_id, note.params["meeting"]))
        assert sorted(drawn) == self._wanted_reminders()
