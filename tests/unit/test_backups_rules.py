from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.backups import backup_name, is_backup_due, made_at, outdated

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
EARLY = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)  # the evening before in Honolulu
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
DAILY = datetime(2026, 11, 26, 2, 30, tzinfo=UTC)


def test_name_tells_when_it_was_made() -> None:
    assert backup_name(NOW.astimezone(ZoneInfo("Asia/Tokyo"))) == "bilateral-20261126T120000Z.backup"
    assert made_at(backup_name(NOW)) == NOW


@pytest.mark.parametrize("name", ["bilateral-2026.backup", ".bilateral-20261126T120000Z.backup.x", ""])
def test_other_files_are_no_backups(name: str) -> None:
    assert made_at(name) is None


@pytest.mark.parametrize(
    ("made", "now", "due"),
    [
        ([], NOW, True),
        ([DAILY], NOW, False),
        ([DAILY - SECOND], NOW, True),
        ([DAILY - DAY], DAILY - SECOND, False),
        ([DAILY - DAY], DAILY, True),
        ([NOW - 9 * DAY, DAILY + SECOND], NOW, False),
    ],
)
def test_one_is_due_each_day_or_is_made_up_for(made: list[datetime], now: datetime, *, due: bool) -> None:
    assert is_backup_due(made, now) is due


def test_rotation_keeps_the_days_asked_for_and_always_the_newest() -> None:
    made = [NOW - number * DAY for number in range(5)]
    assert outdated(made, NOW, 2) == [NOW - 4 * DAY, NOW - 3 * DAY]
    assert outdated(made, NOW + 100 * DAY, 2) == made[:0:-1]
    assert outdated([], NOW, 2) == []


@pytest.fixture
def machine_in_honolulu(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Pacific/Honolulu")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("machine_in_honolulu")
def test_zone_of_the_machine_does_not_matter() -> None:
    assert backup_name(EARLY) == "bilateral-20261126T040000Z.backup"
    assert is_backup_due([DAILY - SECOND], EARLY)
    assert not is_backup_due([DAILY], EARLY)
