"""The index of names against comparing every word of everybody, one by one."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from bot.domain.people import Listed
from bot.domain.text import fold
from bot.search import NameIndex

CUTOFF, MOST = 78, 40
# Few letters, so that words are often alike.
words = st.text(alphabet="abé ", min_size=1, max_size=9)
people = st.lists(st.tuples(words, words), max_size=12)
queries = st.text(alphabet="abe ", max_size=14).map(lambda text: " ".join(text.split()))


def listed(rows: list[tuple[str, str]]) -> list[Listed]:
    return [Listed(number, 1, fold(name), company, 0) for number, (name, company) in enumerate(rows)]


def similar(wanted: str, word: str) -> float:
    if word.startswith(wanted):
        return 100.0
    if len(wanted) < 4:
        return 0.0
    return max(fuzz.ratio(wanted, start) for start in (word, word[: len(wanted) + 1], word[: len(wanted)]))


def score(query: str, text: str) -> float:
    """Give 100 or more for what stands there as it is, else how well the word fits that fits worst."""
    found, squeezed = text.split(), query.replace(" ", "")
    if not query or not found:
        return 0.0
    if len(squeezed) >= 3 and squeezed in text.replace(" ", ""):
        return 120.0 if any(word.startswith(query) for word in found) else 100.0
    return min(max(similar(wanted, word) for word in found) for wanted in query.split())


@given(people, queries)
@example([("aaaa", "b"), ("aaab", "b"), ("b", "aaaaaaa")], "aaaa")
@example([("aaabbbbbb", "b")], "aaaab")
@example([("aaabb", "b")], "aaabbb")
@example([("ab a", "ba"), ("aba", "b")], "abab")
def test_index_finds_whom_comparing_everybody_finds_in_that_order(
    rows: list[tuple[str, str]], query: str
) -> None:
    everybody = listed(rows)
    texts = {one.id: f"{one.name} {fold(one.organization)}" for one in everybody}
    scores = {number: score(query, text) for number, text in texts.items()}
    fitting = [number for number in texts if scores[number] >= CUTOFF]
    fitting.sort(key=lambda number: (-scores[number], texts[number]))

    found = NameIndex(everybody)(query)

    assert sorted(found) == sorted(fitting)
    assert [(scores[one], texts[one]) for one in found] == [(scores[one], texts[one]) for one in fitting]


def test_no_more_are_found_than_can_be_looked_through() -> None:
    everybody = [Listed(number, 1, f"ana pop{number:03}", "", 0) for number in range(3 * MOST)]

    assert NameIndex(everybody)("ana") == list(range(MOST))
