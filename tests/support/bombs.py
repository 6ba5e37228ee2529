"""Workbooks that nobody saved in a spreadsheet: a good one with one part replaced or added."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from openpyxl import Workbook

SHEET, STYLES, BOOK = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"
STRINGS, TYPES = "xl/sharedStrings.xml", "[Content_Types].xml"
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRINGS_TYPE = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)


def good() -> dict[str, bytes]:
    """Give the parts of a workbook that names Ana."""
    book = Workbook()
    for row in (["name"], ["Ana"]):
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Put parts into an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_part(name: str, before: bytes, more: bytes) -> bytes:
    """Give a workbook one of whose parts has something more in it."""
    parts = good()
    assert before in parts[name]
    return packed(parts | {name: parts[name].replace(before, more + before, 1)})


def with_rows(rows: bytes) -> bytes:
    """Give a workbook whose sheet has more rows, as XML."""
    return with_part(SHEET, b"</sheetData>", rows)


def with_strings(strings: bytes, prologue: bytes = b"") -> bytes:
    """Give a workbook with a table of strings, as XML, that nothing refers to."""
    parts = good()
    types = parts[TYPES].replace(b"</Types>", _STRINGS_TYPE)
    table = prologue + b'<sst xmlns="' + MAIN + b'">' + strings + b"</sst>"
    return packed(parts | {TYPES: types, STRINGS: table})
