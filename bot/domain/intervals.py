"""Half-open stretches of time, ``[start, end)``, and what can be done with sets of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class Stretch(Protocol):
    """Whatever lasts from ``start`` up to ``end``, both aware UTC instants."""

    @property
    def start(self) -> datetime: ...
    @property
    def end(self) -> datetime: ...


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A half-open stretch ``[start, end)`` between two aware UTC instants.

    Raises:
        ValueError: an end that is not after the start, or a naive instant.
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("an interval needs aware instants")
        if self.end <= self.start:
            raise ValueError("an interval ends after it starts")

    def __contains__(self, instant: datetime) -> bool:
        return self.start <= instant < self.end

    def covers(self, other: Stretch) -> bool:
        """Tell whether the whole of ``other`` lies in this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Stretch) -> bool:
        """Tell whether the two share any instant; touching ends do not."""
        return self.start < other.end and other.start < self.end

    def __and__(self, other: Interval) -> Interval | None:
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Interval(start, end) if start < end else None


def union(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Merge overlapping and touching intervals; the result is sorted and apart."""
    merged: list[Interval] = []
    for interval in sorted(intervals):
        if merged and interval.start <= merged[-1].end:
            merged[-1] = Interval(merged[-1].start, max(merged[-1].end, interval.end))
        else:
            merged.append(interval)
    return tuple(merged)


def intersection(left: Iterable[Interval], right: Iterable[Interval]) -> tuple[Interval, ...]:
    """Keep what lies in both sets; sorted and apart."""
    right = union(right)
    return tuple(both for a in union(left) for b in right if (both := a & b))


def covered(interval: Stretch, by: Iterable[Interval]) -> bool:
    """Tell whether the whole of ``interval`` lies in the union of ``by``."""
    return any(piece.covers(interval) for piece in union(by))
