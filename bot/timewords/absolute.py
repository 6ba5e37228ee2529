"""Dates in full that the vocabularies do not know, read by dateparser and not believed at once."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable
from datetime import datetime, time

from bot.timewords.days import local_now
from bot.usecases.times import Calendar, Day, Instant, Reading

_LONGEST = 40
_EARLIEST_HOUR = 8
_ANY_DAY = datetime(2026, 1, 1)  # noqa: DTZ001 (wall-clock time, as all of dateparser's here)
_SETTINGS = {"DATE_ORDER": "DMY", "REQUIRE_PARTS": ["day", "month"], "PARSERS": ["absolute-time"]}


class AbsoluteDates:
    """A date counts only when it is a day of the event and its day and hour stand in the text."""

    def __init__(self, languages: Iterable[str]) -> None:
        self._languages = frozenset(languages)
        self._loading = threading.Lock()
        self._loaded = False

    def load(self) -> None:
        """Load the library and its languages, which takes some hundred milliseconds; once, in any thread."""
        with self._loading:
            if not self._loaded:
                for language in self._languages:
                    self._parse("26 1 2026", language, _ANY_DAY)
                self._loaded = True

    def read(self, text: str, calendar: Calendar) -> Reading | None:
        """Read a date, with or without a time; None when in any doubt."""
        if len(text) > _LONGEST or not re.search(r"\d", text):
            return None
        self.load()
        now = local_now(calendar)
        for language in dict.fromkeys((calendar.language, "en")):
            moment = self._parse(text, language, now) if language in self._languages else None
            if moment is not None:
                return _believed(moment, text, calendar, now)
        return None

    def _parse(self, text: str, language: str, now: datetime) -> datetime | None:
        from dateparser.date import DateDataParser  # noqa: PLC0415 - see ``load``

        parser = DateDataParser(languages=[language], settings={**_SETTINGS, "RELATIVE_BASE": now})
        found: datetime | None = parser.get_date_data(text).date_obj
        return found


def _believed(moment: datetime, text: str, calendar: Calendar, now: datetime) -> Reading | None:
    figures = {int(number) for number in re.findall(r"\d{1,4}", text)}
    date = {moment.day, moment.month, moment.year, moment.year % 100}
    if moment.tzinfo or moment.date() not in calendar.days or moment.day not in figures:
        return None
    if moment.time() == time(0):
        return Day(moment.date()) if figures <= date and moment.date() >= now.date() else None
    hours = {moment.hour, (moment.hour - 1) % 12 + 1}
    if not hours & figures or not figures <= date | hours | {moment.minute}:
        return None
    # Hours 1–7 are in the afternoon unless am is said; what is said is for the vocabularies to know.
    return Instant(moment) if moment > now and moment.hour >= _EARLIEST_HOUR else None
