"""Filters: what they leave and what they count is what looking at each person alone would give."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.finding import (
    NOBODY,
    VALUE_CODE_CHARACTERS,
    Entry,
    Facet,
    Filter,
    Free,
    free_at,
    next_slot,
    select,
    value_code,
)
from bot.domain.slots import Slot
from bot.domain.text import fold
from tests.support.everybody import catalogue
from tests.support.world import make_event

FreeIn = dict[Slot, frozenset[int]]
EVENT = replace(make_event(), id=1)
SLOTS = EVENT.slots
TEXTS = st.sampled_from(["Cluj", "CLUJ ", "Győr", "gyor", "Health", "Energy & Oil", "", "  "])
FILTERS = st.builds(
    Filter,
    st.dictionaries(st.sampled_from(Facet), st.lists(TEXTS.map(fold), max_size=3, unique=True).map(tuple)),
    st.one_of(
        st.none(),
        st.just(Free()),
        st.sampled_from(EVENT.days).map(lambda day: Free(day=day)),
        st.sampled_from(SLOTS).map(lambda slot: Free(start=slot.start)),
    ),
    st.booleans(),
)
IDS = st.frozensets(st.integers(1, 12))
FREE_IN = st.dictionaries(st.sampled_from(SLOTS), IDS, max_size=4)
ENTRIES = st.lists(
    st.builds(
        Entry,
        st.integers(1, 12),
        TEXTS,
        st.fixed_dictionaries({facet: st.lists(TEXTS, max_size=3) for facet in Facet}),
        st.just(()),
    ),
    max_size=12,
    unique_by=lambda entry: entry.id,
)


def fits(entry: Entry, asked: Filter, favourites: frozenset[int], free_in: FreeIn, but: str = "") -> bool:
    """Look at one person."""
    for facet, chosen in asked.values.items():
        if (
            chosen
            and facet != but
            and not {fold(one) for one in entry.values[facet] if fold(one)} & set(chosen)
        ):
            return False
    if asked.favourites and but != "favourites" and entry.id not in favourites:
        return False
    if asked.free is None or but == "free":
        return True
    return any(entry.id in people and asked.free.fits(EVENT, slot) for slot, people in free_in.items())


@given(ENTRIES, FILTERS, IDS, FREE_IN)
def test_filter_leaves_and_counts_whom_it_should(
    entries: list[Entry], asked: Filter, favourites: frozenset[int], free_in: FreeIn
) -> None:
    people = catalogue(entries)
    free_sets = {slot: people.people(ids) for slot, ids in free_in.items()}
    found = select(people, asked, people.people(favourites), free_sets, EVENT)

    assert found.in_order() == [one.id for one in entries if fits(one, asked, favourites, free_in)]
    for facet in Facet:
        others = [one for one in entries if fits(one, asked, favourites, free_in, but=facet)]
        assert found.counts(facet) == {
            value: sum(value in map(fold, one.values[facet]) for one in others)
            for value in {fold(text) for one in entries for text in one.values[facet]} - {""}
        }


@given(ENTRIES)
def test_value_is_written_as_somebody_wrote_it_and_found_by_its_code(entries: list[Entry]) -> None:
    found = catalogue(entries)

    for facet in Facet:
        for folded, value in found.values[facet].items():
            assert fold(value.label) == folded
            assert value.people
            assert found.value_of(facet, value_code(folded), Filter()) == folded
    assert found.value_of(Facet.CITY, value_code("nowhere"), Filter()) is None
    chosen = Filter({Facet.CITY: ("nowhere",)})
    assert found.value_of(Facet.CITY, value_code("nowhere"), chosen) == "nowhere"


@given(st.text())
def test_code_of_a_value_fits_into_a_button(text: str) -> None:
    code = value_code(text)
    assert len(code) == VALUE_CODE_CHARACTERS
    assert code.isascii()
    assert ":" not in code


@given(FILTERS, st.sampled_from(Facet), TEXTS.map(fold))
def test_toggling_twice_changes_nothing_that_is_asked(asked: Filter, facet: Facet, value: str) -> None:
    once = asked.toggled(facet, value)
    twice = once.toggled(facet, value)

    assert (value in once.values[facet]) != (value in asked.values.get(facet, ()))
    assert set(twice.values[facet]) == set(asked.values.get(facet, ()))
    assert {key: one for key, one in once.values.items() if key != facet} == {
        key: one for key, one in asked.values.items() if key != facet
    }


def test_free_at_any_time_is_free_in_one_of_the_slots_of_that_day() -> None:
    thursday, friday = SLOTS[0], SLOTS[-1]
    free_in = {thursday: 0b01, friday: 0b10}

    assert free_at(EVENT, Free(), free_in) == 0b11
    assert free_at(EVENT, Free(day=EVENT.days[1]), free_in) == 0b10
    assert free_at(EVENT, Free(start=thursday.start), free_in) == 0b01
    assert free_at(EVENT, Free(), {}) == NOBODY


def test_nobody_is_a_colleague_by_an_empty_organization() -> None:
    found = catalogue([Entry(1, " ", {}, ()), Entry(2, "Öböl Kft", {}, ()), Entry(3, "OBOL KFT", {}, ())])

    assert found.colleagues("") == NOBODY
    assert found.ids(found.colleagues("öböl kft")) == [2, 3]


@given(st.lists(st.integers(1, 10**6), max_size=70, unique=True), st.frozensets(st.integers(1, 10**6)))
def test_set_of_people_holds_those_who_are_here_in_their_order(
    here: list[int], asked: frozenset[int]
) -> None:
    found = catalogue(Entry(one, "", {}, ()) for one in here)
    some = asked | frozenset(here[::3])

    assert found.ids(found.people(some)) == [one for one in here if one in some]
    assert found.ids(found.everybody()) == here
    assert found.people(here) == found.everybody()


@given(st.lists(st.sampled_from(SLOTS), max_size=6), st.sampled_from(SLOTS), st.integers(-600, 600))
def test_next_slot_is_the_first_of_this_day_that_can_be_asked_for(
    askable: list[Slot], clock: Slot, minutes: int
) -> None:
    now = clock.start + timedelta(minutes=minutes)
    today = [one for one in askable if EVENT.local(one.start).date() == EVENT.local(now).date()]

    assert next_slot(EVENT, askable, now) == (min(today) if today else None)
