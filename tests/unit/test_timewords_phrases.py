"""Phrases as people write them, each with the line that the ``when`` command owes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.timewords import TimeWordsReader, answer, line
from tests.support.calendars import calendar

_DATA = Path(__file__).parent / "data"


def _rows(name: str) -> Iterator[list[str]]:
    for row in (_DATA / name).read_text(encoding="utf-8").splitlines():
        yield row.split("\t")


@pytest.fixture(scope="module")
def reader() -> TimeWordsReader:
    return TimeWordsReader()


@pytest.mark.parametrize("language", ["en", "ro", "hu"])
def test_phrases_of_a_language_are_read_as_people_mean_them(reader: TimeWordsReader, language: str) -> None:
    against = calendar(language)
    wanted = {
        phrase: "\t".join(said) for code, phrase, *said in _rows("timewords_phrases.tsv") if code == language
    }
    assert len(wanted) >= 150
    got = {phrase: answer(phrase, against, reader) for phrase in wanted}
    assert {p: (got[p], wanted[p]) for p in wanted if got[p] != wanted[p]} == {}


def test_phrases_in_chat_leave_the_names_alone(reader: TimeWordsReader) -> None:
    rows = list(_rows("timewords_chat.tsv"))
    assert len(rows) >= 120
    got = [(code, text, *reader.extract(text, calendar(code))) for code, text, _, _ in rows]
    readable = [[code, text, line(reading).replace("\t", " "), left] for code, text, reading, left in got]
    assert [row for row, wanted in zip(readable, rows, strict=True) if row != wanted] == []
