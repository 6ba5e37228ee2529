"""Which day a phrase means, as the time and the day that is looked at move on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.timewords import TimeWordsReader, answer
from bot.usecases.times import Day, DayPart, Instant, Part, Pick, TimeRange, Which, line
from tests.support.calendars import FRIDAY, THURSDAY, calendar, local


@pytest.fixture(scope="module")
def reader() -> TimeWordsReader:
    return TimeWordsReader()


@pytest.mark.parametrize(
    ("now", "day", "phrase", "wanted"),
    [
        # No day named: the day looked at, else today on an event day, else the next block's day.
        ("2026-11-25T10:00", FRIDAY, "at 10", "instant\t2026-11-27T10:00"),
        ("2026-11-25T10:00", None, "at 10", "instant\t2026-11-26T10:00"),
        ("2026-11-26T08:00", None, "at 10", "instant\t2026-11-26T10:00"),
        ("2026-11-27T08:00", None, "at 10", "instant\t2026-11-27T10:00"),
        ("2026-11-26T08:00", FRIDAY, "first free", "pick\tfirst:2026-11-27"),
        ("2026-11-27T08:00", None, "after 10", "range\t2026-11-27T10:00/.."),
        ("2026-10-01T08:00", None, "at 3", "instant\t2026-11-26T15:00"),
        ("2026-12-01T08:00", None, "at 3", "none"),
        # A named day goes before the one looked at.
        ("2026-11-25T10:00", FRIDAY, "Thursday at 3", "instant\t2026-11-26T15:00"),
        ("2026-11-25T10:00", FRIDAY, "tomorrow at 3", "instant\t2026-11-26T15:00"),
        # Copied from a card.
        ("2026-11-25T10:00", None, "Thu 15:00\u2060–\u206016:00", "range\t2026-11-26T15:00/2026-11-26T16:00"),
        # What is over cannot be booked.
        ("2026-11-26T15:21", None, "15:20", "none"),
        ("2026-11-26T15:19", None, "15:20", "instant\t2026-11-26T15:20"),
        ("2026-11-26T15:00", None, "before 3", "none"),
        ("2026-11-26T15:00", None, "after 2", "range\t2026-11-26T14:00/.."),
        ("2026-11-26T15:00", None, "from 2 to 3", "none"),
        ("2026-11-26T12:00", None, "this morning", "none"),
        ("2026-11-26T11:59", None, "this morning", "part\t2026-11-26 morning"),
        ("2026-11-26T23:59", None, "tonight", "part\t2026-11-26 evening"),
        ("2026-11-27T08:00", None, "Thursday", "none"),
        ("2026-11-26T23:00", None, "today", "day\t2026-11-26"),
        ("2026-11-27T08:00", THURSDAY, "first free", "none"),
        # Weekdays: the event's own, its next one, else the coming one.
        ("2026-11-01T08:00", None, "Thursday", "day\t2026-11-26"),
        ("2026-11-01T08:00", None, "next Thursday", "day\t2026-11-26"),
        ("2026-11-26T08:00", None, "Thursday", "day\t2026-11-26"),
        ("2026-11-26T08:00", None, "next Thursday", "day\t2026-12-03"),
        ("2026-11-18T08:00", None, "Thursday next week", "day\t2026-11-26"),
        ("2026-11-25T08:00", None, "Monday", "day\t2026-11-30"),
        # Dates without a year are those near the event; elsewhere they need one.
        ("2026-10-01T08:00", None, "05/11", "day\t2026-11-05"),
        ("2026-11-25T08:00", None, "3 January", "day\t2027-01-03"),
        ("2026-11-25T08:00", None, "3 May", "none"),
        ("2026-11-25T08:00", None, "3 May 2027", "day\t2027-05-03"),
        ("2026-11-25T08:00", None, "26 November 2036", "none"),
        ("2026-11-25T08:00", None, "25 November", "day\t2026-11-25"),
        ("2026-11-25T08:00", None, "24 November", "none"),
        # From now.
        ("2026-11-26T14:05", None, "in 20 minutes", "instant\t2026-11-26T14:25"),
        ("2026-11-26T23:50", None, "in 20 minutes", "instant\t2026-11-27T00:10"),
    ],
)
def test_day_when_time_moves_on(
    reader: TimeWordsReader, now: str, day: date | None, phrase: str, wanted: str
) -> None:
    assert answer(phrase, calendar("en", now, day), reader) == wanted


def test_day_of_another_zone_counts_on_the_event_clock(reader: TimeWordsReader) -> None:
    # 23:30 UTC on Wednesday is half past one on Thursday in Bucharest.
    late = replace(calendar(), now=local("2026-11-26T01:30"))
    assert answer("today at 3", late, reader) == "instant\t2026-11-26T15:00"


def test_day_of_two_thursdays_prefers_the_coming_and_the_one_looked_at(reader: TimeWordsReader) -> None:
    week_later = date(2026, 12, 3)
    twice = replace(calendar(), days=(THURSDAY, week_later))
    assert answer("Thursday", twice, reader) == "day\t2026-11-26"
    assert answer("Thursday", replace(twice, day=week_later), reader) == "day\t2026-12-03"
    assert answer("next Thursday", replace(twice, now=local("2026-11-26T09:00")), reader) == "day\t2026-12-03"
    assert answer("day 2 at 10", twice, reader) == "instant\t2026-12-03T10:00"


def test_dotted_figures_are_a_date_only_on_a_day_of_the_event(reader: TimeWordsReader) -> None:
    tenth = replace(calendar(now="2026-10-01T08:00"), days=(date(2026, 11, 10),))
    assert answer("10.11", tenth, reader) == "day\t2026-11-10"
    assert answer("at 10.11", tenth, reader) == "instant\t2026-11-10T10:11"
    assert answer("10.15", tenth, reader) == "instant\t2026-11-10T10:15"
    assert answer("10.11", calendar(), reader) == "none"


def test_event_without_days_reads_only_what_names_its_day(reader: TimeWordsReader) -> None:
    bare = replace(calendar(), days=(), blocks=(), slots=())
    assert answer("at 3", bare, reader) == "none"
    assert answer("tomorrow at 3", bare, reader) == "instant\t2026-11-26T15:00"
    assert answer("day 1", bare, reader) == "none"


def test_language_without_words_is_read_as_english(reader: TimeWordsReader) -> None:
    assert answer("Thursday 3pm", calendar("uk"), reader) == "instant\t2026-11-26T15:00"
    assert answer("Thursday 3pm", calendar("ro-RO"), reader) == "instant\t2026-11-26T15:00"
    assert answer("Thursday 3pm", calendar(""), reader) == "instant\t2026-11-26T15:00"
    assert answer("joi la 3", calendar("en"), reader) == "none"


@pytest.mark.parametrize(
    ("phrase", "wanted"),
    [
        ("2026 nov 26", "day\t2026-11-26"),
        ("2026-11-26T15:20:00Z", "none"),  # a zone that is not the event's
        ("26 Nov 2026 15:20 EST", "none"),
        ("26 nov 2026, 10 h 20", "none"),
        ("2026 nov 28", "none"),  # the library's word counts on days of the event alone
    ],
)
def test_date_in_full_that_the_vocabulary_does_not_know(
    reader: TimeWordsReader, phrase: str, wanted: str
) -> None:
    assert answer(phrase, calendar(), reader) == wanted


@pytest.mark.parametrize("phrase", ["Joi", "JOI", "joi", " joi ", "joi.", "j\u200boi", "joi\u00a0"])
def test_spelling_of_space_case_and_invisible_signs_is_folded(reader: TimeWordsReader, phrase: str) -> None:
    assert answer(phrase, calendar("ro"), reader) == "day\t2026-11-26"


@pytest.mark.parametrize("phrase", ["marți", "marţi", "marti", "MARȚI", "mart\u0327i"])
def test_spelling_with_comma_or_cedilla_is_one(reader: TimeWordsReader, phrase: str) -> None:
    assert answer(phrase, calendar("ro"), reader) == "day\t2026-12-01"


def test_line_of_every_kind_of_reading() -> None:
    at = local("2026-11-26T15:00").replace(tzinfo=None)
    assert [
        line(reading)
        for reading in (
            Instant(at),
            TimeRange(at, at.replace(hour=16)),
            TimeRange(None, at),
            Part(THURSDAY, DayPart.AFTERNOON),
            Day(THURSDAY),
            Pick(Which.FIRST, Day(THURSDAY)),
            Pick(Which.LAST, TimeRange(at, None)),
            None,
        )
    ] == [
        "instant\t2026-11-26T15:00",
        "range\t2026-11-26T15:00/2026-11-26T16:00",
        "range\t../2026-11-26T15:00",
        "part\t2026-11-26 afternoon",
        "day\t2026-11-26",
        "pick\tfirst:2026-11-26",
        "pick\tlast:2026-11-26T15:00/..",
        "none",
    ]
