"""From what a file says of people to people: every wrong cell named, good rows kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.domain.contacts import is_phone, is_website
from bot.domain.event import Event
from bot.domain.people import Profile, identity
from bot.domain.text import fold
from bot.files.people.cleaning import one_line, paragraphs, shortened
from bot.files.people.columns import Column, RawPerson
from bot.files.people.languages import language_code
from bot.files.people.windows import read_windows
from bot.usecases.files import PeopleFile, PersonRow, Problem, ProblemCode, WallWindow

MAX_TEXT = 10_000  # characters of any text

_EMAIL = re.compile(r"[^\s@,;:<>()\[\]\"\\]{1,64}@(?:[\w-]+\.)+[\w-]{2,}")
_MAX_EMAIL = 254
_NAME_COLUMNS = (Column.NAME, Column.LAST_NAME, Column.FIRST_NAME)
LIST_ENDS = re.compile(r"[;\n|•]")
_TABLE_WORD = re.compile(r"(?:table|masa|asztal)\s+(?:nr\.?\s*|no\.?\s*)?")


@dataclass(slots=True)
class Check:
    """One person under examination; each method reads what the columns of one thing say."""

    raw: RawPerson
    event: Event
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    @property
    def name_column(self) -> Column:
        """The column that a problem with the name is shown at: the first of those that the file has."""
        return next((column for column in _NAME_COLUMNS if column in self.raw.labels), Column.NAME)

    def wrong(self, column: Column, code: ProblemCode, value: str = "", other_line: int = 0) -> None:
        self.problems.append(self._note(column, code, value, other_line))

    def warn(self, column: Column, code: ProblemCode, value: str) -> None:
        self.warnings.append(self._note(column, code, value))

    def _note(self, column: Column, code: ProblemCode, value: str, other_line: int = 0) -> Problem:
        label = self.raw.labels.get(column, column.value)
        return Problem(self.raw.line, label, code, shortened(value), other_line)

    def line(self, column: Column) -> str:
        return " ".join(self.text(column).split())

    def text(self, column: Column) -> str:
        raw = self.raw.cells.get(column, "")
        # What is absurdly long is not even cleaned: that takes a second a megabyte.
        text = paragraphs(raw) if len(raw) <= 10 * MAX_TEXT else raw
        if len(text) > MAX_TEXT:
            self.wrong(column, ProblemCode.TEXT_TOO_LONG, text)
            return ""
        return text

    def email(self) -> str:
        email = self.line(Column.EMAIL).removeprefix("mailto:")
        if email and (not _EMAIL.fullmatch(email) or len(email) > _MAX_EMAIL or ".." in email):
            self.wrong(Column.EMAIL, ProblemCode.BAD_EMAIL, email)
        return email

    def website(self) -> str:
        """Give the website; a list may say something else, of which it is only warned."""
        website = self.line(Column.WEBSITE)
        if website and not is_website(website):
            self.warn(Column.WEBSITE, ProblemCode.BAD_WEBSITE, website)
        return website

    def phone(self) -> str:
        """Give the phone number, as ``website`` does."""
        phone = self.line(Column.PHONE)
        if phone and not is_phone(phone):
            self.warn(Column.PHONE, ProblemCode.BAD_PHONE, phone)
        return phone

    def name(self) -> str:
        first, last, name = map(self.line, (Column.FIRST_NAME, Column.LAST_NAME, Column.NAME))
        full = _full_name(first, last, name)
        too_long = any(problem.code is ProblemCode.TEXT_TOO_LONG for problem in self.problems)
        if not any(map(str.isalpha, full)) and not too_long:
            self.wrong(self.name_column, ProblemCode.NO_NAME, full)
        return full

    def several(self, column: Column) -> tuple[str, ...]:
        words: dict[str, str] = {}  # the first spelling of each
        for word in map(one_line, LIST_ENDS.split(self.text(column))):
            words.setdefault(fold(word), word)
        return tuple(filter(None, words.values()))

    def windows(self) -> tuple[WallWindow, ...] | None:
        if Column.WINDOWS not in self.raw.cells:
            return None
        reading = read_windows(self.text(Column.WINDOWS), self.event)
        for code, value in reading.problems:
            self.wrong(Column.WINDOWS, code, value)
        for value in reading.cuts:
            self.warn(Column.WINDOWS, ProblemCode.WINDOW_CUT, value)
        return reading.windows

    def language(self) -> str:
        said = self.line(Column.LANGUAGE)
        code = language_code(said, self.event.languages)
        if said and not code:
            self.warn(Column.LANGUAGE, ProblemCode.UNKNOWN_LANGUAGE, said)
        return code

    def table(self) -> str:
        """Find the event's own spelling of a table, so that ``Masa 5`` is table "5"."""
        said = self.line(Column.TABLE)
        names = {fold(name): name for block in self.event.blocks for name in block.tables}
        table = names.get(fold(said)) or names.get(_TABLE_WORD.sub("", fold(said), count=1), "")
        if said and not table:
            self.warn(Column.TABLE, ProblemCode.UNKNOWN_TABLE, said)
        return table

    def profile(self) -> Profile:
        return Profile(
            name=self.name(),
            role=self.line(Column.ROLE),
            organization=self.line(Column.ORGANIZATION),
            organization_type=self.line(Column.ORGANIZATION_TYPE),
            areas=self.several(Column.AREAS),
            offers=self.several(Column.OFFERS),
            seeks=self.several(Column.SEEKS),
            city=self.line(Column.CITY),
            street=self.line(Column.STREET),
            country=self.line(Column.COUNTRY),
            website=self.website(),
            description=self.text(Column.DESCRIPTION),
            participation_type=self.line(Column.PARTICIPATION_TYPE),
            email=self.email(),
            phone=self.phone(),
        )

    def row(self) -> PersonRow:
        profile = self.profile()
        key = identity(self.line(Column.KEY), profile.email, profile.name, profile.organization)
        return PersonRow(self.raw.line, key, profile, self.windows(), self.language(), self.table())


