"""Time words hold for any text: never an error, never slow, never a time that is over."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cache
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.timewords import TimeWordsReader
from bot.timewords.languages import vocabularies
from bot.usecases.times import Day, Instant, Part, Pick, Reading, TimeRange
from tests.support.calendars import calendar

_LANGUAGES = st.sampled_from(["en", "ro", "hu", "de", ""])
_NOW = datetime.fromisoformat("2026-11-25T10:00")
_FRIDAY = date(2026, 11, 27)
_WORDS = sorted(
    {word for v in vocabularies().values() for word in v.spoken_words()}
    | {
        "3",
        "15",
        "26",
        "15:20",
        "3pm",
        "26.11",
        "10.11",
        "27/11/2026",
        "-",
        ",",
        "@",
        "Kelemen",
        "C4",
        "2026",
    }
)
_SENTENCES = st.lists(st.sampled_from(_WORDS), max_size=14).map(" ".join)
_CLOCKS = st.times().map(lambda t: t.replace(second=0, microsecond=0))


@cache
def _reader() -> TimeWordsReader:
    return TimeWordsReader()


def _over(reading: Reading | None) -> bool:
    match reading:
        case Instant(at):
            return at < _NOW
        case TimeRange(start, end):
            return bool(end and end <= _NOW) or bool(start and end and start >= end)
        case Day(day) | Part(day):
            return day < _NOW.date()
        case Pick(_, scope):
            return _over(scope)
    return False


@given(st.text(max_size=250), _LANGUAGES)
def test_any_text_is_read_or_refused(text: str, language: str) -> None:
    reader, against = _reader(), calendar(language)
    assert not _over(reader.read(text, against))
    said = reader.extract(text, against)
    assert not _over(said.reading)
    assert len(said.words) <= len(text) * 2 + 1  # composing letters can only shorten, dropped words too


@given(_SENTENCES, _LANGUAGES)
def test_any_sentence_of_time_words_is_read_or_refused(text: str, language: str) -> None:
    reader, against = _reader(), calendar(language)
    assert not _over(reader.read(text, against))
    assert not _over(reader.extract(text, against).reading)


@pytest.mark.parametrize(
    "text", ["3pm " * 25_000, "a" * 100_000, "1 " * 100, "half " * 40, "12:" * 60, "la 3 si " * 25, "-" * 200]
)
@pytest.mark.parametrize("language", ["en", "ro", "hu"])
def test_long_text_takes_no_longer_than_a_press_may(text: str, language: str) -> None:
    reader, against = _reader(), calendar(language)

    def seconds() -> float:
        began = process_time()
        reader.read(text, against)
        reader.extract(text, against)
        return process_time() - began

    assert min(seconds() for _ in range(3)) < 0.05


@given(_CLOCKS, st.sampled_from(["{:%H:%M}", "at {:%H:%M}", "la {:%H.%M}", "Thursday {:%H:%M}"]))
def test_full_clock_time_is_read_as_written_unless_its_hour_may_be_of_the_afternoon(
    at: time, form: str
) -> None:
    # With its leading zero every time says by itself which half of the day it means.
    reading = _reader().read(form.format(at), calendar("ro"))
    assert reading == Instant(datetime.combine(date(2026, 11, 26), at))


@given(st.integers(1, 12), st.sampled_from(["am", "pm", "a.m.", "p.m."]))
def test_hour_with_am_or_pm_is_that_hour(hour: int, half: str) -> None:
    reading = _reader().read(f"Friday {hour} {half}", calendar())
    assert reading == Instant(datetime.combine(_FRIDAY, time(hour % 12 + 12 * half.startswith("p"))))


@given(st.integers(0, 59), st.integers(1, 12))
def test_hour_without_half_is_of_the_afternoon_from_one_to_seven(minute: int, hour: int) -> None:
    reading = _reader().read(f"Friday {hour}:{minute:02}", calendar())
    shown = hour + 12 if hour <= 7 else hour
    # One-figure hours are without their zero, two-figure ones as they are.
    assert reading == Instant(datetime.combine(_FRIDAY, time(shown, minute)))


@given(
    st.sampled_from(["Zoltan Kelemen", "Bea Sipos", "UBB", "3B ICT", "Studio 54", "C4", "Forum 15"]), _CLOCKS
)
def test_name_beside_a_time_survives(name: str, at: time) -> None:
    for text in (f"{name} Thursday {at:%H:%M}", f"Thursday {at:%H:%M} with {name}", f"{name} at {at:%H:%M}"):
        said = _reader().extract(text, calendar())
        assert (said.reading, said.words) == (Instant(datetime.combine(date(2026, 11, 26), at)), name)
