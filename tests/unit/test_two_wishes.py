"""Which texts hold two wishes, and which one that only has an "and" in it."""

from __future__ import annotations

import pytest

from bot.timewords import TimeWordsReader
from bot.usecases.two_wishes import parts_of
from tests.support.calendars import calendar


@pytest.fixture(scope="module")
def reader() -> TimeWordsReader:
    return TimeWordsReader()


@pytest.mark.parametrize(
    ("language", "first", "joint", "second"),
    [
        ("en", "cancel my 15:20", "and", "find someone in AI"),
        ("en", "cancel my 15:20", "and then", "book Kelemen Friday at 10"),
        ("en", "move my 15:20 to 16:10", "and", "cancel 16:35"),
        ("en", "my agenda", "and", "my requests"),
        ("ro", "anulează ora 15:20", "și", "caută pe cineva din AI"),
        ("ro", "mută ora 15:20 la 16:10", "apoi", "scrie-i lui Kelemen"),
        ("hu", "mondd le a 15:20-ast", "és", "keress valakit az AI-ból"),
        ("hu", "tedd át a 15:20-at 16:10-re", "majd", "írj Kelemennek"),
    ],
)
def test_two_wishes_are_told_apart(
    reader: TimeWordsReader, language: str, first: str, joint: str, second: str
) -> None:
    assert parts_of(f"{first} {joint} {second}", reader, calendar(language)) == [first, second]


@pytest.mark.parametrize(
    ("language", "text", "parts"),
    [
        (
            *("en", "move Kelemen to 16:10 and tell him I am sorry"),
            ["move Kelemen to 16:10", "tell Kelemen I am sorry"],
        ),
        (
            "en",
            "cancel my 15:20 and write to him that I am late",
            ["cancel my 15:20", "write to that I am late"],
        ),
        (
            *("ro", "mută Kelemen la 16:10 și spune-i că îmi pare rău"),
            ["mută Kelemen la 16:10", "spune lui Kelemen că îmi pare rău"],
        ),
        (
            *("ro", "mută ora 15:20 la 16:10 apoi scrie-i lui Kelemen"),
            ["mută ora 15:20 la 16:10", "scrie-i lui Kelemen"],
        ),
    ],
)
def test_message_that_follows_is_for_whom_the_first_wish_names(
    reader: TimeWordsReader, language: str, text: str, parts: list[str]
) -> None:
    assert parts_of(text, reader, calendar(language)) == parts


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "cancel Kelemen and Mureșan"),
        ("en", "Kelemen and Mureşan 15:20"),
        ("en", "I can't make 15:20 and need to move it"),
        ("en", "write Kelemen that I am late and cannot come"),
        ("en", "find Paper and Book Ltd"),
        ("en", "find and book Kelemen"),
        ("en", "find Kelemen and book 15:45"),
        ("en", "find someone in AI and robotics"),
        ("ro", "caută pe cineva din IT și sănătate"),
        ("hu", "keress valakit az IT és az egészségügy területéről"),
    ],
)
def test_one_wish_stays_whole(reader: TimeWordsReader, language: str, text: str) -> None:
    assert parts_of(text, reader, calendar(language)) == [text]


def test_fourth_wish_stays_with_the_third(reader: TimeWordsReader) -> None:
    text = "my agenda and my requests and my settings and my profile"
    assert parts_of(text, reader, calendar()) == ["my agenda", "my requests", "my settings and my profile"]
