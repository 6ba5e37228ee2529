"""One bot on an SQLite file, however the one before it ended."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from storage.sole import OccupiedError, sole_user


def test_second_user_is_refused_until_the_first_is_gone(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'a.db'}"
    with sole_user(url):
        with pytest.raises(OccupiedError, match="another bot runs on"), sole_user(url):
            pass
        with sole_user(f"sqlite+aiosqlite:///{tmp_path / 'b.db'}"):
            pass
    with sole_user(url):
        pass


def test_postgresql_and_memory_take_any_number() -> None:
    for url in ("postgresql+asyncpg://127.0.0.1/x", "sqlite+aiosqlite://", "sqlite+aiosqlite:///:memory:"):
        with sole_user(url), sole_user(url):
            pass


async def test_file_is_free_after_a_kill(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'a.db'}"
    code = f"from storage.sole import sole_user\nwith sole_user({url!r}): print('in', flush=True); input()"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", code),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout
    assert await process.stdout.readline() == b"in\n"
    with pytest.raises(OccupiedError), sole_user(url):
        pass
    process.kill()
    await process.communicate()
    with sole_user(url):
        pass
