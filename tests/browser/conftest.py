"""A real Chromium in front of the chat page; without one these tests are left out, in one line."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_LEFT_OUT = pytest.StashKey[int]()
PATIENCE_MILLISECONDS = 30_000


def chromium() -> str | None:
    """Find the browser: ``CHROMIUM``, else what is on the path."""
    if given := os.environ.get("CHROMIUM"):
        return given
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    ours = [item for item in items if here in item.path.parents]
    for item in ours:
        if pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio, append=False)
    if not ours or chromium():
        return
    if os.environ.get("REQUIRE_CHROMIUM") == "1":
        raise pytest.UsageError("REQUIRE_CHROMIUM is set, but there is no Chromium on PATH or in CHROMIUM")
    config.stash[_LEFT_OUT] = len(ours)
    config.hook.pytest_deselected(items=ours)
    items[:] = [item for item in items if item not in ours]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    # Spread over processes, tests are collected elsewhere, and only the lack of a browser is known here.
    spread = bool(getattr(config.option, "numprocesses", None)) and not chromium()
    if spread or config.stash.get(_LEFT_OUT, 0):
        terminalreporter.write_line(
            "No Chromium on PATH or in CHROMIUM: the browser tests were not run.", yellow=True
        )


@pytest_asyncio.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium(), args=list(_FLAGS))
        yield opened
        await opened.close()


@pytest_asyncio.fixture
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    opened = await browser.new_context(viewport={"width": 1280, "height": 860}, timezone_id="Asia/Tokyo")
    opened.set_default_timeout(PATIENCE_MILLISECONDS)
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    yield opened
    await opened.close()


@pytest_asyncio.fixture
async def page(context: BrowserContext) -> AsyncIterator[Page]:
    """A fresh page; any error in its console fails the test, but for the server leaving before the page."""
    opened, problems = await context.new_page(), list[str]()
    opened.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: problems.append(str(error)))
    yield opened
    assert [problem for problem in problems if "net::ERR_" not in problem] == []
