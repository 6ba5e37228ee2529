"""How fast a bot may send, as arithmetic on monotonic seconds.

The server counts arrivals; we know when a request left and when its reply came, and the arrival lies
between. A send therefore occupies its place from the moment it is let go until a whole span after the
*reply*: whatever the network does in between, the server never sees one too many. The price is the
reply time, once per span.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field

_PLENTY_OF_CHATS = 10_000


@dataclass(slots=True, eq=False)
class Place:
    """A send in a window: occupied until ``until``, or while its reply is awaited."""

    direct: bool = False  # an answer to a person, not the dispatcher's
    until: float = math.inf


@dataclass(slots=True)
class Window:
    """At most ``size`` sends in any stretch of ``span`` seconds."""

    size: int
    span: float
    _places: list[Place] = field(default_factory=list)

    def enter(self, now: float, *, direct: bool = False) -> Place:
        """Take a place, whether there is room or not."""
        self._places = [place for place in self._places if place.until > now]
        place = Place(direct=direct)
        self._places.append(place)
        return place

    def replied(self, place: Place, now: float) -> None:
        """Note that the server has counted this send by now."""
        place.until = now + self.span

    def give_back(self, place: Place) -> None:
        """Free the place of a send that the server never saw, or refused."""
        place.until = -math.inf

    def taken(self, now: float) -> int:
        """Count the places that are taken."""
        return sum(place.until > now for place in self._places)

    def direct(self, now: float) -> int:
        """Count the answers to people in the window."""
        return sum(place.direct for place in self._places if place.until > now)

    def free_at(self, now: float, *, reserve: int = 0) -> float:
        """Give the first moment with a place left over beside ``reserve``; inf while replies decide."""
        taken = sorted((place.until for place in self._places if place.until > now), reverse=True)
        size = self.size - reserve
        return now if len(taken) < size else taken[size - 1]


@dataclass(slots=True)
class Bucket:
    """A burst of ``burst``, then one every ``interval`` seconds."""

    burst: int
    interval: float
    _full_at: float = 0.0  # when everything is refilled

    def free_at(self, now: float) -> float:
        """Give the first moment with something in the bucket."""
        return max(now, self._full_at - (self.burst - 1) * self.interval)

    def take(self, now: float) -> None:
        """Take one, whether there is any or not."""
        self._full_at = max(now, self._full_at) + self.interval

    def delay(self, seconds: float) -> None:
        """Note that the server saw the last one up to ``seconds`` after it was taken."""
        self._full_at += seconds

    def give_back(self) -> None:
        """Put one back."""
        self._full_at -= self.interval

    def full(self, now: float) -> bool:
        """Whether it could as well be forgotten."""
        return self._full_at <= now


@dataclass(slots=True)
class Reserve:
    """How many places of a window the dispatcher leaves to answers: what was needed lately, and one."""

    at_most: int
    memory: float  # seconds
    _peaks: deque[tuple[float, int]] = field(default_factory=deque)

    def note(self, direct: int, now: float) -> None:
        """Note how many answers are in the window."""
        while self._peaks and self._peaks[-1][1] <= direct:
            self._peaks.pop()
        self._peaks.append((now, direct))

    def size(self, direct: int, now: float) -> int:
        """Give the places to leave beside those that the dispatcher takes."""
        while self._peaks and self._peaks[0][0] < now - self.memory:
            self._peaks.popleft()
        peak = self._peaks[0][1] if self._peaks else 0
        return min(self.at_most, max(peak, direct + 1))


@dataclass(slots=True)
class Chats:
    """The buckets of private chats; those that are full again are forgotten."""

    burst: int
    interval: float
    _buckets: dict[int, Bucket] = field(default_factory=dict)

    def of(self, chat_id: int, now: float) -> Bucket:
        """Give the bucket of a chat."""
        if len(self._buckets) > _PLENTY_OF_CHATS:
            self._buckets = {chat: bucket for chat, bucket in self._buckets.items() if not bucket.full(now)}
        return self._buckets.setdefault(chat_id, Bucket(self.burst, self.interval))
