"""Personal links: derived from a secret, so that only a generation is stored and reprinting is free."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.domain.roles import Role

PAYLOAD_CHARACTERS = 22  # 132 bits
_PAYLOAD = re.compile(rf"[\w-]{{{PAYLOAD_CHARACTERS}}}", re.ASCII)
HOME_PAYLOAD = "home"  # opens the bot for whoever presses, and grants nothing
_CARD = "card-"
_REGISTER = "join-"
_CARD_DIGITS = 16  # so that the payload never has the length of a personal link's
MOST_WRONG_LINKS = 10  # that one Telegram account may open within
WRONG_LINKS_WITHIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class WrongLinks:
    """How many links that nobody was given a Telegram account has opened since an instant."""

    count: int
    since: datetime


def link_payload(secret: bytes, event_id: int, participant_id: int, generation: int) -> str:
    """Give the start payload of a participant's personal link; base64url characters only."""
    return keyed_payload(secret, f"link:{event_id}:{participant_id}:{generation}")


def role_payload(secret: bytes, role: Role, event_id: int, generation: int) -> str:
    """Give the start payload of the link that gives a role in an event; base64url characters only."""
    return keyed_payload(secret, f"{role}:{event_id}:{generation}")


def keyed_payload(secret: bytes, message: str) -> str:
    """Give what only the secret can make of a message; base64url characters only."""
    digest = hmac.digest(secret, message.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest).decode()[:PAYLOAD_CHARACTERS]


def mark_of(secret: bytes, payload: str) -> int:
    """Give what a payload is looked up by: how long that takes tells nothing without the secret.

    Other payloads may have the same mark, so whatever is found is compared with ``same_payload``; that two
    links have the same one happens once in 10^9 databases of a hundred thousand people.
    """
    digest = hashlib.blake2b(payload.encode(), key=secret[: hashlib.blake2b.MAX_KEY_SIZE], digest_size=8)
    return int.from_bytes(digest.digest())


class Linked(NamedTuple):
    """What a participant's personal links are made of; ``generation`` is that of the last one."""

    id: int
    event_id: int
    generation: int


@dataclass(frozen=True, slots=True)
class LinkMarks:
    """Makes a list of people to be looked up by the marks of every link that they have had so far."""

    secret: bytes = field(repr=False)

    def __call__(self, people: Iterable[Linked]) -> Mapping[int, int]:
        """Give participants by mark."""
        return {
            mark_of(self.secret, link_payload(self.secret, event_id, person_id, one)): person_id
            for person_id, event_id, generation in people
            for one in range(generation + 1)
        }


def card_payload(participant_id: int) -> str:
    """Give the start payload that opens somebody's card: no secret, and good for nothing else."""
    return f"{_CARD}{participant_id}"


def card_of(payload: str) -> int | None:
    """Give the participant whose card a start payload opens; None for any other payload."""
    number = payload.removeprefix(_CARD)
    well_formed = number.isascii() and number.isdigit() and len(number) <= _CARD_DIGITS
    return int(number) if payload.startswith(_CARD) and well_formed else None


def registration_payload(slug: str) -> str:
    """Give the start payload by which anybody registers for an event: no secret."""
    return f"{_REGISTER}{slug}"


def registration_of(payload: str) -> str | None:
    """Give the slug of the event that a start payload registers for; None for any other payload."""
    slug = payload.removeprefix(_REGISTER)
    return slug if payload.startswith(_REGISTER) and slug else None


def start_link(bot_username: str, payload: str) -> str:
    """Give the link that opens the bot with a start payload."""
    return f"https://t.me/{bot_username}?start={payload}"


def is_link_payload(text: str) -> bool:
    """Tell whether a text has the form of a payload, before anything is compared."""
    return _PAYLOAD.fullmatch(text) is not None


def same_payload(one: str, other: str) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(one, other)


def may_open_links(wrong: WrongLinks | None, now: datetime) -> bool:
    """Tell whether an account's links are looked at: after ten wrong ones, not until the hour is over."""
    return wrong is None or wrong.count < MOST_WRONG_LINKS or _over(wrong, now)


def one_more_wrong(wrong: WrongLinks | None, now: datetime) -> WrongLinks:
    """Count a wrong link; the first one begins an hour, and so does the first after that."""
    if wrong is None or _over(wrong, now):
        return WrongLinks(1, now)
    return replace(wrong, count=wrong.count + 1)


def erased_digest(secret: bytes, event_id: int, key: str) -> str:
    """Give the keyed hash by which an import knows a person who asked to be erased."""
    return hmac.digest(secret, f"erased:{event_id}:{key}".encode(), hashlib.sha256).hex()


def _over(wrong: WrongLinks, now: datetime) -> bool:
    return now - wrong.since >= WRONG_LINKS_WITHIN
