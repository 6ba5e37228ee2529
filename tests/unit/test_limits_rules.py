"""What somebody has used of the limits of an event."""

from __future__ import annotations

import pytest

from bot.domain.event import BookingMode
from bot.domain.limits import Limit, Use, ahead, uses
from tests.support.rules import FRIDAY_BLOCK, THURSDAY_BLOCK, guest, stored_event
from tests.support.world import at


def test_each_limit_is_counted_and_of_blocks_those_that_are_looked_at() -> None:
    event = stored_event(max_meetings=5, max_meetings_per_block=2, max_open_requests=3)
    standing = guest(by_block={THURSDAY_BLOCK: 2, FRIDAY_BLOCK: 1}, open_requests=1)

    assert uses(event, standing, {FRIDAY_BLOCK}) == (
        Use(Limit.REQUESTS, 1, 3),
        Use(Limit.MEETINGS, 3, 5),
        Use(Limit.BLOCK, 1, 2, "Friday meetings"),
    )


def test_block_without_a_meeting_has_its_whole_limit_left() -> None:
    event = stored_event(max_meetings=0, max_meetings_per_block=2, max_open_requests=0)

    assert uses(event, guest(), {THURSDAY_BLOCK, FRIDAY_BLOCK}) == (
        Use(Limit.BLOCK, 0, 2, "Bilateral meetings"),
        Use(Limit.BLOCK, 0, 2, "Friday meetings"),
    )


def test_what_is_not_limited_is_not_counted() -> None:
    rules = {"max_meetings": 0, "max_meetings_per_block": 0}
    assert uses(stored_event(**rules), guest(), {THURSDAY_BLOCK}) == (Use(Limit.REQUESTS, 0, 10),)
    instant = stored_event(mode=BookingMode.INSTANT, max_meetings=4)
    assert uses(instant, guest(open_requests=1)) == (Use(Limit.MEETINGS, 0, 4),)


@pytest.mark.parametrize(
    ("now", "blocks"),
    [
        ("Thu 16:59", (THURSDAY_BLOCK, FRIDAY_BLOCK)),
        ("Thu 17:00", (FRIDAY_BLOCK,)),
        ("Fri 12:00", ()),
    ],
)
def test_block_is_ahead_until_it_is_over(now: str, blocks: tuple[int, ...]) -> None:
    assert ahead(stored_event(), at(now)) == blocks
