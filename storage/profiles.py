"""What people change of themselves."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, time

from sqlalchemy import bindparam, delete, func, select, update

from bot.domain.event import Event
from bot.domain.people import Participant
from bot.usecases.files import WallWindow
from storage import tables as t
from storage.connection import Connection
from storage.crowd import SqlCrowd
from storage.dialects import insert as insert_for
from storage.participants import profile_values
from storage.profile_tables import times_draft
from storage.windows import set_windows

_p = t.participant.c
_OWNER = select(_p.id).where(
    _p.event_id == bindparam("event_id"), func.lower(_p.email) == bindparam("email"), _p.erased_at.is_(None)
)

_DRAFT = select(times_draft.c.windows).where(times_draft.c.owner_id == bindparam("owner"))


class SqlProfiles:
    """``bot.usecases.profile_repositories.Profiles``."""

    def __init__(self, connection: Connection, crowd: SqlCrowd) -> None:
        self._connection = connection
        self._crowd = crowd

    async def save(self, person: Participant, edited: Collection[str], *, listed: bool = True) -> None:
        """Keep somebody's profile and photo, and which fields he changed himself."""
        values = profile_values(person.profile) | {"photo": person.photo, "edited": sorted(edited)}
        await self._connection.execute(update(t.participant).where(_p.id == person.id).values(values))
        if listed:
            await self._crowd.changes(person.event_id)

    async def note_edited(self, participant_id: int, edited: Collection[str]) -> None:
        """Note which fields somebody changed himself, in place of those noted before."""
        change = update(t.participant).where(_p.id == participant_id)
        await self._connection.execute(change.values(edited=sorted(edited)))

    async def email_owner(self, event_id: int, email: str) -> int | None:
        """Give the participant of an event whose address this is, however it is capitalized."""
        params = {"event_id": event_id, "email": email.lower()}
        owner: int | None = (await self._connection.execute(_OWNER, params)).scalar()
        return owner

    async def hide(self, person: Participant, *, hidden: bool) -> None:
        """Take somebody out of the directory, or put him back."""
        await self._connection.execute(update(t.participant).where(_p.id == person.id).values(hidden=hidden))
        await self._crowd.changes(person.event_id)

    async def times_draft(self, participant_id: int) -> tuple[WallWindow, ...] | None:
        """Give the meeting times that somebody has chosen and not kept yet; None: nothing."""
        stored = (await self._connection.execute(_DRAFT, {"owner": participant_id})).scalar()
        if stored is None:
            return None
        return tuple(
            WallWindow(date.fromisoformat(day), time.fromisoformat(start), time.fromisoformat(end))
            for day, start, end in stored
        )

    async def save_times_draft(self, participant_id: int, windows: Sequence[WallWindow] | None) -> None:
        """Note them in place of those noted before; None: nothing any more."""
        if windows is None:
            await self._connection.execute(
                delete(times_draft).where(times_draft.c.owner_id == participant_id)
            )
            return
        values = {
            "windows": [[one.date.isoformat(), f"{one.start:%H:%M}", f"{one.end:%H:%M}"] for one in windows]
        }
        statement = insert_for(self._connection, times_draft).values(owner_id=participant_id, **values)
        await self._connection.execute(
            statement.on_conflict_do_update(index_elements=[times_draft.c.owner_id], set_=values)
        )

    async def set_windows(self, person: Participant, event: Event, windows: Sequence[WallWindow]) -> None:
        """Put windows in place of somebody's."""
        await set_windows(self._connection, person.id, event, windows)
        await self._crowd.changes(person.event_id)
