"""Files that cost far more to read than to send: each is refused, or read, in little memory and time."""

from __future__ import annotations

import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest

from bot.files.people import archive, csv_table, read_people
from bot.i18n import load_languages
from bot.screens.problems import problem_text
from bot.usecases.files import PeopleFile, ProblemCode
from tests.support import bombs
from tests.support.file_events import EVENT

MEGABYTE = 1_000_000
MOST_BYTES = 120 * MEGABYTE  # at once, beside the file; twenty megabytes in four bytes a character are eighty
MOST_SECONDS = 8.0  # of processor time, under the tracing of memory, which makes it about three times as slow
TOO_LARGE, UNKNOWN = ProblemCode.TOO_LARGE, ProblemCode.UNKNOWN_FORMAT
LANGUAGES = load_languages()


def marks(count: int) -> bytes:
    """Pile marks up on one letter, in the order that takes longest to put right."""
    return ("A" + "\u0301\u0316" * count).encode()


def csv(*lines: bytes) -> bytes:
    return b"\n".join(lines)


def zipped_zeros(method: int) -> bytes:
    return bombs.packed(bombs.good() | {"xl/media/zeros": bytes(40 * MEGABYTE)}, method)


def sheets(count: int) -> bytes:
    ids = b' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"'
    more = b"".join(b'<sheet name="s%d" sheetId="%d"%b/>' % (n, n, ids) for n in range(2, count))
    return bombs.with_part(bombs.BOOK, b"</sheets>", more)


BOMBS: dict[str, tuple[Callable[[], bytes], ProblemCode | None]] = {
    # CSV
    "cells in one line": (lambda: csv(b"name", b"A" + b"," * 19 * MEGABYTE), TOO_LARGE),
    "headings": (lambda: csv(b"name" + b",x" * 400_000, b"A"), TOO_LARGE),
    "headings of nothing": (lambda: csv(b"name" + b"," * 900_000, b"Ana"), None),
    "one enormous cell": (lambda: csv(b"name", b"A" * 19 * MEGABYTE), TOO_LARGE),
    "one enormous cell of many lines": (
        lambda: csv(b"name", b'"' + b"long line of a cell\n" * 250_000 + b'"'),
        ProblemCode.TEXT_TOO_LONG,
    ),
    "a quote that is not closed": (lambda: b'"' + b"x" * 19 * MEGABYTE, TOO_LARGE),
    "four bytes a character": (lambda: csv(b"name", "😀".encode() * 4_500_000), TOO_LARGE),
    "a heading of brackets": (lambda: csv(b"(" * 100_000 + b",name", b",Ana"), None),
    "marks on a name": (lambda: csv(b"name", marks(40_000)), None),
    "marks on a heading": (lambda: csv(b"name," + marks(100_000), b"Ana"), None),
    "days and ranges": (
        lambda: csv(b"name,bilateral meetings", b"Ana," + b"mo " * 1_600 + b"1-2 " * 1_200),
        ProblemCode.WINDOW_UNREADABLE,
    ),
    "zeros": (lambda: csv(b"name", bytes(19 * MEGABYTE)), UNKNOWN),
    "another encoding": (lambda: csv(b"name", b"\xe3" * MEGABYTE), ProblemCode.ENCODING),
    # pages
    "a page of ten megabytes": (lambda: b"Ana\nCity Cluj\nDescription " + b"x " * 5 * MEGABYTE, TOO_LARGE),
    "a page of labels": (lambda: b"Ana\n" + b"City Cluj\n" * 9_000, ProblemCode.TEXT_TOO_LONG),
    # XLSX
    "zeros, packed": (lambda: zipped_zeros(zipfile.ZIP_DEFLATED), None),
    "zeros, packed otherwise": (lambda: zipped_zeros(zipfile.ZIP_LZMA), UNKNOWN),
    "zeros, more than are unpacked": (
        lambda: bombs.packed(bombs.good() | {f"xl/media/{n}": bytes(30 * MEGABYTE) for n in range(4)}),
        TOO_LARGE,
    ),
    "parts": (lambda: bombs.packed(bombs.good() | {f"xl/{n}": b"" for n in range(2_100)}), TOO_LARGE),
    "cells in one row": (lambda: bombs.with_rows(b"<row>" + b"<c/>" * 400_000 + b"</row>"), TOO_LARGE),
    "pieces of a string": (
        lambda: bombs.with_strings(b"<si>" + b"<r><t/></r>" * 80_000 + b"</si>"),
        TOO_LARGE,
    ),
    "styles": (
        lambda: bombs.with_part(bombs.STYLES, b"</cellXfs>", b'<xf numFmtId="0"/>' * 120_000),
        TOO_LARGE,
    ),
    "extensions": (
        lambda: bombs.with_part(bombs.SHEET, b"</worksheet>", b"<x>" + b"<ext/>" * 120_000 + b"</x>"),
        TOO_LARGE,
    ),
    "sheets": (lambda: sheets(archive.MAX_SHEETS + 2), TOO_LARGE),
    "a sheet many times": (lambda: sheets(archive.MAX_SHEETS), None),
    "entities that grow slowly": (
        lambda: bombs.with_strings(
            b"<si><t>&e;</t></si>" * 5_000, b"<!DOCTYPE x [<!ENTITY e '" + b"a" * 9_000 + b"'>]>"
        ),
        UNKNOWN,
    ),
    "entities in another encoding": (
        lambda: bombs.packed(
            bombs.good() | {bombs.BOOK: "<!DOCTYPE x [<!ENTITY e 'a'>]><x>&e;</x>".encode("utf-16")}
        ),
        UNKNOWN,
    ),
    "an outer entity": (
        lambda: bombs.with_strings(
            b"<si><t>&e;</t></si>", b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
        ),
        UNKNOWN,
    ),
}


