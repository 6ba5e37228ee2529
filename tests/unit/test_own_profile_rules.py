"""What somebody may change of his own profile, and what a change is."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from bot.domain.finding import Entry, Facet
from bot.domain.own_profile import (
    LISTS,
    PHOTO,
    SHARED,
    UNLISTED,
    as_others_write,
    changed,
    differing,
    editable,
    goes_on,
    said_by_page,
)
from bot.domain.people import Participant, Profile
from tests.support.everybody import catalogue
from tests.support.world import make_event

ANA = Participant(
    id=1,
    event_id=7,
    key="ana",
    profile=Profile(name="Ana Pop", role="Director", areas=("Energy",), participation_type="Press"),
    photo="old",
)


def test_all_of_a_profile_can_be_changed_but_what_one_takes_part_as() -> None:
    everything = {one.name for one in fields(Profile)} | {PHOTO}

    assert {*editable(make_event())} == everything - {"participation_type"}
    assert editable(make_event())[0] == "name"
    assert set(LISTS) | UNLISTED <= everything


def test_type_is_the_organizers_to_give_where_it_says_who_meets_whom() -> None:
    ruled = make_event(meets=(("Startup", ("Investor",)),))

    assert editable(ruled) == tuple(one for one in editable(make_event()) if one != "organization_type")


def test_change_touches_what_it_names_and_nothing_else() -> None:
    changes = {"role": "", "areas": ["Health", "Law"], PHOTO: "new", "windows": "not of a profile"}

    assert changed(ANA, changes) == replace(
        ANA, profile=replace(ANA.profile, role="", areas=("Health", "Law")), photo="new"
    )
    assert changed(ANA, {}) == ANA
    assert changed(ANA, {PHOTO: ""}).photo == ""


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ()),
        ({"role": "Director", "areas": ["Energy"], PHOTO: "old"}, ()),
        ({"role": "Expert", "name": "Ana Pop", "areas": ["Energy", "Law"]}, ("role", "areas")),
        ({"role": "Expert", PHOTO: "new", "city": ""}, ("role", PHOTO)),
        ({PHOTO: ""}, (PHOTO,)),
        ({"city": "Cluj"}, ("city",)),
    ],
)
def test_only_what_becomes_another_is_a_change(changes: dict[str, object], expected: tuple[str, ...]) -> None:
    assert differing(ANA, changes) == expected


def test_what_fills_a_message_may_go_on_in_the_next() -> None:
    assert not goes_on("x" * 2_999)
    assert goes_on("x" * 3_000)
    assert goes_on("x" * 4_096)


def test_page_says_what_is_on_it_and_may_be_changed() -> None:
    page = Profile(name="Ana Pop", offers=("Labs", "Advice"), city="Cluj", participation_type="Speaker")

    said = said_by_page(page, ("name", "role", "offers", "city", "areas"))

    assert said == {"name": "Ana Pop", "offers": ["Labs", "Advice"], "city": "Cluj"}
    assert said_by_page(page, ("city", PHOTO)) == {"city": "Cluj"}
    assert differing(ANA, said) == ("offers", "city")


def test_what_others_choose_from_is_written_as_they_write_it() -> None:
    people = catalogue(
        [
            Entry(1, "", {Facet.CITY: ["Cluj"], Facet.AREA: ["Health", "Law"], Facet.OFFER: ["Labs"]}, ()),
            Entry(2, "", {Facet.AREA: ["ENERGY"]}, ()),
        ]
    )
    changes = {"name": "CLUJ", "city": "CLUJ", "areas": ["HEALTH", "energy", "law"], "offers": ["LABS"]}

    assert as_others_write(people, 2, changes) == {
        **changes,
        "city": "Cluj",
        "areas": ["Health", "energy", "Law"],  # nobody but himself has energy
    }
    assert as_others_write(people, 1, {"city": "CLUJ"}) == {"city": "CLUJ"}  # his alone
    assert as_others_write(people, 3, {"areas": []}) == {"areas": []}
    assert set(SHARED) <= set(editable(make_event()))
