"""The shape of an event file: which keys there are, of what kind, and within which bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from itertools import combinations
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
)

from bot.domain.event import (
    Block,
    BookingMode,
    BookingRules,
    Event,
    Grid,
    PendingHolds,
    PrivacyNotice,
    Registration,
    ReminderRules,
)
from bot.domain.text import fold

_MAX_TABLES = 1000
_MAX_TABLE_NAME = 40
_MAX_TYPE_NAME = 100
_MAX_BLOCKS = 100
_MAX_REMINDERS = 5
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
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


def _types(value: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
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


_Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), AfterValidator(_one_line)]
_Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_one_line)
]
_Time = Annotated[time, AfterValidator(_whole_minute)]
_Minutes = Annotated[int, Field(ge=0, le=_WEEK_MINUTES)]
_Lead = Annotated[int, Field(ge=1, le=24 * 60)]
_Limit = Annotated[int, Field(ge=0, le=1000)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Listed(_Section):
    """TOML has lists only; this is where they become tuples."""

    @field_validator("*", mode="before")
    @classmethod
    def _tuple(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value


class VenueModel(_Section):
    name: _Text = ""
    address: _Text = ""


class BookingModel(_Section):
    mode: Annotated[BookingMode, Field(strict=False)] = BookingMode.REQUEST
    pending_holds: Annotated[PendingHolds, Field(strict=False)] = PendingHolds.GUEST
    min_notice_minutes: _Minutes = 10
    change_deadline_minutes: _Minutes = 30
    max_meetings: _Limit = 20
    max_meetings_per_block: _Limit = 0
    max_open_requests: Annotated[int, Field(ge=1, le=1000)] = 10
    same_organization: bool = False
    open_registration: bool = False  # short for registration = "open"
    registration: Annotated[Registration | None, Field(strict=False)] = None
    meets: Annotated[tuple[tuple[str, tuple[str, ...]], ...], BeforeValidator(_types)] = ()

    def rules(self) -> BookingRules:
        """Turn what was read into the domain's rules."""
        said = self.model_dump(exclude={"open_registration"})
        opened = Registration.OPEN if self.open_registration else Registration.CLOSED
        return BookingRules(**said | {"registration": self.registration or opened})


class GridModel(_Section):
    slot_minutes: Annotated[int, Field(ge=5, le=480)] = 20
    break_minutes: Annotated[int, Field(ge=0, le=240)] = 5


class RemindersModel(_Listed):
    minutes_before: tuple[_Lead, ...] = (15,)
    evening_digest: _Time = time(18, 0)
    morning_digest: _Time = time(7, 30)
    quiet: tuple[_Time, ...] = (time(21, 0), time(7, 30))

    @field_validator("minutes_before")
    @classmethod
    def _longest_first(cls, minutes: tuple[int, ...]) -> tuple[int, ...]:
        if len(minutes) > _MAX_REMINDERS:
            raise ValueError(f"must have at most {_MAX_REMINDERS}")
        return tuple(sorted(set(minutes), reverse=True))

    @field_validator("quiet")
    @classmethod
    def _pair(cls, quiet: tuple[time, ...]) -> tuple[time, ...]:
        if not quiet:
            return time(0), time(0)  # equal times are how the domain says "never quiet"
        if len(quiet) != 2:  # noqa: PLR2004 - a start and an end
            raise ValueError("must be two times, start and end, or an empty list")
        return quiet


class PrivacyModel(_Section):
    controller: _Text = ""
    contact: _Text = ""
    delete_after_days: Annotated[int, Field(ge=0, le=3650)] = 30


class BlockModel(_Section):
    name: _Name
    date: Annotated[date, AfterValidator(_sane_date)]
    start: _Time
    end: _Time
    tables: Annotated[tuple[str, ...], BeforeValidator(_table_names)] = ()

    @field_validator("end")
    @classmethod
    def _after_start(cls, end: time, info: ValidationInfo) -> time:
        start = info.data.get("start")
        if start is not None and end != time(0) and end <= start:
            raise ValueError("must be after start (00:00:00 is midnight)")
        return end

    def bounds(self) -> tuple[datetime, datetime]:
        """Give start and end on the wall clock."""
        end_day = self.date + timedelta(days=1) if self.end == time(0) else self.date
        return datetime.combine(self.date, self.start), datetime.combine(end_day, self.end)

    def minutes(self, zone: ZoneInfo) -> float:
        """Give the real length, which a change of clocks may shorten to nothing."""
        start, end = (bound.replace(tzinfo=zone).astimezone(UTC) for bound in self.bounds())
        return (end - start) / timedelta(minutes=1)


