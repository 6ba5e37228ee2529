"""Finding people: what a directory can be filtered by, filters that combine, and how many each would leave.

Values of one facet widen a filter (Energy *or* Health), everything else narrows it (*and* Cluj). Texts are
compared folded, so two spellings of a city are one choice. Sets of people are numbers with a bit for each, so
that hundreds of counts over ten thousand people take a millisecond.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from bot.domain.event import Event
from bot.domain.intervals import Interval
from bot.domain.slots import Slot
from bot.domain.text import fold

People = int  # a set: bit n is set for whoever stands at place n of the catalogue
NOBODY: People = 0
VALUE_CODE_CHARACTERS = 12
_DIGITS = bytes.maketrans(b"01", b"\0\1")


class Facet(StrEnum):
    """A side of a profile that a directory can be filtered by."""

    TYPE = "type"
    AREA = "area"
    OFFER = "offer"
    SEEK = "seek"
    CITY = "city"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Free:
    """When somebody should have a free slot: the one that begins at ``start``, any of ``day``, or any at all.

    ``start`` is a UTC instant, ``day`` a date on the event's clocks; at most one of them is given.
    """

    day: date | None = None
    start: datetime | None = None

    def fits(self, event: Event, slot: Slot) -> bool:
        """Tell whether a slot is one of those meant."""
        if self.start is not None:
            return slot.start == self.start
        return self.day is None or event.local(slot.start).date() == self.day


@dataclass(frozen=True, slots=True)
class Filter:
    """What a participant looks for in the directory; ``values`` are folded texts by facet."""

    values: Mapping[Facet, tuple[str, ...]] = field(default_factory=dict)
    free: Free | None = None  # None: whether free or not
    favourites: bool = False

    @property
    def size(self) -> int:
        """How many things it asks for; 0: it leaves everybody."""
        return sum(bool(one) for one in self.values.values()) + (self.free is not None) + self.favourites

    def toggled(self, facet: Facet, value: str) -> Filter:
        """Give the filter with a value more, or less where it was chosen."""
        chosen = self.values.get(facet, ())
        chosen = tuple(one for one in chosen if one != value) if value in chosen else (*chosen, value)
        return replace(self, values={**self.values, facet: chosen})


@dataclass(frozen=True, slots=True)
class Entry:
    """What a catalogue needs of a participant; ``values`` are texts as they were written."""

    id: int
    organization: str
    values: Mapping[Facet, Collection[str]]
    windows: tuple[Interval, ...]
    types: Collection[str] = ()  # folded; see ``bot.domain.meets``


@dataclass(frozen=True, slots=True)
class Value:
    """Something that can be chosen: how it is written most often, and whose profile says so.

    Of few people the places are ``kept``: as a set one takes as much room as thousands.
    """

    label: str
    kept: People | tuple[int, ...]

    @property
    def people(self) -> People:
        """Whose profile says so."""
        return self.kept if isinstance(self.kept, int) else set_of(self.kept)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The people of an event by what they can be filtered by.

    ``order`` are their ids as the directory lists them, ``places`` where each stands there. Organizations and
    values are by their folded texts; of an organization, which has few people, the places are kept.
    ``types`` are what the event's rule of who meets whom speaks of.
    ``windows`` are by all windows of a person, joined where they touch.
    """

    order: tuple[int, ...]
    places: Mapping[int, int]
    values: Mapping[Facet, Mapping[str, Value]]
    organizations: Mapping[str, array[int]]
    windows: Mapping[tuple[Interval, ...], People]
    types: Mapping[str, People] = field(default_factory=dict)

    def of_type(self, folded: str) -> People:
        """Give those of a participant type."""
        return self.types.get(folded, NOBODY)

    def taking(self, slot: Slot) -> People:
        """Give those who take meetings in a slot, busy or not."""
        return either(
            people
            for windows, people in self.windows.items()
            if any(window.covers(slot) for window in windows)
        )

    def colleagues(self, organization: str) -> People:
        """Give those who name an organization; nobody shares an empty one."""
        return set_of(self.organizations.get(fold(organization), ()))

    def everybody(self) -> People:
        """Give all."""
        return (1 << len(self.order)) - 1

    def people(self, ids: Iterable[int]) -> People:
        """Give the set of participants by their ids; those who are not here are left out."""
        return set_of(place for one in ids if (place := self.places.get(one)) is not None)

    def ids(self, people: People) -> list[int]:
        """Give the ids of a set, in the directory's order."""
        return [one for one, bit in zip(self.order, reversed(f"{people:b}"), strict=False) if bit == "1"]

    def ranked(self, facet: Facet) -> list[str]:
        """Give the folded values of a facet, the most common first."""
        known = self.values[facet]
        return sorted(known, key=lambda one: (-known[one].people.bit_count(), one))

    def as_others_write(self, facet: Facet, text: str, me: int) -> str:
        """Give a value as it is written most often by others than ``me``; theirs, or the text itself."""
        known = self.values[facet].get(fold(text))
        return known.label if known and known.people & ~self.people([me]) else text

    def value_of(self, facet: Facet, code: str, chosen: Filter) -> str | None:
        """Give the folded value of a code, also one that was chosen and is in no profile any more."""
        known = (*self.values[facet], *chosen.values.get(facet, ()))
        return next((one for one in known if value_code(one) == code), None)


