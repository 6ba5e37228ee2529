"""How fast a bot may send, as arithmetic on monotonic seconds.

The server counts arrivals; we know when a request left and when its reply came, and the arrival lies
between. A send therefore occupies its place from the moment it is let go until a whole span after the
*reply*, less what every reply takes at the least: whatever the network does in between, the server
never sees one too many. The price is the part of the reply time that varies, once per span.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from statistics import median
from typing import Generic, Protocol, TypeVar

Scope = TypeVar("Scope", bound=Hashable)

_PLENTY_OF_CHATS = 10_000
_REPLIES = 128  # the latest that are remembered: about five seconds of a broadcast
_FEW_REPLIES = 32  # that say nothing yet


@dataclass(slots=True, eq=False)
class Place:
    """A send in a limit, let go at ``at``; in a window occupied until ``until``."""

    at: float
    direct: bool = False  # an answer to a person, not the dispatcher's
    until: float = math.inf  # while the reply is awaited


class Limit(Protocol):
    """What a send passes: first ``enter``, then one of ``replied`` and ``give_back``."""

    def free_at(self, now: float) -> float:
        """Give the first moment with a free place; inf while replies decide."""
        ...

    def enter(self, at: float) -> Place:
        """Take a place, whether there is one or not."""
        ...

    def replied(self, place: Place, now: float) -> None:
        """Note that the server has counted this send by now."""
        ...

    def give_back(self, place: Place) -> None:
        """Free the place of a send that the server never saw, or refused."""
        ...


@dataclass(slots=True)
class Window:
    """At most ``size`` sends in any stretch of ``span`` seconds."""

    size: int
    span: float
    _places: list[Place] = field(default_factory=list)

    def enter(self, at: float, *, direct: bool = False) -> Place:
        """Take a place, whether there is room or not."""
        place = Place(at, direct)
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

    def free_at(self, now: float) -> float:
        """Give the first moment with a place that nobody has; inf while replies decide."""
        self._places = [place for place in self._places if place.until > now]
        return self._fewer_at(now, self.size, self._places)

    def share_free_at(self, now: float, share: int) -> float:
        """Give the first moment when fewer than ``share`` places are taken by what is no answer."""
        return self._fewer_at(now, share, [place for place in self._places if not place.direct])

    @staticmethod
    def _fewer_at(now: float, size: int, places: list[Place]) -> float:
        taken = sorted((place.until for place in places if place.until > now), reverse=True)
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

    def enter(self, at: float) -> Place:
        """Take one, whether there is any or not."""
        self._full_at = max(at, self._full_at) + self.interval
        return Place(at)

    def replied(self, place: Place, now: float) -> None:
        """Note that the server saw a send by now only, and refills from there."""
        self._full_at += now - place.at

    def give_back(self, _place: Place) -> None:
        """Put one back."""
        self._full_at -= self.interval

    def full(self, now: float) -> bool:
        """Whether it could as well be forgotten."""
        return self._full_at <= now


@dataclass(slots=True)
class ReplyTimes:
    """How long replies took lately, in seconds."""

    _latest: deque[float] = field(default_factory=lambda: deque(maxlen=_REPLIES))

    def note(self, seconds: float) -> None:
        """Add the time between a request and its reply."""
        self._latest.append(seconds)

    def certain(self) -> float:
        """Give the part that every reply takes: a little less than the least of many.

        Two sends that reach the server by ways of different length shift against each other by what
        their times differ, not by what they have in common. How far the next one may fall below the
        least one seen grows with the scatter of replies, and shrinks with how many were seen.
        """
        seen = len(self._latest)
        if seen < _FEW_REPLIES:
            return 0.0
        least, usual = min(self._latest), median(self._latest)
        return max(0.0, least - (usual - least) * _FEW_REPLIES / seen)


@dataclass(slots=True)
class Chats:
    """The limits of single chats: a bucket for a private one, a window for a group (a negative id)."""

    burst: int
    interval: float
    group: tuple[int, float]  # size and span of its window
    _private: dict[int, Bucket] = field(default_factory=dict)
    _groups: dict[int, Window] = field(default_factory=dict)
    _full_at: float = 0.0  # of a private one that nothing else is known of

    def use_up(self, now: float) -> None:
        """Take it that each private chat has had its burst until now."""
        self._private.clear()
        self._full_at = now + self.burst * self.interval

    def of(self, chat_id: int, now: float) -> Limit:
        """Give the limit of a chat; private ones that are full again are forgotten."""
        if chat_id < 0:
            return self._groups.setdefault(chat_id, Window(*self.group))
        if len(self._private) > _PLENTY_OF_CHATS:
            self._private = {chat: bucket for chat, bucket in self._private.items() if not bucket.full(now)}
        return self._private.setdefault(chat_id, Bucket(self.burst, self.interval, self._full_at))


@dataclass(slots=True)
class Pauses(Generic[Scope]):
    """Until when the server wants quiet, by what it named."""

    _until: dict[Scope, float] = field(default_factory=dict)

    def add(self, scope: Scope, now: float, seconds: float) -> bool:
        """Note a pause; of two for one scope the longer counts. Gives whether there was none for it."""
        self._until = {known: until for known, until in self._until.items() if until > now}
        begins = scope not in self._until
        self._until[scope] = max(self._until.get(scope, 0.0), now + seconds)
        return begins

    def end(self, scopes: Iterable[Scope]) -> float:
        """Give the moment when none of the scopes is paused any more."""
        return max(self._until.get(scope, 0.0) for scope in scopes)
