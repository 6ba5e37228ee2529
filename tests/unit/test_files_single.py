"""What somebody writes about himself in chat, read field by field."""

from __future__ import annotations

import pytest

from bot.files.people import read_field, read_people
from tests.support.file_events import EVENT


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Pilot sites, wind tunnels,pilot sites", ["Pilot sites", "wind tunnels"]),
        ("pilóta, szélcsatorna , ", ["pilóta", "szélcsatorna"]),
        ("Energy; water, waste", ["Energy", "water, waste"]),
        ("Energy, water\nwaste", ["Energy, water", "waste"]),
        ("Health (AI, imaging), 5G", ["Health (AI, imaging)", "5G"]),
        ("1,5 MW turbines, 2,000 panels", ["1,5 MW turbines", "2,000 panels"]),
        ("Web 3, 5G", ["Web 3", "5G"]),
        (
            "We help young companies find partners, and we share our laboratory",
            ["We help young companies find partners, and we share our laboratory"],
        ),
        ("Kites", ["Kites"]),
        (",", []),
    ],
)
@pytest.mark.parametrize("name", ["areas", "offers", "seeks"])
def test_a_list_in_chat_is_read_at_commas_where_they_make_one(name: str, said: str, read: list[str]) -> None:
    assert read_field(name, said, EVENT).value == read


def test_commas_stay_in_other_fields_and_in_files() -> None:
    assert read_field("organization", "Kites, Ltd.", EVENT).value == "Kites, Ltd."
    people = read_people("people.csv", b'name,areas of activity\nAna,"Energy, water; waste"\n', EVENT)
    assert people.rows[0].profile.areas == ("Energy, water", "waste")


@pytest.mark.parametrize(
    ("name", "said", "read"),
    [
        ("email", "az e-mail címem nora@example.org.", "nora@example.org"),
        ("email", "My address is <nora@example.org>, thanks", "nora@example.org"),
        ("email", "nora@example.org", "nora@example.org"),
        ("name", "Nagy Zsófia vagyok", "Nagy Zsófia"),
        ("name", "A nevem Nagy Zsófia.", "Nagy Zsófia"),
        ("name", "I'm Nora New", "Nora New"),
        ("name", "mă numesc Ioana Pop", "Ioana Pop"),
        ("name", "Imre Vagyoki", "Imre Vagyoki"),
    ],
)
def test_name_and_address_are_taken_out_of_the_sentence_around_them(name: str, said: str, read: str) -> None:
    found = read_field(name, said, EVENT)
    assert (found.value, found.problems) == (read, ())


def test_of_two_addresses_none_is_guessed() -> None:
    assert read_field("email", "a@example.org or b@example.org", EVENT).problems


@pytest.mark.parametrize(
    ("offers", "seeks"),
    [
        ("What do you offer?", "What are you looking for?"),
        ("Ce oferiți?", "Ce căutați?"),
        ("Mit kínál?", "Mit keres?"),
    ],
)
def test_headings_may_be_the_questions_of_a_form(offers: str, seeks: str) -> None:
    people = read_people("people.csv", f"name,{offers},{seeks}\nAna,kites,wind\n".encode(), EVENT)
    assert not people.problems
    assert (people.rows[0].profile.offers, people.rows[0].profile.seeks) == (("kites",), ("wind",))
