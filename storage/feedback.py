"""What the sides of meetings say about them, and the question that asks for it."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Select,
    String,
    bindparam,
    case,
    cast,
    delete,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.sql.dml import Insert

from bot.domain.booking import MeetingState
from bot.domain.feedback import ASKED_WITHIN, Feedback, Outcome
from bot.usecases.after_repositories import Said
from bot.usecases.outbox import Priority
from storage.after_tables import feedback
from storage.connection import Connection
from storage.dialects import insert
from storage.outbox import SqlOutbox
from storage.outbox_statements import add_for_each, json_of
from storage.tables import meeting, outbox, participant

_AT_ONCE = 200
_f, _m = feedback.c, meeting.c
_ABOUT = select(_f.participant_id, _f.outcome, _f.comment).where(_f.meeting_id == bindparam("meeting"))
_MISSED = (
    select(_f.meeting_id)
    .join(meeting, _m.id == _f.meeting_id)
    .where(
        _f.outcome == Outcome.ABSENT,
        _m.state == MeetingState.DONE,
        or_(_f.said_at >= bindparam("since"), _m.closed_at >= bindparam("finished")),
    )
    .limit(_AT_ONCE)
)


class SqlFeedback:
    """``bot.usecases.after_repositories.FeedbackGiven``."""

    def __init__(self, connection: Connection, notes: SqlOutbox) -> None:
        self._connection = connection
        self._notes = notes

    async def ask(self, now: datetime) -> int:
        """Add the question to the outbox for both sides of each meeting that is over and not yet *done*."""
        params = {"now": now, "not_after": now + ASKED_WITHIN, "since": now - ASKED_WITHIN}
        added = await self._connection.execute(_ask(self._connection.dialect.name), params)
        if added.rowcount:
            self._notes.will_be_due(now)
        return added.rowcount

    async def save(self, meeting_id: int, participant_id: int, outcome: Outcome, now: datetime) -> None:
        """Note what a side says, in place of what it said before; a comment stays."""
        values = {"outcome": outcome, "said_at": now}
        statement = insert(self._connection, feedback).values(
            meeting_id=meeting_id, participant_id=participant_id, **values
        )
        side = [_f.meeting_id, _f.participant_id]
        await self._connection.execute(statement.on_conflict_do_update(index_elements=side, set_=values))

    async def comment(self, meeting_id: int, participant_id: int, comment: str) -> None:
        """Put a comment in place of the one before; the side has said something already."""
        mine = (_f.meeting_id == meeting_id, _f.participant_id == participant_id)
        await self._connection.execute(update(feedback).where(*mine).values(comment=comment))

    async def take_back(self, meeting_id: int, participant_id: int, outcome: Outcome) -> None:
        """Forget what a side said, if it was this."""
        mine = (_f.meeting_id == meeting_id, _f.participant_id == participant_id, _f.outcome == outcome)
        await self._connection.execute(delete(feedback).where(*mine))

    async def about(self, meeting_id: int) -> dict[int, Feedback]:
        """Give what each side says about a meeting, by participant."""
        rows = await self._connection.execute(_ABOUT, {"meeting": meeting_id})
        return {side: Feedback(Outcome(outcome), comment) for side, outcome, comment in rows}

    async def by(self, participant_id: int) -> list[dict[str, Any]]:
        """Give all that somebody said."""
        query = select(feedback).where(_f.participant_id == participant_id).order_by(_f.meeting_id)
        return [dict(row) for row in (await self._connection.execute(query)).mappings()]

    async def missed(self, since: datetime, finished: datetime) -> list[int]:
        """Give *done* meetings whose one side says that the other was absent, if either is as new as that."""
        return list(
            (await self._connection.execute(_MISSED, {"since": since, "finished": finished})).scalars()
        )

    async def tally(self, event_id: int) -> dict[Outcome, int]:
        """Count what was said about the meetings of an event."""
        query = (
            select(_f.outcome, func.count())
            .join(meeting, _m.id == _f.meeting_id)
            .where(_m.event_id == event_id)
            .group_by(_f.outcome)
        )
        return {Outcome(outcome): count for outcome, count in await self._connection.execute(query)}

    async def comments(self, event_id: int, offset: int, limit: int) -> tuple[list[Said], int]:
        """Give comments, the newest first, and how many there are."""
        commented = _said(event_id).where(_f.comment != "")
        count = select(func.count()).select_from(commented.subquery())
        total = int((await self._connection.execute(count)).scalar_one())
        page = commented.order_by(_f.said_at.desc(), _f.meeting_id).offset(offset).limit(limit)
        return await self._read(page), total

    async def of_event(self, event_id: int) -> list[Said]:
        """Give all that was said about the meetings of an event, by time."""
        return await self._read(_said(event_id).order_by(_m.starts_at, _m.id, _f.participant_id))

    async def _read(self, query: Select[Any]) -> list[Said]:
        rows = await self._connection.execute(query)
        return [
            Said(starts_at, author, other, Feedback(Outcome(outcome), comment))
            for starts_at, author, other, outcome, comment in rows
        ]


def _said(event_id: int) -> Select[Any]:
    author, other = participant.alias(), participant.alias()
    the_other = case((_m.guest_id == _f.participant_id, _m.host_id), else_=_m.guest_id)
    return (
        select(_m.starts_at, author.c.name, other.c.name, _f.outcome, _f.comment)
        .select_from(feedback)
        .join(meeting, _m.id == _f.meeting_id)
        .join(author, author.c.id == _f.participant_id)
        .join(other, other.c.id == the_other)
        .where(_m.event_id == event_id)
    )


@cache
def _ask(dialect: str) -> Insert:
    """Make the statement that asks everybody at once: all meetings of a grid end together."""
    now = bindparam("now", type_=outbox.c.due_at.type)
    over = union_all(
        *(select(_m.id, side.label("side"), _m.ends_at, _m.state) for side in (_m.guest_id, _m.host_id))
    ).subquery()
    asked = (
        select()
        .join_from(over, participant, participant.c.id == over.c.side)
        .where(
            over.c.state == MeetingState.CONFIRMED,
            over.c.ends_at <= now,
            over.c.ends_at > bindparam("since", type_=outbox.c.due_at.type),
            participant.c.telegram_id.is_not(null()),
        )
        .order_by(over.c.ends_at, over.c.id)
    )
    return add_for_each(
        dialect,
        asked,
        kind=literal("feedback"),
        chat_id=participant.c.telegram_id,
        params=json_of(dialect, to=over.c.side, meeting=over.c.id),
        priority=literal(int(Priority.DIGEST)),
        due_at=now,
        not_after=bindparam("not_after", type_=outbox.c.not_after.type),
        silent=literal(value=True),
        dedupe=literal("feedback:") + cast(over.c.id, String) + ":" + cast(over.c.side, String),
    )
