"""Tell what kind of file a list of people is, and read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.event import Event
from bot.files.people.checks import check_people
from bot.files.people.columns import NAME_COLUMNS, known_columns
from bot.files.people.csv_table import csv_lines, decoded, headings, separator_of
from bot.files.people.profile_page import looks_like_page, read_page
from bot.files.people.sheet import MAX_FILE_BYTES, RawPeople, UnreadableFileError, people_of
from bot.usecases.files import PeopleFile, ProblemCode

_ZIP = b"PK\x03\x04"
_OTHER_FORMATS = {
    b"%PDF": "PDF",
    b"\xd0\xcf\x11\xe0": "XLS",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"{\\rtf": "RTF",
    b"<!DOCTYPE": "HTML",
    b"<html": "HTML",
    b"<?xml": "XML",
}


def read_people(name: str, content: bytes, event: Event) -> PeopleFile:
    """Read a list of people against an event's days, blocks, tables and languages.

    What is in the file decides, not how it is called: only a text that could be both is a profile
    page when its name ends with ``.txt``. Never raises for bad content; ``problems`` says it, with
    the line that an editor (CSV, page) or a spreadsheet (XLSX) shows.
    """
    try:
        raw = _read(name, content)
    except UnreadableFileError as error:
        return PeopleFile(problems=(error.problem,))
    people = check_people(raw.people, event)
    return replace(people, warnings=(*raw.warnings, *people.warnings), whole=not raw.page)


def _read(name: str, content: bytes) -> RawPeople:
    if len(content) > MAX_FILE_BYTES:
        raise UnreadableFileError(ProblemCode.TOO_LARGE, f"{MAX_FILE_BYTES // 1_000_000} MB")
    if content.startswith(_ZIP):
        from bot.files.people.xlsx_table import xlsx_lines  # noqa: PLC0415 - some megabytes, for workbooks only

        return people_of(xlsx_lines(content))
    for start, kind in _OTHER_FORMATS.items():
        if content.startswith(start):
            raise UnreadableFileError(ProblemCode.UNKNOWN_FORMAT, kind)
    text = decoded(content)
    if not text or text.isspace():
        raise UnreadableFileError(ProblemCode.EMPTY_FILE)
    separator = separator_of(text)
    if _is_page(name, text, headings(text, separator)):
        return read_page(text)
    return people_of(csv_lines(text, separator))


def _is_page(name: str, text: str, cells: Sequence[str]) -> bool:
    known = known_columns(cells)
    is_txt = name.casefold().endswith(".txt")
    if known & NAME_COLUMNS and not is_txt:
        return False
    if len(known) > 1:
        return False
    # A list without headings may have a line that begins as a page's label does: "City Hall;...".
    return is_txt or (looks_like_page(text) and (len(cells) == 1 or not name.casefold().endswith(".csv")))
