from __future__ import annotations

import itertools

import pytest

from bot.emulator.errors import ApiError
from bot.emulator.limits import Limits


class Seconds:
    """A monotonic clock that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def refused_for(limits: Limits, chat_id: int) -> int:
    """Send; give the retry_after, 0 when it was admitted."""
    try:
        limits.admit(chat_id)
    except ApiError as error:
        refusal = error.as_json()
    else:
        return 0
    seconds: int = refusal["parameters"]["retry_after"]
    assert (refusal["error_code"], refusal["description"]) == (
        429,
        f"Too Many Requests: retry after {seconds}",
    )
    return seconds


@pytest.fixture
def clock() -> Seconds:
    return Seconds()


def test_thirty_sends_in_any_second_and_not_one_more(clock: Seconds) -> None:
    limits = Limits(clock, enforced=True)
    chats = itertools.count(1)
    for _ in range(30):
        clock.now += 0.01
        assert refused_for(limits, next(chats)) == 0
    assert refused_for(limits, next(chats)) == 1
    clock.now = 101.0099
    assert refused_for(limits, next(chats)) == 1
    clock.now = 101.01  # one second after the first of the thirty
    assert refused_for(limits, next(chats)) == 0
    assert refused_for(limits, next(chats)) == 1


def test_private_chat_takes_a_burst_of_three_then_one_a_second(clock: Seconds) -> None:
    limits = Limits(clock, enforced=True)
    assert [refused_for(limits, 7) for _ in range(4)] == [0, 0, 0, 1]
    clock.now += 1
    assert [refused_for(limits, 7), refused_for(limits, 7)] == [0, 1]
    clock.now += 60
    assert [refused_for(limits, 7) for _ in range(4)] == [0, 0, 0, 1]


def test_group_takes_twenty_a_minute(clock: Seconds) -> None:
    limits = Limits(clock, enforced=True)
    assert [refused_for(limits, -7) for _ in range(21)] == [0] * 20 + [60]
    clock.now += 59.5
    assert refused_for(limits, -7) == 1
    clock.now += 0.5
    assert refused_for(limits, -7) == 0


def test_refused_send_takes_nothing(clock: Seconds) -> None:
    limits = Limits(clock, enforced=True)
    for chat_id in (1, 1, 1, *range(2, 29)):
        assert refused_for(limits, chat_id) == 0
    for _ in range(100):
        assert refused_for(limits, 1) == 1
    clock.now += 1
    assert [refused_for(limits, chat_id) for chat_id in range(100, 131)] == [0] * 30 + [1]


def test_limits_switched_off_admit_everything(clock: Seconds) -> None:
    limits = Limits(clock, enforced=False)
    assert [refused_for(limits, 1) for _ in range(100)] == [0] * 100
