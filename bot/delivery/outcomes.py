"""What became of a message, as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, TelegramError, TimedOut

from bot.botapi.errors import FloodError, said
from bot.usecases.outbox import MAX_ATTEMPTS

_LONGEST_RETRY_SECONDS = 60
_TOKEN_PAUSE_SECONDS = 60.0


class Fate(Enum):
    """What the dispatcher does with a row."""

    SENT = auto()
    DROPPED = auto()  # no longer relevant, or too late
    POSTPONED = auto()  # its time is after ``pause``, which is nobody's fault
    REFUND = auto()  # back to the outbox, nothing counted
    RETRY = auto()  # back to the outbox, one attempt less
    DOUBT = auto()  # it left and no reply came
    GONE = auto()  # the person has blocked the bot or does not exist any more
    MOVED = auto()  # the chat has another id now
    REFUSED = auto()  # it would be refused for ever


@dataclass(frozen=True, slots=True)
class Outcome:
    """A fate with what belongs to it: the message's id, or the chat's new one, or the pause to keep."""

    fate: Fate
    error: str = ""
    message_id: int | None = None
    instead_of: int | None = None  # the message that this one took the place of
    new_chat_id: int = 0
    pause: timedelta = timedelta()


def of_error(error: TelegramError, attempts: int) -> Outcome:
    """Say what an error means for a row that has failed ``attempts`` times before."""
    reason = said(error)
    if isinstance(error, FloodError):
        return Outcome(Fate.REFUND, reason, pause=timedelta(seconds=error.seconds))
    if isinstance(error, InvalidToken):  # not the row's fault: it waits for the operator
        return Outcome(Fate.REFUND, reason, pause=timedelta(seconds=_TOKEN_PAUSE_SECONDS))
    if isinstance(error, TimedOut):
        return Outcome(Fate.DOUBT, reason, pause=backoff(attempts))
    if isinstance(error, Forbidden):
        return Outcome(Fate.GONE, reason)
    if isinstance(error, ChatMigrated):
        return Outcome(Fate.MOVED, reason, new_chat_id=error.new_chat_id)
    if isinstance(error, BadRequest):
        return Outcome(Fate.REFUSED, reason)
    return retry(reason, attempts)


def retry(error: str, attempts: int) -> Outcome:
    """Give the next try of a row that has failed ``attempts`` times before, or its end."""
    if attempts + 1 >= MAX_ATTEMPTS:
        return Outcome(Fate.REFUSED, error)
    return Outcome(Fate.RETRY, error, pause=backoff(attempts))


def backoff(attempts: int) -> timedelta:
    """Give 1, 2, 4 … 60 seconds."""
    return timedelta(seconds=min(2**attempts, _LONGEST_RETRY_SECONDS))
