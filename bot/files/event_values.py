"""What a single value of an event file may be: bounds, and sentences for what is out of them."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from bot.domain.text import fold

_MAX_TABLES = 1000
_MAX_TABLE_NAME = 40
_MAX_TYPE_NAME = 100
_WEEK_MINUTES = 7 * 24 * 60


class FieldsError(ValueError):
    """Several wrong fields below the one that was checked, each with its place and a sentence."""

    def __init__(self, fields: list[tuple[tuple[str | int, ...], str]]) -> None:
        super().__init__("; ".join(message for _, message in fields))
        self.fields = fields


def _one_line(text: str) -> str:
    if not text.isprintable():
        raise ValueError("must be one line without control characters")
    return text


def _whole_minute(at: time) -> time:
    if at.second or at.microsecond:
        raise ValueError("must be a whole minute")
    return at


def _sane_date(day: date) -> date:
    if not 2000 <= day.year < 2100:  # noqa: PLR2004 - the centuries of a typing error
        raise ValueError("must be in this century")
    return day


def _table_names(value: Any) -> tuple[str, ...]:
    """Give the names of tables: 3 is "1", "2", "3"; a list is taken as it stands."""
    if isinstance(value, int) and not isinstance(value, bool):
        if not 0 <= value <= _MAX_TABLES:
            raise ValueError(f"must be between 0 and {_MAX_TABLES}")
        return tuple(str(number) for number in range(1, value + 1))
    if not isinstance(value, list):
        raise ValueError("must be a whole number or a list of names")  # noqa: TRY004 - pydantic hears ValueError only
    if len(value) > _MAX_TABLES:
        raise ValueError(f"must have at most {_MAX_TABLES}")
    wrong: list[tuple[tuple[str | int, ...], str]] = []
    names: dict[str, str] = {}  # by what a person takes for the same name
    for index, name in enumerate(value):
        if not isinstance(name, str) or not name.strip() or not name.isprintable():
            wrong.append(((index,), "must be a name in quotes"))
        elif len(name) > _MAX_TABLE_NAME:
            wrong.append(((index,), f"must have at most {_MAX_TABLE_NAME} characters"))
        elif fold(name) in names:
            wrong.append(((index,), f'there is a table "{names[fold(name)]}" already'))
        else:
            names[fold(name)] = name.strip()
    if wrong:
        raise FieldsError(wrong)
    return tuple(names.values())


def _participant_types(value: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give the participant types of a table with those that each of them meets."""
    if not isinstance(value, dict):
        raise ValueError('must be a table such as { "Startup" = ["Investor"] }')  # noqa: TRY004 - as above
    wrong: list[tuple[tuple[str | int, ...], str]] = []
    lines: dict[str, tuple[str, tuple[str, ...]]] = {}  # by what a person takes for the same type
    for name, named in value.items():
        if not _is_type(name):
            wrong.append(((name,), f"must be a name of 1 to {_MAX_TYPE_NAME} characters"))
        elif fold(name) in lines:
            wrong.append(((name,), f'there is a type "{lines[fold(name)][0]}" already'))
        elif not isinstance(named, list):
            wrong.append(((name,), "must be a list of types"))
        elif bad := [(name, index) for index, one in enumerate(named) if not _is_type(one)]:
            wrong += ((place, f"must be a name of 1 to {_MAX_TYPE_NAME} characters") for place in bad)
        else:
            unlike = {fold(one): one.strip() for one in reversed(named)}  # the first spelling of each
            lines[fold(name)] = (name.strip(), tuple(reversed(unlike.values())))
    if wrong:
        raise FieldsError(wrong)
    return tuple(lines.values())


def _is_type(name: Any) -> bool:
    fits = isinstance(name, str) and len(name) <= _MAX_TYPE_NAME and name.isprintable()
    return fits and bool(fold(name))


Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), AfterValidator(_one_line)]
Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_one_line)
]
Time = Annotated[time, AfterValidator(_whole_minute)]
Day = Annotated[date, AfterValidator(_sane_date)]
Minutes = Annotated[int, Field(ge=0, le=_WEEK_MINUTES)]
Lead = Annotated[int, Field(ge=1, le=24 * 60)]
Limit = Annotated[int, Field(ge=0, le=1000)]
Tables = Annotated[tuple[str, ...], BeforeValidator(_table_names)]
Meets = Annotated[tuple[tuple[str, tuple[str, ...]], ...], BeforeValidator(_participant_types)]
