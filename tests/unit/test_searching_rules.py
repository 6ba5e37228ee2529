"""Search, by example: what comes first, which typos are forgiven, and what is shown of a find."""

from __future__ import annotations

import pytest

from bot.domain.people import Profile
from bot.domain.searching import excerpt, find
from bot.domain.text import fold
from bot.search import similar
from tests.support.everybody import index

PEOPLE = (
    Profile("Ana Pop", "Engineer", "Robot Works", description="We mend looms and bicycles."),
    Profile("Béla Kovács", "Robotics lead", "Öböl Kft", areas=("Energy", "Health"), city="Győr"),
    Profile("Cili Robot", "Nurse", "Cluj IT Cluster", description="Cares for old people in Oradea."),
    Profile("Dan Mureşan", "Founder", "Loom Ltd", description="Builds robots, and bicycels for children."),
)
INDEX = index(PEOPLE)


def names(query: str) -> list[str]:
    return [PEOPLE[number].name for number in find(INDEX, fold(query), similar).ids]


def test_name_comes_before_organization_role_and_description() -> None:
    assert names("robot") == ["Cili Robot", "Ana Pop", "Béla Kovács", "Dan Mureşan"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kovacs", ["Béla Kovács"]),
        ("KOVACZ", ["Béla Kovács"]),
        ("muresn dan", ["Dan Mureşan"]),
        ("clujit", ["Cili Robot"]),
        ("obol", ["Béla Kovács"]),
        ("energi", ["Béla Kovács"]),
        ("gyor health", ["Béla Kovács"]),
        ("bicycles", ["Ana Pop"]),  # as it was typed; the slip of another is not looked for then
        ("oradeea", ["Cili Robot"]),
        ("children bicycels", ["Dan Mureşan"]),
        ("nurse loom", []),
        ("xyzzy", []),
        ("?!", []),
    ],
)
def test_who_is_found(query: str, found: list[str]) -> None:
    assert names(query) == found


@pytest.mark.parametrize(
    ("query", "person", "shown"),
    [
        ("robot", 3, "Builds [robots], and bicycels for children."),
        ("energi", 1, "[Energy]; Health"),
        ("gyor", 1, "[Győr]"),
        ("kovacs", 1, ""),
        ("ana", 0, ""),
    ],
)
def test_what_was_found_is_shown_where_the_list_does_not_show_it_anyway(
    query: str, person: int, shown: str
) -> None:
    pieces = excerpt(PEOPLE[person], find(INDEX, query, similar).words)

    assert "".join(f"[{said}]" if hit else said for said, hit in pieces) == shown


def test_long_description_is_cut_around_the_word_at_whole_words() -> None:
    said = "first " * 40 + "needle\nin " + "last " * 40
    pieces = excerpt(Profile("A", description=said), {"needle"})

    told = "".join(text for text, _ in pieces)
    assert told.startswith("… first")
    assert told.endswith("last …")
    assert "needle in last" in told
    assert len(told) < 120
