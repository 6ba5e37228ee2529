"""Erasing everything about the people of an event; what stays are rows without anybody in them.

Whoever adds a table or a column that can hold something about a person adds it here, too:
``tests/storage/test_retention.py`` looks through every table for what should be gone.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, delete, or_, select, union, update

from storage import tables as t
from storage.connection import Connection
from storage.crowd import people_change
from storage.desk_tables import broadcast, import_draft, role
from storage.finding_tables import directory_filter, favourite, free_now, private_note
from storage.participants import blank

_person, _participant = t.person.c, t.participant.c


class SqlErasure:
    """``bot.usecases.repositories.Erasure``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def erase_event(self, event_id: int, keep: Collection[int], now: datetime) -> None:
        """Erase an event's people, what they wrote, what was written to them, and its organizers' files.

        Whoever has no other event is forgotten as a person, too, but for the Telegram ids to ``keep``.
        """
        mine = select(_participant.id).where(_participant.event_id == event_id)
        gone = _only_here(event_id, keep)
        here = t.request.c.event_id == event_id
        for statement in (
            delete(t.outbox).where(
                or_(t.outbox.c.chat_id.in_(gone), t.outbox.c.params["to"].as_integer().in_(mine))
            ),
            delete(t.inbox).where(t.inbox.c.sender.in_(gone)),
            delete(t.wrong_link).where(t.wrong_link.c.telegram_id.in_(gone)),
            delete(t.person).where(_person.telegram_id.in_(gone)),
            update(t.person).where(_person.event_id == event_id).values(event_id=None, dialog=None),
            delete(t.participant_window).where(t.participant_window.c.participant_id.in_(mine)),
            delete(t.wanted).where(t.wanted.c.host_id.in_(mine)),
            delete(favourite).where(favourite.c.owner_id.in_(mine)),
            delete(directory_filter).where(directory_filter.c.owner_id.in_(mine)),
            delete(free_now).where(free_now.c.owner_id.in_(mine)),
            delete(private_note).where(private_note.c.owner_id.in_(mine)),
            delete(t.attendance).where(t.attendance.c.participant_id.in_(mine)),
            update(t.participant).where(_participant.event_id == event_id).values(blank(now)),
            people_change(event_id),
            update(t.request).where(here).values(note="", reason=""),
            update(t.meeting).where(t.meeting.c.event_id == event_id).values(reason=""),
            *(delete(table).where(table.c.event_id == event_id) for table in _OF_AN_EVENT),
        ):
            await self._connection.execute(statement)


_OF_AN_EVENT = (import_draft, broadcast, role, t.erased)  # broadcasts take their messages along


def _only_here(event_id: int, keep: Collection[int]) -> Select[tuple[int]]:
    """Select the people on Telegram who have to do with an event and with no other one."""
    joined = _participant.telegram_id.is_not(None)
    here = union(
        select(_participant.telegram_id).where(_participant.event_id == event_id, joined),
        select(role.c.telegram_id).where(role.c.event_id == event_id),
        select(_person.telegram_id).where(_person.event_id == event_id),
    )
    elsewhere = union(
        select(_participant.telegram_id).where(_participant.event_id != event_id, joined),
        select(role.c.telegram_id).where(role.c.event_id != event_id),
    )
    return select(_person.telegram_id).where(
        _person.telegram_id.in_(here.scalar_subquery()),
        _person.telegram_id.not_in(elsewhere.scalar_subquery()),
        _person.telegram_id.not_in(sorted(keep)),
    )
