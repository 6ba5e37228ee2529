from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from bot.domain.event import Block
from bot.files.people.windows import Windows, read_windows
from bot.usecases.files import ProblemCode
from tests.support.file_events import EVENT

EVERYTHING = "Thu 14:30-17:00, Fri 09:00-12:00, Fri 13:00-16:00"


def said(read: Windows) -> str:
    return ", ".join(f"{w.date:%a} {w.start:%H:%M}-{w.end:%H:%M}" for w in read.windows)


@pytest.mark.parametrize(
    ("cell", "windows"),
    [
        ("Thursday 14:30-17:00", "Thu 14:30-17:00"),
        ("Thursday 14:30-17:00; Friday 09:00-12:00", "Thu 14:30-17:00, Fri 09:00-12:00"),
        ("Friday 09:00-12:00\nThursday 14:30-17:00", "Thu 14:30-17:00, Fri 09:00-12:00"),
        ("  THURSDAY   14:30 - 17:00 ; ", "Thu 14:30-17:00"),
        ("• Thursday 14:30-17:00", "Thu 14:30-17:00"),
        ("Thursday: 14:30–17:00.", "Thu 14:30-17:00"),
        ("Thursday 14.30—17.00", "Thu 14:30-17:00"),
        ("Thursday 15-16", "Thu 15:00-16:00"),
        ("Thu 15h15-16h", "Thu 15:15-16:00"),
        ("Thurs. from 15:00 to 16:00", "Thu 15:00-16:00"),
        ("Thursday 3-4 pm", "Thu 15:00-16:00"),
        ("Friday 11am - 1:30 p.m.; ", "Fri 11:00-12:00, Fri 13:00-13:30"),
        ("Friday 11-2pm", "Fri 11:00-12:00, Fri 13:00-14:00"),
        ("joi 14:30-17:00", "Thu 14:30-17:00"),
        ("Joia, de la 15:00 până la 16:00", "Thu 15:00-16:00"),
        ("vin. 9-12", "Fri 09:00-12:00"),
        ("Vi 9-12", "Fri 09:00-12:00"),
        ("csütörtök 14:30-17:00", "Thu 14:30-17:00"),
        ("Csutortokon 14:30-tól 17:00-ig", "Thu 14:30-17:00"),
        ("Cs 15-16, P 9-10", "Thu 15:00-16:00, Fri 09:00-10:00"),
        ("pénteken 9-12 óra", "Fri 09:00-12:00"),
        ("2026-11-26 14:30-17:00", "Thu 14:30-17:00"),
        ("2026.11.26. 14:30-17:00", "Thu 14:30-17:00"),
        ("26.11. 14:30–17:00", "Thu 14:30-17:00"),
        ("26/11/2026 14:30-17:00", "Thu 14:30-17:00"),
        ("26 Nov 14:30-17:00", "Thu 14:30-17:00"),
        ("26 noiembrie 2026, 14:30-17:00", "Thu 14:30-17:00"),
        ("november 26. 14:30-17:00", "Thu 14:30-17:00"),
        ("Thursday, 26 November 2026 14:30-17:00", "Thu 14:30-17:00"),
        ("26.11. (joi) 14:30-17:00", "Thu 14:30-17:00"),
        ("Friday 09:00-10:00, 14:30-15:30", "Fri 09:00-10:00, Fri 14:30-15:30"),
        ("Friday 9-10 and 14-15", "Fri 09:00-10:00, Fri 14:00-15:00"),
        ("Friday 9-10; 14-15", "Fri 09:00-10:00, Fri 14:00-15:00"),
        ("Thursday 15-16, Friday 9-10", "Thu 15:00-16:00, Fri 09:00-10:00"),
        ("Thursday and Friday 15-16", "Thu 15:00-16:00, Fri 15:00-16:00"),
        ("Thu-Fri 15-16", "Thu 15:00-16:00, Fri 15:00-16:00"),
        ("26.11. - 27.11. 15-16", "Thu 15:00-16:00, Fri 15:00-16:00"),
        ("15-16", "Thu 15:00-16:00, Fri 15:00-16:00"),
        ("9:00-10:00", "Fri 09:00-10:00"),
        ("Thursday", "Thu 14:30-17:00"),
        ("Friday", "Fri 09:00-12:00, Fri 13:00-16:00"),
        ("Thursday; Friday 9-10", "Thu 14:30-17:00, Fri 09:00-10:00"),
        ("Friday 9-10:30, 10-11, 11-12", "Fri 09:00-12:00"),
        ("all", EVERYTHING),
        ("Toate", EVERYTHING),
        ("összes", EVERYTHING),
        ("", ""),
        (" \n ", ""),
        ("none", ""),
        ("–", ""),
    ],
)
def test_a_cell_is_read_without_a_word(cell: str, windows: str) -> None:
    read = read_windows(cell, EVENT)
    assert (said(read), read.problems) == (windows, ())


