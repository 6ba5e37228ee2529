"""What stands beside a time in chat: other times, a bare hour, what it is about, words of doubt."""

from __future__ import annotations

import pytest

from bot.timewords import Instant, TimeWordsReader, line
from tests.support.calendars import calendar

A, B = "instant\t2026-11-26T15:45", "instant\t2026-11-26T16:10"


@pytest.fixture(scope="module")
def reader() -> TimeWordsReader:
    return TimeWordsReader()


@pytest.mark.parametrize(
    ("language", "text", "options"),
    [
        ("en", "Kelemen 15:45 or 16:10", [A, B]),
        ("ro", "Kelemen 15:45 sau 16:10", [A, B]),
        ("hu", "Kelemen 15:45 vagy 16:10", [A, B]),
        ("en", "otto at 3 or 4 thursday", ["instant\t2026-11-26T15:00", "instant\t2026-11-26T16:00"]),
        ("en", "Kelemen thursday 15:45 or friday 10", [A, "instant\t2026-11-27T10:00"]),
        ("en", "otto friday 10 or 11 am", ["instant\t2026-11-27T10:00", "instant\t2026-11-27T11:00"]),
        ("en", "Kelemen 15:45", []),
        ("en", "not 15:45 or 16:10", []),
        ("en", "Kelemen or Otto 15:45", []),
        ("hu", "szabad vagy csütörtökön?", []),
    ],
)
def test_alternatives_are_given_each(
    reader: TimeWordsReader, language: str, text: str, options: list[str]
) -> None:
    said = reader.extract(text, calendar(language))
    assert [line(one) for one in said.options] == options
    assert not (options and said.reading)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("otto 3", "2026-11-26T15:00"),
        ("otto 9", "2026-11-27T09:00"),  # on the first day of the event nobody meets at nine
        ("friday otto 11", "2026-11-27T11:00"),
        ("otto 22", None),
        ("friday otto 3", None),
        ("otto 3 slots", None),
        ("not otto 3", None),
        ("otto 15:45 3", None),
    ],
)
def test_bare_number_is_an_hour_only_in_the_hours_of_the_event(
    reader: TimeWordsReader, text: str, hour: str | None
) -> None:
    said = reader.extract(text, calendar())
    assert (said.hour and said.hour.at.isoformat(timespec="minutes")) == hour
    assert said.names == (("otto",) if hour else ())
    assert not isinstance(said.reading, Instant) or "15:45" in text


@pytest.mark.parametrize(
    ("language", "text", "names", "topic"),
    [
        ("en", "ask otto for 3:45 about the funding of our lab", ("otto",), "the funding of our lab"),
        ("ro", "întâlnire cu Otto la 15:45 despre finanțare", ("Otto",), "finanțare"),
        ("hu", "találkozó Ottóval 15:45-kor a finanszírozásról", ("Ottóval", "Ottó"), "finanszírozásról"),
        ("en", "otto about 3:45", (), ""),
    ],
)
def test_what_it_is_about_stands_apart_from_the_name(
    reader: TimeWordsReader, language: str, text: str, names: tuple[str, ...], topic: str
) -> None:
    said = reader.extract(text, calendar(language))
    assert (said.names, said.topic) == (names, topic)


@pytest.mark.parametrize(
    ("language", "text", "doubt"),
    [
        ("en", "Kelemen 15:20 not friday", "not"),
        ("en", "don't cancel my 15:20", "don't"),
        ("ro", "nu anula 15:20", "nu"),
        ("hu", "ne mondd le a 15:20-ast", "ne"),
        ("en", "Kelemen is not there", ""),
        ("en", "Kelemen 15:20", ""),
    ],
)
def test_word_that_stood_against_a_time_or_a_wish_is_given(
    reader: TimeWordsReader, language: str, text: str, doubt: str
) -> None:
    assert reader.extract(text, calendar(language)).doubt == doubt
