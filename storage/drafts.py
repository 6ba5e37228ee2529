"""Files that organizers sent, waiting for the tap that commits or discards them."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select

from bot.usecases.files import ImportDraft
from storage.connection import Connection
from storage.desk_tables import import_draft

_COLUMNS = tuple(import_draft.c[field.name] for field in fields(ImportDraft))


class SqlDrafts:
    """``bot.usecases.repositories.Drafts``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, draft: ImportDraft, now: datetime) -> int:
        """Keep a file in place of any that the same organizer sent for the same event before."""
        same = (import_draft.c.event_id == draft.event_id, import_draft.c.telegram_id == draft.telegram_id)
        await self._connection.execute(delete(import_draft).where(*same))
        values = {
            "event_id": draft.event_id,
            "telegram_id": draft.telegram_id,
            "file_name": draft.file_name,
            "content": draft.content,
            "created_at": now,
        }
        added = insert(import_draft).values(values).returning(import_draft.c.id)
        return int((await self._connection.execute(added)).scalar_one())

    async def get(self, draft_id: int) -> ImportDraft | None:
        """Give one file."""
        query = select(*_COLUMNS).where(import_draft.c.id == draft_id)
        row = (await self._connection.execute(query)).mappings().first()
        return ImportDraft(**row) if row else None

    async def sent_by(self, telegram_id: int) -> list[dict[str, Any]]:
        """Give what is stored of an organizer's files beside their content: event, name, and when."""
        of = import_draft.c
        sent = select(of.event_id, of.file_name, of.created_at).where(of.telegram_id == telegram_id)
        return [dict(row) for row in (await self._connection.execute(sent.order_by(of.id))).mappings()]

    async def delete(self, draft_id: int) -> None:
        """Forget a file."""
        await self._connection.execute(delete(import_draft).where(import_draft.c.id == draft_id))

    async def forget(self, before: datetime) -> int:
        """Delete the files that were sent before an instant; gives how many."""
        old = delete(import_draft).where(import_draft.c.created_at < before)
        return (await self._connection.execute(old)).rowcount