@dataclass(slots=True)
class _Seen:
    """Who has been met in the file, by what must be his alone, and on which line."""

    keys: dict[str, int] = field(default_factory=dict)
    emails: dict[str, int] = field(default_factory=dict)

    def check(self, check: Check, row: PersonRow) -> None:
        """Name what an earlier line had already; that line keeps it."""
        email = row.profile.email.casefold()
        line_of_email = self.emails.setdefault(email, row.line) if email else row.line
        line_of_key = self.keys.setdefault(row.key, row.line)
        if line_of_email != row.line:
            check.wrong(Column.EMAIL, ProblemCode.DUPLICATE_EMAIL, row.profile.email, line_of_email)
            if row.key == email:
                return  # one mistake, said once
        if line_of_key == row.line:
            return
        if check.raw.cells.get(Column.KEY, "").strip():
            check.wrong(Column.KEY, ProblemCode.DUPLICATE_KEY, row.key, line_of_key)
        else:
            who = ", ".join(filter(None, (row.profile.name, row.profile.organization)))
            check.wrong(check.name_column, ProblemCode.DUPLICATE_KEY, who, line_of_key)


def check_people(raw: Iterable[RawPerson], event: Event) -> PeopleFile:
    """Check every person of a file; a row is good or has problems, never both."""
    rows: list[PersonRow] = []
    problems: list[Problem] = []
    warnings: list[Problem] = []
    seen = _Seen()
    for person in raw:
        if person.extra:  # a separator too many shifts the cells, so none of them is judged
            problems.append(Problem(person.line, "", ProblemCode.EXTRA_CELLS, shortened(person.extra)))
            continue
        check = Check(person, event)
        row = check.row()
        if row.profile.name:
            seen.check(check, row)
        if not check.problems:
            rows.append(row)
        problems += check.problems
        warnings += check.warnings
    return PeopleFile(tuple(rows), tuple(problems), tuple(warnings))


def _full_name(first: str, last: str, name: str) -> str:
    """Put a name together; Romanian lists have "nume" (family name) beside "prenume" (first name)."""
    given = f"{first} {last}".strip()
    if set(fold(given).split()) <= set(fold(name).split()):
        return name or given
    return given if last or not name else f"{first} {name}"
