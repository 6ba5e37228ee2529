"""Meeting times in words, with exceptions, in three languages."""

from __future__ import annotations

from datetime import time

import pytest

from bot.domain.windows import without
from bot.files.people import read_times
from tests.support.world import FRIDAY, THURSDAY, make_event

EVENT = make_event()


def told(text: str) -> list[str]:
    """Give the windows that a text means for somebody who takes meetings all the time."""
    read = read_times(text, EVENT)
    assert read.problems == ()
    if read.windows is None:
        windows = tuple(EVENT.block_interval(block) for block in EVENT.blocks)
    else:
        windows = tuple(one.interval(EVENT) for one in read.windows)
    left = without(EVENT, windows, [one.interval(EVENT) for one in read.without])
    local = [(EVENT.local(one.start), EVENT.local(one.end)) for one in left]
    return [f"{start:%a %H:%M}-{end:%H:%M}" for start, end in local]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thursday 14:30-17:00", ["Thu 14:30-17:00"]),
        ("Thursday 14:40-17:00", ["Thu 14:40-17:00"]),
        ("Thursday 14:30\u2060–\u206017:00", ["Thu 14:30-17:00"]),  # copied from a card
        ("Thursday 14:30-17:00, not 15:20", ["Thu 14:30-15:15", "Thu 15:45-17:00"]),
        ("I take meetings Thursday 14:30-17:00 but not 15:20", ["Thu 14:30-15:15", "Thu 15:45-17:00"]),
        ("Iau întâlniri joi 14:30-17:00 dar nu la 15:20", ["Thu 14:30-15:15", "Thu 15:45-17:00"]),
        ("I am available Thursday 2:30 pm - 4 pm", ["Thu 14:30-16:00"]),
        ("Am întâlniri doar joi", ["Thu 14:30-17:00"]),
        ("Csak csütörtökön fogadok találkozókat", ["Thu 14:30-17:00"]),
        ("joi 14:30-17:00, nu 15:20", ["Thu 14:30-15:15", "Thu 15:45-17:00"]),
        ("csütörtök 14:30-17:00, kivéve 15:20", ["Thu 14:30-15:15", "Thu 15:45-17:00"]),
        ("csütörtök 14:30-17:00, de nem 15:20-kor", ["Thu 14:30-15:15", "Thu 15:45-17:00"]),
        ("all except 15:20 and 16:35", ["Thu 14:30-15:15", "Thu 15:45-16:30", "Fri 09:00-12:00"]),
        ("toate, fără vineri", ["Thu 14:30-17:00"]),
        ("joi dupa masa, dar nu la 15:20", ["Thu 14:30-15:15", "Thu 15:45-17:00"]),
        (
            "Vreau să primesc pe oricine joi după-masă, dar nu la 15:20",
            ["Thu 14:30-15:15", "Thu 15:45-17:00"],
        ),
        ("I want to meet anyone on Friday morning except 09:00", ["Fri 09:25-12:00"]),
        ("csütörtök délután, de nem 15:20-kor", ["Thu 14:30-15:15", "Thu 15:45-17:00"]),
        ("all, not Friday morning", ["Thu 14:30-17:00"]),
        ("not Thursday", ["Fri 09:00-12:00"]),
        ("not Friday 09:00", ["Thu 14:30-17:00", "Fri 09:25-12:00"]),
        ("not 15:00-16:00", ["Thu 14:30-14:50", "Thu 16:10-17:00", "Fri 09:00-12:00"]),
        ("pauză 15:00-16:00", ["Thu 14:30-14:50", "Thu 16:10-17:00", "Fri 09:00-12:00"]),
        ("Thursday break 15:00-16:00", ["Thu 14:30-14:50", "Thu 16:10-17:00"]),
        ("szünet: 15-16", ["Thu 14:30-14:50", "Thu 16:10-17:00", "Fri 09:00-12:00"]),
        ("csütörtök 15:00–16:00 szünet", ["Thu 14:30-14:50", "Thu 16:10-17:00", "Fri 09:00-12:00"]),
        ("csütörtök 15-16 ebédszünet", ["Thu 14:30-14:50", "Thu 16:10-17:00", "Fri 09:00-12:00"]),
        ("joi 15:00-16:00 pauză de masă", ["Thu 14:30-14:50", "Thu 16:10-17:00", "Fri 09:00-12:00"]),
        ("Thursday 14:30-17:00, no break", ["Thu 14:30-17:00"]),
        ("joi 14:30-17:00, fără pauză", ["Thu 14:30-17:00"]),
        ("csütörtök 14:30-17:00 szünet nélkül", ["Thu 14:30-17:00"]),
        ("none", []),
        ("nincs", []),
    ],
)
def test_times_and_what_is_excepted(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("Kelemen", "not Kelemen", "Thursday 17:00-14:30", "Sunday", "Friday morning 9-10"),
        *("no break", "no break 16:00-16:30", "fără pauză 16:00-16:30"),  # not the opposite of what is said
    ],
)
def test_what_cannot_be_read_is_said(text: str) -> None:
    assert read_times(text, EVENT).problems


def test_a_time_alone_is_excepted_on_every_day_unless_one_is_named() -> None:
    assert [one.date for one in read_times("not 09:00", EVENT).without] == [THURSDAY, FRIDAY]
    (only,) = read_times("not Friday at 09:00", EVENT).without
    assert (only.date, only.start, only.end) == (FRIDAY, time(9), time(9, 1))
