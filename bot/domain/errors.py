"""Everything that the rules can refuse, as types that a screen can explain."""

from __future__ import annotations

from enum import StrEnum


class DomainError(Exception):
    """A rule refused; nothing was changed."""


class NotFoundError(DomainError):
    """The row that a button or command names does not exist, or is not for this person to see."""


class NotAvailableError(NotFoundError):
    """A person has nothing to do with this one: hidden, or kept apart; never said which of them."""


class NotAllowedError(DomainError):
    """The person has no right to do this."""


class NotAStewardError(NotAllowedError):
    """The person neither organizes the event nor helps there."""


class TooManyWrongLinksError(DomainError):
    """The account opened so many wrong links that for a while none, right or wrong, is looked at."""


class StaleError(DomainError):
    """The thing changed since the screen was drawn; the caller shows a fresh one."""


class Reason(StrEnum):
    """Why something cannot be booked (product rules 2.10); each has its own words and next step.

    A limit of the *guest* is that of the one who is told, a limit of the *host* that of the other side.
    """

    TAKEN = "taken"  # the host has something else in the slot, perhaps since a moment ago
    BUSY = "busy"  # the guest has something else in the slot, or is not there
    AWAY = "away"  # the host is not there in the slot
    NO_TABLE = "no_table"  # every table is taken in that slot
    FULL = "full"  # no free slot is left in the host's window
    NO_COMMON_SLOT = "no_common_slot"  # both have free slots, none at the same time
    TOO_SOON = "too_soon"  # inside the minimum notice
    NO_WINDOW = "no_window"  # the host takes no meetings
    HIDDEN = "hidden"  # the host has left the directory, at his own wish
    NOT_AVAILABLE = "not_available"  # either has blocked the other, or he is hidden; never said which
    NOT_CONNECTED = "not_connected"  # the host has not opened the bot yet
    SAME_PERSON = "same_person"
    SAME_ORGANIZATION = "same_organization"
    TYPES = "types"  # the event's rule of participant types does not let them meet
    ALREADY = "already"  # the pair has an open request or a coming meeting
    LIMIT_MEETINGS_GUEST = "limit_meetings_guest"
    LIMIT_MEETINGS_HOST = "limit_meetings_host"
    LIMIT_BLOCK_GUEST = "limit_block_guest"
    LIMIT_BLOCK_HOST = "limit_block_host"
    LIMIT_REQUESTS = "limit_requests"
    LIMIT_PLACES = "limit_places"  # the guest is on as many waiting lists as one may
    CHANGE_DEADLINE = "change_deadline"  # too late to move or cancel; "cannot come" is still allowed
    OVER = "over"  # the event has ended


def turned(reason: Reason) -> Reason:
    """Give a reason found for a guest as his host is to be told it."""
    sides = {
        Reason.LIMIT_MEETINGS_GUEST: Reason.LIMIT_MEETINGS_HOST,
        Reason.LIMIT_BLOCK_GUEST: Reason.LIMIT_BLOCK_HOST,
        Reason.BUSY: Reason.AWAY,
    }
    return (sides | {host: guest for guest, host in sides.items()}).get(reason, reason)


class NotBookableError(DomainError):
    """A booking rule refused, and says which."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
