"""Logging: one line per event, as text or JSON; never a token, a name or the text of a message."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType

from bot.config import LogFormat, Settings

_LOG = logging.getLogger(__name__)
_LONGEST_CHAIN = 5  # exceptions
_TEXT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
# Only we promise what our lines hold: at DEBUG the drivers of databases log every value, HTTP clients every
# address and so the token. Of libraries, only what is wrong is logged.
_OURS = ("bot", "handlers", "storage")
_ERRORS_ONLY = ("apscheduler",)  # it warns that a job which takes long is not begun twice, as is meant
# What the first says when something breaks holds whole updates; the second has only traces, of what
# ``storage`` says in a line.
_MUTED = ("telegram", "sqlalchemy.pool")
_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class DiscreetFormatter(logging.Formatter):
    """Traces without the texts of exceptions: those of databases and parsers quote what people wrote."""

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802 - the library's name
        """Write where it happened and what kinds of exceptions led to it, the first cause first."""
        chain: list[str] = []
        error = ei[1]
        while error is not None and len(chain) < _LONGEST_CHAIN:
            trace = "".join(traceback.format_tb(error.__traceback__))
            chain.append(f"{trace}{type(error).__module__}.{type(error).__qualname__}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(reversed(chain))


class _FirstLine(logging.Filter):
    """Cut what asyncio says to its first line: the others show tasks with the texts of their exceptions."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name == "asyncio":
            record.msg, record.args = record.getMessage().partition("\n")[0], None
        return True


class JsonFormatter(DiscreetFormatter):
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
    """Send log lines to standard error in the chosen form; so does what ends the process unexpectedly."""
    handler = logging.StreamHandler(sys.stderr)
    form = JsonFormatter() if settings.log_format is LogFormat.JSON else DiscreetFormatter(_TEXT)
    handler.setFormatter(form)
    handler.addFilter(_FirstLine())
    level = logging.getLevelNamesMapping()[settings.log_level.value]
    logging.basicConfig(level=max(level, logging.WARNING), handlers=[handler], force=True)
    for name in _OURS:
        logging.getLogger(name).setLevel(level)
    for name in _ERRORS_ONLY:
        logging.getLogger(name).setLevel(logging.ERROR)
    for name in _MUTED:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    sys.excepthook = _last_words


def _last_words(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:  # Python's own hook would print the text of the exception
    _LOG.critical("The process ends: this is a defect", exc_info=(kind, error, trace))
