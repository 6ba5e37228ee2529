"""The database, what waits in it, and the zones of its events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from importlib.metadata import version
from zoneinfo import ZoneInfo

from bot.config import Settings
from bot.doctor.finding import Finding, ok, problem, warning
from bot.doctor.telegram import judge_clock
from storage import health
from storage.health import Health, Queues

_MIGRATE = "`bilateral migrate`, or simply start the bot"


async def examine(settings: Settings, now: datetime) -> list[Finding]:
    """Look at the database."""
    found = await health.examine(settings.database_url, now)
    if found.error:
        return [problem("database", found.error, "look at DATABASE_URL, the server, and who may log in")]
    return list(_findings(found, now))


def _findings(found: Health, now: datetime) -> Iterator[Finding]:
    yield _database(found)
    if found.clock is not None:
        yield judge_clock("the database's", found.clock, now)
    yield _zones(found.zones)
    if found.revision == found.newest:
        yield from _queues(found.queues)


def _database(found: Health) -> Finding:
    if found.unwritable:
        remedy = "free its disk, and let the bot's user write to it"
        return problem("database", f"can be read but not written to: {found.unwritable}", remedy)
    if found.revision is None:
        return warning("database", "there is none yet", _MIGRATE)
    if found.revision != found.newest:
        said = f"has schema {found.revision}, this version {found.newest}"
        return warning("database", said, f"{_MIGRATE}; if it is the newer one, install the newer version")
    return ok("database", f"can be read and written to, schema {found.revision}")


def _zones(zones: Mapping[str, str]) -> Finding:
    unknown = sorted(f"{zone} of {slug}" for slug, zone in zones.items() if not _known(zone))
    if unknown:
        return problem("time zones", f"unknown here: {', '.join(unknown)}", "install a newer tzdata")
    return ok("time zones", f"tzdata {version('tzdata')} knows those of all events")


def _known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (KeyError, OSError, ValueError):  # ZoneInfoNotFoundError is a KeyError
        return False
    return True


def _queues(queues: Queues) -> Iterator[Finding]:
    if queues.inbox_stuck:
        said = f"{queues.inbox_stuck} updates wait for more than ten minutes"
        yield problem("inbox", said, "start the bot; if it runs, restart it and look at its log")
    elif queues.inbox_dead:
        said = f"{queues.inbox_dead} updates of the last two days could not be dealt with"
        yield warning("inbox", said, "look at the log; their senders were told")
    else:
        yield ok("inbox", "nothing waits")
    if queues.outbox_stuck:
        said = f"{queues.outbox_stuck} messages are late by more than ten minutes"
        yield problem("outbox", said, "start the bot; if it runs, look at its log and at the Bot API above")
    else:
        yield ok("outbox", "nothing is late")
    if queues.outbox_dead:
        reasons = sorted(queues.outbox_dead.items(), key=lambda one: -one[1])
        said = "; ".join(f"{count} × {error or 'unknown'}" for error, count in reasons)
        yield warning("given up", said, "`bilateral outbox list`, then `bilateral outbox retry`")
