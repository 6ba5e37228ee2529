"""What a workbook would cost to read, found out before anybody reads it.

A few kilobytes of archive can unpack to gigabytes, and a megabyte of XML can become gigabytes of objects.
So its parts are walked through once without keeping anything: sizes, elements, document types.
"""

from __future__ import annotations

import io
import zipfile
from typing import IO
from xml.parsers.expat import ExpatError, ParserCreate

from bot.files.people.sheet import MAX_PEOPLE, UnreadableFileError
from bot.usecases.files import ProblemCode

MAX_SHEETS = 30
_MAX_UNZIPPED_BYTES = 100_000_000
_MAX_MEMBERS = 2_000
_MEMBER = b"PK\x01\x02"  # begins each entry of an archive's directory
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})  # all that the format allows
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
_ROW, _STRING, _SHEET = f"{_MAIN}row", f"{_MAIN}si", f"{_MAIN}sheet"
# Twenty thousand people with a text of their own in each of twenty columns: cell, value, string, text.
MAX_STRINGS = 20 * MAX_PEOPLE
MAX_ELEMENTS = 5 * MAX_STRINGS
# What is kept in memory until the end: everything that is in no row and no string, and of those one whole.
_MAX_KEPT = 100_000
_DEPTH = {_ROW: 3, _STRING: 2}  # where each stands in its part


class _Walk:
    """Counts the elements of all parts of a workbook; ``kept`` those of one part that are not let go."""

    def __init__(self) -> None:
        self.elements = self.strings = self.sheets = 0

    def through(self, part: IO[bytes]) -> None:
        """Walk through one part; one that is no XML, or breaks off, costs no more than it did until there.

        Raises:
            UnreadableFileError: it costs too much, or declares what XML would have to expand.
        """
        self._depth = self._kept = self._inside = 0
        self._open = ""  # the row or string that we are in
        parser = ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            parser.ParseFile(part)
        except ExpatError:
            return

    def _start(self, name: str, _attributes: object) -> None:
        self._depth += 1
        self.elements += 1
        self.sheets += name == _SHEET
        if _DEPTH.get(name) == self._depth:
            self.strings += name == _STRING
            self._open, self._inside = name, 0
        elif self._open:
            self._inside += 1
        else:
            self._kept += 1
        if max(self._kept, self._inside) > _MAX_KEPT or self.elements > MAX_ELEMENTS:
            raise UnreadableFileError(ProblemCode.TOO_LARGE)
        if self.strings > MAX_STRINGS or self.sheets > MAX_SHEETS:
            raise UnreadableFileError(ProblemCode.TOO_LARGE)

    def _end(self, name: str) -> None:
        if self._open == name and _DEPTH[name] == self._depth:
            self._open = ""
        self._depth -= 1

    def _doctype(self, *_: object) -> None:
        raise UnreadableFileError(ProblemCode.UNKNOWN_FORMAT, "XLSX")


def check_archive(content: bytes) -> None:
    """See that a workbook can be read within bounds that a small server survives.

    Raises:
        UnreadableFileError: it is none, or would take too much memory or time.
    """
    if content.count(_MEMBER) > _MAX_MEMBERS:
        raise UnreadableFileError(ProblemCode.TOO_LARGE)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_members(archive.infolist())
            walk = _Walk()
            for member in archive.infolist():
                with archive.open(member) as part:
                    walk.through(part)
    except UnreadableFileError:
        raise
    except Exception:  # noqa: BLE001 - what a damaged archive raises is not bounded by any documentation
        raise UnreadableFileError(ProblemCode.UNKNOWN_FORMAT, "ZIP") from None


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    """Look at what the directory declares; zipfile unpacks no member beyond that."""
    if sum(member.file_size for member in members) > _MAX_UNZIPPED_BYTES or len(members) > _MAX_MEMBERS:
        raise UnreadableFileError(ProblemCode.TOO_LARGE)
    names = [member.filename for member in members]
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise UnreadableFileError(ProblemCode.UNKNOWN_FORMAT, "ZIP")
    if any(member.compress_type not in _METHODS for member in members):
        raise UnreadableFileError(ProblemCode.UNKNOWN_FORMAT, "XLSX")
