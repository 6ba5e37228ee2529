"""Messages to be sent; ``bot.usecases.outbox`` draws the states.

Order per chat: within a priority a row waits while an older one is due, on its way or being retried.
``lease_until`` stays set when a row is put back, which is how a retried row is told from one whose time
has not come yet.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    String,
    Update,
    and_,
    case,
    cast,
    delete,
    false,
    func,
    literal,
    null,
    or_,
    select,
    true,
    update,
)

from bot.domain.departures import EARLIEST, MARGIN
from bot.usecases.gathering import Newest
from bot.usecases.outbox import Note, OutboxRow, OutboxState, Priority
from storage.columns import is_in
from storage.connection import Connection
from storage.newest import newest
from storage.outbox_rows import COLUMNS, outbox_row, outbox_values
from storage.outbox_statements import (
    ADD_SENDING,
    BEGIN_SENDING,
    CLOSE,
    MOVED,
    PROMISED,
    SENT,
    add_for_each,
    add_new,
    claim,
)
from storage.replica_tables import process
from storage.tables import outbox, participant, person

_NEW, _CLAIMED, _SENDING = OutboxState.NEW, OutboxState.CLAIMED, OutboxState.SENDING
_UNFINISHED = (_NEW, _CLAIMED, _SENDING)


class SqlOutbox:
    """The outbox on one connection; ``earliest_due`` is the earliest row made *new* through it.

    ``holder`` is the process that claims, where several share the database.
    """

    def __init__(self, connection: Connection, holder: int | None) -> None:
        self._connection = connection
        self._holder = holder
        self.earliest_due: datetime | None = None

    async def add(self, *notes: Note) -> None:
        """Add notes; one whose ``dedupe`` key is known already is left out."""
        if not notes:
            return
        values = [outbox_values(note) | {"state": _NEW} for note in notes]
        await self._connection.execute(add_new(self._connection.dialect.name), values)
        self.will_be_due(min(note.due_at for note in notes))

    async def add_sending(self, note: Note, lease_until: datetime) -> int:
        """Add a note that the caller sends himself right after the commit; gives its id."""
        values = outbox_values(note) | {"state": _SENDING, "lease_until": lease_until, "holder": self._holder}
        return int((await self._connection.execute(ADD_SENDING, values)).scalar_one())

    async def add_broadcast(self, broadcast_id: int, event_id: int, due_at: datetime) -> int:
        """Add one row per connected, reachable participant in one statement; gives how many."""
        recipients = (
            select()
            .join_from(participant, person, person.c.telegram_id == participant.c.telegram_id)
            .where(
                participant.c.event_id == event_id, person.c.reachable, participant.c.erased_at.is_(null())
            )
            .order_by(participant.c.id)
        )
        statement = add_for_each(
            self._connection.dialect.name,
            recipients,
            kind=literal("broadcast"),
            chat_id=participant.c.telegram_id,
            params=literal({"broadcast": broadcast_id}, outbox.c.params.type),
            priority=literal(int(Priority.BROADCAST)),
            due_at=literal(due_at, outbox.c.due_at.type),
            dedupe=literal(f"broadcast:{broadcast_id}:") + cast(participant.c.id, String),
            broadcast_id=literal(broadcast_id),
        )
        result = await self._connection.execute(statement)
        self.will_be_due(due_at)
        return result.rowcount

    async def take_back(self, dedupe: Sequence[str]) -> None:
        """Delete notes that nobody has claimed yet, by their ``dedupe`` keys, as if never added."""
        if dedupe:
            await self._connection.execute(
                delete(outbox).where(outbox.c.state == _NEW, outbox.c.dedupe.in_(dedupe))
            )

    async def state_of(self, dedupe: str) -> OutboxState | None:
        """Give where the note of a key stands; None: there is none."""
        query = select(outbox.c.state).where(outbox.c.dedupe == dedupe)
        state = (await self._connection.execute(query)).scalar()
        return OutboxState(state) if state else None

    async def claim(
        self,
        limit: int,
        now: datetime,
        lease_until: datetime,
        *,
        reminders_until: datetime | None = None,
        least: Priority = Priority.BROADCAST,
    ) -> list[OutboxRow]:
        """Claim due rows, most urgent first, never two of one chat that could overtake each other.

        Reminders are due until ``reminders_until``, unless they failed before. Nothing less urgent than
        ``least`` is claimed.
        """
        values = {
            "limit": limit,
            "now": now,
            "until": max(now, reminders_until or now),
            "lease": lease_until,
            "holder": self._holder,
        }
        rows = [outbox_row(row) for row in await self._connection.execute(claim(least), values)]
        return sorted(rows, key=lambda row: (row.note.priority, row.note.due_at, row.note.rank, row.id))

    async def sending(self, row_id: int, claimed_until: datetime, lease_until: datetime) -> bool:
        """Mark a claimed row as about to be sent; False when the claim is no longer the caller's."""
        values = {"row": row_id, "claimed": claimed_until, "lease": lease_until}
        return (await self._connection.execute(BEGIN_SENDING, values)).rowcount == 1

    async def sent(
        self, row_id: int, message_id: int | None, now: datetime, instead_of: int | None = None
    ) -> None:
        """Mark a row as sent, also one that was settled meanwhile because the reply came late.

        Whatever stood in the message ``instead_of`` of the same chat stands in this one now.
        """
        await self._connection.execute(SENT, {"row": row_id, "message": message_id, "now": now})
        if instead_of is not None:
            moved = {"row": row_id, "message": message_id, "old": instead_of}
            await self._connection.execute(MOVED, moved)

    async def newest(self, chat_id: int) -> Newest | None:
        """Give the bot's newest message in a chat; None when the person has pressed or written since."""
        return await newest(self._connection, chat_id)

    async def again(self, row_id: int, due_at: datetime, *, counts: bool, error: str = "") -> None:
        """Put a row back to be tried at ``due_at``; a refund does not count as an attempt."""
        await self._connection.execute(
            _one_of(row_id, _CLAIMED, _SENDING).values(
                state=_NEW, due_at=due_at, attempts=outbox.c.attempts + int(counts), error=error
            )
        )
        self.will_be_due(due_at)

    async def postpone(self, row_id: int, due_at: datetime) -> None:
        """Put a claimed row back as if its time were ``due_at``; younger ones may overtake it."""
        change = _one_of(row_id, _CLAIMED).values(state=_NEW, due_at=due_at, lease_until=None)
        await self._connection.execute(change)
        self.will_be_due(due_at)

    async def doubt(self, row_id: int, due_at: datetime, error: str = "") -> OutboxState:
        """Settle a row whose request got no reply: *new* at ``due_at`` for the first time, else *unknown*."""
        statement = _one_of(row_id, _SENDING).values(due_at=due_at, error=error, **_settled())
        state = (await self._connection.execute(statement.returning(outbox.c.state))).scalar_one_or_none()
        self.will_be_due(due_at)
        return OutboxState(state) if state else OutboxState.UNKNOWN

    async def close(self, row_id: int, state: OutboxState, error: str = "") -> None:
        """Put a row into a final state: unknown, dead or dropped."""
        await self._connection.execute(CLOSE, {"row": row_id, "how": state, "why": error})

    async def follow(self, old_chat_id: int, new_chat_id: int) -> None:
        """Point everything unsent to the chat's new id."""
        await self._connection.execute(
            update(outbox)
            .where(outbox.c.chat_id == old_chat_id, outbox.c.state.in_(_UNFINISHED))
            .values(chat_id=new_chat_id)
        )

    async def recover(self, before: datetime, again_at: datetime | None = None) -> int:
        """Settle what dead claimers left: leases that end at ``before`` or earlier. Gives how many.

        What may have left goes once more, not before ``again_at``, whatever was due earlier.
        """
        dead = and_(outbox.c.holder.is_not(null()), outbox.c.holder.not_in(select(process.c.id)))
        left = update(outbox).where(or_(outbox.c.lease_until <= before, dead))
        claimed = await self._connection.execute(left.where(outbox.c.state == _CLAIMED).values(state=_NEW))
        sending = left.where(outbox.c.state == _SENDING)
        if again_at is not None:
            sending = sending.values(due_at=_not_before(again_at))
        caught = await self._connection.execute(sending.values(error="no reply before a stop", **_settled()))
        if again_at is not None and caught.rowcount:
            self.will_be_due(again_at)
        return claimed.rowcount + caught.rowcount

    async def count(self, states: Collection[OutboxState]) -> dict[str, int]:
        """Count the rows in some states, by state."""
        query = select(outbox.c.state, func.count()).where(outbox.c.state.in_(states))
        return {row[0]: row[1] for row in await self._connection.execute(query.group_by(outbox.c.state))}

    async def in_doubt(self, now: datetime) -> int:
        """Settle what was due by ``now`` as a crash would have left it; gives how much that is.

        A restored backup does not know what was sent after it was made. So a message that may have
        left is sent once more, never a third time, and one of a broadcast never. Reminders leave early.
        """
        early = and_(outbox.c.priority == Priority.REMINDER, outbox.c.due_at <= now + EARLIEST)
        due = update(outbox).where(outbox.c.state.in_(_UNFINISHED), or_(outbox.c.due_at <= now, early))
        settled = await self._connection.execute(due.values(error="restored from a backup", **_settled()))
        return settled.rowcount

    async def promised(self, after: datetime, until: datetime) -> list[tuple[datetime, int]]:
        """Count the reminders that wait and are due in ``(after, until]``, by the instant they are due."""
        found = await self._connection.execute(PROMISED, {"after": after, "until": until})
        return [(due_at, number) for due_at, number in found]

    async def of_chat(self, chat_id: int) -> list[dict[str, Any]]:
        """Give what is stored of the messages to a chat: kind, state and times."""
        columns = (outbox.c.kind, outbox.c.state, outbox.c.created_at, outbox.c.due_at, outbox.c.sent_at)
        query = select(*columns).where(outbox.c.chat_id == chat_id).order_by(outbox.c.id)
        return [dict(row) for row in (await self._connection.execute(query)).mappings()]

    async def of_kind(self, chat_id: int, kind: str) -> list[OutboxRow]:
        """Give the messages of a kind to a chat, the newest first."""
        query = select(*COLUMNS).where(outbox.c.chat_id == chat_id, outbox.c.kind == kind)
        rows = await self._connection.execute(query.order_by(outbox.c.id.desc()))
        return [outbox_row(row) for row in rows]

    async def outdone(self, row: OutboxRow) -> bool:
        """Tell whether a younger row of the same kind and parameters stands for this one in its chat."""
        query = select(outbox.c.params).where(
            outbox.c.chat_id == row.note.chat_id,
            outbox.c.kind == row.note.kind,
            outbox.c.id > row.id,
            ~is_in(outbox.c.state, OutboxState.DEAD, OutboxState.DROPPED),
        )
        # Compared here: PostgreSQL has no equality for its type JSON.
        return row.note.params in (await self._connection.execute(query)).scalars().all()

    async def find(self, states: Sequence[OutboxState], limit: int) -> list[OutboxRow]:
        """Give the newest rows in some states, in the order they were added."""
        query = select(*COLUMNS).where(outbox.c.state.in_(states)).order_by(outbox.c.id.desc())
        rows = (await self._connection.execute(query.limit(limit))).all()
        return [outbox_row(row) for row in reversed(rows)]

    async def next_due(self) -> datetime | None:
        """Give the earliest ``due_at`` among new rows."""
        statement = select(func.min(outbox.c.due_at)).where(outbox.c.state == _NEW)
        due: datetime | None = (await self._connection.execute(statement)).scalar_one()
        return due

    def will_be_due(self, due_at: datetime) -> None:
        """Note that something made new is due at an instant."""
        self.earliest_due = min(due_at, self.earliest_due or due_at)


def _one_of(row_id: int, *states: OutboxState) -> Update:
    return update(outbox).where(outbox.c.id == row_id, outbox.c.state.in_(states))


def _not_before(instant: datetime) -> ColumnElement[datetime]:
    """Give when a row is due that may not leave earlier; a reminder leaves a margin before it is due."""
    kind = outbox.c.due_at.type
    reminder = outbox.c.priority == Priority.REMINDER
    earliest = case((reminder, literal(instant + MARGIN, kind)), else_=literal(instant, kind))
    return case((outbox.c.due_at < earliest, earliest), else_=outbox.c.due_at)


def _settled() -> dict[str, Any]:
    """Give what becomes of a row when nobody knows whether its message arrived."""
    final = or_(outbox.c.broadcast_id.is_not(null()), outbox.c.unsure != false())
    return {"state": case((final, OutboxState.UNKNOWN.value), else_=_NEW.value), "unsure": true()}
