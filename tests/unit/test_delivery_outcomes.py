from datetime import timedelta

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
    TimedOut,
)

from bot.botapi.errors import FloodError, NotSentError
from bot.delivery.outcomes import Fate, of_error
from bot.usecases.outbox import MAX_ATTEMPTS


@pytest.mark.parametrize(
    ("error", "fate", "pause_seconds"),
    [
        (FloodError(3), Fate.REFUND, 3),
        (InvalidToken(), Fate.REFUND, 60),
        (TimedOut(), Fate.DOUBT, 4),
        (Forbidden("bot was blocked by the user"), Fate.GONE, 0),
        (ChatMigrated(-100), Fate.MOVED, 0),
        (BadRequest("chat not found"), Fate.REFUSED, 0),
        (NotSentError("no connection"), Fate.RETRY, 4),
        (NetworkError("Bad Gateway"), Fate.RETRY, 4),
        (TelegramError("something new"), Fate.RETRY, 4),
    ],
)
def test_each_error_has_one_fate_one_pause_and_is_named(
    error: TelegramError, fate: Fate, pause_seconds: int
) -> None:
    outcome = of_error(error, attempts=2)

    assert (outcome.fate, outcome.pause) == (fate, timedelta(seconds=pause_seconds))
    assert outcome.error == error.message


def test_flood_keeps_the_pause_it_asks_for() -> None:
    assert of_error(FloodError(17), attempts=9).pause == timedelta(seconds=17)


def test_chat_that_moved_is_followed_to_its_new_id() -> None:
    assert of_error(ChatMigrated(-100), attempts=0).new_chat_id == -100


def test_retries_double_up_to_a_minute_and_end() -> None:
    outcomes = [of_error(NetworkError("down"), attempts) for attempts in range(MAX_ATTEMPTS)]
    pauses = [outcome.pause.total_seconds() for outcome in outcomes]
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60, 0]
    assert [outcome.fate for outcome in outcomes] == [*[Fate.RETRY] * 9, Fate.REFUSED]
    assert {outcome.error for outcome in outcomes} == {"down"}


def test_lost_replies_are_never_the_end_by_count() -> None:
    assert of_error(TimedOut(), attempts=MAX_ATTEMPTS).fate is Fate.DOUBT
