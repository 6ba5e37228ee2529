"""Another time for a meeting: where it can go, until when, and how its sides stand without it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.bookable import Standing
from bot.domain.booking import Meeting
from bot.domain.moving import elsewhere, makes_room, may_propose, move_deadline, without
from tests.support.rules import (
    ANA,
    FRIDAY_BLOCK,
    HANA,
    THURSDAY_BLOCK,
    agreed,
    asked,
    clock,
    guest,
    host,
    seat,
    slot,
    stored_event,
)
from tests.support.world import at

EVENT = stored_event()  # meetings change until half an hour before
MEETING = agreed(slot(EVENT, "Thu 15:20"))


def test_side_without_a_meeting_has_its_seat_and_one_meeting_less() -> None:
    own = replace(seat(HANA, "Thu 15:20"), request_id=MEETING.request_id)
    other = replace(seat(HANA, "Thu 16:10"), request_id=2)
    side = replace(host(own, other, by_block={THURSDAY_BLOCK: 3, FRIDAY_BLOCK: 2}), open_requests=4)

    left = without(side, MEETING)

    assert left == replace(
        side, seats=(other,), meetings=4, meetings_by_block={THURSDAY_BLOCK: 2, FRIDAY_BLOCK: 2}
    )
    assert side.meetings_by_block == {THURSDAY_BLOCK: 3, FRIDAY_BLOCK: 2}


def test_what_a_proposal_holds_does_not_stand_in_its_own_way() -> None:
    held = replace(seat(HANA, "Thu 16:35", confirmed=False), request_id=9)
    other = replace(seat(HANA, "Thu 16:10"), request_id=2)
    side = host(held, other, by_block={THURSDAY_BLOCK: 2})

    assert without(side, MEETING, held_by={9}).seats == (other,)
    assert without(side, MEETING).seats == (held, other)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("Tue 10:00", ["Thu 14:30", "Thu 14:55", "Thu 15:45", "Thu 16:10", "Thu 16:35"]),
        ("Thu 13:59", ["Thu 14:30", "Thu 14:55", "Thu 15:45", "Thu 16:10", "Thu 16:35"]),
        ("Thu 14:00", ["Thu 14:55", "Thu 15:45", "Thu 16:10", "Thu 16:35"]),
        ("Thu 15:16", ["Thu 16:10", "Thu 16:35"]),
    ],
)
def test_meeting_goes_to_another_slot_while_that_may_still_change(now: str, expected: list[str]) -> None:
    thursday = [one for one in EVENT.slots if one.block_id == THURSDAY_BLOCK]

    assert clock(EVENT, elsewhere(EVENT, MEETING, thursday, at(now))) == expected


@pytest.mark.parametrize(
    ("now", "to", "expected"),
    [
        ("Tue 10:00", "Thu 16:35", "Wed 10:00"),  # a day, as for any request
        ("Thu 08:20", "Fri 09:00", "Thu 11:50"),  # half of what is left to the meeting as it stands
        ("Thu 08:20", "Thu 14:30", "Thu 11:25"),  # or to the proposed time, where that is the earlier
        ("Thu 14:40", "Fri 09:00", "Thu 14:50"),  # what may not change any more needs no answer
        ("Thu 13:50", "Thu 14:30", "Thu 14:00"),
    ],
)
def test_proposal_is_answered_before_the_earlier_of_both_times_is_too_near(
    now: str, to: str, expected: str
) -> None:
    assert move_deadline(EVENT, MEETING, slot(EVENT, to), at(now)) == at(expected)


@pytest.mark.parametrize(
    ("table", "full", "expected"),
    [
        ("", [], True),
        ("4", ["Thu 15:20"], True),  # it leaves a table there
        ("", ["Thu 15:20"], False),
        ("4", ["Thu 14:30"], True),
    ],
)
def test_meeting_that_is_moved_leaves_its_seat_and_its_table(
    table: str, full: list[str], expected: bool
) -> None:
    busy = guest(replace(seat(ANA, "Thu 15:20"), request_id=MEETING.request_id))
    meeting = replace(MEETING, table=table)

    def room(host: Standing, meeting: Meeting) -> bool:
        return makes_room(EVENT, busy, host, meeting, [at(one) for one in full], at("Wed 10:00"))

    assert room(host(), meeting) is expected
    assert not room(host(seat(HANA, "Thu 15:20")), meeting)
    assert not room(host(), replace(meeting, request_id=99))  # another one stands in the way


def test_a_side_proposes_when_nothing_is_proposed_or_it_is_to_answer() -> None:
    move = asked(slot(EVENT, "Thu 16:10"))  # by the guest, so that the host answers
    assert may_propose(None, ANA)
    assert may_propose(move, HANA)
    assert not may_propose(move, ANA)
