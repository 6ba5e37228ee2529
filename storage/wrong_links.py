"""Wrong links that Telegram accounts opened: a row for each account, for about an hour."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from bot.domain.links import WrongLinks
from storage.connection import Connection
from storage.dialects import insert
from storage.tables import wrong_link


class SqlWrongLinks:
    """``bot.usecases.people_repositories.WrongLinksOpened``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def of(self, telegram_id: int) -> WrongLinks | None:
        """Give what an account opened; None when that is nothing, or long ago."""
        query = select(wrong_link.c.count, wrong_link.c.since).where(wrong_link.c.telegram_id == telegram_id)
        row = (await self._connection.execute(query)).first()
        return WrongLinks(*row) if row else None

    async def save(self, telegram_id: int, wrong: WrongLinks) -> None:
        """Note what an account opened, in place of what was noted before."""
        values = {"count": wrong.count, "since": wrong.since}
        statement = insert(self._connection, wrong_link).values(telegram_id=telegram_id, **values)
        await self._connection.execute(
            statement.on_conflict_do_update(index_elements=[wrong_link.c.telegram_id], set_=values)
        )

    async def forget(self, before: datetime) -> int:
        """Delete what was begun before an instant; gives how many."""
        return (
            await self._connection.execute(delete(wrong_link).where(wrong_link.c.since < before))
        ).rowcount
