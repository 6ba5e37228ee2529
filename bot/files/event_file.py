"""The event file: TOML in, an event out, or every wrong field by name in words of our own."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from bot.domain.event import Event
from bot.files.event_model import EventModel
from bot.files.event_values import FieldsError

MAX_EVENT_FILE_BYTES = 1_000_000

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]{1,60}")
_TOML_PLACE = re.compile(
    r"(?P<what>.*?) \(at (?:line (?P<line>\d+), column \d+|end of document)\)", re.DOTALL
)
_TIME_WITHOUT_SECONDS = re.compile(r"=[\s\[]*(?:[^#\"']*,\s*)?\d{1,2}:\d{2}\s*(?:[,\]#]|$)")


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One wrong field: where (``blocks[0].end``, ``line 3``, or empty for the whole file) and why."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


class EventFileError(ValueError):
    """The file does not describe an event; ``problems`` holds one line for every wrong field."""

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def read_event(content: bytes, languages: Collection[str]) -> Event:
    """Read an event file.

    Args:
        content: the bytes of the file, UTF-8.
        languages: codes of the languages that the bot speaks; the event may choose among them.

    Raises:
        EventFileError: the file is no TOML, or fields are missing, unknown or wrong; all are named.
    """
    data = _parse(content)
    try:
        return EventModel.model_validate(data, context={"languages": sorted(languages)}).event()
    except ValidationError as error:
        problems = [problem for detail in error.errors() for problem in _explain(detail)]
        raise EventFileError(problems) from None


def _parse(content: bytes) -> dict[str, Any]:
    if len(content) > MAX_EVENT_FILE_BYTES:
        raise EventFileError([FieldProblem("", f"is larger than {MAX_EVENT_FILE_BYTES // 1000} kB")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise EventFileError([FieldProblem(f"line {line}", "is not UTF-8 text")]) from None
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise EventFileError([FieldProblem("", "is nested too deeply")]) from None
    except tomllib.TOMLDecodeError as error:
        raise EventFileError([_syntax_problem(str(error), text)]) from None
    except ValueError:
        raise EventFileError([FieldProblem("", "holds a number of thousands of digits")]) from None


def _syntax_problem(error: str, text: str) -> FieldProblem:
    found = _TOML_PLACE.fullmatch(error)
    if found is None:
        return FieldProblem("", f"is not valid TOML: {error.splitlines()[0]}")
    lines = text.splitlines() or [""]
    number = int(found["line"] or len(lines))
    what = found["what"]
    # The parser says "expected newline": true, and no help to whoever wrote 14:30.
    if number <= len(lines) and _TIME_WITHOUT_SECONDS.search(lines[number - 1]):
        what = "a time needs its seconds, as in 14:30:00"
    return FieldProblem(f"line {number}", f"is not valid TOML: {what[:1].lower()}{what[1:]}")


def _path(location: Sequence[str | int]) -> str:
    path = ""
    for part in location:
        if isinstance(part, int):
            path += f"[{part}]"
        else:
            path += ("." if path else "") + (part if _BARE_KEY.fullmatch(part) else json.dumps(part)[:60])
    return path


_SENTENCES = {
    "missing": "is required",
    "extra_forbidden": "unknown key",
    "string_type": "must be text in quotes",
    "string_too_short": "must not be empty",
    "string_too_long": "must have at most {max_length} characters",
    "int_type": "must be a whole number",
    "bool_type": "must be true or false",
    "date_type": "must be a date such as 2026-11-26",
    "time_type": "must be a time such as 14:30:00",
    "tuple_type": "must be a list",
    "model_type": "must be a section with keys of its own",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "enum": "must be {expected}",
}


def _explain(detail: Any) -> Iterator[FieldProblem]:
    context = detail.get("ctx", {})
    match context.get("error"):
        case FieldsError(fields=fields):
            for location, message in fields:
                yield FieldProblem(_path((*detail["loc"], *location)), message)
        case ValueError() as error:
            yield FieldProblem(_path(detail["loc"]), str(error))
        case _:
            sentence = _SENTENCES.get(detail["type"], "is not valid")
            yield FieldProblem(_path(detail["loc"]), sentence.format_map(context))
