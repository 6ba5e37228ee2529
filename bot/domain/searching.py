"""Search over the people of an event: every word of a query must be found in a profile, typos forgiven.

Texts are folded. A word is found where it stands or begins another one. One that is spelled differently is
looked for among names and organizations, and elsewhere only when nothing has it as it was typed. Where a word
stands decides: a name weighs more than an organization, that more than a role, a description least.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from bot.domain.alike import SAME, joins
from bot.domain.people import Profile
from bot.domain.text import fold

# Gives, of a sorted vocabulary, the words that are spelled like one, each with how much (0 to 1).
Similar = Callable[[str, Sequence[str]], Mapping[str, float]]

_WORD = re.compile(r"\w+")
_MOST_WORDS = 8  # of a query; what follows them is not looked for
_SHORTEST_PART = 3  # characters of a query that may stand anywhere in a name or an organization
_BEGINNING, _TYPO = 0.95, 0.8  # of the weight of a word as it stands
_SMALL_SLIP = 0.85 * _TYPO  # one letter too many or too few in a word of six
_SAME = 0.75  # of it, of a word that only means the same
_FIELD_BITS = 3
_FIELD = (1 << _FIELD_BITS) - 1
_LEAST_OF_SOME = 3  # characters of a word that finds somebody who has not all of a query
_AI = (("artificial", "intelligence"), ("inteligenta", "artificiala"), ("mesterseges", "intelligencia"))
_SPELLED_OUT = {"ai": _AI, "ia": _AI, "mi": _AI}
"""What nobody writes out when he searches and many do in a profile; whoever has it so has what was meant."""
_AROUND = 45  # characters shown on either side of a word that was found


class Field(IntEnum):
    """Where in a profile a word stands."""

    NAME = 0
    ORGANIZATION = 1
    ROLE = 2
    CATEGORY = 3  # type, areas, offers, seeks, city, country
    DESCRIPTION = 4


_NAMED = (Field.NAME, Field.ORGANIZATION)
_WEIGHTS = {
    Field.NAME: 1.0,
    Field.ORGANIZATION: 0.9,
    Field.ROLE: 0.7,
    Field.CATEGORY: 0.6,
    Field.DESCRIPTION: 0.4,
}


_Weigh = Callable[[float, Field], float]
"""Gives what a word counts, by how surely it is meant and where it stands."""


@dataclass(frozen=True, slots=True)
class Text:
    """What a profile says, folded; ``everything`` holds the fields as well."""

    id: int
    fields: Mapping[Field, str]
    everything: str


@dataclass(frozen=True, slots=True)
class Index:
    """The words of the people of an event: ``names`` those of names and organizations, both sorted.

    ``postings`` tell where each stands, as a place in ``ids`` and a field. ``squeezed`` are names with
    organizations, by place, without spaces: ``clujit`` finds ``cluj it``.
    """

    ids: tuple[int, ...]
    names: tuple[str, ...]
    words: tuple[str, ...]
    postings: Mapping[str, array[int]]
    squeezed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a search found, best first, and the words of profiles that the query was found as."""

    ids: tuple[int, ...]
    words: frozenset[str]


class Indexing:
    """An index in the making, of people who are noted in the directory's order.

    One by one: ten thousand at once would keep everybody else waiting.
    """

    def __init__(self) -> None:
        self._ids: list[int] = []
        self._squeezed: list[str] = []
        self._postings: dict[str, array[int]] = defaultdict(lambda: array("I"))
        self._names = set[str]()
        self._bare: dict[str, tuple[str, ...]] = {}  # punctuation is taken off each word once

    def note(self, text: Text) -> None:
        """Note the words of the next person."""
        place = len(self._ids)
        seen = set[str]()
        for field, said in text.fields.items():
            words = set(said.split())
            seen |= words
            self._post(words, place << _FIELD_BITS | field)
        self._post(set(text.everything.split()) - seen, place << _FIELD_BITS | Field.DESCRIPTION)
        named = [word for field in _NAMED for word in text.fields[field].split()]
        self._names.update(bare for word in named for bare in self._bare[word])
        self._ids.append(text.id)
        self._squeezed.append("".join(named))

    def done(self) -> Index:
        """Give the index of everybody who was noted."""
        return Index(
            ids=tuple(self._ids),
            names=tuple(sorted(self._names)),
            words=tuple(sorted(self._postings)),
            postings=dict(self._postings),
            squeezed=tuple(self._squeezed),
        )

    def _post(self, words: Iterable[str], code: int) -> None:
        for word in words:
            bare = self._bare.get(word)
            if bare is None:
                bare = self._bare[word] = tuple(dict.fromkeys(_WORD.findall(word)))
            for one in bare:
                self._postings[one].append(code)


