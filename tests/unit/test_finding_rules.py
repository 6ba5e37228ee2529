"""Filters, by example: how values are written, in which order, and whom a selection leaves."""

from __future__ import annotations

from collections.abc import Collection

from bot.domain.finding import Entry, Facet, Filter, Free, Selection, select
from tests.support.everybody import catalogue
from tests.support.rules import stored_event

EVENT = stored_event()


def living(number: int, *cities: str) -> Entry:
    return Entry(number, "", {Facet.CITY: cities}, ())


def test_value_is_written_as_most_people_write_it_and_else_as_the_alphabet_has_it() -> None:
    cities = catalogue([living(1, "CLUJ"), living(2, "Cluj"), living(3, "Cluj"), living(4, "GYŐR", "Győr")])

    assert {folded: one.label for folded, one in cities.values[Facet.CITY].items()} == {
        "cluj": "Cluj",
        "gyor": "GYŐR",
    }


def test_spelling_is_that_of_others_and_not_of_one_who_is_alone_with_it() -> None:
    cities = catalogue([living(1, "CLUJ"), living(2, "Cluj"), living(3, "Cluj"), living(4, "OradeA")])

    assert cities.as_others_write(Facet.CITY, "cluj ", me=1) == "Cluj"
    assert cities.as_others_write(Facet.CITY, "cluj", me=2) == "Cluj"
    assert cities.as_others_write(Facet.CITY, "oradea", me=4) == "oradea"  # his own to write anew
    assert cities.as_others_write(Facet.CITY, "oradea", me=1) == "OradeA"
    assert cities.as_others_write(Facet.CITY, "Turda", me=1) == "Turda"
    assert cities.as_others_write(Facet.COUNTRY, "cluj", me=1) == "cluj"


def test_most_common_values_come_first_and_of_as_many_the_alphabet_decides() -> None:
    cities = catalogue([living(1, "Turda", "Dej"), living(2, "Turda", "Arad"), living(3, "Sibiu", "Sibiu")])

    assert cities.ranked(Facet.CITY) == ["turda", "arad", "dej", "sibiu"]
    assert cities.ranked(Facet.COUNTRY) == []


def test_long_text_is_cut_to_what_a_choice_can_hold() -> None:
    (value,) = catalogue([living(1, "x" * 100 + "y"), living(2, "x" * 100)]).values[Facet.CITY].values()

    assert value.label == "x" * 100
    assert value.people == 0b11


def select_of(asked: Filter, *, favourites: Collection[int] = (), apart: Collection[int] = ()) -> Selection:
    """Filter three people, of whom the second is free in the first slot."""
    people = catalogue([living(1, "Cluj"), living(2, "Cluj"), living(3, "Dej")])
    free_in = {EVENT.slots[0]: people.people([2])}
    return select(people, asked, people.people(favourites), free_in, EVENT, people.people(apart))


def test_who_is_kept_apart_is_neither_left_nor_counted() -> None:
    everybody, but_one = select_of(Filter()), select_of(Filter(), apart=[2])

    assert (everybody.in_order(), everybody.counts(Facet.CITY)) == ([1, 2, 3], {"cluj": 2, "dej": 1})
    assert (but_one.in_order(), but_one.counts(Facet.CITY)) == ([1, 3], {"cluj": 1, "dej": 1})


def test_each_thing_that_is_asked_for_can_be_left_out_of_account() -> None:
    found = select_of(Filter({Facet.CITY: ("cluj",)}, Free(), favourites=True), favourites=[1, 3])
    ids = found.catalogue.ids

    assert ids(found.people()) == []
    assert ids(found.people(but="free")) == [1]
    assert ids(found.people(but="favourites")) == [2]
    assert ids(found.people(but=Facet.CITY)) == []
    assert found.people(but="anything") == found.people()


def test_size_of_a_filter_is_how_many_things_it_asks_for() -> None:
    assert Filter().size == 0
    assert Filter({Facet.CITY: (), Facet.AREA: ("a", "b")}).size == 1
    assert Filter({Facet.CITY: ("a",), Facet.AREA: ("b",)}, Free(), favourites=True).size == 4
