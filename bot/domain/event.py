"""An event: its days, blocks, grid, tables and rules. Wall-clock intent beside derived instants."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

from bot.domain.intervals import Interval
from bot.domain.slots import Slot, cut


class BookingMode(StrEnum):
    """Whether the host is asked first or the slot is taken at once."""

    REQUEST = "request"
    INSTANT = "instant"


class PendingHolds(StrEnum):
    """Whose seat an unanswered request holds."""

    NONE = "none"
    GUEST = "guest"
    BOTH = "both"


class Registration(StrEnum):
    """Who may come in without a personal link: nobody, whom an organizer admits, or anybody."""

    CLOSED = "closed"
    APPROVAL = "approval"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class BookingRules:
    """What an organizer decides about booking; 0 means no limit for the two meeting limits.

    ``meets`` are participant types with those that each of them meets; see ``bot.domain.meets``.
    """

    mode: BookingMode = BookingMode.REQUEST
    pending_holds: PendingHolds = PendingHolds.GUEST
    min_notice_minutes: int = 10
    change_deadline_minutes: int = 30
    max_meetings: int = 20
    max_meetings_per_block: int = 0
    max_open_requests: int = 10
    same_organization: bool = False
    registration: Registration = Registration.CLOSED
    meets: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """How a block is cut: slots of ``slot_minutes`` with ``break_minutes`` between them."""

    slot_minutes: int = 20
    break_minutes: int = 5


@dataclass(frozen=True, slots=True)
class ReminderRules:
    """When people hear of their meetings; times are wall-clock times in the event's zone."""

    minutes_before: tuple[int, ...] = (15,)
    evening_digest: time = time(18, 0)
    morning_digest: time = time(7, 30)
    quiet_start: time = time(21, 0)
    quiet_end: time = time(7, 30)


@dataclass(frozen=True, slots=True)
class PrivacyNotice:
    """Who answers for the data, how to reach them, and for how many days after the event it is kept."""

    controller: str = ""
    contact: str = ""
    delete_after_days: int = 30


@dataclass(frozen=True, slots=True)
class Block:
    """A meeting period that the organizer opens: wall-clock times of one date in the event's zone."""

    name: str
    date: date
    start: time
    end: time
    tables: tuple[str, ...] = ()
    id: int = 0  # 0 until stored


@dataclass(frozen=True)
class Event:
    """One conference.

    ``zone`` is an IANA name. ``languages`` are the languages that its organizers chose, the first is
    the one to fall back on.
    """

    slug: str
    name: str
    zone: str
    languages: tuple[str, ...]
    blocks: tuple[Block, ...]
    venue_name: str = ""
    venue_address: str = ""
    booking: BookingRules = field(default_factory=BookingRules)
    grid: Grid = field(default_factory=Grid)
    reminders: ReminderRules = field(default_factory=ReminderRules)
    privacy: PrivacyNotice = field(default_factory=PrivacyNotice)
    id: int = 0  # 0 until stored

    @cached_property
    def tz(self) -> ZoneInfo:
        """The event's time zone."""
        return ZoneInfo(self.zone)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The dates that have blocks, in order."""
        return tuple(sorted({block.date for block in self.blocks}))

    def instant(self, day: date, at: time) -> datetime:
        """Turn a wall-clock time of the event into a UTC instant (the earlier of two at a clock change)."""
        return datetime.combine(day, at, tzinfo=self.tz).astimezone(UTC)

    def local(self, instant: datetime) -> datetime:
        """Show an instant on the event's clocks."""
        return instant.astimezone(self.tz)

    def block_interval(self, block: Block) -> Interval:
        """Give the stretch of a block in UTC; a block may end at midnight (00:00), never after it."""
        end_day = block.date + timedelta(days=1) if block.end == time(0) else block.date
        return Interval(self.instant(block.date, block.start), self.instant(end_day, block.end))

    def block_slots(self, block: Block) -> tuple[Slot, ...]:
        """Cut a block along the grid."""
        return tuple(
            cut(self.block_interval(block), self.grid.slot_minutes, self.grid.break_minutes, block.id)
        )

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """Every slot of every block, in time order."""
        return tuple(sorted(slot for block in self.blocks for slot in self.block_slots(block)))

    def slot_at(self, start: datetime | None) -> Slot | None:
        """Give the slot that starts at an instant; None where none does."""
        return next((slot for slot in self.slots if slot.start == start), None)

    def table_position(self, block_id: int, name: str) -> int:
        """Give the number of a table in the row of a block, from 1; 0 for one that is not there.

        Tables are listed from the entrance on, so a high number is a long way.
        """
        names = next((block.tables for block in self.blocks if block.id == block_id), ())
        return names.index(name) + 1 if name in names else 0

    @cached_property
    def interval(self) -> Interval:
        """From the start of the first block to the end of the last."""
        stretches = [self.block_interval(block) for block in self.blocks]
        return Interval(min(s.start for s in stretches), max(s.end for s in stretches))
