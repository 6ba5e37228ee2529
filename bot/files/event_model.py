"""The shape of an event file: which keys there are, of what kind, and within which bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from difflib import get_close_matches
from itertools import combinations
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
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
from bot.files.event_values import Day, FieldsError, Lead, Limit, Meets, Minutes, Name, Tables, Text, Time

_MAX_BLOCKS = 100
_MAX_REMINDERS = 5
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Listed(_Section):
    """TOML has lists only; this is where they become tuples."""

    @field_validator("*", mode="before")
    @classmethod
    def _tuple(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value


class VenueModel(_Section):
    name: Text = ""
    address: Text = ""


class BookingModel(_Section):
    mode: Annotated[BookingMode, Field(strict=False)] = BookingMode.REQUEST
    pending_holds: Annotated[PendingHolds, Field(strict=False)] = PendingHolds.GUEST
    min_notice_minutes: Minutes = 10
    change_deadline_minutes: Minutes = 30
    max_meetings: Limit = 20
    max_meetings_per_block: Limit = 0
    max_open_requests: Annotated[int, Field(ge=1, le=1000)] = 10
    same_organization: bool = False
    open_registration: bool = False  # short for registration = "open"
    registration: Annotated[Registration | None, Field(strict=False)] = None
    meets: Meets = ()

    def rules(self) -> BookingRules:
        """Turn what was read into the domain's rules."""
        said = self.model_dump(exclude={"open_registration"})
        opened = Registration.OPEN if self.open_registration else Registration.CLOSED
        return BookingRules(**said | {"registration": self.registration or opened})


class GridModel(_Section):
    slot_minutes: Annotated[int, Field(ge=5, le=480)] = 20
    break_minutes: Annotated[int, Field(ge=0, le=240)] = 5


class RemindersModel(_Listed):
    minutes_before: tuple[Lead, ...] = (15,)
    evening_digest: Time = time(18, 0)
    morning_digest: Time = time(7, 30)
    quiet: tuple[Time, ...] = (time(21, 0), time(7, 30))

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
    controller: Text = ""
    contact: Text = ""
    delete_after_days: Annotated[int, Field(ge=0, le=3650)] = 30


class BlockModel(_Section):
    name: Name
    date: Day
    start: Time
    end: Time
    tables: Tables = ()

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
    name: Name
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