class EventModel(_Listed):
    slug: str
    name: _Name
    timezone: str
    languages: tuple[str, ...]
    venue: VenueModel = VenueModel()
    booking: BookingModel = BookingModel()
    grid: GridModel = GridModel()
    reminders: RemindersModel = RemindersModel()
    privacy: PrivacyModel = PrivacyModel()
    # After grid and timezone: its check reads both.
    blocks: tuple[BlockModel, ...]

    @field_validator("slug")
    @classmethod
    def _slug(cls, slug: str) -> str:
        if not _SLUG.fullmatch(slug):
            raise ValueError("must be 1 to 40 of a-z, 0-9 and -, and not begin with -")
        return slug

    @field_validator("timezone")
    @classmethod
    def _zone(cls, zone: str) -> str:
        known = available_timezones()
        if zone not in known:
            near = get_close_matches(zone, sorted(known), n=1)
            raise ValueError("unknown time zone" + (f"; did you mean {near[0]}?" if near else ""))
        return zone

    @field_validator("languages")
    @classmethod
    def _spoken(cls, languages: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if not languages:
            raise ValueError("must name at least one language")
        known = (info.context or {})["languages"]
        wrong: list[tuple[tuple[str | int, ...], str]] = []
        for index, code in enumerate(languages):
            if code not in known:
                wrong.append(((index,), f"has no translation; there are {', '.join(known)}"))
            elif code in languages[:index]:
                wrong.append(((index,), "is there twice"))
        if wrong:
            raise FieldsError(wrong)
        return languages

    @field_validator("blocks")
    @classmethod
    def _fit(cls, blocks: tuple[BlockModel, ...], info: ValidationInfo) -> tuple[BlockModel, ...]:
        # Not pydantic's own bounds: they count good items only, and so blame the list for a bad one.
        if not 1 <= len(blocks) <= _MAX_BLOCKS:
            raise ValueError(f"must be 1 to {_MAX_BLOCKS} blocks")
        if wrong := [*_overlaps(blocks), *_too_short(blocks, info)]:
            raise FieldsError(wrong)
        return blocks

    def event(self) -> Event:
        """Turn what was read into the domain's event."""
        reminders = self.reminders
        return Event(
            slug=self.slug,
            name=self.name,
            zone=self.timezone,
            languages=self.languages,
            blocks=tuple(
                Block(block.name, block.date, block.start, block.end, block.tables) for block in self.blocks
            ),
            venue_name=self.venue.name,
            venue_address=self.venue.address,
            booking=self.booking.rules(),
            grid=Grid(**self.grid.model_dump()),
            reminders=ReminderRules(
                minutes_before=reminders.minutes_before,
                evening_digest=reminders.evening_digest,
                morning_digest=reminders.morning_digest,
                quiet_start=reminders.quiet[0],
                quiet_end=reminders.quiet[1],
            ),
            privacy=PrivacyNotice(**self.privacy.model_dump()),
        )


def _overlaps(blocks: tuple[BlockModel, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for (first, one), (second, other) in combinations(enumerate(blocks), 2):
        (start, end), (other_start, other_end) = one.bounds(), other.bounds()
        if start < other_end and other_start < end:
            yield (second,), f"overlaps blocks[{first}]"


def _too_short(
    blocks: tuple[BlockModel, ...], info: ValidationInfo
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    grid, zone = info.data.get("grid"), info.data.get("timezone")
    if grid is None or zone is None:
        return  # they are named on their own
    for index, block in enumerate(blocks):
        minutes = block.minutes(ZoneInfo(zone))
        if minutes < grid.slot_minutes:
            yield (index,), f"is too short for one slot: {minutes:g} of {grid.slot_minutes} minutes"
