from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.intervals import Interval, covered, intersection, union
from tests.support.rules import stretch
from tests.support.world import at


def test_interval_is_half_open() -> None:
    slot = stretch("Thu 14:30-14:50")

    assert at("Thu 14:30") in slot
    assert at("Thu 14:49") in slot
    assert at("Thu 14:50") not in slot
    assert at("Thu 14:29") not in slot


def test_interval_needs_aware_instants_in_order() -> None:
    noon = datetime(2026, 11, 26, 12, tzinfo=UTC)
    for start, end in ((noon, noon), (noon, noon.replace(hour=11))):
        with pytest.raises(ValueError, match="ends after it starts"):
            Interval(start, end)
    for start, end in ((noon.replace(tzinfo=None), noon), (noon, noon.replace(tzinfo=None))):
        with pytest.raises(ValueError, match="aware"):
            Interval(start, end)


@pytest.mark.parametrize(
    ("one", "other", "overlap", "cover"),
    [
        ("Thu 14:00-15:00", "Thu 15:00-16:00", False, False),
        ("Thu 14:00-15:01", "Thu 15:00-16:00", True, False),
        ("Thu 14:00-16:00", "Thu 15:00-16:00", True, True),
        ("Thu 14:00-16:00", "Thu 14:00-16:00", True, True),
        ("Thu 15:00-15:30", "Thu 14:00-16:00", True, False),
        ("Thu 14:00-15:00", "Fri 14:00-15:00", False, False),
    ],
)
def test_overlap_and_cover(one: str, other: str, *, overlap: bool, cover: bool) -> None:
    assert stretch(one).overlaps(stretch(other)) is overlap
    assert stretch(other).overlaps(stretch(one)) is overlap
    assert stretch(one).covers(stretch(other)) is cover


def test_intersection_of_two_is_what_both_hold_or_nothing() -> None:
    assert stretch("Thu 14:00-15:30") & stretch("Thu 15:00-16:00") == stretch("Thu 15:00-15:30")
    assert stretch("Thu 14:00-15:00") & stretch("Thu 15:00-16:00") is None


def test_union_merges_what_overlaps_or_touches() -> None:
    pieces = [
        stretch("Thu 16:00-17:00"),
        stretch("Thu 14:00-15:00"),
        stretch("Thu 15:00-15:30"),
        stretch("Thu 14:10-14:20"),
    ]

    assert union(pieces) == (stretch("Thu 14:00-15:30"), stretch("Thu 16:00-17:00"))
    assert union([]) == ()


def test_intersection_of_sets_keeps_the_common_pieces_in_order() -> None:
    left = [stretch("Thu 14:00-16:00"), stretch("Fri 09:00-10:00")]
    right = [stretch("Fri 09:30-11:00"), stretch("Thu 15:30-18:00"), stretch("Thu 14:00-14:30")]

    assert intersection(left, right) == (
        stretch("Thu 14:00-14:30"),
        stretch("Thu 15:30-16:00"),
        stretch("Fri 09:30-10:00"),
    )


def test_covered_joins_pieces_that_touch() -> None:
    touching = [stretch("Thu 14:00-14:40"), stretch("Thu 14:40-15:00")]
    gap = [stretch("Thu 14:00-14:40"), stretch("Thu 14:41-15:00")]

    assert covered(stretch("Thu 14:30-14:50"), touching)
    assert not covered(stretch("Thu 14:30-14:50"), gap)
