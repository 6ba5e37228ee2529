"""What people change of their own profiles, and which edits of theirs a later list leaves alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any

from bot.domain.event import Event
from bot.domain.finding import Catalogue, Facet
from bot.domain.people import Participant, Profile

PHOTO = "photo"
WINDOWS = "windows"
LISTS = frozenset({"areas", "offers", "seeks"})
NEEDED = frozenset({"name"})
# What others choose from in the directory, so that one spelling of a thing is enough.
SHARED = MappingProxyType(
    {"organization_type": Facet.TYPE, "areas": Facet.AREA, "city": Facet.CITY, "country": Facet.COUNTRY}
)
_ORDER = (
    *("name", "role", "organization", "organization_type", "areas", "offers", "seeks", "city", "street"),
    *("country", "website", "phone", "email", "description", PHOTO),
)
UNLISTED = frozenset({"street", "website", "phone", "email", PHOTO})  # only a card shows them
_LONG = 3_000  # characters: a messenger cuts what is longer than 4,096 into several messages

Changes = Mapping[str, Any]  # texts, and lists of words, by field


def editable(event: Event) -> tuple[str, ...]:
    """Name what somebody may change himself.

    Where the event says which types meet, types are the organizer's to give.
    """
    return tuple(one for one in _ORDER if one != "organization_type" or not event.booking.meets)


def changed(person: Participant, changes: Changes) -> Participant:
    """Give somebody as he would be after changes."""
    said: dict[str, Any] = {
        name: tuple(value) if name in LISTS else value
        for name, value in changes.items()
        if name in Profile.__slots__
    }
    photo = changes.get(PHOTO, person.photo)
    return replace(person, profile=replace(person.profile, **said), photo=photo)


def differing(person: Participant, changes: Changes) -> tuple[str, ...]:
    """Name the fields that changes really change."""
    new = changed(person, changes)
    names = tuple(one for one in changes if one in Profile.__slots__)
    found = tuple(one for one in names if getattr(new.profile, one) != getattr(person.profile, one))
    return (*found, PHOTO) if new.photo != person.photo else found


def as_others_write(catalogue: Catalogue, me: int, changes: Changes) -> Changes:
    """Give changes with the values that others have, too, in their spelling."""

    def spelled(name: str, value: Any) -> Any:
        if (facet := SHARED.get(name)) is None:
            return value
        if isinstance(value, str):
            return catalogue.as_others_write(facet, value, me)
        return [catalogue.as_others_write(facet, one, me) for one in value]

    return {name: spelled(name, value) for name, value in changes.items()}


def goes_on(said: str) -> bool:
    """Tell whether what follows a message may be the rest of it."""
    return len(said) >= _LONG


def said_by_page(profile: Profile, allowed: Collection[str]) -> dict[str, Any]:
    """Give what a profile page says, ready to be kept; what it is silent about stays as it is."""
    said = {one.name: getattr(profile, one.name) for one in fields(Profile) if one.name in allowed}
    return {name: list(value) if name in LISTS else value for name, value in said.items() if value}
