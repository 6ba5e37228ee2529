"""Phrases as people write them, each with the line that the ``when`` command owes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.text import fold
from bot.timewords import TimeWordsReader, answer, line
from tests.support.calendars import calendar

_DATA = Path(__file__).parent / "data"
# The day and the week stand apart.
_STILL_REFUSED = {
    *("wednesday 3pm next week", "miercuri la 3 saptamana viitoare"),
    # "early", "but" or a forenoon, "or" or "you are", a weekday of one letter, two steps from an hour.
    *("early friday morning", "péntek de", "szabad vagy csüt 4kor", "pénteken mikor vagy szabad", "p 10:00"),
    "öt perccel fél négy előtt holnap",
    # A slip in a word too short to be told from another, or in an ending.
    *("half pst three tomorrow", "joi la 3 jumatte va rog", "csüt 3 utánn", "pentek fél tizenegykro"),
    "fél öt előtt öt perccel",
    # "later today" and "cândva" may be no time at all.
    *("later today, 5.30pm", "cândva vineri dimineața"),
    # An hour and five minutes or two hours; a day of three letters with one too many.
    *("vineri la zece și cinci", "jopi la 16:00"),
}
# A slip in a short word, a name whose ending lost its mark.
_STILL_LEFT = {
    *("radu marin aftr lunch", "vreu o intalnire cu ana pop joi la 3", "torold annat"),
    "tedd at Annat holnap fel ötre",
}


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


@pytest.mark.parametrize("language", ["en", "ro", "hu"])
@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 6, 7, 8, 9])
def test_phrases_that_were_new_when_they_were_written(
    reader: TimeWordsReader, language: str, number: int
) -> None:
    against = calendar(language)
    rows = [row for row in _rows(f"timewords_unseen_{number}.tsv") if row[0] == language]
    assert len(rows) >= 50
    got = {phrase: (answer(phrase, against, reader), "\t".join(said)) for _, phrase, *said in rows}
    other = {phrase: pair for phrase, pair in got.items() if pair[0] != pair[1]}
    # What is refused is asked back, which costs a tap; what is read must be what was meant.
    assert {phrase: pair for phrase, pair in other.items() if pair[0] != "none"} == {}
    assert other.keys() <= _STILL_REFUSED


def test_what_may_mean_something_else_is_refused(reader: TimeWordsReader) -> None:
    rows = list(_rows("timewords_refused.tsv"))
    assert {code for code, _ in rows} == {"en", "ro", "hu"}
    got = [(code, phrase, answer(phrase, calendar(code), reader)) for code, phrase in rows]
    assert [row for row in got if row[2] != "none"] == []


def test_wishes_are_understood_with_their_names_and_times(reader: TimeWordsReader) -> None:
    rows = list(_rows("timewords_wishes.tsv"))
    said = [(code, text, reader.extract(text, calendar(code))) for code, text, *_ in rows]
    got = [
        [code, text, str(one.intent or ""), line(one.reading).replace("\t", " "), one.words]
        for code, text, one in said
    ]
    assert {code for code, *_ in rows} == {"en", "ro", "hu"}
    assert [row for row, wanted in zip(got, rows, strict=True) if row != wanted] == []


def test_wishes_that_were_new_when_they_were_written(reader: TimeWordsReader) -> None:
    rows = list(_rows("timewords_unseen_wishes.tsv"))
    assert {code for code, *_ in rows} == {"en", "ro", "hu"}
    assert len(rows) >= 300
    other = {}
    for code, text, wish, when, name in rows:
        said = reader.extract(text, calendar(code))
        read = (str(said.intent or ""), "any" if when == "any" else line(said.reading).replace("\t", " "))
        named = fold(name) in (fold(said.words), fold(said.stems))
        if read != (wish, when) or not named:
            other[text] = (read, said.words)
    # What is left over is asked back; a wish or a time that is read must be the one that was meant.
    wrong = {text: got for text, got in other.items() if text not in _STILL_LEFT}
    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("Annával csütörtökön 3-kor", "Anná"),
        ("Kovács Jánossal péntek 10", "Kovács János"),
        ("Szabóval holnap", "Szabó"),
        ("Pop Ana holnap", "Pop Ana"),
    ],
)
def test_names_are_given_without_their_hungarian_endings_too(
    reader: TimeWordsReader, text: str, stems: str
) -> None:
    assert reader.extract(text, calendar("hu")).stems == stems


def test_all_times_of_a_move_are_given(reader: TimeWordsReader) -> None:
    for text in ("move my 15:20 to 16:10", "move it from 15:20 to 16:10", "swap 15:20 and 16:10"):
        said = reader.extract(text, calendar())
        assert [f"{at:%H:%M}" for at in said.times] == ["15:20", "16:10"]
        assert said.reading is None


def test_phrases_in_chat_leave_the_names_alone(reader: TimeWordsReader) -> None:
    rows = list(_rows("timewords_chat.tsv"))
    assert len(rows) >= 120
    got = [(code, text, reader.extract(text, calendar(code))) for code, text, *_ in rows]
    readable = [[code, text, line(said.reading).replace("\t", " "), said.words] for code, text, said in got]
    assert [row for row, wanted in zip(readable, rows, strict=True) if row != wanted] == []
