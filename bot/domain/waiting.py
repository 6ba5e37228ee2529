"""Waiting for a time of somebody: the order of those who wait, and how long a free time is held for one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.bookable import Standing, why_not, windows_as_guest, within
from bot.domain.deadlines import notice
from bot.domain.errors import Reason
from bot.domain.event import Event
from bot.domain.intervals import Interval, intersection
from bot.domain.people import Participant
from bot.domain.quiet import quiet_end
from bot.domain.slots import Slot

HELD = timedelta(minutes=10)
MOST_PLACES = 20  # of one guest
_LEAST = timedelta(minutes=2)  # whoever has less to answer is not asked at all

# What a time that becomes free can change; whoever meets one of these may wait.
ANY_TIME = frozenset(
    {
        Reason.FULL,
        Reason.NO_COMMON_SLOT,
        Reason.NO_TABLE,
        Reason.LIMIT_MEETINGS_HOST,
        Reason.LIMIT_BLOCK_HOST,
    }
)
THAT_TIME = ANY_TIME | {Reason.TAKEN}
# What keeps somebody from booking for now, and may pass while he waits; any other reason ends the waiting.
_FOR_NOW = frozenset(
    {Reason.NOT_CONNECTED, Reason.LIMIT_MEETINGS_GUEST, Reason.LIMIT_MEETINGS_HOST, Reason.LIMIT_REQUESTS}
)


def is_still_to_join(person: Participant) -> bool:
    """Tell whether a guest who waits for somebody to join may see that he does: not once he hides."""
    return not person.connected and not person.hidden and bool(person.profile.name)


@dataclass(frozen=True, slots=True)
class Place:
    """A guest waits for a host: for any of the slots that start at ``starts``, without any for whichever.

    The order of a host's list is that of ``since``, which is put to the end when a time is let pass.
    """

    id: int
    event_id: int
    guest_id: int
    host_id: int
    starts: tuple[datetime, ...]
    since: datetime


@dataclass(frozen=True, slots=True)
class InLine:
    """A place, and that it is the ``number``-th of ``all`` in the list of its host."""

    place: Place
    number: int
    all: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A time of a host that is held for one guest until an instant, or that he has let pass.

    ``request_id`` is the request of his that lost this time, where it is offered for that reason.
    """

    id: int
    event_id: int
    guest_id: int
    host_id: int
    start: datetime
    end: datetime
    opens_at: datetime
    until: datetime
    passed: bool = False
    request_id: int | None = None

    def overdue(self, now: datetime) -> bool:
        """Tell whether the time is held no more, even if nobody has written that down yet."""
        return not self.passed and now >= self.until


@dataclass(frozen=True, slots=True)
class Chance:
    """Somebody whose turn may have come, and the slots that he could take."""

    guest_id: int
    slots: tuple[Slot, ...]
    request_id: int | None = None


def held(event: Event, start: datetime, now: datetime) -> Interval | None:
    """Give from when until when a slot that is free now is held for somebody; None: too near to offer it.

    The ten minutes begin when quiet hours are over, and end where the slot can no longer be asked for.
    """
    opens = quiet_end(event, now)
    until = min(opens + HELD, start - notice(event))
    return Interval(opens, until) if until >= opens + _LEAST else None


def share_out(chances: Sequence[Chance]) -> tuple[tuple[Chance, Slot], ...]:
    """Give each slot, in time order, to the first in line who could take it and has none yet."""
    given: list[tuple[Chance, Slot]] = []
    served: set[int] = set()
    for slot in sorted({slot for chance in chances for slot in chance.slots}):
        first = next((one for one in chances if slot in one.slots and one.guest_id not in served), None)
        if first is not None:
            served.add(first.guest_id)
            given.append((first, slot))
    return tuple(given)


def without(slots: Iterable[Slot], taken: Collection[Interval]) -> tuple[Slot, ...]:
    """Keep the slots that none of some stretches touches."""
    return tuple(slot for slot in slots if not any(one.overlaps(slot) for one in taken))


def is_hopeless(
    event: Event, guest: Standing, host: Standing, starts: Collection[datetime], now: datetime
) -> bool:
    """Tell whether none of some times, or (without) no time at all, can become free and help.

    Either a rule forbids it, or none is left to come.
    """
    if why_not(event, guest, host, now) not in (None, *_FOR_NOW):
        return True
    windows = intersection(host.participant.windows, windows_as_guest(event, guest.participant))
    coming = (slot for slot in event.slots if slot.start >= now + notice(event))
    return not any(not starts or slot.start in starts for slot in within(coming, windows))
