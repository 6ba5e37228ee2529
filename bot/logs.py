"""Logging: one line per event, as text or JSON; never a token, a name or the text of a message."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

from bot.config import LogFormat, Settings

_TEXT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
# Their own lines carry addresses with the token in them, or come once per request.
_SILENCED = ("httpx", "httpcore", "aiohttp.access", "apscheduler", "telegram")


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record with its instant in UTC, level, logger, text and trace."""
        entry = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["trace"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


def set_up(settings: Settings) -> None:
    """Send log lines to standard error in the chosen form."""
    handler = logging.StreamHandler(sys.stderr)
    form = JsonFormatter() if settings.log_format is LogFormat.JSON else logging.Formatter(_TEXT)
    handler.setFormatter(form)
    logging.basicConfig(level=settings.log_level.value, handlers=[handler], force=True)
    for name in _SILENCED:
        logging.getLogger(name).setLevel(logging.WARNING)
