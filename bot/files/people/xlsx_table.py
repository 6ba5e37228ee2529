"""XLSX in: the first sheet that has a column for names, within bounds that a small server survives."""

from __future__ import annotations

import io
import itertools
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from bot.files.people.archive import check_archive
from bot.files.people.columns import NAME_COLUMNS, known_columns
from bot.files.people.sheet import MAX_COLUMNS, MAX_PEOPLE, Line, UnreadableFileError
from bot.usecases.files import ProblemCode

_MAX_ROWS = 1_048_576  # of all sheets; rows without cells count too, so this is no bound on people
_DIGITS = 15  # of a number that a cell keeps exactly


def xlsx_lines(content: bytes) -> list[Line]:
    """Read the first visible sheet that has a column for names, else the first that is not empty.

    Raises:
        UnreadableFileError: no workbook, a damaged one, or one that would fill the memory.
    """
    check_archive(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and validations that it does not keep
            return _chosen_sheet(content)
    except UnreadableFileError:
        raise
    except Exception:  # noqa: BLE001 - what a damaged workbook raises is not bounded by any documentation
        raise UnreadableFileError(ProblemCode.UNKNOWN_FORMAT, "XLSX") from None


def _chosen_sheet(content: bytes) -> list[Line]:
    """Read the sheet for people; of one that is not, the heading line is enough to say why."""
    workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        fallback: list[Line] = []
        rows = itertools.count(1)
        for sheet in workbook.worksheets:
            if sheet.sheet_state != "visible":
                continue
            lines = _lines(sheet, rows)
            heading = next(lines, None)
            if heading and known_columns(heading.cells) & NAME_COLUMNS:
                return [heading, *lines]
            fallback = fallback or ([heading] if heading else [])
        return fallback
    finally:
        workbook.close()


def _lines(sheet: Any, rows: Iterator[int]) -> Iterator[Line]:
    """Give the lines that are not blank, by their row number in the sheet; ``rows`` counts all sheets'."""
    sheet.reset_dimensions()  # some programs write a size that is too small, and rows would be lost
    found = 0
    for number, values in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS + 1, values_only=True), start=1):
        if next(rows) > _MAX_ROWS:
            raise UnreadableFileError(ProblemCode.TOO_LARGE, str(_MAX_ROWS))
        if values.count(None) == len(values):  # a far cell makes a million such rows
            continue
        line = Line(number, tuple(map(_text, values)))
        if line.blank:
            continue
        found += 1
        if found > MAX_PEOPLE + 1:
            raise UnreadableFileError(ProblemCode.TOO_LARGE, str(MAX_PEOPLE), line=number)
        yield line


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return unescape(value) if "_x" in value else value
        case float():  # phones and keys are numbers to a spreadsheet: 5 is not "5.0"
            return str(int(value)) if value.is_integer() else format(value, f".{_DIGITS}g")
        case datetime():
            return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case time():
            return value.isoformat("minutes")
        case _:
            return str(value)
