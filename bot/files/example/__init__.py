"""The example event that ``demo`` loads: two files, and a way to hold the event soon."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.resources import files

_FIRST_DAY = date(2026, 11, 26)
_DAYS = 2
_NOTICE_DAYS = 2  # so that the eve's digest of the first day is still to come


def example_event_files(today: date) -> tuple[bytes, bytes]:
    """Give the example's event file and participants file, held on the next Thursday and Friday.

    ``today`` is a date in the event's zone; the Thursday is at least two days after it.
    """
    soonest = today + timedelta(days=_NOTICE_DAYS)
    first_day = soonest + timedelta(days=(_FIRST_DAY.weekday() - soonest.weekday()) % 7)
    event = _read("cluj-2026.toml")
    for number in range(_DAYS):
        later = timedelta(days=number)
        event = event.replace(f"date = {_FIRST_DAY + later}", f"date = {first_day + later}")
    return event.encode(), _read("participants.csv").encode()


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
