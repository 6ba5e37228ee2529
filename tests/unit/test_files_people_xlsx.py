from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.files.people import read_people
from bot.usecases.files import PeopleFile, Problem, ProblemCode, WallWindow
from tests.support.file_events import EVENT, THURSDAY


def workbook(*rows: Sequence[Any], prepare: Callable[[Workbook, Worksheet], None] | None = None) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    if prepare:
        prepare(book, sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(content: bytes, name: str = "people.xlsx") -> PeopleFile:
    return read_people(name, content, EVENT)


def repacked(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            new.writestr(member, change(member, old.read(member)))
    return out.getvalue()


def test_cells_of_every_kind_become_the_text_that_a_person_sees() -> None:
    content = workbook(
        [
            "Key",
            "Name",
            "Telefon",
            "City",
            "Street",
            "Country",
            "Job position",
            "Description",
            "Bilateral meetings",
        ],
        [
            5.0,
            "Ana Pop",
            40700000001,
            date(2026, 11, 26),
            datetime(2026, 11, 26, 14, 30),  # noqa: DTZ001 - what a spreadsheet holds
            time(9, 5),
            1.25,
            "One.\nTwo.",
            "joi 14:30-17:00",
        ],
    )
    people = read(content)
    assert (people.problems, people.warnings) == ((), ())
    (row,) = people.rows
    found = row.profile
    assert (row.line, row.key, found.name, found.phone) == (2, "5", "Ana Pop", "40700000001")
    assert (found.city, found.street, found.country) == ("2026-11-26", "2026-11-26 14:30", "09:05")
    assert (found.role, found.description) == ("1.25", "One.\nTwo.")
    assert row.windows == (WallWindow(THURSDAY, time(14, 30), time(17)),)


def test_a_cell_that_is_a_date_is_a_day_of_the_event() -> None:
    (row,) = read(workbook(["name", "windows"], ["A", date(2026, 11, 26)])).rows
    assert row.windows == (WallWindow(THURSDAY, time(14, 30), time(17)),)


def test_lines_are_the_rows_of_the_sheet() -> None:
    people = read(workbook([], ["name", "email"], [None, None], ["A", "a@x.ro"], [], ["", "b@x.ro"]))
    assert [row.line for row in people.rows] == [4]
    assert people.problems == (Problem(6, "name", ProblemCode.NO_NAME),)


def test_a_column_without_a_heading_is_warned_of_and_spoils_no_row() -> None:
    people = read(workbook(["name"], ["A", None, "a note"]))
    assert [row.profile.name for row in people.rows] == ["A"]
    assert people.warnings == (Problem(1, "#3", ProblemCode.UNKNOWN_COLUMN),)


def test_the_first_visible_sheet_with_names_is_read() -> None:
    def prepare(book: Workbook, sheet: Worksheet) -> None:
        hidden = book.create_sheet("Old", 0)
        hidden.append(["name"])
        hidden.append(["Nobody"])
        hidden.sheet_state = "hidden"
        book.create_sheet("Notes", 0).append(["Call the venue"])
        sheet.title = "People"

    people = read(workbook(["name"], ["Ana"], prepare=prepare))
    assert [row.profile.name for row in people.rows] == ["Ana"]


def test_a_sheet_without_a_column_of_names_is_refused() -> None:
    assert read(workbook(["shoe", "size"], [1, 2])).problems == (
        Problem(1, "", ProblemCode.NO_NAME_COLUMN, "shoe, size"),
    )


@pytest.mark.parametrize("rows", [[], [[]], [["name"]], [["name"], [None]]])
def test_a_workbook_with_nobody_in_it_is_empty(rows: list[list[Any]]) -> None:
    assert read(workbook(*rows)).problems == (Problem(0, "", ProblemCode.EMPTY_FILE),)


def test_the_values_of_formulas_are_read_and_not_the_formulas() -> None:
    assert read(workbook(["name", "phone"], ["A", '=HYPERLINK("x")'])).rows[0].profile.phone == ""


def test_rows_beyond_a_size_that_the_sheet_understates_are_read() -> None:
    def understate(_member: str, content: bytes) -> bytes:
        return content.replace(b'<dimension ref="A1:A3"', b'<dimension ref="A1"')

    content = repacked(workbook(["name"], ["A"], ["B"]), understate)
    assert [row.profile.name for row in read(content).rows] == ["A", "B"]


def test_the_signature_counts_and_not_the_name() -> None:
    assert [row.profile.name for row in read(workbook(["name"], ["A"]), "people.csv").rows] == ["A"]


def test_more_people_than_a_list_may_have_are_refused() -> None:
    content = workbook(["name"], *(["A"] for _ in range(20_001)))
    assert read(content).problems == (Problem(20_002, "", ProblemCode.TOO_LARGE, "20000"),)


def test_more_columns_than_a_list_may_have_are_refused() -> None:
    content = workbook(["name", *(["x"] * 300)], ["A"])
    assert [problem.code for problem in read(content).problems] == [ProblemCode.TOO_LARGE]


def test_a_cell_far_from_the_others_costs_little_and_spoils_nothing() -> None:
    def prepare(_book: Workbook, sheet: Worksheet) -> None:
        sheet["XFD200000"] = "far"

    assert [row.profile.name for row in read(workbook(["name"], ["A"], prepare=prepare)).rows] == ["A"]


def test_an_archive_that_would_fill_the_memory_is_refused_unopened() -> None:
    bomb = repacked(
        workbook(["name"], ["A"]),
        lambda member, content: b"<x>" + b" " * 101_000_000 if "sheet1" in member else content,
    )
    assert len(bomb) < 200_000
    assert read(bomb).problems == (Problem(0, "", ProblemCode.TOO_LARGE),)


def test_another_archive_is_no_workbook() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", "<x/>")
    assert read(out.getvalue()).problems == (Problem(0, "", ProblemCode.UNKNOWN_FORMAT, "ZIP"),)


@pytest.mark.parametrize("member", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"])
def test_a_damaged_workbook_is_refused(member: str) -> None:
    content = repacked(
        workbook(["name"], ["A"]), lambda name, content: content[:40] if name == member else content
    )
    assert read(content).problems == (Problem(0, "", ProblemCode.UNKNOWN_FORMAT, "XLSX"),)


def test_entities_that_grow_are_not_expanded() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    doctype = f'<!DOCTYPE x [<!ENTITY e0 "aaaaaaaaaa">{entities}]>'.encode()

    def grow(member: str, content: bytes) -> bytes:
        if member != "xl/worksheets/sheet1.xml":
            return content
        return doctype + content.replace(b"</sheetData>", b"<row><c><v>&e11;</v></c></row></sheetData>")

    assert [p.code for p in read(repacked(workbook(["name"], ["A"]), grow)).problems] == [
        ProblemCode.UNKNOWN_FORMAT
    ]
