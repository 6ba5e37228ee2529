"""Applications: strangers who would like to take part in an event that admits them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.event import Event, Registration

FIELDS = ("name", "organization", "email")  # in the order in which they are asked for
NEEDED = frozenset({"name"})
REASON_CHARACTERS = 300


class ApplicationState(StrEnum):
    """``pending`` becomes ``refused``; whoever is admitted is a participant, and has no application."""

    PENDING = "pending"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Application:
    """Somebody on Telegram who would like to be let into an event; one for each account and event."""

    id: int
    event_id: int
    telegram_id: int
    name: str
    organization: str
    email: str
    state: ApplicationState
    reason: str
    sent_at: datetime


def takes_registrations(event: Event, now: datetime) -> bool:
    """Tell whether a stranger can register for an event, at once or for an organizer to decide."""
    return event.booking.registration is not Registration.CLOSED and now < event.interval.end


def next_field(answers: object) -> str | None:
    """Give what is asked for next; None when everything was."""
    given = answers if isinstance(answers, dict) else {}
    return next((one for one in FIELDS if one not in given), None)
