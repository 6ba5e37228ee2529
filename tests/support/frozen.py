"""Databases as releases left them, to be brought up to date by every later one.

At a release, run ``python -m tests.support.frozen`` once: it freezes a lively database of the schema of that
moment under ``data/``. Never make an old one anew: that it is old is what it is for.
"""

from __future__ import annotations

import asyncio
import gzip
import tempfile
from pathlib import Path

from storage.backup import write_backup
from storage.migrate import known_revisions, upgrade
from storage.unit_of_work import SqlDatabase
from tests.support.lively import enliven
from tests.support.world import ManualClock

DATA = Path(__file__).parent / "data"
NAME = "schema-{revision}.backup.gz"


def frozen() -> list[Path]:
    """Give all that were frozen, the oldest schema first."""
    return sorted(DATA.glob(NAME.format(revision="*")))


def thawed(file: Path, folder: Path) -> Path:
    """Unpack one; gives a backup file."""
    backup = folder / file.stem
    backup.write_bytes(gzip.decompress(file.read_bytes()))
    return backup


async def freeze() -> Path:
    """Freeze a lively database of the newest schema."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = SqlDatabase(f"sqlite+aiosqlite:///{folder / 'lively.db'}")
        await upgrade(database.writer)
        await enliven(database)
        await database.close()
        await write_backup(database.url, folder / "lively.backup", ManualClock().now())
        packed = gzip.compress((folder / "lively.backup").read_bytes(), mtime=0)
    file = DATA / NAME.format(revision=known_revisions()[0])
    file.write_bytes(packed)
    return file


if __name__ == "__main__":
    print(asyncio.run(freeze()))  # noqa: T201 - a program
