"""Erasing everything about people; what stays are rows without anybody in them.

Whoever adds a table or a column that can hold something about a person adds it to the lists here:
``tests/storage/test_retention.py`` and ``test_leaving.py`` look through every table for what should be gone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, delete, or_, select, union, update

from bot.domain.broadcasts import NOBODY, BroadcastState
from bot.usecases.own_profile import RENAMED
from storage import tables as t
from storage.after_tables import feedback, introduction, relay
from storage.agenda_tables import calendar_feed
from storage.application_tables import application
from storage.connection import Connection
from storage.crowd import SqlCrowd
from storage.desk_tables import broadcast, check_in, import_draft, role, staff_menu
from storage.finding_tables import directory_filter, favourite, free_now, not_for_me, private_note
from storage.participants import blank
from storage.profile_tables import times_draft
from storage.safety_tables import person_block, report
from storage.waiting_tables import waiting, waiting_offer

_person, _participant = t.person.c, t.participant.c
_OF_AN_EVENT = (application, import_draft, broadcast, role, t.erased)  # broadcasts take their messages along
_OF_PARTICIPANTS = (  # rows that go with a participant, by the columns that name him
    t.participant_window.c.participant_id,
    t.wanted.c.host_id,
    t.wanted.c.guest_id,
    favourite.c.owner_id,
    favourite.c.person_id,
    private_note.c.owner_id,
    private_note.c.person_id,
    directory_filter.c.owner_id,
    free_now.c.owner_id,
    not_for_me.c.owner_id,
    not_for_me.c.person_id,
    times_draft.c.owner_id,
    calendar_feed.c.participant_id,
    check_in.c.participant_id,
    waiting.c.guest_id,
    waiting.c.host_id,
    waiting_offer.c.guest_id,  # with the seats that it holds
    waiting_offer.c.host_id,
    t.attendance.c.participant_id,
    feedback.c.participant_id,
    introduction.c.low_id,
    introduction.c.high_id,
    person_block.c.owner_id,
    person_block.c.person_id,
    report.c.author_id,
    report.c.person_id,
    relay.c.author_id,
    relay.c.recipient_id,
)
_OF_ACCOUNTS = (  # rows that go with a Telegram account; ``_only_here`` needs roles to find persons
    t.outbox.c.chat_id,
    t.wrong_link.c.telegram_id,
    import_draft.c.telegram_id,
    application.c.telegram_id,
    staff_menu.c.telegram_id,
    _person.telegram_id,
    role.c.telegram_id,
)

People = Collection[int] | Select[tuple[int]]


class SqlErasure:
    """``bot.usecases.people_repositories.Erasure``."""

    def __init__(self, connection: Connection, crowd: SqlCrowd) -> None:
        self._connection = connection
        self._crowd = crowd

    async def erase_event(self, event_id: int, keep: Collection[int], now: datetime) -> None:
        """Erase an event's people, what they wrote, what was written to them, and its organizers' files.

        Whoever has no other event is forgotten as a person, too, but for the Telegram ids to ``keep``.
        """
        mine = select(_participant.id).where(_participant.event_id == event_id)
        gone = _only_here(event_id, keep)
        await self._run(
            delete(t.outbox).where(t.outbox.c.params["to"].as_integer().in_(mine)),
            delete(t.inbox).where(t.inbox.c.sender.in_(gone)),
            *_without_accounts(gone),
            update(t.person).where(_person.event_id == event_id).values(event_id=None, dialog=None),
            *_without_participants(mine, now),
            *(delete(table).where(table.c.event_id == event_id) for table in _OF_AN_EVENT),
        )
        await self._crowd.changes(event_id)

    async def erase_people(self, ids: Collection[int], now: datetime) -> None:
        """Blank everything that tells who participants were; their rows stay for the others' history."""
        events = select(_participant.event_id).where(_participant.id.in_(ids)).distinct()
        for event_id in (await self._connection.execute(events)).scalars().all():
            await self._crowd.changes(event_id)
        await self._run(*_without_participants(ids, now))

    async def erase_account(self, telegram_id: int) -> None:
        """Forget a person on Telegram: what was written to him, his rights, his files.

        Updates that he sent become nobody's once answered, what he sends to everybody goes on without him.
        """
        done = (t.inbox.c.sender == telegram_id, t.inbox.c.state != "new")
        await self._run(
            update(t.inbox).where(*done).values(sender=NOBODY),  # the ids keep updates from being done again
            *_without_accounts((telegram_id,)),
        )

    async def _run(self, *statements: Any) -> None:
        for statement in statements:
            await self._connection.execute(statement)


def _without_participants(ids: People, now: datetime) -> Iterable[Any]:
    for column in _OF_PARTICIPANTS:
        yield _deleted(column, ids)
    named = t.outbox.c.params["person"].as_integer().in_(ids)
    yield delete(t.outbox).where(t.outbox.c.kind == RENAMED, named)  # it holds the name of before
    for booking in (t.request, t.meeting):
        empty = {name: "" for name in ("note", "reason") if name in booking.c}
        yield (
            update(booking).where(or_(booking.c.guest_id.in_(ids), booking.c.host_id.in_(ids))).values(empty)
        )
    met = select(t.meeting.c.id).where(or_(t.meeting.c.guest_id.in_(ids), t.meeting.c.host_id.in_(ids)))
    yield update(feedback).where(feedback.c.meeting_id.in_(met)).values(comment="")
    yield update(t.participant).where(_participant.id.in_(ids)).values(blank(now))


def _without_accounts(ids: People) -> Iterable[Any]:
    mine = broadcast.c.telegram_id.in_(ids)
    yield delete(broadcast).where(mine, broadcast.c.state == BroadcastState.DRAFT)
    yield update(broadcast).where(mine).values(telegram_id=NOBODY, progress_message_id=None)
    for column in _OF_ACCOUNTS:
        yield _deleted(column, ids)


def _deleted(column: ColumnElement[int], ids: People) -> Any:
    table: Table = column.table
    return delete(table).where(column.in_(ids))


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
