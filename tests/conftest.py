"""Fixtures shared by all layers: a migrated database of each kind, and the language of a journey."""

from __future__ import annotations

import asyncio
import gc
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from sqlalchemy import delete, make_url, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.i18n import Languages, load_languages
from storage.columns import metadata
from storage.migrate import upgrade
from storage.unit_of_work import SqlDatabase
from tests.support.compiled_once import compile_once
from tests.support.kept_connections import Keeping
from tests.support.postgres import postgres_server
from tests.support.tongues import Tongue

settings.register_profile(
    "bilateral", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(  # for `make mutants`: whether a test fails, not by which smallest example
    "mutants",
    settings.get_profile("bilateral"),
    max_examples=15,
    phases=[Phase.explicit, Phase.generate],
)
settings.load_profile("bilateral")

_APART = 12
_MEMORY, _MEMORY_BYTES = Path("/dev/shm"), 4 * 2**30  # noqa: S108 - a folder of our own is made in it
_IN_MEMORY = pytest.StashKey[Path]()
_LAYERS = ("unit", "property", "storage", "handlers", "e2e", "faults", "browser", "contracts", "attack")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    compile_once()
    if not config.option.basetemp and not hasattr(config, "workerinput"):
        _work_in_memory(config)
    for layer in _LAYERS:
        config.addinivalue_line("markers", f"{layer}: tests in tests/{layer}")
    config.addinivalue_line(
        "markers", "soak: tests that `make soak` runs in a long form; see tests/support/soak.py"
    )


def pytest_collection_finish() -> None:
    """Leave what was imported and collected out of every later search for garbage, as the bot does."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure(config: pytest.Config) -> None:
    if folder := config.stash.get(_IN_MEMORY, None):
        shutil.rmtree(folder, ignore_errors=True)


def _work_in_memory(config: pytest.Config) -> None:
    """Put all files of tests where nothing waits for a disk: tests kill processes, they do not cut the power.

    ``--basetemp`` names another folder, which is kept; where memory has no folder or no room it is pytest's.
    """
    if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free >= _MEMORY_BYTES:
        config.stash[_IN_MEMORY] = Path(tempfile.mkdtemp(prefix="bilateral-tests-", dir=_MEMORY))
        config.option.basetemp = config.stash[_IN_MEMORY] / "pytest"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        layer = item.path.relative_to(Path(__file__).parent).parts[0]
        if layer in _LAYERS:
            item.add_marker(layer)
    _long_ones_first(items)


def _long_ones_first(items: list[pytest.Item]) -> None:
    """Let tests that have a long form begin early: at the end, other workers would wait for the last of them.

    Many of them wait for processes, so they stand apart, each among tests that are busy all the time.
    """
    long = [item for item in items if item.get_closest_marker("soak")]
    rest = [item for item in items if not item.get_closest_marker("soak")]
    for number, item in enumerate(long):
        rest.insert(number * _APART, item)
    items[:] = rest


async def migrate(url: str) -> None:
    """Bring an empty database to the newest schema."""
    database = SqlDatabase(url)
    try:
        await upgrade(database.writer)
    finally:
        await database.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a migrated SQLite file once; each test gets a copy."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    asyncio.run(migrate(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Give a migrated PostgreSQL: that of ``TEST_POSTGRES_URL``, else one started from the wheel."""
    if given := os.environ.get("TEST_POSTGRES_URL"):
        asyncio.run(migrate(given))
        yield given
        return
    with postgres_server() as server:
        asyncio.run(_spare_the_disk(server.url))
        asyncio.run(migrate(server.url))
        yield server.url


async def _spare_the_disk(url: str) -> None:
    """Let the server leave its files to the system: tests kill processes, they do not cut the power."""
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        for name in ("fsync", "full_page_writes"):
            await connection.execute(text(f"ALTER SYSTEM SET {name} = off"))
        await connection.execute(text("SELECT pg_reload_conf()"))
    await engine.dispose()


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Give the URL of an empty, migrated SQLite file, for what does not depend on the database."""
    path = tmp_path / "bilateral.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Give the URL of an empty, migrated database of each kind."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "emptied_postgres_url")
    return url


@pytest.fixture(scope="session")
async def emptying(postgres_url: str) -> AsyncIterator[AsyncEngine]:
    """Give an engine on PostgreSQL; while it is there, connections of tests are kept for the next."""
    async with Keeping.keeping():
        engine = create_async_engine(postgres_url, pool_pre_ping=True)  # some tests cut all connections
        yield engine
        await engine.dispose()


@pytest.fixture
async def emptied_postgres_url(postgres_url: str, emptying: AsyncEngine) -> str:
    """Delete all rows, which takes a thirtieth of the time of TRUNCATE where a table holds a few."""
    deleting = " ".join(f"{delete(table)};" for table in reversed(metadata.sorted_tables))
    restarting = "PERFORM setval(oid, 1, false) FROM pg_class WHERE relkind = 'S';"
    async with emptying.begin() as connection:
        await connection.execute(text(f"DO $$ BEGIN {deleting} {restarting} END $$"))
    return postgres_url


@pytest.fixture
def no_connection_is_kept() -> Iterator[None]:
    """Let a test see who uses the database: its own connections alone."""
    with Keeping.closing():
        yield


@pytest.fixture(scope="session")
def second_postgres_url(postgres_url: str) -> str:
    """Give a second database on the same server, without a table."""
    url = make_url(postgres_url).set(database="bilateral_second").render_as_string(hide_password=False)
    asyncio.run(_create("bilateral_second", postgres_url))
    return url


async def _create(name: str, beside: str) -> None:
    engine = create_async_engine(beside, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        await connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    await engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the URL of a database of each kind that has no table; on SQLite not even a file."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'bare.db'}"
        return
    request.getfixturevalue("no_connection_is_kept")  # what they have prepared is for tables that will go
    url: str = request.getfixturevalue("second_postgres_url")
    asyncio.run(_clear(url))
    yield url


async def _clear(url: str) -> None:
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.execute(text("DROP SCHEMA public CASCADE"))
        await connection.execute(text("CREATE SCHEMA public"))
    await engine.dispose()


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[SqlDatabase]:
    """Give an open, empty, migrated database of each kind."""
    database = SqlDatabase(database_url)
    yield database
    await database.close()


@pytest.fixture(scope="session")
def languages() -> Languages:
    """Give all languages that the bot speaks."""
    return load_languages()


@pytest.fixture
def tongue(request: pytest.FixtureRequest, languages: Languages) -> Tongue:
    """Give the language of ``in_every_language``; without that, English."""
    return Tongue(languages.by_code[getattr(request, "param", "en")])