def find(found: Index, query: str, similar: Similar) -> Found:
    """Find people by a folded query."""
    words = list(dict.fromkeys(_WORD.findall(query)))[:_MOST_WORDS]
    scores: dict[int, float] | None = None
    meant: dict[str, float] = {}
    for word in words:
        if scores == {}:  # a search by likeness takes long where thousands are
            break
        of_word, likely = _of_word(found, word, similar)
        meant |= likely
        scores = of_word if scores is None else _both(scores, of_word)
    scores = scores or {}
    part = "".join(words)
    if len(part) >= _SHORTEST_PART:
        for place, squeezed in enumerate(found.squeezed):
            if part in squeezed:
                scores[place] = max(scores.get(place, 0.0), len(words) * _WEIGHTS[Field.ORGANIZATION])
    return _ranked(found, scores, meant)


def find_some(found: Index, query: str, similar: Similar, *, asked: bool = True) -> Found:
    """Find people who have some of the words of a folded query, those with most and the rarest of them first.

    Only words of three letters and more count, short names of areas, and none that most people have. A slip
    is forgiven in names, elsewhere only a small one. ``asked`` False: the query may be no search at all, so
    that besides names only a word counts that stands letter by letter outside of descriptions.
    """
    weigh = _weighed_some if asked else _weighed_strictly
    scores: dict[int, float] = defaultdict(float)
    meant: dict[str, float] = {}
    for word in list(dict.fromkeys(_WORD.findall(query)))[:_MOST_WORDS]:
        if len(word) < _LEAST_OF_SOME and word not in _SPELLED_OUT:
            continue
        places, likely = _of_word(found, word, similar, weigh)
        if 2 * len(places) <= len(found.ids):
            meant |= likely
            for place, score in places.items():
                scores[place] += score + 1 / len(places)
    return _ranked(found, scores, meant)


def find_described(found: Index, query: str, similar: Similar) -> Found:
    """Find people by what they are ("head of the Cluj IT cluster"), also in words that only mean the same.

    Every word that says something must stand in a name, an organization, a role or a category, and there
    must be two of them: it is for a query of which nobody has every word.
    """
    words = [word for word in dict.fromkeys(_WORD.findall(query)) if len(word) >= _LEAST_OF_SOME]
    words = [word for word in words if not joins(word)][:_MOST_WORDS]
    scores: dict[int, float] | None = None
    meant: set[str] = set()
    for word in words if len(words) > 1 else ():
        if scores == {}:  # as above
            break
        same = {one: _SAME for one in SAME.get(word, ()) if one in found.postings}
        likely = same | _meant(found, word, similar)
        meant |= likely.keys()
        of_word = _scores(found, likely, _weighed_outside)
        scores = of_word if scores is None else _both(scores, of_word)
    return _ranked(found, scores or {}, meant)


def _of_word(
    found: Index, word: str, similar: Similar, weigh: _Weigh | None = None
) -> tuple[dict[int, float], dict[str, float]]:
    """Give who has a word of a query, by place, with how well, and as which words."""
    likely = _meant(found, word, similar)
    scores = _scores(found, likely, weigh or _weighed)
    for phrase in _SPELLED_OUT.get(word, ()):
        if spelled := _having_all(found, phrase):
            scores |= dict.fromkeys(spelled, _WEIGHTS[Field.NAME])
            likely |= dict.fromkeys(phrase, 1.0)
    return scores, likely


