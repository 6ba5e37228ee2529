"""CSV in: UTF-8, separated as its heading line shows."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from bot.files.people.columns import known_columns
from bot.files.people.sheet import MAX_COLUMNS, MAX_FILE_BYTES, Line, UnreadableFileError
from bot.usecases.files import ProblemCode

_SEPARATORS = ",;\t"
_MARKS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_LINES = re.compile(r"[^\r\n]++(?:\r\n?|\n)?|\r\n?|\n")
# Of characters, of a line of the file: a row of texts as long as they may be is a fifth of it. Without such
# a bound a file of commas alone takes twenty times its size in memory.
_LONGEST_LINE = 1_000_000
MAX_LINES = 1_048_576  # of the file, blank ones too, as of a workbook
_BINARY = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")  # bytes that no text of any code page has
# What tells central from western European code pages: letters that our people's languages write.
_CENTRAL_LETTERS = set("ăîșțşţőűĂÎȘȚŞŢŐŰąćęłńśźżčďěňřšťůž")
_WESTERN_LETTERS = set("ãñõåøæçêëèàùìòûôïÃÑÕÅØÆÇÊËÈÀÙÌÒÛÔÏ")
_CENTRAL = "Windows-1250 / ISO-8859-2 (Latin-2)"
_WESTERN = "Windows-1252 / ISO-8859-1 (Latin-1)"


def decoded(content: bytes) -> str:
    """Decode UTF-8, with or without a byte order mark.

    Raises:
        UnreadableFileError: another encoding; the error names the one it looks like.
    """
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            raise UnreadableFileError(ProblemCode.ENCODING, encoding)
    if b"\0" in content:
        # Half of the bytes of plain text in UTF-16 are zero; binary files do not keep to that.
        half = content.count(b"\0") >= len(content) // 4 and b"\0\0" not in content[:1000]
        code = ProblemCode.ENCODING if half else ProblemCode.UNKNOWN_FORMAT
        raise UnreadableFileError(code, "UTF-16" if half else "")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        if _BINARY.search(content):
            raise UnreadableFileError(ProblemCode.UNKNOWN_FORMAT) from None
        raise UnreadableFileError(ProblemCode.ENCODING, _code_page(content)) from None


def _code_page(content: bytes) -> str:
    central = sum(c in _CENTRAL_LETTERS for c in content.decode("cp1250", "replace"))
    western = sum(c in _WESTERN_LETTERS for c in content.decode("cp1252", "replace"))
    # A tie is central: ă and ő are other letters of the west.
    return _CENTRAL if central and central >= western else _WESTERN


def headings(text: str, separator: str) -> tuple[str, ...]:
    """Give the cells of the first line that is not blank; nothing when it cannot be read."""
    try:
        return next((line.cells for line in csv_lines(text, separator) if not line.blank), ())[:MAX_COLUMNS]
    except UnreadableFileError:
        return ()


def separator_of(text: str) -> str:
    """Give the separator under which the heading line names most columns, then gives most cells."""

    def fit(separator: str) -> tuple[int, int]:
        cells = headings(text, separator)
        return len(known_columns(cells)), len(cells)

    return max(_SEPARATORS, key=fit)


def csv_lines(text: str, separator: str) -> Iterator[Line]:
    """Cut a text into lines of cells.

    Raises:
        UnreadableFileError: a quoted cell that never ends, or goes on after its closing quote; a line or a
            number of them that no list has.
    """
    # A cell may be as long as the file, so that a text that is too long costs its line and not the
    # whole file. The module has one limit for the process, 128 kB; nothing else of ours reads CSV.
    csv.field_size_limit(MAX_FILE_BYTES)
    # Strict: a quote that is left open would otherwise swallow the people after it without a word.
    reader = csv.reader(_text_lines(text), delimiter=separator, strict=True)
    first = 1
    try:
        for cells in reader:
            if cells:
                yield Line(first, tuple(cells))
            first = reader.line_num + 1
    except csv.Error:
        raise UnreadableFileError(ProblemCode.BROKEN_QUOTES, line=first) from None


def _text_lines(text: str) -> Iterator[str]:
    """Give the lines of a text with their ends, of whatever kind."""
    for number, found in enumerate(_LINES.finditer(text), start=1):
        if number > MAX_LINES:
            raise UnreadableFileError(ProblemCode.TOO_LARGE, str(MAX_LINES), line=number)
        if found.end() - found.start() > _LONGEST_LINE:
            raise UnreadableFileError(ProblemCode.TOO_LARGE, f"{_LONGEST_LINE // 1000} kB", line=number)
        yield found[0]