@pytest.mark.parametrize(
    ("cell", "windows"),
    [
        ("Thursday 14:00-18:00", "Thu 14:30-17:00"),
        ("Thursday 16:00-18:00", "Thu 16:00-17:00"),
        ("Friday 10:00-14:00", "Fri 10:00-12:00, Fri 13:00-14:00"),
        ("Friday 0:00-24:00", "Fri 09:00-12:00, Fri 13:00-16:00"),
        ("8-10", "Fri 09:00-10:00"),
    ],
)
def test_a_window_wider_than_the_blocks_is_cut_with_a_warning(cell: str, windows: str) -> None:
    read = read_windows(cell, EVENT)
    assert (said(read), read.problems, read.cuts) == (windows, (), (cell,))


def test_what_fits_is_not_called_cut() -> None:
    assert read_windows("Thursday 14:30-17:00; all; Friday", EVENT).cuts == ()


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Friday 12:00-09:00", ProblemCode.WINDOW_REVERSED),
        ("Friday 9:00-9:00", ProblemCode.WINDOW_REVERSED),
        ("Friday 12:00-13:00", ProblemCode.WINDOW_OUTSIDE),
        ("Thursday 9-10", ProblemCode.WINDOW_OUTSIDE),
        ("7-8", ProblemCode.WINDOW_OUTSIDE),
        ("Monday", ProblemCode.WINDOW_OUTSIDE),
        ("2026-11-28 9-10", ProblemCode.WINDOW_OUTSIDE),
        ("26.11.2025 14:30-17:00", ProblemCode.WINDOW_OUTSIDE),
        ("29.02. 9-10", ProblemCode.WINDOW_OUTSIDE),
        ("31.02. 9-10", ProblemCode.WINDOW_UNREADABLE),
        ("Friday, 26.11. 14:30-17:00", ProblemCode.WINDOW_UNREADABLE),
        ("Thursday 14:30", ProblemCode.WINDOW_UNREADABLE),
        ("Thursday 14:30-", ProblemCode.WINDOW_UNREADABLE),
        ("Thursday 14:75-17:00", ProblemCode.WINDOW_UNREADABLE),
        ("Thursday 14:30-25:00", ProblemCode.WINDOW_UNREADABLE),
        ("Thursday 24:30-17:00", ProblemCode.WINDOW_UNREADABLE),
        ("Thursday 1430-1700", ProblemCode.WINDOW_UNREADABLE),
        ("Thursday afternoon", ProblemCode.WINDOW_UNREADABLE),
        ("maybe Thursday 14:30-17:00", ProblemCode.WINDOW_UNREADABLE),
        ("not Thursday", ProblemCode.WINDOW_UNREADABLE),
        ("V 9-10", ProblemCode.WINDOW_UNREADABLE),  # vineri or vasárnap
        ("14:30-17:00 26-27.11", ProblemCode.WINDOW_UNREADABLE),
        ("?", ProblemCode.WINDOW_UNREADABLE),
        ("and", ProblemCode.WINDOW_UNREADABLE),
    ],
)
def test_a_cell_that_cannot_be_trusted_is_named(cell: str, code: ProblemCode) -> None:
    read = read_windows(cell, EVENT)
    assert (read.windows, read.problems, read.cuts) == ((), ((code, cell.rstrip("-")),), ())


def test_each_wrong_part_is_named_and_the_good_ones_are_kept() -> None:
    read = read_windows("Thursday 15-16; Friday 12-9; banana", EVENT)
    assert said(read) == "Thu 15:00-16:00"
    assert read.problems == (
        (ProblemCode.WINDOW_REVERSED, "Friday 12-9"),
        (ProblemCode.WINDOW_UNREADABLE, "banana"),
    )


def test_a_weekday_means_every_event_day_of_that_name() -> None:
    week_later = Block("Again", date(2026, 12, 3), time(14), time(16))
    read = read_windows("Thursday 15-17", replace(EVENT, blocks=(*EVENT.blocks, week_later)))
    assert [(w.date, w.end) for w in read.windows] == [
        (date(2026, 11, 26), time(17)),
        (date(2026, 12, 3), time(16)),
    ]


def test_midnight_ends_a_window_and_a_block() -> None:
    night = replace(EVENT, blocks=(Block("Night", date(2026, 11, 28), time(20), time(0)),))
    for cell in ("Saturday 22:00-24:00", "szombat 22:00-00:00"):
        read = read_windows(cell, night)
        assert [(w.start, w.end) for w in read.windows] == [(time(22), time(0))]


def test_a_window_over_two_blocks_that_touch_is_one() -> None:
    blocks = (
        Block("One", date(2026, 11, 26), time(9), time(10)),
        Block("Two", date(2026, 11, 26), time(10), time(11)),
    )
    read = read_windows("Thursday 9:30-10:30", replace(EVENT, blocks=blocks))
    assert (said(read), read.cuts) == ("Thu 09:30-10:30", ())
