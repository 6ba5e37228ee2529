"""Search: whoever's profile holds every word is found, and what is shown is what was found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.people import Profile, searchable
from bot.domain.searching import excerpt, find
from bot.domain.text import fold
from bot.search import similar
from tests.support.everybody import index

WORDS = st.sampled_from(
    [
        "Robot",
        "robotics",
        "Ştefan",
        "Mureşan",
        "energy;",
        "(Health)",
        "Cluj-Napoca",
        "IT",
        "őrjöng",
        "a",
        "–",
        "x",
    ]
)
PHRASE = st.lists(WORDS, max_size=5).map(" ".join)
PROFILES = st.lists(
    st.builds(
        Profile,
        name=st.lists(WORDS, min_size=1, max_size=3).map(" ".join),
        role=PHRASE,
        organization=PHRASE,
        areas=st.lists(PHRASE, max_size=2).map(tuple),
        city=PHRASE,
        description=PHRASE,
    ),
    max_size=6,
)


def nothing_alike(_word: str, _vocabulary: object) -> dict[str, float]:
    return {}


def bare(said: str) -> set[str]:
    return set("".join(c if c.isalnum() else " " for c in fold(said)).split())


@given(PROFILES, st.lists(WORDS, min_size=1, max_size=3).map(" ".join))
def test_who_has_every_word_is_found_and_nobody_who_lacks_one(profiles: list[Profile], query: str) -> None:
    found = find(index(profiles), fold(query), nothing_alike)

    wanted = bare(query)
    expected = set()
    for number, one in enumerate(profiles):
        squeezed = "".join(c for c in fold(one.name + one.organization) if c != " ")
        begun = all(any(word.startswith(part) for word in bare(searchable(one))) for part in wanted)
        inside = (
            len("".join(dict.fromkeys(_words(query)))) > 2
            and "".join(dict.fromkeys(_words(query))) in squeezed
        )
        if wanted and (begun or inside):
            expected.add(number)
    assert set(found.ids) == expected
    assert len(found.ids) == len(expected)


def _words(query: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in fold(query)).split()


@given(PROFILES, WORDS)
def test_excerpt_is_a_piece_of_the_profile_and_marks_what_was_found(
    profiles: list[Profile], query: str
) -> None:
    found = find(index(profiles), fold(query), similar)

    for number in found.ids:
        pieces = excerpt(profiles[number], found.words)
        for said, hit in pieces:
            assert not hit or fold(said) in found.words
        assert not pieces or any(hit for _, hit in pieces)
        hidden = bare(
            " ".join((*profiles[number].areas, profiles[number].city, profiles[number].description))
        )
        assert bool(pieces) == bool(hidden & found.words)
