"""The repositories of waiting lists; the other nouns are in ``repositories``."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.intervals import Interval
from bot.domain.waiting import InLine, Offer, Place


@dataclass(frozen=True, slots=True)
class Lost:
    """A request that lost all its times to something else, with nothing between the two since then.

    ``starts`` are those that are still to come.
    """

    request_id: int
    guest_id: int
    host_id: int
    starts: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """An open request or a coming meeting of two participants."""

    guest_id: int
    host_id: int
    stretch: Interval


class Waiting(Protocol):
    """Places in the lists of hosts, and whose turn it may be."""

    async def join(
        self, event_id: int, guest_id: int, host_id: int, starts: Collection[datetime], now: datetime
    ) -> None:
        """Give a guest a place at the end; who has one keeps it, for what he wants now."""
        ...

    async def leave(self, one: int, other: int) -> None:
        """End the waiting of two for each other."""
        ...

    async def is_any(self, one: int, other: int) -> bool:
        """Tell whether one of two waits for the other, or is offered a time of his."""
        ...

    async def drop(self, ids: Collection[int]) -> set[int]:
        """Delete places by their ids; gives those that there were."""
        ...

    async def to_the_end(self, guest_id: int, host_id: int, now: datetime) -> None:
        """Put a place to the end of its list."""
        ...

    async def between(self, guest_id: int, host_id: int) -> InLine | None:
        """Give the place of a guest in the list of a host."""
        ...

    async def of_pair(self, guest_id: int, host_id: int) -> tuple[InLine | None, Offer | None]:
        """Give the place of a guest in the list of a host, and the time that is held for him."""
        ...

    async def of_guest(self, guest_id: int) -> list[InLine]:
        """Give the places of a guest, the oldest first."""
        ...

    async def of_hosts(self, ids: Collection[int]) -> list[Place]:
        """Give the lists of hosts, each in its order."""
        ...

    async def tally(self, event_id: int, most: int) -> tuple[int, list[tuple[int, int]]]:
        """Count the places of an event; and give the hosts with the longest lists, with how many wait."""
        ...

    async def awaited(self, event_id: int, now: datetime) -> list[int]:
        """Give the hosts of an event of whom somebody waits for a time, or has lost one that is free."""
        ...

    async def concerned(self, ids: Collection[int], now: datetime) -> list[tuple[int, int]]:
        """Give (event, host) of the lists that matter when some participants have a seat less."""
        ...

    async def lost_to(self, ids: Collection[int], now: datetime) -> list[Lost]:
        """Give the requests to hosts that lost a time which is still to come, the oldest first."""
        ...

    async def bound(self, ids: Collection[int], now: datetime) -> list[Bound]:
        """Give the open requests and coming meetings of participants."""
        ...


class Offers(Protocol):
    """Times that are held for one who waits; what was let pass is not offered again."""

    async def to(self, guest_id: int, now: datetime) -> list[Offer]:
        """Give what is held for a guest at present, by time."""
        ...

    async def ever_to(self, guest_id: int) -> list[Offer]:
        """Give everything that is stored of times offered to a guest."""
        ...

    async def held_by(self, participant_id: int) -> list[Offer]:
        """Give the times that are held for somebody, or of his."""
        ...

    async def of_hosts(self, ids: Collection[int]) -> list[Offer]:
        """Give the times of hosts that are held, and those that were let pass."""
        ...

    async def between(self, one: int, other: int) -> list[Offer]:
        """Give the times that are held for one of two to meet the other."""
        ...

    async def overdue(self, now: datetime, ids: Collection[int] | None, limit: int) -> list[Offer]:
        """Give what is held no more, of some participants or of all."""
        ...

    async def touching(self, ids: Collection[int], slot: Interval) -> list[Offer]:
        """Give the offers to or of participants that touch a stretch, also those that were let pass."""
        ...

    async def hold(self, offer: Offer, holders: Iterable[int]) -> bool:
        """Hold a time for a guest with the seats of ``holders``; False, with nothing changed: it is taken."""
        ...

    async def end(self, offer_id: int) -> None:
        """Hold a time no more, as if it had never been offered."""
        ...

    async def let_pass(self, offer_id: int) -> None:
        """Hold a time no more, and note that its guest has had his chance."""
        ...
