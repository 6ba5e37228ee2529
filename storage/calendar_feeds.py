"""Addresses under which calendars follow agendas."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from bot.domain.calendar_feeds import Feed
from storage.agenda_tables import calendar_feed
from storage.connection import Connection
from storage.dialects import insert as insert_for

_f = calendar_feed.c
_OF = select(_f.generation, _f.active, _f.digest, _f.changed_at).where(
    _f.participant_id == bindparam("participant")
)


class SqlCalendarFeeds:
    """``bot.usecases.agenda_repositories.CalendarFeeds``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def get(self, participant_id: int) -> Feed | None:
        """Give the address of a participant; None when there was never one."""
        row = (await self._connection.execute(_OF, {"participant": participant_id})).one_or_none()
        return Feed(*row) if row else None

    async def renew(self, participant_id: int, *, active: bool) -> Feed:
        """Count the generation up, so that every address before is void; gives the new one."""
        fresh = {"active": active, "digest": "", "changed_at": None}
        statement = insert_for(self._connection, calendar_feed).values(
            participant_id=participant_id, generation=1, **fresh
        )
        counted = statement.on_conflict_do_update(
            index_elements=[_f.participant_id], set_=fresh | {"generation": _f.generation + 1}
        )
        return Feed((await self._connection.execute(counted.returning(_f.generation))).scalar_one(), active)

    async def note(self, participant_id: int, digest: str, now: datetime) -> None:
        """Note what is seen under an address from now on."""
        change = update(calendar_feed).where(_f.participant_id == participant_id)
        await self._connection.execute(change.values(digest=digest, changed_at=now))

    async def forget(self, participant_id: int) -> None:
        """Delete what is known of a participant's addresses."""
        await self._connection.execute(delete(calendar_feed).where(_f.participant_id == participant_id))
