"""What is offered to a pair, and why not (product rules 2.1 and 2.10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.domain.bookable import (
    Standing,
    nearest,
    offered_slots,
    same_organization,
    why_none,
    why_not,
    why_not_at,
)
from bot.domain.booking import MeetingState, RequestState
from bot.domain.errors import NotBookableError, Reason, turned
from bot.domain.event import BookingMode, Event
from bot.domain.slots import Slot
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
    person,
    seat,
    stored_event,
)
from tests.support.world import at

EVENT = stored_event()
EARLY = at("Tue 10:00")
THURSDAY = ["Thu 14:30", "Thu 14:55", "Thu 15:20", "Thu 15:45", "Thu 16:10", "Thu 16:35"]
TWO_A_BLOCK = {"max_meetings_per_block": 2}


def offered(
    one: Standing, other: Standing, *, event: Event = EVENT, full: tuple[str, ...] = (), now: datetime = EARLY
) -> list[str]:
    return clock(event, offered_slots(event, one, other, {at(start) for start in full}, now))


def refusal(one: Standing, other: Standing, event: Event = EVENT, now: datetime = EARLY) -> Reason | None:
    return why_not(event, one, other, now)


def none_left(
    one: Standing, other: Standing, event: Event = EVENT, full: tuple[str, ...] = (), now: datetime = EARLY
) -> Reason:
    starts = {at(start) for start in full}
    assert offered_slots(event, one, other, starts, now) == ()
    return why_none(event, one, other, starts, now)


def test_example_window_offers_six_slots() -> None:
    assert offered(guest(), host()) == THURSDAY


def test_only_what_lies_in_both_windows_is_offered() -> None:
    late = guest(who=person(ANA, "Thu 15:00-16:30", "Fri 09:00-12:00"))

    assert offered(late, host()) == ["Thu 15:20", "Thu 15:45", "Thu 16:10"]


def test_a_guest_without_a_window_may_ask_at_any_time_but_cannot_be_asked() -> None:
    without, both_days = guest(), host(who=person(HANA, "Thu 16:00-17:00", "Fri 09:00-09:50"))

    assert offered(without, both_days) == ["Thu 16:10", "Thu 16:35", "Fri 09:00", "Fri 09:25"]
    assert offered(both_days, without) == []


def test_a_slot_may_span_two_windows_that_touch() -> None:
    split = host(who=person(HANA, "Thu 14:30-14:40", "Thu 14:40-14:50"))

    assert offered(guest(), split) == ["Thu 14:30"]


def test_seats_of_either_side_are_not_offered() -> None:
    busy_guest = guest(seat(ANA, "Thu 14:30"), seat(ANA, "Thu 16:35", confirmed=False, own=True))
    busy_host = host(seat(HANA, "Thu 15:20"), seat(HANA, "Thu 15:45", confirmed=False))

    assert offered(busy_guest, busy_host) == ["Thu 14:55", "Thu 16:10"]


def test_a_seat_that_the_host_holds_for_a_request_of_his_own_hides_nothing() -> None:
    asking = host(seat(HANA, "Thu 15:20", confirmed=False, own=True))

    assert offered(guest(), asking) == THURSDAY


def test_a_seat_on_another_grid_hides_every_slot_that_it_touches() -> None:
    assert offered(guest(seat(ANA, "Thu 14:35")), host()) == THURSDAY[1:]
    assert offered(guest(seat(ANA, "Thu 14:40")), host()) == THURSDAY[2:]
    assert offered(guest(seat(ANA, "Thu 14:50")), host()) == ["Thu 14:30", *THURSDAY[2:]]


def test_slots_without_a_free_table_are_not_offered() -> None:
    assert offered(guest(), host(), full=("Thu 14:30", "Thu 16:35")) == THURSDAY[1:5]


@pytest.mark.parametrize(
    ("mode", "now", "expected"),
    [
        (BookingMode.REQUEST, "Thu 14:10", THURSDAY),
        (BookingMode.REQUEST, "Thu 14:11", THURSDAY[1:]),
        (BookingMode.INSTANT, "Thu 14:20", THURSDAY),
        (BookingMode.INSTANT, "Thu 14:21", THURSDAY[1:]),
    ],
)
def test_what_is_too_soon_is_not_offered(mode: BookingMode, now: str, expected: list[str]) -> None:
    assert offered(guest(), host(), event=stored_event(mode=mode), now=at(now)) == expected


def test_a_block_that_is_full_for_one_side_is_not_offered() -> None:
    event = stored_event(max_meetings_per_block=2)
    both_days = host(who=person(HANA, "Thu 14:30-17:00", "Fri 09:00-09:50"))
    friday = ["Fri 09:00", "Fri 09:25"]

    assert offered(guest(by_block={THURSDAY_BLOCK: 2}), both_days, event=event) == friday
    assert offered(guest(by_block={THURSDAY_BLOCK: 1}), both_days, event=event) == THURSDAY + friday
    busy = host(who=both_days.participant, by_block={FRIDAY_BLOCK: 3})
    assert offered(guest(), busy, event=event) == THURSDAY
    assert offered(guest(), both_days, event=stored_event(max_meetings_per_block=1)) == THURSDAY + friday
    assert offered(guest(by_block={THURSDAY_BLOCK: 2}), both_days) == THURSDAY + friday  # 0: no limit


# --- every reason


def test_nothing_stands_between_two_who_may_meet() -> None:
    assert refusal(guest(), host()) is None


@pytest.mark.parametrize(
    ("one", "other", "rules", "reason"),
    [
        (guest(who=person(HANA, "Thu 14:30-17:00")), host(), {}, Reason.SAME_PERSON),
        (guest(), host(who=person(HANA)), {}, Reason.NO_WINDOW),
        (
            guest(who=person(ANA, organization="Cluj IT")),
            host(who=person(HANA, "Thu 14:30-17:00", organization="cluj  it")),
            {},
            Reason.SAME_ORGANIZATION,
        ),
        (
            guest(who=person(ANA, organization="Cluj IT")),
            host(who=person(HANA, "Thu 14:30-17:00", organization="Cluj IT")),
            {"same_organization": True},
            None,
        ),
        (guest(), host(), {"meets": (("", ()), ("startup", ()))}, None),
        (
            guest(who=person(ANA, kind="Startup")),
            host(who=person(HANA, "Thu 14:30-17:00", kind="startup", connected=False)),
            {"meets": (("Startup", ("Investor",)),)},
            Reason.TYPES,
        ),
        (guest(), host(who=person(HANA, "Thu 14:30-17:00", connected=False)), {}, Reason.NOT_CONNECTED),
        (guest(by_block={1: 2, 2: 1}), host(), {"max_meetings": 3}, Reason.LIMIT_MEETINGS_GUEST),
        (guest(by_block={1: 2}), host(), {"max_meetings": 3}, None),
        (guest(by_block={1: 1}), host(), {"max_meetings": 1}, Reason.LIMIT_MEETINGS_GUEST),
        (guest(by_block={1: 50}), host(), {"max_meetings": 0}, None),
        (guest(), host(who=replace(person(HANA, "Thu 14:30-17:00"), hidden=True)), {}, Reason.HIDDEN),
        (guest(who=replace(person(ANA, "Thu 14:30-17:00"), hidden=True)), host(), {}, None),
        (guest(), host(by_block={1: 3}), {"max_meetings": 3}, Reason.LIMIT_MEETINGS_HOST),
        (guest(open_requests=10), host(), {}, Reason.LIMIT_REQUESTS),
        (guest(open_requests=9), host(), {}, None),
        (guest(open_requests=1), host(), {"max_open_requests": 1}, Reason.LIMIT_REQUESTS),
        (guest(open_requests=99), host(), {"max_open_requests": 0}, None),
    ],
)
def test_why_a_pair_may_not_book(
    one: Standing, other: Standing, rules: dict[str, Any], reason: Reason | None
) -> None:
    assert refusal(one, other, stored_event(**rules)) is reason


def test_why_not_after_the_end_of_the_event() -> None:
    assert refusal(guest(), host(), now=at("Fri 11:59")) is None
    assert refusal(guest(), host(), now=at("Fri 12:00")) is Reason.OVER


@pytest.mark.parametrize(
    ("one", "other", "full", "now", "rules", "reason"),
    [
        (guest(), host(), (), "Thu 16:16", {}, Reason.TOO_SOON),
        (guest(seat(ANA, "Thu 16:35")), host(), (), "Thu 16:15", {}, Reason.NO_COMMON_SLOT),  # just in time
        (guest(), host(*(seat(HANA, start) for start in THURSDAY)), (), "Tue 10:00", {}, Reason.FULL),
        (guest(), host(seat(HANA, "Thu 16:35")), (), "Thu 16:00", {}, Reason.FULL),
        (guest(), host(seat(HANA, "Thu 16:40")), (), "Thu 16:00", {}, Reason.FULL),  # of another grid
        (guest(), host(who=person(HANA, "Thu 14:40-14:55")), (), "Tue 10:00", {}, Reason.FULL),
        (guest(), host(), tuple(THURSDAY), "Tue 10:00", {}, Reason.NO_TABLE),
        (guest(), host(seat(HANA, "Thu 14:30")), tuple(THURSDAY[1:]), "Tue 10:00", {}, Reason.NO_TABLE),
        (guest(who=person(ANA, "Fri 09:00-12:00")), host(), (), "Tue 10:00", {}, Reason.NO_COMMON_SLOT),
        (guest(seat(ANA, "Thu 16:35")), host(), (), "Thu 16:00", {}, Reason.NO_COMMON_SLOT),
        (guest(seat(ANA, "Thu 16:10")), host(), ("Thu 16:35",), "Thu 15:40", {}, Reason.NO_COMMON_SLOT),
        (guest(by_block={1: 2}), host(), (), "Tue 10:00", TWO_A_BLOCK, Reason.LIMIT_BLOCK_GUEST),
        (guest(), host(by_block={1: 2}), (), "Tue 10:00", TWO_A_BLOCK, Reason.LIMIT_BLOCK_HOST),
    ],
)
def test_why_no_slot_is_left(
    one: Standing, other: Standing, full: tuple[str, ...], now: str, rules: dict[str, Any], reason: Reason
) -> None:
    assert none_left(one, other, stored_event(**rules), full, at(now)) is reason


@pytest.mark.parametrize(
    ("one", "other", "full", "now", "reason"),
    [
        (guest(), host(), (), "Thu 14:25", Reason.TOO_SOON),
        (guest(), host(who=person(HANA, "Thu 15:20-17:00")), (), "Tue 10:00", Reason.AWAY),
        (guest(who=person(ANA, "Fri 09:00-12:00")), host(), (), "Tue 10:00", Reason.BUSY),
        (guest(seat(ANA, "Thu 14:30")), host(seat(HANA, "Thu 14:30")), (), "Tue 10:00", Reason.BUSY),
        (guest(), host(seat(HANA, "Thu 14:30")), ("Thu 14:30",), "Tue 10:00", Reason.TAKEN),
        (guest(), host(seat(HANA, "Thu 14:30", own=True)), ("Thu 14:30",), "Tue 10:00", Reason.NO_TABLE),
        (guest(by_block={1: 2}), host(by_block={1: 2}), (), "Tue 10:00", Reason.LIMIT_BLOCK_GUEST),
        (guest(), host(by_block={1: 2}), (), "Tue 10:00", Reason.LIMIT_BLOCK_HOST),
    ],
)
def test_why_this_slot_is_not_offered(
    one: Standing, other: Standing, full: tuple[str, ...], now: str, reason: Reason
) -> None:
    event = stored_event(**TWO_A_BLOCK)
    starts = frozenset(map(at, full))

    slot = event.slots[0]

    assert slot not in offered_slots(event, one, other, starts, at(now))
    assert why_not_at(event, one, other, starts, slot, at(now)) is reason


def test_a_slot_against_which_nothing_stands_any_more_was_taken_a_moment_ago() -> None:
    assert why_not_at(EVENT, guest(), host(), (), EVENT.slots[0], EARLY) is Reason.TAKEN


def test_a_slot_is_too_soon_from_its_notice_on() -> None:
    slot, busy = EVENT.slots[0], guest(seat(ANA, "Thu 14:30"))

    assert why_not_at(EVENT, busy, host(), (), slot, at("Thu 14:10")) is Reason.BUSY
    assert why_not_at(EVENT, busy, host(), (), slot, at("Thu 14:11")) is Reason.TOO_SOON


def test_every_reason_is_either_tested_here_or_belongs_to_a_use_case() -> None:
    here = {
        *(Reason.SAME_PERSON, Reason.OVER, Reason.NO_WINDOW, Reason.SAME_ORGANIZATION, Reason.TYPES),
        *(Reason.NOT_CONNECTED, Reason.HIDDEN),
        *(Reason.LIMIT_MEETINGS_GUEST, Reason.LIMIT_MEETINGS_HOST, Reason.LIMIT_REQUESTS),
        *(Reason.TOO_SOON, Reason.FULL, Reason.NO_TABLE, Reason.NO_COMMON_SLOT),
        *(Reason.LIMIT_BLOCK_GUEST, Reason.LIMIT_BLOCK_HOST),
    }
    of_one_slot = {Reason.BUSY, Reason.AWAY, Reason.TAKEN}
    in_use_cases = {Reason.ALREADY, Reason.NOT_AVAILABLE, Reason.CHANGE_DEADLINE, Reason.LIMIT_PLACES}

    assert here | of_one_slot | in_use_cases == set(Reason)


# --- the small ones


@pytest.mark.parametrize(
    ("to", "count", "expected"),
    [
        ("Thu 15:20", 3, THURSDAY[1:4]),
        ("Thu 14:30", 2, THURSDAY[:2]),
        ("Fri 09:00", 1, ["Thu 16:35"]),
        ("Thu 15:00", 9, THURSDAY),
    ],
)
def test_nearest_slots_come_in_time_order(to: str, count: int, expected: list[str]) -> None:
    thursday = [slot for slot in EVENT.slots if slot.block_id == THURSDAY_BLOCK]

    assert clock(EVENT, nearest(reversed(thursday), at(to), count)) == expected


def test_nobody_shares_an_empty_organization() -> None:
    assert not same_organization(person(1), person(2))
    assert same_organization(person(1, organization="Școala Łódź"), person(2, organization=" scoala lodz"))


def test_a_request_knows_its_sides_and_its_end() -> None:
    request = asked(EVENT.slots[0])

    assert (request.proposer_id, request.other(ANA), request.other(HANA)) == (ANA, HANA, ANA)
    assert replace(request, turn_id=ANA).proposer_id == HANA
    assert (request.involves(ANA), request.involves(HANA), request.involves(13)) == (True, True, False)
    assert not request.overdue(at("Wed 10:00") - timedelta(seconds=1))
    assert request.overdue(at("Wed 10:00"))  # it counts at once
    assert not replace(request, state=RequestState.DECLINED).overdue(at("Thu 10:00"))
    assert request.as_of(at("Wed 09:59")) == request
    assert request.as_of(at("Wed 10:00")) == replace(request, state=RequestState.EXPIRED)


def test_a_request_for_any_of_several_times_is_for_each_of_them() -> None:
    first, second, third = slots = EVENT.slots[:3]
    several, one = asked(*slots), asked(second)

    assert several.slots == slots
    assert several.only((second, third)) == asked(second, third)
    assert list(several.each()) == [asked(first), asked(second), asked(third)]
    assert [several.at(each.start) for each in slots] == list(slots)
    assert several.at(first.end) is None
    assert several.at(None) is None  # which of them?
    assert one.at(None) == second
    assert one.at(first.start) is None


def test_a_time_that_is_taken_drops_out_with_every_time_it_touches() -> None:
    first, second, third = slots = EVENT.slots[:3]
    several = asked(*slots)

    assert several.without(second) == (first, third)
    assert several.without(Slot(first.end, third.start, THURSDAY_BLOCK)) == (first, third)  # touching ends
    late = timedelta(minutes=1)
    assert several.without(Slot(first.end - late, second.start + late, THURSDAY_BLOCK)) == (third,)
    assert several.without(Slot(second.end - late, third.start, THURSDAY_BLOCK)) == (first, third)


def test_a_slot_is_taken_by_a_seat_that_touches_it() -> None:
    busy = guest(seat(ANA, "Thu 14:40"))

    assert [busy.is_taken(each) for each in EVENT.slots[:3]] == [True, True, False]
    assert not guest().is_taken(EVENT.slots[0])


def test_what_is_held_for_one_pair_counts_for_every_other() -> None:
    for_ana = replace(seat(HANA, "Thu 14:30", own=True), offered=(ANA, HANA))
    others = (
        seat(HANA, "Thu 14:55"),
        replace(for_ana, offered=(13, HANA)),
        replace(for_ana, offered=(ANA, 13)),
    )
    standing = host(for_ana, *others)

    assert standing.but_offered(ANA, HANA).seats == others
    assert standing.but_offered(14, HANA) == standing


def test_a_meeting_knows_its_sides_and_is_done_when_its_slot_has_ended() -> None:
    meeting = agreed(EVENT.slots[0])

    assert (meeting.other(ANA), meeting.other(HANA)) == (HANA, ANA)
    assert (meeting.involves(ANA), meeting.involves(HANA), meeting.involves(13)) == (True, True, False)
    assert meeting.as_of(at("Thu 14:49")) == meeting
    assert meeting.as_of(at("Thu 14:50")) == replace(meeting, state=MeetingState.DONE)
    cancelled = replace(meeting, state=MeetingState.CANCELLED)
    assert cancelled.as_of(at("Fri 12:00")) == cancelled


def test_a_refusal_says_its_reason() -> None:
    refused = NotBookableError(Reason.FULL)

    assert (refused.reason, str(refused)) == (Reason.FULL, "full")


def test_a_reason_is_turned_round_for_the_other_side() -> None:
    turns = {reason: turned(reason) for reason in Reason if turned(reason) is not reason}

    assert turns == {
        Reason.BUSY: Reason.AWAY,
        Reason.AWAY: Reason.BUSY,
        Reason.LIMIT_MEETINGS_GUEST: Reason.LIMIT_MEETINGS_HOST,
        Reason.LIMIT_MEETINGS_HOST: Reason.LIMIT_MEETINGS_GUEST,
        Reason.LIMIT_BLOCK_GUEST: Reason.LIMIT_BLOCK_HOST,
        Reason.LIMIT_BLOCK_HOST: Reason.LIMIT_BLOCK_GUEST,
    }


def test_states_are_those_of_the_product() -> None:
    assert {state.value for state in RequestState} == {
        *("pending", "accepted", "declined", "withdrawn", "expired", "lost")
    }
    assert {state.value for state in MeetingState} == {
        *("confirmed", "cancelled", "cancelled_late", "done", "not_held")
    }
