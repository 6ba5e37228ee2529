"""What is wrong with a list of people, in words: for the chat and for the command line."""

from __future__ import annotations

from collections.abc import Callable

from bot.i18n import Language
from bot.usecases.files import Problem, ProblemCode

_Reasons = dict[ProblemCode, Callable[[], str]]


def problem_text(language: Language, problem: Problem) -> str:
    """Say what is wrong and where, as plain text on one line: ``line 4, email: …``."""
    where, reason = problem_place(language, problem), problem_reason(language, problem)
    return f"{where}: {reason}" if where else reason


def problem_place(language: Language, problem: Problem) -> str:
    """Say where it is: the line and the column, as far as they are known."""
    line = language.label("line {line}", line=problem.line) if problem.line else ""
    return ", ".join(part for part in (line, problem.column) if part)


def problem_reason(language: Language, problem: Problem) -> str:
    """Say what is wrong, without the place."""
    reasons = _of_file(language, problem) | _of_person(language, problem) | _of_window(language, problem)
    return reasons[problem.code]()


def _of_file(language: Language, problem: Problem) -> _Reasons:
    label, value = language.label, problem.value
    return {
        ProblemCode.EMPTY_FILE: lambda: label("there is nobody in this file"),
        ProblemCode.UNKNOWN_FORMAT: lambda: _format(language, value),
        ProblemCode.ENCODING: lambda: label(
            "the file is not UTF-8 (it looks like {encoding}); save it as “CSV UTF-8”", encoding=value or "?"
        ),
        ProblemCode.TOO_LARGE: lambda: (
            label("this is too large; at most {size} can be read", size=value)
            if value
            else label("this is too large")
        ),
        ProblemCode.NO_NAME_COLUMN: lambda: label(
            "no column for the name among the headings: {found}", found=value
        ),
        ProblemCode.DUPLICATE_COLUMN: lambda: label("means the same as the column “{other}”", other=value),
        ProblemCode.BROKEN_QUOTES: lambda: label("a quotation mark is not closed, or text goes on after it"),
        ProblemCode.EXTRA_CELLS: lambda: label("more cells than headings, from “{text}” on", text=value),
        ProblemCode.UNKNOWN_COLUMN: lambda: label("this column is not known and is left out"),
    }


def _format(language: Language, found: str) -> str:
    if found == "XLSX":
        return language.label("this XLSX file cannot be opened; perhaps it is damaged")
    if found:
        return language.label("this is {format}; send CSV, XLSX or a profile page as text", format=found)
    return language.label("this is neither CSV nor XLSX nor a profile page")


def _of_person(language: Language, problem: Problem) -> _Reasons:
    label, value, line = language.label, problem.value, problem.other_line
    return {
        ProblemCode.NO_NAME: lambda: label("there is no name"),
        ProblemCode.BAD_EMAIL: lambda: label(
            "“{email}” is not an e-mail address, such as name@example.org", email=value
        ),
        ProblemCode.BAD_WEBSITE: lambda: label(
            "“{website}” is not a web address, such as www.example.org", website=value
        ),
        ProblemCode.BAD_PHONE: lambda: label(
            "“{phone}” is not a phone number, such as +40 700 000 000", phone=value
        ),
        ProblemCode.DUPLICATE_KEY: lambda: label("“{key}” is on line {line} already", key=value, line=line),
        ProblemCode.DUPLICATE_EMAIL: lambda: label(
            "the address “{email}” is on line {line} already", email=value, line=line
        ),
        ProblemCode.EMAIL_OF_OTHER: lambda: label("this address belongs to {name} already", name=value),
        ProblemCode.NAME_IN_USE: lambda: label(
            "the name “{name}” belongs to somebody else at this event; please ask the organizer", name=value
        ),
        ProblemCode.EMAIL_IN_USE: lambda: label(
            "the address “{email}” belongs to somebody else at this event; please ask the organizer",
            email=value,
        ),
        ProblemCode.TEXT_TOO_LONG: lambda: label("this text is too long: “{text}”", text=value),
        ProblemCode.UNKNOWN_LANGUAGE: lambda: label(
            "the language “{language}” is not one of the event’s", language=value
        ),
        ProblemCode.UNKNOWN_TABLE: lambda: label("the event has no table “{table}”", table=value),
    }


def _of_window(language: Language, problem: Problem) -> _Reasons:
    label, value = language.label, problem.value
    return {
        ProblemCode.WINDOW_REVERSED: lambda: label("“{window}” ends before it starts", window=value),
        ProblemCode.WINDOW_UNREADABLE: lambda: label("“{window}” cannot be read as times", window=value),
        ProblemCode.WINDOW_OUTSIDE: lambda: label(
            "“{window}” lies outside the meeting times of the event", window=value
        ),
        ProblemCode.WINDOW_CUT: lambda: label(
            "“{window}” is cut to the meeting times of the event", window=value
        ),
        ProblemCode.WINDOW_STRANDS: lambda: label(
            "a request or meeting lies outside the new times: {booking}", booking=value
        ),
    }
