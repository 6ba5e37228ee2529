"""A file as lines of cells, whatever it was; and the way to say that it cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.files.people.cleaning import one_line, shortened
from bot.files.people.columns import NAME_COLUMNS, Column, RawPerson, column_of
from bot.usecases.files import Problem, ProblemCode

MAX_FILE_BYTES = 20_000_000  # what Telegram lets a bot download
MAX_PEOPLE = 20_000
MAX_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Line:
    """Cells of one line; ``number`` is 1-based and that of its first line when a cell holds several."""

    number: int
    cells: tuple[str, ...]

    @property
    def blank(self) -> bool:
        """Whether there is nothing to see in any cell."""
        return not any(cell and not cell.isspace() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class RawPeople:
    """What a readable file holds, before anybody has looked into its cells."""

    people: tuple[RawPerson, ...]
    warnings: tuple[Problem, ...] = ()
    page: bool = False  # a profile page, which is about nobody else


class UnreadableFileError(Exception):
    """The file as a whole cannot be read; the only exception of this package, caught in its reader."""

    def __init__(self, code: ProblemCode, value: str = "", *, line: int = 0, column: str = "") -> None:
        super().__init__(code.value)
        self.problem = Problem(line, column, code, shortened(value))


def people_of(lines: Iterable[Line]) -> RawPeople:
    """Read the first line as headings and every other as a person.

    Raises:
        UnreadableFileError: no column for a name, two columns that mean the same, nobody, or too many.
    """
    written = (line for line in lines if not line.blank)
    heading = next(written, None)
    if heading is None:
        raise UnreadableFileError(ProblemCode.EMPTY_FILE)
    if any(map(_seen, heading.cells[MAX_COLUMNS:])):
        raise UnreadableFileError(ProblemCode.TOO_LARGE, str(MAX_COLUMNS), line=heading.number)
    heading = replace(heading, cells=heading.cells[:MAX_COLUMNS])
    columns, labels = _columns(heading)
    width = len(heading.cells)
    people: list[RawPerson] = []
    unnamed: dict[int, None] = {}  # columns with a text in them and no heading that we know, in order
    for line in written:
        if len(people) == MAX_PEOPLE:
            raise UnreadableFileError(ProblemCode.TOO_LARGE, str(MAX_PEOPLE), line=line.number)
        cells = {column: line.cells[i] for i, column in columns.items() if i < len(line.cells)}
        blank = dict.fromkeys(columns.values(), "")
        extra = next((cell for cell in line.cells[width:] if _seen(cell)), "")
        people.append(RawPerson(line.number, blank | cells, labels, extra))
        unnamed |= dict.fromkeys(
            i for i, cell in enumerate(line.cells[:width]) if i not in columns and _seen(cell)
        )
    if not people:
        raise UnreadableFileError(ProblemCode.EMPTY_FILE)
    return RawPeople(tuple(people), tuple(_unknown(heading, unnamed)))


def _seen(cell: str) -> bool:
    return cell != "" and bool(one_line(cell[:1000]))


def _columns(heading: Line) -> tuple[dict[int, Column], dict[Column, str]]:
    columns: dict[int, Column] = {}
    labels: dict[Column, str] = {}
    for index, text in enumerate(heading.cells):
        column = column_of(text)
        if column is None:
            continue
        label = shortened(text)
        if column in labels:
            raise UnreadableFileError(
                ProblemCode.DUPLICATE_COLUMN, labels[column], line=heading.number, column=label
            )
        columns[index], labels[column] = column, label
    if not NAME_COLUMNS & labels.keys():
        found = ", ".join(filter(None, (one_line(text[:100]) for text in heading.cells)))
        raise UnreadableFileError(ProblemCode.NO_NAME_COLUMN, found, line=heading.number)
    return columns, labels


def _unknown(heading: Line, with_text: Iterable[int]) -> Iterator[Problem]:
    """Warn of each column that is left out: those with a heading, and those with texts but without one."""
    without_heading = {index for index in with_text if not one_line(heading.cells[index])}
    for index, text in enumerate(heading.cells):
        if index in without_heading:
            yield Problem(heading.number, f"#{index + 1}", ProblemCode.UNKNOWN_COLUMN)
        elif one_line(text) and column_of(text) is None:
            yield Problem(heading.number, shortened(text), ProblemCode.UNKNOWN_COLUMN, shortened(text))
