from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.event import Block
from bot.files.event_file import EventFileError, read_event
from bot.files.formulas import defused, undefused
from bot.files.people import read_people
from bot.files.people.windows import read_windows
from bot.files.tables import write_csv
from bot.files.workbooks import write_xlsx
from bot.usecases.files import ProblemCode
from tests.support.file_events import EVENT, FRIDAY, THURSDAY

DAY_MINUTES = 24 * 60
DAYS = {THURSDAY: ("Thursday", "joi", "csütörtök", "2026-11-26"), FRIDAY: ("Fri", "vineri", "pén", "27.11.")}

Minutes = set[tuple[date, int]]
ranges = (
    st.tuples(st.integers(0, DAY_MINUTES - 1), st.integers(1, DAY_MINUTES))
    .map(sorted)
    .filter(lambda pair: pair[0] < pair[1])
)


def clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


def minutes_of(day: date, start: time, end: time) -> Minutes:
    first, last = start.hour * 60 + start.minute, end.hour * 60 + end.minute or DAY_MINUTES
    return {(day, minute) for minute in range(first, last)}


@st.composite
def blocks(draw: st.DrawFn) -> tuple[Block, ...]:
    cuts = draw(st.lists(st.integers(0, 47).map(lambda half: half * 30), min_size=2, max_size=6, unique=True))
    starts = sorted(cuts)
    pairs = list(zip(starts[::2], starts[1::2], strict=False))
    return tuple(
        Block("block", draw(st.sampled_from(sorted(DAYS))), clock(start), clock(end)) for start, end in pairs
    )


@given(
    blocks(),
    st.lists(st.tuples(st.sampled_from(sorted(DAYS)), st.integers(0, 3), ranges), min_size=1, max_size=5),
)
def test_windows_are_the_minutes_asked_for_that_a_block_has(
    open_blocks: tuple[Block, ...], wanted: list[tuple[date, int, list[int]]]
) -> None:
    cell = "; ".join(
        f"{DAYS[day][word]} {start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"
        for day, word, (start, end) in wanted
    )
    open_minutes = {m for block in open_blocks for m in minutes_of(block.date, block.start, block.end)}
    asked = [{(day, minute) for minute in range(start, end)} for day, _, (start, end) in wanted]
    read = read_windows(cell, replace(EVENT, blocks=open_blocks))

    found = [minutes_of(window.date, window.start, window.end) for window in read.windows]
    assert set().union(*found) == set().union(*asked) & open_minutes
    assert sum(map(len, found)) == len(set().union(*found))  # apart
    assert list(read.windows) == sorted(read.windows, key=lambda window: (window.date, window.start))
    assert any(minutes.isdisjoint(open_minutes) for minutes in asked) == bool(read.problems)
    assert {code for code, _ in read.problems} <= {ProblemCode.WINDOW_OUTSIDE}
    assert any(minutes & open_minutes and minutes - open_minutes for minutes in asked) == bool(read.cuts)


WINDOW_WORDS = [
    *("Thursday", "joi", "pén", "Thu-Fri", "all", "26.11.", "2026-11-27", "nov", "99", "9", "14:30"),
    *("14.30-17.00", "9-12", "-", "–", "to", "la", "pm", "and", ";", ",", ".", ":", "(", "x", "\n"),
]
window_texts = st.lists(st.sampled_from(WINDOW_WORDS), max_size=8).map(" ".join)


@given(st.one_of(window_texts, st.text(max_size=40)))
def test_any_cell_of_windows_is_read_or_refused(cell: str) -> None:
    for window in read_windows(cell, EVENT).windows:
        asked = minutes_of(window.date, window.start, window.end)
        assert any(asked <= minutes_of(block.date, block.start, block.end) for block in EVENT.blocks)


@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(str.encode),
        st.lists(
            st.sampled_from(["name", "e-mail", "A", ",", ";", "\n", '"', "\t", "City", "City x", "1@x.ro"])
        )
        .map("".join)
        .map(str.encode),
        st.lists(
            st.sampled_from(
                ["Ana", "Description", "City", "City X, Y", "Bilateral Meetings", "• Thursday", ""]
            )
        )
        .map("\n".join)
        .map(str.encode),
        st.binary(max_size=100).map(lambda rest: b"PK\x03\x04" + rest),
    ),
    st.sampled_from(["people.csv", "page.txt", "people.xlsx", ""]),
)
def test_any_file_is_read_or_named_unreadable(content: bytes, name: str) -> None:
    people = read_people(name, content, EVENT)
    assert people.rows or people.problems
    assert len({row.key for row in people.rows}) == len(people.rows)
    assert not {row.line for row in people.rows} & {problem.line for problem in people.problems}


# What survives a file: no control or invisible characters, no spaces at the ends or two in a row.
words = st.text(st.characters(whitelist_categories=["Lu", "Ll", "Nd", "Po", "Sm"]), min_size=1, max_size=12)
phrases = st.lists(words, max_size=4).map(" ".join)
people_lists = st.lists(
    st.tuples(words.map(lambda word: f"Ana {word}"), phrases, phrases), min_size=1, max_size=5
)


@given(people_lists, st.booleans())
def test_a_table_that_left_comes_back_the_same(rows: list[tuple[str, str, str]], xlsx: bool) -> None:
    keyed = [(f"k{number}", *row) for number, row in enumerate(rows)]
    write = write_xlsx if xlsx else write_csv
    people = read_people("people", write(["key", "name", "role", "phone"], keyed), EVENT)
    assert people.problems == ()
    normal = [(row.key, row.profile.name, row.profile.role, row.profile.phone) for row in people.rows]
    assert normal == [tuple(map(as_read, row)) for row in keyed]


def as_read(text: str) -> str:
    return undefused(unicodedata.normalize("NFC", text))


@given(st.text())
def test_no_cell_that_leaves_begins_as_a_formula(text: str) -> None:
    assert not defused(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert undefused(defused(text)) == text or text.startswith("'")


toml_values = st.recursive(
    st.one_of(
        st.sampled_from(
            ["1", "-1", '"x"', "true", "[]", "{}", "2026-11-26", "14:30:00", '["en"]', "1.5", '""']
        ),
        st.integers().map(str),
    ),
    lambda inner: st.lists(inner, max_size=3).map(lambda values: f"[{', '.join(values)}]"),
    max_leaves=4,
)
KEYS = [
    "slug",
    "name",
    "timezone",
    "languages",
    "venue",
    "booking",
    "grid",
    "blocks",
    "reminders",
    "privacy",
    "x",
]


@given(st.dictionaries(st.sampled_from(KEYS), toml_values, max_size=11))
def test_a_file_that_is_no_event_is_refused_in_lines(values: dict[str, str]) -> None:
    with pytest.raises(EventFileError) as caught:
        read_event("\n".join(f"{key} = {value}" for key, value in values.items()).encode(), ("en",))
    problems = caught.value.problems
    assert {problem.path.partition("[")[0].partition(".")[0] for problem in problems} <= {*KEYS}
    assert all("\n" not in str(problem) for problem in problems)


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_as_an_event(content: bytes) -> None:
    with pytest.raises(EventFileError) as caught:
        read_event(content, ("en",))
    assert caught.value.problems
