"""Waiting for a time: how long one is held, and when waiting cannot help any more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.bookable import Standing
from bot.domain.event import BookingMode
from bot.domain.intervals import Interval
from bot.domain.waiting import Offer, held, is_hopeless, is_still_to_join, without
from tests.support.rules import ANA, HANA, clock, guest, host, person, seat, stored_event, stretch
from tests.support.world import at

EVENT = stored_event(mode=BookingMode.INSTANT)  # a slot is offered until ten minutes before it
EARLY = at("Tue 10:00")


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("Tue 10:00", ("Tue 10:00", "Tue 10:10")),
        ("Tue 22:00", ("Wed 07:30", "Wed 07:40")),  # nobody is woken for it
        ("Thu 14:10", ("Thu 14:10", "Thu 14:20")),
        ("Thu 14:15", ("Thu 14:15", "Thu 14:20")),  # later it could not be asked for
        ("Thu 14:18", ("Thu 14:18", "Thu 14:20")),
        ("Thu 14:19", None),  # who has less than two minutes is not asked
        ("Thu 14:25", None),
    ],
)
def test_time_is_held_for_ten_minutes_or_what_is_left(now: str, expected: tuple[str, str] | None) -> None:
    stretch = Interval(*map(at, expected)) if expected else None

    assert held(EVENT, at("Thu 14:30"), at(now)) == stretch


def test_time_is_held_no_more_from_its_end_on_unless_it_was_let_pass_before() -> None:
    first = EVENT.slots[0]
    offer = Offer(1, 7, ANA, HANA, first.start, first.end, opens_at=EARLY, until=at("Tue 10:10"))

    assert not offer.overdue(at("Tue 10:10") - timedelta(seconds=1))
    assert offer.overdue(at("Tue 10:10"))
    assert offer.overdue(at("Tue 10:11"))
    assert not replace(offer, passed=True).overdue(at("Tue 10:11"))


def test_slots_that_anything_touches_are_left_out() -> None:
    some = EVENT.slots[:4]

    assert clock(EVENT, without(some, [stretch("Thu 14:50-14:55"), stretch("Thu 15:30-15:50")])) == [
        "Thu 14:30",
        "Thu 14:55",
    ]
    assert without(some, []) == some


@pytest.mark.parametrize(
    ("one", "other", "hopeless"),
    [
        (guest(), host(), False),
        (guest(), host(*(seat(HANA, f"Thu {start}") for start in ("14:30", "14:55"))), False),
        # What may pass while one waits …
        (guest(), host(who=person(HANA, "Thu 14:30-17:00", connected=False)), False),
        (guest(by_block={1: 20}), host(), False),
        (guest(), host(by_block={1: 20}), False),
        (guest(open_requests=10), host(), False),
        # … and what will not.
        (guest(), host(who=person(HANA)), True),
        (
            guest(who=person(ANA, organization="A")),
            host(who=person(HANA, "Thu 14:30-17:00", organization="A")),
            True,
        ),
        (guest(), host(who=replace(person(HANA, "Thu 14:30-17:00"), hidden=True)), True),
        (guest(who=person(ANA, "Fri 09:00-12:00")), host(), True),
        (guest(who=person(ANA, "Thu 16:00-16:20")), host(), True),  # no whole slot of both
        (guest(who=person(ANA, "Thu 16:10-16:30")), host(), False),
    ],
)
def test_waiting_is_hopeless_where_no_time_that_becomes_free_can_help(
    one: Standing, other: Standing, *, hopeless: bool
) -> None:
    assert is_hopeless(EVENT, one, other, (), EARLY) is hopeless


@pytest.mark.parametrize(
    ("starts", "now", "hopeless"),
    [
        (["Thu 14:55"], "Thu 14:45", False),
        (["Thu 14:55"], "Thu 14:46", True),  # too soon
        (["Thu 14:30"], "Thu 14:45", True),
        (["Thu 14:30", "Thu 14:55"], "Thu 14:45", False),  # one is still to come
        ([], "Thu 16:25", False),
        ([], "Thu 16:26", True),
        (["Fri 09:00"], "Tue 10:00", True),  # out of the host's window
        (["Fri 09:00", "Thu 16:35"], "Tue 10:00", False),
    ],
)
def test_waiting_ends_with_the_last_time_that_could_come(
    starts: list[str], now: str, *, hopeless: bool
) -> None:
    meant = [at(start) for start in starts]

    assert is_hopeless(EVENT, guest(), host(), meant, at(now)) is hopeless


def test_who_is_to_join_is_seen_unless_he_is_there_or_hides_or_was_erased() -> None:
    absent = person(HANA, connected=False)
    assert is_still_to_join(absent)
    assert not is_still_to_join(person(HANA))
    assert not is_still_to_join(replace(absent, hidden=True))
    assert not is_still_to_join(replace(absent, profile=replace(absent.profile, name="")))
