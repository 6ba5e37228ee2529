"""How fast a bot may send, as arithmetic on monotonic seconds.

The server counts arrivals; we know when a request left and when its reply came, and the arrival lies
between. A send therefore occupies its place from the moment it is let go until a whole span after the
*reply*, less what every reply takes at the least: whatever the network does in between, the server
never sees one too many. The price is the part of the reply time that varies, once per span.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field
from statistics import median

_PLENTY_OF_CHATS = 10_000
_REPLIES = 32


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

    def replied(self, place: Place, now: float, *, credit: float = 0.0) -> None:
        """Note that the server has counted this send by now, or ``credit`` seconds before."""
        place.until = now + self.span - credit

    def give_back(self, place: Place) -> None:
        """Free the place of a send that the server never saw, or refused."""
        place.until = -math.inf

    def taken(self, now: float) -> int:
        """Count the places that are taken."""
        return sum(place.until > now for place in self._places)

    def direct(self, now: float) -> int:
        """Count the answers to people in the window."""
        return sum(place.direct for place in self._places if place.until > now)

    def free_at(self, now: float, *, kept: int = 0) -> float:
        """Give the first moment with a place for one that is no answer; inf while replies decide.

        ``kept`` places are for answers, whether they are taken or not.
        """
        taken = sorted(
            (place.until for place in self._places if place.until > now and not place.direct), reverse=True
        )
        size = self.size - kept
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
    """How many places of a window are kept for answers: as many as were needed lately, and one over."""

    at_most: int
    memory: float  # seconds
    _peaks: deque[tuple[float, int]] = field(default_factory=deque)

    def note(self, direct: int, now: float) -> None:
        """Note how many answers are in the window."""
        while self._peaks and self._peaks[-1][1] <= direct:
            self._peaks.pop()
        self._peaks.append((now, direct))

    def size(self, direct: int, now: float) -> int:
        """Give the places to keep while ``direct`` of them are taken."""
        while self._peaks and self._peaks[0][0] < now - self.memory:
            self._peaks.popleft()
        peak = self._peaks[0][1] if self._peaks else 0
        return min(self.at_most, max(peak, direct + 1))


@dataclass(slots=True)
class ReplyTimes:
    """How long replies took lately, in seconds."""

    _latest: deque[float] = field(default_factory=lambda: deque(maxlen=_REPLIES))

    def note(self, seconds: float) -> None:
        """Add the time between a request and its reply."""
        self._latest.append(seconds)

    def certain(self) -> float:
        """Give the part that every reply takes: the least, as far as replies differ little from it.

        Two sends that reach the server by ways of different length shift against each other by what
        their times differ, not by what they have in common. Where times scatter, the least one seen
        says little, and nothing is certain.
        """
        if len(self._latest) < _REPLIES:
            return 0.0
        least, usual = min(self._latest), median(self._latest)
        return max(0.0, 2 * least - usual)


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
