"""A profile page as event sites publish it: a few lines on top, then labelled sections.

    Ana Pop                                 name
    Executive Director                      role
    Example Cluster                         organization
    Bilateral Meetings                      a label alone, its lines below
      • Thursday 14:30-17:00
    DescriptionThe cluster is ...           a label glued to its text, which may go on for lines
    Organization Type Clusters              a label and its value
    City Cluj-Napoca , 28 Long St.          city and street
    Areas of Activities                     nothing said

A label word may as well begin a line of prose ("City of light ...") or be somebody's role ("City Manager").
A doubtful one counts when no later line has the same label and a label or the end comes next.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.files.people.cleaning import paragraphs, shortened
from bot.files.people.columns import Column, RawPerson
from bot.files.people.sheet import RawPeople, UnreadableFileError
from bot.usecases.files import Problem, ProblemCode

_NEVER = r"(?!)"  # a label only with a colon, or alone: these words begin many a sentence
# Labels in English and Romanian; a value after them looks like the second pattern.
_LABELS: Mapping[Column, tuple[str, str]] = {
    Column.WINDOWS: (r"Bilateral Meetings?|[ÎI]nt[âîa]lniri bilaterale", r".*"),
    Column.DESCRIPTION: (r"Description|Descriere", r".*"),
    Column.ORGANIZATION_TYPE: (r"Organi[sz]ation Type|Tip(?:ul)? (?:de )?organiza[țţt]ie[i]?", r".{1,100}"),
    Column.AREAS: (r"Areas? of Activit(?:ies|y)|Domenii(?:le)? de activitate", r".*"),
    Column.OFFERS: (r"Offers?|Ofer[ăat][ăae]?|K[íi]n[áa]l(?:at)?", _NEVER),
    Column.SEEKS: (r"Looking for|Seeks|Caut[ăa]|Keres", _NEVER),
    Column.PARTICIPATION_TYPE: (r"Participation Type|Tip(?:ul)? (?:de )?participare", r".{1,100}"),
    Column.CITY: (r"City|Ora[șşs]", r".{1,200}"),
    Column.COUNTRY: (r"Country|[ȚŢT]ar[ăa]", r".{1,60}"),
    Column.WEBSITE: (r"Web ?site|Site web", r"\S+\.\S+"),
    Column.EMAIL: (r"E-?mail", r"\S+@\S+"),
    Column.PHONE: (r"Phone|Telefon", r"[\d\s+()./-]{5,}"),
}
_GLUED = frozenset({Column.DESCRIPTION, Column.ORGANIZATION_TYPE, Column.AREAS, Column.WINDOWS})
_LISTS = (Column.AREAS, Column.OFFERS, Column.SEEKS)
_OF_MANY_LINES = frozenset({Column.DESCRIPTION, Column.WINDOWS, *_LISTS})
_PATTERNS = {
    column: re.compile(
        rf"(?P<name>{label})(?:\s*(?P<colon>:)\s*|\s+|$"
        + (r"|(?=[A-ZĂÂÎȘŞȚŢ0-9•])" if column in _GLUED else "")
        + r")(?P<value>.*)"
    )
    for column, (label, _) in _LABELS.items()
}
_BULLET = re.compile(r"^\s*[•◦▪●○·*–-]\s*")
_HEADER_LINES = 3  # name, role, organization
_LINES_BELOW = {Column.CITY: 2}  # of a label on a line of its own: the street may be below the city
MAX_PAGE_CHARACTERS = 200_000


@dataclass(frozen=True, slots=True)
class _Label:
    column: Column
    name: str
    value: str
    sure: bool


@dataclass(slots=True)
class _Page:
    """What has been read so far; ``open`` is the section that the next line may go on with."""

    header: list[str] = field(default_factory=list)
    texts: dict[Column, list[str]] = field(default_factory=dict)
    names: dict[Column, str] = field(default_factory=dict)
    strays: list[Problem] = field(default_factory=list)
    open: Column | None = None
    room: int = 0  # lines that the open section still takes; one whose value is on its label takes none

    def begin(self, label: _Label) -> None:
        self.open = label.column
        self.texts[label.column] = [label.value] if label.value else []
        self.names[label.column] = label.name
        self.room = 0 if label.value else _LINES_BELOW.get(label.column, 1)

    def go_on(self, number: int, line: str) -> None:
        """Take a line that is no label: as part of the section, or as a stray one."""
        if self.open is None:
            if line:
                self.header.append(line)
            return
        if self.open in _OF_MANY_LINES:
            self.texts[self.open].append(line)
        elif line and self.room:
            self.texts[self.open].append(line)
            self.room -= 1
        elif line:
            shown = shortened(line)
            self.strays.append(Problem(number, shown, ProblemCode.UNKNOWN_COLUMN, shown))


def looks_like_page(text: str) -> bool:
    """Tell whether any line begins with a label of a page."""
    return bool(labels_of(text))


def labels_of(text: str) -> frozenset[Column]:
    """Name what the lines of a text say, as far as they begin with a label of a page."""
    found = (_label(line.strip()) for line in text[:MAX_PAGE_CHARACTERS].split("\n"))
    return frozenset(label.column for label in found if label)


def read_page(text: str) -> RawPeople:
    """Read the one person of a page.

    Raises:
        UnreadableFileError: no line of it is a label, so it is no page, or it is absurdly long.
    """
    if len(text) > MAX_PAGE_CHARACTERS:
        raise UnreadableFileError(ProblemCode.TOO_LARGE, f"{MAX_PAGE_CHARACTERS // 1000} kB")
    lines = paragraphs(text).split("\n")
    labels = [_label(line) for line in lines]
    if not any(labels):
        raise UnreadableFileError(ProblemCode.UNKNOWN_FORMAT)
    page = _Page()
    for index, line in enumerate(lines):
        label = labels[index]
        if label is not None and _counts(label, page, lines, labels, index):
            page.begin(label)
        else:
            page.go_on(index + 1, line)
    # The cleaned text begins at its first line, the file may not.
    first = text[: len(text) - len(text.lstrip())].count("\n") + 1
    return RawPeople((RawPerson(first, _cells(page), page.names),), tuple(page.strays), page=True)


def _label(line: str) -> _Label | None:
    for column, pattern in _PATTERNS.items():
        found = pattern.match(line)
        if found is None:
            continue
        value = found["value"].strip()
        if not value or found["colon"] or re.fullmatch(_LABELS[column][1], value):
            sure = column in _GLUED or not value or bool(found["colon"])
            return _Label(column, found["name"], value, sure)
    return None


def _counts(label: _Label, page: _Page, lines: list[str], labels: list[_Label | None], index: int) -> bool:
    if label.column in page.texts:
        return False
    in_prose = page.open in {None, Column.DESCRIPTION}
    if label.sure or not in_prose:
        return True
    again = any(later and later.column is label.column for later in labels[index + 1 :])
    following = next((at for at in range(index + 1, len(lines)) if lines[at]), None)
    return not again and (following is None or labels[following] is not None)


def _cells(page: _Page) -> dict[Column, str]:
    header = dict(zip((Column.NAME, Column.ROLE, Column.ORGANIZATION), page.header, strict=False))
    cells = {column: "\n".join(texts) for column, texts in page.texts.items()}
    if more := page.header[_HEADER_LINES:]:  # nothing that a person wrote is lost
        cells[Column.DESCRIPTION] = "\n".join([*more, "", cells.get(Column.DESCRIPTION, "")])
    if Column.CITY in cells:
        city, _, street = cells[Column.CITY].replace("\n", ", ").partition(",")
        cells |= {Column.CITY: city, Column.STREET: street}
    for column in cells.keys() & _LISTS:
        cells[column] = "\n".join(_BULLET.sub("", line) for line in cells[column].split("\n"))
    return {Column.NAME: ""} | header | cells