@pytest.fixture
def traced() -> Iterator[None]:
    tracemalloc.start()
    yield
    tracemalloc.stop()


def read_in_bounds(content: bytes, name: str = "people.csv") -> PeopleFile:
    """Read a file, and hold what that took against the bounds."""
    tracemalloc.reset_peak()
    before, began = tracemalloc.get_traced_memory()[0], time.thread_time()
    found = read_people(name, content, EVENT)
    assert time.thread_time() - began < MOST_SECONDS
    assert tracemalloc.get_traced_memory()[1] - before < MOST_BYTES
    return found


@pytest.mark.parametrize(("make", "expected"), BOMBS.values(), ids=BOMBS)
@pytest.mark.usefixtures("traced")
def test_bomb_takes_little_and_is_said_in_one_line(
    make: Callable[[], bytes], expected: ProblemCode | None
) -> None:
    found = read_in_bounds(make())
    assert [problem.code for problem in found.problems] == ([expected] if expected else [])
    for language in LANGUAGES.by_code.values():
        for problem in found.problems:
            line = problem_text(language, problem)
            assert len(line) < 200
            assert line.isprintable()


MANY = {
    "lines": (csv_table, "MAX_LINES", csv(b"name", b"Ana" + b"\n" * 20_000)),
    "elements": (archive, "MAX_ELEMENTS", bombs.with_rows((b"<row>" + b"<c/>" * 90 + b"</row>") * 200)),
    "strings": (archive, "MAX_STRINGS", bombs.with_strings(b"<si/>" * 11_000)),
}


@pytest.mark.parametrize(("module", "name", "content"), MANY.values(), ids=MANY)
def test_limit_that_takes_long_to_reach_holds_when_it_is_nearer(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str, content: bytes
) -> None:
    assert read_people("people.csv", content, EVENT).problems == ()
    monkeypatch.setattr(module, name, 10_000)
    assert [problem.code for problem in read_people("people.csv", content, EVENT).problems] == [TOO_LARGE]


@pytest.mark.usefixtures("traced")
def test_rubbish_in_every_cell_makes_few_problems_a_row() -> None:
    cell = b";".join(b"q%d" % n for n in range(150))
    found = read_in_bounds(csv(b"name,bilateral meetings,email", *(b"1," + cell + b",x" for _ in range(100))))
    assert {problem.line for problem in found.problems} == set(range(2, 102))
    assert len(found.problems) <= 100 * 13


@pytest.mark.usefixtures("traced")
def test_list_as_large_as_lists_may_be_is_read() -> None:
    rows = (
        f"Ştefan Mureşan {n};stefan{n}@example.org;Firmă {n};Cluj-Napoca;{'Ţară nouă. ' * 9}"
        for n in range(1_500)
    )
    found = read_in_bounds(csv(b"name;email;organisation;city;description", *map(str.encode, rows)))
    assert (len(found.rows), found.problems) == (1_500, ())


IMAGES_AND_OTHERS = {
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "people.csv", "PDF"),
    "png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "people.xlsx", "PNG"),
    "jpeg": (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "people.xlsx", "JPEG"),
    "webp": (b"RIFF\x24\0\0\0WEBPVP8 \x01\x02", "people.csv", ""),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "people.xlsx", "XLS"),
    "page of the web": (b"<!DOCTYPE html><script>alert(1)</script>", "people.txt", "HTML"),
    "empty archive": (b"PK\x05\x06" + bytes(18), "people.xlsx", ""),
    "archive cut short": (bombs.packed(bombs.good())[:2_000], "people.xlsx", "ZIP"),
    "archive of nothing": (bombs.packed({"readme": b""}), "people.xlsx", "ZIP"),
    "directory alone": (bombs.packed({"[Content_Types].xml": b"", "xl/": b""}), "people.xlsx", "XLSX"),
}


@pytest.mark.parametrize(("content", "name", "kind"), IMAGES_AND_OTHERS.values(), ids=IMAGES_AND_OTHERS)
def test_what_is_no_list_is_named_whatever_it_is_called(content: bytes, name: str, kind: str) -> None:
    (problem,) = read_people(name, content, EVENT).problems
    assert (problem.code, problem.value) == (UNKNOWN, kind)


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9, 0.99])
def test_workbook_cut_short_is_refused(keep: float) -> None:
    whole = bombs.packed(bombs.good())
    (problem,) = read_people("people.xlsx", whole[: int(len(whole) * keep)], EVENT).problems
    assert problem.code is UNKNOWN


def test_macros_and_links_to_other_files_are_left_alone() -> None:
    parts = bombs.good()
    types = (
        parts[bombs.TYPES]
        .replace(b"spreadsheetml.sheet.main+xml", b"x.main+xml")
        .replace(
            b"application/vnd.openxmlformats-officedocument.x.main+xml",
            b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        )
    )
    relations = parts["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'externalLink" TargetMode="External" Target="file:///etc/passwd"/></Relationships>',
    )
    linked = parts[bombs.BOOK].replace(
        b"</workbook>",
        b'<externalReferences xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        b'<externalReference r:id="rId99"/></externalReferences></workbook>',
    )
    content = bombs.packed(
        parts
        | {
            bombs.TYPES: types,
            bombs.BOOK: linked,
            "xl/_rels/workbook.xml.rels": relations,
            "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0Sub AutoOpen()",
        }
    )
    assert [row.profile.name for row in read_people("people.xlsx", content, EVENT).rows] == ["Ana"]
