"""Choosing somebody in Telegram's own picker: a key stands under the text box for as long as a question does.

The question that is open names the ``request`` of its key, so that a choice made with any other counts for
nothing. Telegram keeps the key until it is told otherwise: whatever ends the question says so by a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.persons import Person
from bot.usecases.identity import Me
from bot.usecases.outbox import Note, OutboxRow, OutboxState, Priority
from bot.usecases.ports import UnitOfWork

OFFERED, CLOSED = "picker.offered", "picker.closed"
_REQUEST = "picker"  # its name in what is noted of the question
_NEVER_SHOWN = (OutboxState.DROPPED, OutboxState.DEAD)


def request_of(person: Person) -> int | None:
    """Give the request of the key that the open question has; None without one."""
    request = (person.dialog or {}).get(_REQUEST)
    return request if isinstance(request, int) else None


async def ask(uow: UnitOfWork, me: Me, question: Mapping[str, Any], request: int, now: datetime) -> None:
    """Note what is asked, and offer the key for it; ``request`` belongs to no other question."""
    await uow.persons.change(me.person.telegram_id, dialog={**question, _REQUEST: request})
    params = {"to": me.id, _REQUEST: request}
    await uow.outbox.add(_note(OFFERED, me.person.telegram_id, now, params))


def is_open(me: Me, params: Mapping[str, Any]) -> bool:
    """Tell whether the question whose key a row offers is still open."""
    return request_of(me.person) == int(params[_REQUEST])


async def end(uow: UnitOfWork, person: Person, now: datetime) -> None:
    """Take away the key of a question that ends in this transaction, if it has one."""
    if (request := request_of(person)) is not None:
        await uow.outbox.add(_note(CLOSED, person.telegram_id, now, {_REQUEST: request}))


async def put_away(uow: UnitOfWork, telegram_id: int, now: datetime) -> None:
    """Take away whatever key there is."""
    await uow.outbox.add(_note(CLOSED, telegram_id, now, {}))


async def place_of(uow: UnitOfWork, row: OutboxRow) -> tuple[bool, int | None]:
    """Tell whether the key that a row takes away may be shown at all, and which message brought it."""
    request = row.note.params.get(_REQUEST)
    if request is None:
        return True, None
    offers = await uow.outbox.of_kind(row.note.chat_id, OFFERED)
    found = next((one for one in offers if one.note.params[_REQUEST] == request), None)
    return (found.state not in _NEVER_SHOWN, found.message_id) if found else (True, None)


def _note(kind: str, chat_id: int, now: datetime, params: Mapping[str, Any]) -> Note:
    return Note(kind, chat_id, due_at=now, params=params, priority=Priority.CONFIRMATION)
