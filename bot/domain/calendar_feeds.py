"""Addresses under which a calendar follows somebody's agenda: derived from a secret, as personal links are.

An address names whose it is and proves itself, so that a wrong one is refused before anything is looked up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bot.domain.links import is_link_payload, keyed_payload, same_payload

_NUMBER_DIGITS = 18
MOST_WRONG_FEEDS = 60  # that a process answers within a minute
WRONG_FEEDS_SECONDS = 60


class FeedKey(NamedTuple):
    """Whose agenda an address shows; it is good while both generations are the present ones."""

    participant_id: int
    link_generation: int  # of the personal link: who is thrown out reads on nowhere
    generation: int  # of the address


@dataclass(frozen=True, slots=True)
class Feed:
    """The address of a participant, past or present, and what was seen under it last."""

    generation: int
    active: bool
    digest: str = ""
    changed_at: datetime | None = None  # when it was first seen to hold what ``digest`` stands for

    def since(self, digest: str) -> datetime | None:
        """Give since when it has shown just this; None when it showed something else, or was never read."""
        return self.changed_at if self.digest == digest else None


def feed_token(secret: bytes, key: FeedKey) -> str:
    """Give the part of an address that is hard to guess; characters of base64url and dots only."""
    return ".".join((*map(str, key), _proof(secret, key)))


def feed_key(secret: bytes, token: str) -> FeedKey | None:
    """Give whose agenda a token shows, comparing in constant time; None for one that was never given out."""
    *numbers, proof = token.split(".")
    if len(numbers) != len(FeedKey._fields) or not is_link_payload(proof):
        return None
    if not all(one.isascii() and one.isdigit() and len(one) <= _NUMBER_DIGITS for one in numbers):
        return None
    key = FeedKey(*map(int, numbers))
    return key if same_payload(feed_token(secret, key), token) else None


def _proof(secret: bytes, key: FeedKey) -> str:
    return keyed_payload(secret, "calendar:" + ":".join(map(str, key)))
