"""``bilateral doctor``: looks at everything a bot needs, and says of each thing how it is and what helps."""

from __future__ import annotations

from datetime import datetime

from bot.config import Settings
from bot.doctor import backups, database, machine, telegram
from bot.doctor.finding import Finding


async def examine(settings: Settings, now: datetime) -> list[Finding]:
    """Look at everything; changes nothing, and never says a token, a secret or anybody's name."""
    return [
        *await telegram.examine(settings, now),
        *await database.examine(settings, now),
        *machine.examine(settings),
        *backups.examine(settings, now),
    ]
