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
    ("error", "fate"),
    [
        (FloodError(3), Fate.REFUND),
        (InvalidToken(), Fate.REFUND),
        (TimedOut(), Fate.DOUBT),
        (Forbidden("bot was blocked by the user"), Fate.GONE),
        (ChatMigrated(-100), Fate.MOVED),
        (BadRequest("chat not found"), Fate.REFUSED),
        (NotSentError("no connection"), Fate.RETRY),
        (NetworkError("Bad Gateway"), Fate.RETRY),
        (TelegramError("something new"), Fate.RETRY),
    ],
)
def test_each_error_has_one_fate(error: TelegramError, fate: Fate) -> None:
    assert of_error(error, attempts=0).fate is fate


def test_flood_keeps_the_pause_it_asks_for() -> None:
    assert of_error(FloodError(17), attempts=9).pause == timedelta(seconds=17)


def test_retries_double_up_to_a_minute_and_end() -> None:
    outcomes = [of_error(NetworkError("down"), attempts) for attempts in range(MAX_ATTEMPTS)]
    pauses = [outcome.pause.total_seconds() for outcome in outcomes]
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60, 0]
    assert [outcome.fate for outcome in outcomes] == [*[Fate.RETRY] * 9, Fate.REFUSED]


def test_lost_replies_are_never_the_end_by_count() -> None:
    assert of_error(TimedOut(), attempts=MAX_ATTEMPTS).fate is Fate.DOUBT