def value_code(folded: str) -> str:
    """Give what a button says for a value, which may be any text."""
    return hashlib.blake2b(folded.encode(), digest_size=VALUE_CODE_CHARACTERS // 2).hexdigest()


@dataclass(frozen=True, slots=True)
class Selection:
    """A filter applied: whom each thing that it asks for leaves, by facet, "free" and "favourites"."""

    catalogue: Catalogue
    left: Mapping[str, People]

    def people(self, but: str = "") -> People:
        """Give whom everything leaves that the filter asks for; ``but`` one thing, as if it did not."""
        people = self.catalogue.everybody()
        for name, left in self.left.items():
            if name != but:
                people &= left
        return people

    def in_order(self) -> list[int]:
        """Give the ids of those whom the filter leaves, in the directory's order."""
        return self.catalogue.ids(self.people())

    def counts(self, facet: Facet) -> dict[str, int]:
        """Count, for each value of a facet, whom it leaves beside everything else that is asked for."""
        others = self.people(but=facet)
        there = _one_by_one(others, len(self.catalogue.order)).__getitem__
        return {
            folded: (kept & others).bit_count()
            if isinstance(kept := one.kept, int)
            else sum(map(there, kept))
            for folded, one in self.catalogue.values[facet].items()
        }


def select(
    found: Catalogue,
    asked: Filter,
    favourites: People,
    free_in: Mapping[Slot, People],
    event: Event,
    apart: People = NOBODY,
) -> Selection:
    """Apply a filter; ``free_in`` are the people who could be met in each slot that is left at all.

    Those who are kept ``apart`` from the one who looks are left out whatever he asks for.
    """
    left: dict[str, People] = {
        facet: either(found.values[facet][one].people for one in chosen if one in found.values[facet])
        for facet, chosen in asked.values.items()
        if chosen
    }
    if asked.favourites:
        left["favourites"] = favourites
    if asked.free is not None:
        left["free"] = free_at(event, asked.free, free_in)
    if apart:
        left["seen"] = found.everybody() & ~apart
    return Selection(found, left)


def free_at(event: Event, free: Free, free_in: Mapping[Slot, People]) -> People:
    """Give those who could be met in any of the slots that are meant."""
    return either(people for slot, people in free_in.items() if free.fits(event, slot))


def next_slot(event: Event, askable: Iterable[Slot], now: datetime) -> Slot | None:
    """Give the first slot of this very day, on the event's clocks, among those that one can ask for."""
    today = event.local(now).date()
    return min((slot for slot in askable if event.local(slot.start).date() == today), default=None)


def either(sets: Iterable[People]) -> People:
    """Give those who are in any of some sets."""
    people = NOBODY
    for one in sets:
        people |= one
    return people


def set_of(places: Iterable[int]) -> People:
    """Give those who stand in some places."""
    bits = bytearray()
    for place in places:
        if place >> 3 >= len(bits):
            bits.extend(bytes((place >> 3) + 1 - len(bits)))
        bits[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(bits, "little")


def _one_by_one(people: People, places: int) -> bytes:
    """Give for each place whether somebody is there, 1 or 0."""
    return f"{people:0{places}b}"[::-1].encode().translate(_DIGITS)
