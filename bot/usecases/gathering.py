"""News that would pile up: what comes within a minute, or about the same, takes the place of the last.

So one message lists everything, and the one before it goes. That only happens to a message that nobody has
answered and after which the bot has written nothing else. What waits for an answer is never listed with
others: its buttons stay one press away.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.usecases.outbox import OutboxRow

MOST = 8  # pieces of news in one message
_TOGETHER = timedelta(minutes=1)
_OLD = timedelta(hours=24)  # Telegram lets a bot delete its messages for 48 h, and inboxes reach as far back


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest message of the bot where nothing was done since; ``since`` is when its first news came."""

    message_id: int
    rows: tuple[OutboxRow, ...]
    since: datetime

    @property
    def heard(self) -> bool:
        """Whether some of it came with a sound."""
        return any(not row.note.silent for row in self.rows)

    def recent(self, now: datetime) -> bool:
        """Tell whether what comes now belongs to the same minute."""
        return timedelta() <= now - self.since < _TOGETHER

    def gives_way(self, now: datetime, *, same: bool) -> bool:
        """Tell whether news takes its place; ``same``: they are about something that it tells of."""
        if len(self.rows) >= MOST or now - self.since > _OLD:
            return False
        return same or self.recent(now)