def _having_all(found: Index, words: Sequence[str]) -> set[int]:
    """Give the places of those who have each of some words as it stands."""
    places = [{posting >> _FIELD_BITS for posting in found.postings.get(word, ())} for word in words]
    return set[int].intersection(*places)


def _ranked(found: Index, scores: Mapping[int, float], meant: Iterable[str]) -> Found:
    everybody = len(found.ids) or 1  # one number for score and place: thousands are sorted in no time
    ranked = sorted(place - everybody * int(100 * score + 0.5) for place, score in scores.items())
    return Found(tuple(found.ids[code % everybody] for code in ranked), frozenset(meant))


def _meant(found: Index, word: str, similar: Similar) -> dict[str, float]:
    """Give the words of profiles that a word of a query may mean, with how surely."""
    as_typed = dict.fromkeys(_beginning(found.words, word), _BEGINNING)
    if word in found.postings:
        as_typed[word] = 1.0
    vocabulary = found.names if as_typed else found.words
    return {one: _TYPO * likeness for one, likeness in similar(word, vocabulary).items()} | as_typed


def _beginning(words: Sequence[str], start: str) -> Sequence[str]:
    first = bisect_left(words, start)
    return words[first : bisect_left(words, start + "\U0010ffff", first)]


def _weighed(likeness: float, field: Field) -> float:
    return likeness * _WEIGHTS[field]


def _weighed_outside(likeness: float, field: Field) -> float:
    return 0.0 if field is Field.DESCRIPTION else likeness * _WEIGHTS[field]


def _weighed_some(likeness: float, field: Field) -> float:
    return likeness * _WEIGHTS[field] if field is Field.NAME or likeness >= _SMALL_SLIP else 0.0


def _weighed_strictly(likeness: float, field: Field) -> float:
    as_it_stands = likeness == 1 and field is not Field.DESCRIPTION
    return likeness * _WEIGHTS[field] if field is Field.NAME or as_it_stands else 0.0


def _scores(found: Index, likely: Mapping[str, float], weigh: _Weigh) -> dict[int, float]:
    scores: dict[int, float] = {}
    for word, likeness in likely.items():
        weights = [weigh(likeness, field) for field in Field]
        for posting in found.postings[word]:
            place, score = posting >> _FIELD_BITS, weights[posting & _FIELD]
            if score and (place not in scores or score > scores[place]):
                scores[place] = score
    return scores


def _both(one: Mapping[int, float], other: Mapping[int, float]) -> dict[int, float]:
    return {place: one[place] + other[place] for place in one.keys() & other.keys()}


def excerpt(profile: Profile, words: Collection[str]) -> tuple[tuple[str, bool], ...]:
    """Give the place in a profile where a search found it, where a list does not show it anyway.

    Pieces of the text in order, each with whether it is one of the folded ``words``; empty when they
    stand in the name, the role or the organization alone.
    """
    lists = ("; ".join(one) for one in (profile.areas, profile.offers, profile.seeks))
    texts = (*lists, profile.organization_type, profile.city, profile.country)
    for text in (*texts, profile.description):
        tokens = _WORD.finditer(text)
        first = next((one for one in tokens if fold(one.group()) in words), None)
        if first is not None:
            return _pieces(text, first, words)
    return ()


def _pieces(text: str, first: re.Match[str], words: Collection[str]) -> tuple[tuple[str, bool], ...]:
    start, end = max(0, first.start() - _AROUND), min(len(text), first.end() + _AROUND)
    if start:
        start = text.find(" ", start, first.start()) + 1 or first.start()
    if end < len(text):
        end = max(text.rfind(" ", first.end(), end), first.end())
    pieces, at = [("… " if start else "", False)], start
    for token in _WORD.finditer(text, start, end):
        if fold(token.group()) in words:
            pieces += [(text[at : token.start()], False), (token.group(), True)]
            at = token.end()
    pieces += [(text[at:end], False), (" …" if end < len(text) else "", False)]
    return tuple((" ".join(said.split("\n")), hit) for said, hit in pieces if said)
