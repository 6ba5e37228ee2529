"""Constraints that the database refuses by, and what each means to a rule."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from bot.domain.errors import NotBookableError, Reason
from bot.usecases.ports import DatabaseUnavailableError

# PostgreSQL names the constraint; SQLite names the columns, or the index when it is on an expression.
_MEANING = {
    "pk_seat": Reason.TAKEN,
    "seat.participant_id, seat.starts_at": Reason.TAKEN,
    "uq_request_pair_open": Reason.ALREADY,
    "request.low_id, request.high_id": Reason.ALREADY,
    "uq_request_moves_open": Reason.ALREADY,
    "request.moves_id": Reason.ALREADY,
    "uq_handover_open": Reason.ALREADY,
    "handover.meeting_id": Reason.ALREADY,
    "uq_meeting_pair_coming": Reason.ALREADY,
    "meeting.low_id, meeting.high_id": Reason.ALREADY,
}

# What a database raises that is full, locked, gone or not to be written to.
DATABASE_ERRORS = (DatabaseUnavailableError, SQLAlchemyError, sqlite3.Error, OSError)


def in_one_line(error: Exception) -> str:
    """Say what the database itself said, without the statement and its values."""
    cause = getattr(error, "orig", None) or error
    if cause is not error and cause.__cause__:  # SQLAlchemy puts its own name before what asyncpg said
        cause = cause.__cause__
    return str(cause).splitlines()[0] if str(cause) else type(cause).__name__


@contextmanager
def meaning_of_constraints() -> Iterator[None]:
    """Turn a refusal by a known constraint into the domain error that it stands for.

    Raises:
        NotBookableError: TAKEN or ALREADY; any other refusal is passed on as it is.
    """
    try:
        yield
    except IntegrityError as error:
        text = str(error.orig)
        for constraint, reason in _MEANING.items():
            if constraint in text:
                raise NotBookableError(reason) from error
        raise
