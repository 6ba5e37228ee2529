"""Those who would like to be let into an event."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, or_, select, update

from bot.domain.applications import Application, ApplicationState
from storage import tables as t
from storage.application_tables import application
from storage.connection import Connection
from storage.dialects import insert as insert_for

_a, _p = application.c, t.participant.c
_COLUMNS = tuple(_a[one.name] for one in fields(Application))
_PENDING = (_a.event_id == bindparam("event_id"), _a.state == ApplicationState.PENDING.value)
_KNOWN = (
    select(_p.id)
    .where(
        _p.event_id == bindparam("event_id"),
        _p.erased_at.is_(None),
        _p.id != bindparam("besides"),
        or_(
            _p.sort_name == bindparam("name"),
            (func.lower(_p.email) == bindparam("email")) & (bindparam("email") != ""),
        ),
    )
    .limit(1)
)


class SqlApplications:
    """``bot.usecases.application_repositories.Applications``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, made: Application) -> int | None:
        """Add an application; gives its id, None when the account has one for the event already."""
        values = {one.name: getattr(made, one.name) for one in fields(Application) if one.name != "id"}
        statement = insert_for(self._connection, application).values(values)
        added = statement.on_conflict_do_nothing().returning(_a.id)
        found: int | None = (await self._connection.execute(added)).scalar()
        return found

    async def get(self, application_id: int) -> Application | None:
        """Give one application."""
        found = await self._load(select(*_COLUMNS).where(_a.id == application_id))
        return found[0] if found else None

    async def of_account(self, telegram_id: int) -> list[Application]:
        """Give everything that an account has applied for, the newest first."""
        return await self._load(select(*_COLUMNS).where(_a.telegram_id == telegram_id).order_by(_a.id.desc()))

    async def pending(self, event_id: int, offset: int, limit: int) -> list[Application]:
        """Give those of an event that nobody has decided about, the oldest first."""
        query = select(*_COLUMNS).where(*_PENDING).order_by(_a.id).offset(offset).limit(limit)
        return await self._load(query, event_id=event_id)

    async def count_pending(self, event_id: int) -> int:
        """Count them."""
        query = select(func.count()).select_from(application).where(*_PENDING)
        return int((await self._connection.execute(query, {"event_id": event_id})).scalar_one())

    async def refuse(self, application_id: int, reason: str, now: datetime) -> bool:
        """Refuse one that is pending; False when it is not any more."""
        pending = (_a.id == application_id, _a.state == ApplicationState.PENDING.value)
        values = {"state": ApplicationState.REFUSED.value, "reason": reason, "decided_at": now}
        return (
            await self._connection.execute(update(application).where(*pending).values(values))
        ).rowcount > 0

    async def remove(self, application_id: int) -> bool:
        """Delete one, because it was granted or taken back; False when it is gone already."""
        gone = delete(application).where(_a.id == application_id)
        return (await self._connection.execute(gone)).rowcount > 0

    async def is_known(self, event_id: int, folded_name: str, email: str, *, besides: int = 0) -> bool:
        """Tell whether a participant of an event, ``besides`` one, has this name, folded, or this address."""
        params = {"event_id": event_id, "name": folded_name, "email": email.lower(), "besides": besides}
        return (await self._connection.execute(_KNOWN, params)).scalar() is not None

    async def _load(self, query: Any, **params: Any) -> list[Application]:
        rows = (await self._connection.execute(query, params)).mappings()
        return [Application(**{**row, "state": ApplicationState(row["state"])}) for row in rows]
