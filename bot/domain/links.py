"""Personal links: derived from a secret, so that only a generation is stored and reprinting is free."""

from __future__ import annotations

import base64
import hashlib
import hmac

PAYLOAD_CHARACTERS = 22  # 132 bits


def link_payload(secret: bytes, event_id: int, participant_id: int, generation: int) -> str:
    """Give the start payload of a participant's personal link; base64url characters only."""
    return _payload(secret, f"link:{event_id}:{participant_id}:{generation}")


def organizer_payload(secret: bytes, event_id: int, generation: int) -> str:
    """Give the start payload of an event's organizer link; base64url characters only."""
    return _payload(secret, f"organizer:{event_id}:{generation}")


def start_link(bot_username: str, payload: str) -> str:
    """Give the link that opens the bot with a start payload."""
    return f"https://t.me/{bot_username}?start={payload}"


def is_link_payload(text: str) -> bool:
    """Tell whether a text has the form of a payload, before anything is compared."""
    return (
        len(text) == PAYLOAD_CHARACTERS
        and text.isascii()
        and text.replace("-", "").replace("_", "").isalnum()
    )


def same_payload(one: str, other: str) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(one, other)


def erased_digest(secret: bytes, event_id: int, key: str) -> str:
    """Give the keyed hash by which an import knows a person who asked to be erased."""
    return hmac.digest(secret, f"erased:{event_id}:{key}".encode(), hashlib.sha256).hex()


def _payload(secret: bytes, message: str) -> str:
    digest = hmac.digest(secret, message.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest).decode()[:PAYLOAD_CHARACTERS]
