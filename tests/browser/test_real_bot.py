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


@pytest_asyncio.fixture
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


async def say(person: Locator, text: str) -> None:
    await person.get_by_role("textbox").fill(text)
    await person.get_by_test_id("send").click()


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
    await say(delegate, "kelemen")
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
        await expect(last(side)).to_contain_text("14:30\u2060–\u206014:50")
        await expect(last(side)).to_contain_text(re.compile(r"Table \d+"))

    await move_clock(page, datetime(thursday.year, thursday.month, thursday.day, 14, 16))  # noqa: DTZ001 - the page's zone
    for side in (delegate, director):
        await expect(side.get_by_test_id("log")).to_contain_text("Your meeting begins in 14 minutes")
    await press(delegate, "5 min late")
    await expect(director.get_by_test_id("log")).to_contain_text("Harriet Blythe will be 5 minutes late")


async def test_hungarian_walk_in_registers_is_admitted_and_asks_for_a_time(page: Page, demo_url: str) -> None:
    await page.goto(demo_url)
    await page.get_by_test_id("add-person").click()
    await page.get_by_test_id("person-invitation").select_option("Somebody new, by the public link")
    await page.get_by_test_id("person-name").fill("Nagy Réka")
    await page.get_by_test_id("person-language").select_option("hu")
    await page.get_by_test_id("person-add").click()
    walk_in, organizer, director = (
        column(page, name) for name in ("Nagy Réka", "Mara Ionescu", "Andrei Kelemen")
    )

    await press(walk_in, "Elfogadom, regisztrálok")
    for question, answer in (
        ("Mi a neve", "Nagy Réka"),
        ("Melyik szervezettől", "Tavasz Műhely Kft."),
        ("Mi az e-mail címe", "reka@tavasz.example"),
    ):
        await expect(last(walk_in)).to_contain_text(question)
        await say(walk_in, answer)
    await press(walk_in, "Regisztráció")
    await expect(last(walk_in)).to_contain_text("egy szervező döntésére vár")
    await expect(last(organizer)).to_contain_text("Tavasz Műhely Kft.")
    await press(organizer, "Admit")
    await expect(last(organizer)).to_contain_text("Nagy Réka is admitted and has been told.")
    await expect(last(walk_in)).to_contain_text("Felvettük a résztvevők közé")

    await say(walk_in, "Kelemen csütörtök 14:55")
    await press(walk_in, "Kérés elküldése")
    await expect(last(walk_in)).to_contain_text("A kérését elküldtem.")
    await expect(last(director)).to_contain_text("Nagy Réka, Tavasz Műhely Kft.")


async def test_romanian_host_tells_his_times_answers_moves_writes_and_cancels(
    page: Page, demo_url: str
) -> None:
    await page.goto(demo_url)
    host, guest = column(page, "Andrei Kelemen"), column(page, "Harriet Blythe")
    await say(host, "/language")
    await press(host, "Română")
    await expect(last(host)).to_contain_text("Limba: Română")
    await say(host, "Iau întâlniri joi 14:30-17:00 dar nu la 15:20")
    await expect(last(host)).to_contain_text("Încă nesalvat")
    await press(host, "Salvează")
    await expect(last(host)).to_contain_text("așa cum îl văd ceilalți")

    await press(guest, "I agree")
    await say(guest, "Kelemen Thursday 15:20")
    await expect(last(guest)).to_contain_text("Andrei Kelemen is not free at that time.")
    await press(guest, "14:30")
    await press(guest, "Send the request")
    await expect(last(host)).to_contain_text("Aveți o nouă cerere de întâlnire")
    await press(host, "Acceptă")
    await expect(last(guest)).to_contain_text("Your meeting is confirmed.")

    await say(host, "mută Harriet la 16:10")
    await press(host, "Propune mutarea")
    await expect(last(guest)).to_contain_text("Another time is proposed for your meeting")
    await press(guest, "Agree to the new time")
    await expect(last(host)).to_contain_text("Întâlnirea este mutată.")
    await say(host, "/write Harriet")
    await press(host, "Mesaj: Harriet")
    await expect(last(host)).to_contain_text("Scrieți mesajul pentru Harriet Blythe")
    await say(host, "Aduc un coleg")
    await expect(last(host)).to_contain_text("este pe drum")
    await expect(last(guest)).to_contain_text("Aduc un coleg")
    await say(host, "anulează 16:10")
    await press(host, "Anulează întâlnirea")
    await press(host, "Anulează fără a preciza motivul")
    await expect(last(guest)).to_contain_text("Meeting cancelled")
