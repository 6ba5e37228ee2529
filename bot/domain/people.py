"""Participants: the people of an event's directory."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple, Protocol

from bot.domain.intervals import Interval
from bot.domain.text import fold


@dataclass(frozen=True, slots=True)
class Profile:
    """What a participant shows of himself; every field but the name may be empty.

    ``email`` and ``phone`` are shown to nobody before a meeting is agreed.
    """

    name: str
    role: str = ""
    organization: str = ""
    organization_type: str = ""
    areas: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    seeks: tuple[str, ...] = ()
    city: str = ""
    street: str = ""
    country: str = ""
    website: str = ""
    description: str = ""
    participation_type: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    """A person in an event's directory, whether or not connected to Telegram yet.

    ``windows`` are UTC stretches in which he takes meetings; empty means that he can ask but not be
    asked. ``language`` is a code that the file gave, or empty. ``table`` is the name of his fixed
    table, or empty. ``telegram_id`` is None until he joins.
    """

    id: int
    event_id: int
    key: str
    profile: Profile
    windows: tuple[Interval, ...] = ()
    language: str = ""
    table: str = ""
    telegram_id: int | None = None
    generation: int = 0
    minutes_before: tuple[int, ...] | None = None  # None: the event's own reminder times
    reachable: bool = True
    hidden: bool = False  # from the directory, at his own wish; he may still ask others
    photo: str = ""  # as Telegram names it
    edited: tuple[str, ...] = ()  # fields that he changed himself, "photo" and "windows" among them

    @property
    def connected(self) -> bool:
        """Whether the bot may write to him."""
        return self.telegram_id is not None


class Named(NamedTuple):
    """What names a participant in a list, and in the link that is printed for him; without his profile."""

    id: int
    key: str
    email: str
    name: str
    organization: str
    folded_name: str
    generation: int


class Names(Protocol):
    """A profile, or whatever else tells what a key can be made of."""

    @property
    def name(self) -> str: ...
    @property
    def organization(self) -> str: ...
    @property
    def email(self) -> str: ...


class KeyKind(IntEnum):
    """What a key is made of; a higher one names a person more surely."""

    NAME = 0
    EMAIL = 1
    GIVEN = 2


def key_kind(key: str, names: Names) -> KeyKind:
    """Tell what the key of somebody who is named so is made of."""
    if names.email and key == names.email.casefold():
        return KeyKind.EMAIL
    if key == _by_name(names.name, names.organization):
        return KeyKind.NAME
    return KeyKind.GIVEN


def identities(key: str, profile: Profile) -> frozenset[str]:
    """Give every value that may name a person in a list: his key, e-mail, and name + organization."""
    by_name = _by_name(profile.name, profile.organization)
    return frozenset({key, profile.email.casefold(), by_name} - {""})


def identity(key: str, email: str, name: str, organization: str) -> str:
    """Give the value that names a person across imports: key, else e-mail, else name + organization."""
    if key:
        return key
    if email:
        return email.casefold()
    return _by_name(name, organization)


def _by_name(name: str, organization: str) -> str:
    return f"{fold(name)}|{fold(organization)}"


def searchable(profile: Profile) -> str:
    """Give the folded text of a profile that search looks through; e-mail and phone are not in it."""
    parts = (
        profile.name,
        profile.organization,
        profile.role,
        profile.organization_type,
        *profile.areas,
        *profile.offers,
        *profile.seeks,
        profile.city,
        profile.country,
        profile.description,
    )
    return fold(" ".join(part for part in parts if part))
