"""Search, by example: what comes first, which typos are forgiven, and what is shown of a find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from bot.domain.people import Profile
from bot.domain.searching import excerpt, find, find_described, find_some
from bot.domain.text import fold
from bot.search import Remembering, similar
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
    ("query", "found"),
    [
        ("nurse loom", ["Cili Robot", "Dan Mureşan", "Ana Pop"]),
        ("medical energy", ["Béla Kovács"]),
        ("old people in Oradea with taxi", ["Cili Robot"]),
        ("xyzzy qwert", []),
        ("of in", []),
    ],
)
def test_who_has_some_of_what_nobody_has_all_of(query: str, found: list[str]) -> None:
    assert names(query) == []
    assert [PEOPLE[number].name for number in find_some(INDEX, fold(query), similar).ids] == found


DESCRIBED = (
    Profile(
        "Ana Head", "Engineer", "Robot Works", description="The head of the Cluj IT cluster is a friend."
    ),
    Profile("Bea Pop", "Head of Partnerships", "Cluj Software SRL", city="Cluj-Napoca"),
    Profile("Cili Nagy", "Project Manager", "Példa Klaszter Egyesület", city="Győr"),
    Profile("Dan Pop", "Executive Director", "Cluj IT Cluster", organization_type="Clusters"),
    Profile("Eva Pop", "Profesoară", "Universitatea din Oradea"),
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("head of the Cluj IT cluster", ["Dan Pop"]),
        ("directorul clusterului IT din Cluj", ["Dan Pop"]),
        ("a kolozsvári IT klaszter vezetője", ["Dan Pop"]),
        ("nagyváradi egyetem", ["Eva Pop"]),
        ("the head", []),  # one word says something
        ("cluster sandwich", []),
        ("head in Győr", []),
    ],
)
def test_who_is_described_by_role_and_organization(query: str, found: list[str]) -> None:
    assert find(index(DESCRIBED), fold(query), similar).ids in ((), (0,))
    described = find_described(index(DESCRIBED), fold(query), similar)
    assert [DESCRIBED[number].name for number in described.ids] == found


SENSELESS = (
    Profile("Ana Pop", "Engineer", "Bluewater Ltd", description="Layers as in a sandwich."),
    Profile("Bea Kelemen", "Nurse", "Medical Works", areas=("Devices",)),
    Profile("Cili Nagy", city="Grenoble"),
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("blue sandwich", []),
        ("green banana", []),
        ("kelemn sandwich", ["Bea Kelemen"]),
        ("medical sandwich", ["Bea Kelemen"]),
        ("nagyy banana", ["Cili Nagy"]),
    ],
)
def test_text_that_may_be_no_search_finds_names_and_words_as_they_stand(query: str, found: list[str]) -> None:
    everybody = index(SENSELESS)
    some = find_some(everybody, fold(query), similar, asked=False)
    assert [SENSELESS[number].name for number in some.ids] == found


def test_great_slip_outside_of_names_is_no_nearest_find() -> None:
    everybody = index(SENSELESS)
    assert find_some(everybody, "green banana", similar).ids == ()
    assert find_some(everybody, "grenble banana", similar).ids == (2,)


@pytest.mark.parametrize(
    "area", ["Artificial intelligence", "Inteligență artificială", "Mesterséges intelligencia"]
)
@pytest.mark.parametrize("query", ["AI", "IA", "MI"])
def test_short_name_of_an_area_finds_it_spelled_out_first(query: str, area: str) -> None:
    people = (
        Profile(f"{query.title()}no Satumaa"),
        Profile("Ana Pop", areas=("Health", area)),
        Profile("Dan Pop", areas=("Artificial flowers",)),
    )
    found = find(index(people), fold(query), similar)
    assert [people[number].name for number in found.ids] == ["Ana Pop", f"{query.title()}no Satumaa"]


def test_short_name_counts_also_where_nobody_has_all_of_a_query() -> None:
    people = (Profile("Ana Pop", areas=("Artificial intelligence",)), Profile("Dan Pop"), Profile("Eva Pop"))
    assert find_some(index(people), "ai medical devices", similar).ids == (0,)


def nothing_alike(_word: str, _vocabulary: object) -> dict[str, float]:
    return {}


def ranked(query: str, *profiles: Profile) -> list[str]:
    """Search as it is typed, without any typo forgiven."""
    return [profiles[number].name for number in find(index(profiles), query, nothing_alike).ids]


@pytest.mark.parametrize(
    ("query", "found"),
    [("clujit", True), ("uj it", True), ("luj", True), ("uj", False), ("itcluj", False), ("ujcl", False)],
)
def test_three_letters_and_more_are_found_inside_a_name_or_an_organization(
    query: str, *, found: bool
) -> None:
    assert ranked(query, Profile("Cili", organization="Cluj IT Cluster")) == (["Cili"] if found else [])


def test_name_that_is_the_word_comes_before_one_that_holds_it() -> None:
    assert ranked("luj", Profile("Cluj"), Profile("Luj")) == ["Luj", "Cluj"]


def test_word_that_only_begins_so_counts_by_where_it_stands() -> None:
    said, called = Profile("A", description="A robot."), Profile("B", role="Robotics lead")

    assert ranked("robot", said, called) == ["B", "A"]
    assert ranked("robot", Profile("A", role="Robotics"), Profile("B", role="Robot")) == ["B", "A"]


def test_words_of_a_query_add_up_for_those_who_have_them_all() -> None:
    described, named = Profile("Ana", description="robot"), Profile("Robot Ana")

    assert ranked("ana robot", described, named) == ["Robot Ana", "Ana"]
    assert ranked("ana robot", Profile("Ana"), Profile("Robot")) == []


def test_what_is_spelled_more_like_it_comes_first() -> None:
    people = index([Profile("Kovats"), Profile("Kovacs"), Profile("Kovacz", description="kovach")])
    likeness = {"kovats": 0.8, "kovacs": 0.9}

    found = find(people, "kovach", lambda _word, _vocabulary: likeness)

    assert found.ids == (1, 0, 2)
    assert found.words == {"kovats", "kovacs", "kovach"}


def test_all_words_of_a_query_are_shown_as_found() -> None:
    assert find(INDEX, "gyor health", nothing_alike).words == {"gyor", "health"}


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


def test_excerpt_marks_the_word_alone_and_only_where_it_is_shown() -> None:
    before, after = "before " * 9, " after" * 9
    pieces = excerpt(Profile("A", description=f"{before}needle{after} needle"), {"needle"})

    assert pieces[0] == ("… ", False)
    assert pieces[-1] == (" …", False)
    assert [text for text, hit in pieces if hit] == ["needle"]
    assert excerpt(Profile("A", description="a needle"), {"needle"}) == (("a ", False), ("needle", True))


def test_word_that_no_space_parts_from_what_stands_before_begins_its_excerpt() -> None:
    said = "long/" * 20 + "needle in the end"

    told = "".join(text for text, _ in excerpt(Profile("A", description=said), {"needle"}))
    assert told == "… needle in the end"


class Counted:
    """The search by likeness, with the words that it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, word: str, vocabulary: Sequence[str]) -> Mapping[str, float]:
        self.asked.append(word)
        return similar(word, vocabulary)


def test_search_goes_no_further_than_the_word_that_leaves_nobody() -> None:
    counted = Counted()
    assert find(INDEX, "robot xyzzy nurse kovacs", counted).ids == ()
    assert counted.asked == ["robot", "xyzzy"]


def test_likeness_of_a_word_is_looked_for_once_in_a_vocabulary() -> None:
    counted = Counted()
    remembering = Remembering(counted)
    for _ in range(3):
        assert find(INDEX, "muresn dan", remembering) == find(INDEX, "muresn dan", similar)
    assert counted.asked == ["muresn", "dan"]
    other = index(PEOPLE[:1])
    assert remembering("muresn", other.names) == {}  # not what it is like among others
    for number in range(100):  # the oldest answers go
        remembering(f"word{number}", INDEX.words)
    before = len(counted.asked)
    remembering("muresn", INDEX.words)
    assert len(counted.asked) == before + 1
