"""Handing a meeting over: who has to agree, until when, and what stands against it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.bookable import Seat, Standing
from bot.domain.errors import Reason
from bot.domain.handover import Handover, HandoverState, why_not_taken_over, with_side
from tests.support.rules import (
    ANA,
    HANA,
    THURSDAY_BLOCK,
    agreed,
    guest,
    host,
    person,
    seat,
    slot,
    stored_event,
)
from tests.support.world import at

EVENT = stored_event()
IRA = 13  # a colleague who is to come instead
MEETING = agreed(slot(EVENT, "Thu 15:20"))
EARLY = at("Tue 10:00")
HANDOVER = Handover(
    id=1,
    event_id=7,
    meeting_id=MEETING.id,
    from_id=ANA,
    to_id=IRA,
    other_id=HANA,
    state=HandoverState.OPEN,
    sent_at=EARLY,
    deadline=at("Wed 10:00"),
)


def colleague(*seats: Seat, who: Any = None, **standing: Any) -> Standing:
    """Make the one who is to come; he takes no meetings otherwise."""
    return replace(guest(*seats, who=who or person(IRA)), **standing)


def hana(**standing: Any) -> Standing:
    """Make the other side, who has this meeting."""
    return replace(host(seat(HANA, "Thu 15:20"), by_block={THURSDAY_BLOCK: 1}), **standing)


def against(to: Standing, other: Standing | None = None, **rules: Any) -> Reason | None:
    return why_not_taken_over(stored_event(**rules), MEETING, to, other or hana(), EARLY)


def test_both_have_to_agree_and_nobody_else_is_asked() -> None:
    assert HANDOVER.everybody == (ANA, IRA, HANA)
    assert [HANDOVER.waits_for(one) for one in (ANA, IRA, HANA, 99)] == [False, True, True, False]


def test_who_has_agreed_may_take_that_back_until_the_third_has_too() -> None:
    def who(found: Handover) -> list[int]:
        return [one for one in (ANA, IRA, HANA, 99) if found.may_be_taken_back_by(one)]

    assert who(HANDOVER) == []
    assert who(HANDOVER.agreed_by(IRA)) == [IRA]
    assert who(HANDOVER.agreed_by(HANA)) == [HANA]
    assert who(replace(HANDOVER.agreed_by(IRA).agreed_by(HANA), state=HandoverState.DONE)) == []

    one, other = HANDOVER.agreed_by(IRA), HANDOVER.agreed_by(HANA)

    assert one == replace(HANDOVER, to_agreed=True)
    assert other == replace(HANDOVER, other_agreed=True)
    assert (one.waits_for(IRA), one.waits_for(HANA)) == (False, True)
    assert (other.waits_for(IRA), other.waits_for(HANA)) == (True, False)
    assert one.agreed_by(HANA) == other.agreed_by(IRA) == replace(HANDOVER, to_agreed=True, other_agreed=True)
    assert HANDOVER.agreed_by(99) == HANDOVER


@pytest.mark.parametrize("state", [state for state in HandoverState if state is not HandoverState.OPEN])
def test_what_is_decided_waits_for_nobody_and_does_not_run_out(state: HandoverState) -> None:
    decided = replace(HANDOVER, state=state)

    assert not any(map(decided.waits_for, decided.everybody))
    assert not decided.overdue(at("Fri 10:00"))


def test_handover_runs_out_at_its_deadline() -> None:
    assert not HANDOVER.overdue(at("Wed 09:59"))
    assert HANDOVER.overdue(at("Wed 10:00"))
    assert HANDOVER.overdue(at("Wed 10:01"))


def test_colleague_comes_in_the_place_of_the_one_who_leaves() -> None:
    assert with_side(MEETING, ANA, IRA) == replace(MEETING, guest_id=IRA)
    assert with_side(MEETING, HANA, IRA) == replace(MEETING, host_id=IRA)


def test_colleague_who_takes_no_meetings_otherwise_may_take_over() -> None:
    assert against(colleague()) is None
    assert against(colleague(seat(IRA, "Thu 14:55"), seat(IRA, "Thu 15:45"))) is None


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        (colleague(seat(IRA, "Thu 15:20")), Reason.BUSY),
        (colleague(seat(IRA, "Thu 15:39")), Reason.BUSY),
        (colleague(seat(IRA, "Thu 15:40")), None),
        (colleague(seat(IRA, "Thu 15:01", confirmed=False, own=True)), Reason.BUSY),
        (colleague(seat(IRA, "Thu 15:00")), None),
        (colleague(who=person(IRA, "Thu 15:25-17:00")), Reason.BUSY),
        (colleague(who=person(IRA, "Thu 15:20-15:40")), None),
        (colleague(who=person(IRA, connected=False)), None),
    ],
)
def test_colleague_has_to_be_there_and_free(to: Standing, reason: Reason | None) -> None:
    assert against(to) is reason


def test_limits_of_both_count_without_the_meeting_itself() -> None:
    full = {"meetings": 3, "meetings_by_block": {THURSDAY_BLOCK: 3}}

    assert against(colleague(meetings=3), max_meetings=3) is Reason.LIMIT_MEETINGS_GUEST
    assert against(colleague(meetings=2), max_meetings=3) is None
    assert against(colleague(**full), max_meetings_per_block=3) is Reason.LIMIT_BLOCK_GUEST
    assert against(colleague(**full), max_meetings_per_block=4) is None
    assert against(colleague(**full)) is None
    assert against(colleague(), max_meetings_per_block=1) is None
    assert against(colleague(), hana(**full), max_meetings=3, max_meetings_per_block=3) is None
    assert against(colleague(), hana(meetings=5), max_meetings=3) is Reason.LIMIT_MEETINGS_HOST


def test_what_either_has_asked_for_does_not_count() -> None:
    hosting, asking = replace(MEETING, guest_id=HANA, host_id=ANA), {"open_requests": 10}

    for meeting in (MEETING, hosting):
        for most in (1, 10):
            event = stored_event(max_open_requests=most)
            assert why_not_taken_over(event, meeting, colleague(**asking), hana(**asking), EARLY) is None


def test_other_side_need_not_take_meetings_any_more_and_yet_this_one_goes_on() -> None:
    hosting, closed = replace(MEETING, guest_id=HANA, host_id=ANA), hana(participant=person(HANA))

    assert against(colleague(), closed) is None
    assert why_not_taken_over(EVENT, hosting, colleague(), closed, EARLY) is None


def test_who_comes_in_place_of_the_host_is_the_host() -> None:
    hosting = replace(MEETING, guest_id=HANA, host_id=ANA)

    full, fuller = colleague(meetings=20), hana(meetings=22)
    assert why_not_taken_over(EVENT, hosting, full, hana(), EARLY) is Reason.LIMIT_MEETINGS_HOST
    assert why_not_taken_over(EVENT, hosting, colleague(), fuller, EARLY) is Reason.LIMIT_MEETINGS_GUEST


def test_colleague_keeps_to_the_rules_of_who_meets_whom_and_when() -> None:
    same = colleague(who=person(IRA, organization="Öböl"))
    other = hana(participant=person(HANA, "Thu 14:30-17:00", organization="Obol"))

    assert against(same, other) is Reason.SAME_ORGANIZATION
    assert against(same, other, same_organization=True) is None
    assert against(colleague(who=person(HANA))) is Reason.SAME_PERSON
    assert why_not_taken_over(EVENT, MEETING, colleague(), hana(), at("Fri 12:00")) is Reason.OVER
