"""The demo as a stranger sees it: the real bot, two people and a clock, in a real Chromium."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import AsyncIterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from bot.clocks import SystemClock
from bot.files.event_file import read_event
from bot.files.example import example_event_files

_START_SECONDS = 60


@pytest_asyncio.fixture(loop_scope="session")
async def demo_url() -> AsyncIterator[str]:
    """Run ``bilateral demo`` as a process of its own, at a free port."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--port", "0", "--no-browser"),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    async with asyncio.timeout(_START_SECONDS):
        line = (await process.stdout.readline()).decode()
    found = re.search(r"http://\S+", line)
    assert found, line
    yield found.group()
    process.terminate()
    await process.wait()


def column(page: Page, name: str) -> Locator:
    return page.locator(f"[data-testid=person][data-name='{name}']")


def last(person: Locator) -> Locator:
    return person.get_by_test_id("message").last


async def press(person: Locator, label: str) -> None:
    await person.get_by_test_id("inline-button").filter(has_text=label).last.click()


async def move_clock(page: Page, to: datetime) -> None:
    await page.get_by_test_id("clock-to").click()
    await page.get_by_test_id("clock-input").fill(f"{to:%Y-%m-%dT%H:%M}")
    await page.get_by_test_id("clock-apply").click()


async def test_delegate_books_the_director_is_asked_and_both_are_reminded(page: Page, demo_url: str) -> None:
    today = SystemClock().now().astimezone(ZoneInfo("Europe/Bucharest")).date()
    event = read_event(example_event_files(today)[0], ("en", "ro", "hu"))
    thursday = event.blocks[0].date
    await page.goto(demo_url)
    delegate, director = column(page, "Harriet Blythe"), column(page, "Andrei Kelemen")

    await press(delegate, "I agree")
    await expect(last(delegate)).to_contain_text("Cluj Innovation Days")
    steps = 0
    await delegate.get_by_role("textbox").fill("kelemen")
    await delegate.get_by_test_id("send").click()
    steps += 1
    await expect(last(delegate)).to_contain_text("Executive Director")
    await last(delegate).get_by_test_id("unfold").click()
    await expect(last(delegate)).to_contain_text("Romanian Cluster Association")
    await press(delegate, "See free times")
    steps += 1
    await expect(last(delegate)).to_contain_text("Thursday")
    for start in ("14:30–", "14:55–", "15:20–", "15:45–", "16:10–", "16:35–"):
        await expect(delegate.get_by_test_id("inline-button").filter(has_text=start)).to_be_visible()
    await press(delegate, "14:30–14:50")
    await expect(last(delegate)).to_contain_text("to answer")
    await press(delegate, "Send the request")
    steps += 2
    await expect(last(delegate)).to_contain_text("Your request is sent.")
    assert steps <= 5

    await expect(last(director)).to_contain_text("Harriet Blythe")
    await press(director, "Accept")
    for side in (delegate, director):
        await expect(last(side)).to_contain_text("Your meeting is confirmed.")
        await expect(last(side)).to_contain_text("14:30–14:50")
        await expect(last(side)).to_contain_text(re.compile(r"Table \d+"))

    await move_clock(page, datetime(thursday.year, thursday.month, thursday.day, 14, 16))  # noqa: DTZ001 - the page's zone
    for side in (delegate, director):
        await expect(side.get_by_test_id("log")).to_contain_text("Your meeting begins in 14 minutes")
    await press(delegate, "5 min late")
    await expect(director.get_by_test_id("log")).to_contain_text("Harriet Blythe is 5 minutes late")
