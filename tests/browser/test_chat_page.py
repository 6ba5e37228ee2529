from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest_asyncio
from playwright.async_api import BrowserContext, Locator, Page, expect

from bot.emulator import EmulatedBotApi, Invitation, PageOptions
from tests.support.raw_bot import keyboard
from tests.support.scripted_bot import ScriptedBot, scripted

HOSTILE = "<img src=x onerror=alert(1)> & <b>not bold</b> javascript:alert(1)"


class HandClock:
    def __init__(self) -> None:
        self.instant = datetime(2026, 11, 26, 7, 25, tzinfo=UTC)

    def now(self) -> datetime:
        return self.instant

    async def shift(self, seconds: float) -> None:
        self.instant += timedelta(seconds=seconds)


@pytest_asyncio.fixture
async def api() -> AsyncIterator[EmulatedBotApi]:
    options = PageOptions(title="Try Bilateral", intro="Open Ana's link.", zone="Europe/Bucharest")
    async with EmulatedBotApi(clock=HandClock(), page=options) as server:
        ana = server.add_user("Ana", "Pop", language_code="ro")
        server.add_user("Andrei", "Kelemen")
        options.invitations += [
            Invitation("Join as Ana Pop, delegate", "ana", person_id=ana.id),
            Invitation("Dan Rus, delegate", "dan", name="Dan Rus", language_code="ro"),
        ]
        yield server


@pytest_asyncio.fixture
async def bot(api: EmulatedBotApi) -> AsyncIterator[ScriptedBot]:
    async with scripted(api) as running:
        yield running


@pytest_asyncio.fixture
async def ana(page: Page, bot: ScriptedBot) -> Locator:
    await page.goto(bot.api.url)
    return person(page, "Ana Pop")


def person(page: Page, name: str) -> Locator:
    return page.locator(f"[data-testid=person][data-name='{name}']")


def last_message(column: Locator) -> Locator:
    return column.get_by_test_id("message").last


def key(column: Locator, label: str) -> Locator:
    return column.get_by_test_id("inline-button").filter(has_text=label).last


async def say(column: Locator, text: str) -> None:
    await column.get_by_test_id("composer").fill(text)
    await column.get_by_test_id("composer").press("Enter")


async def test_people_stand_side_by_side_until_they_press_start(page: Page, ana: Locator) -> None:
    await expect(page).to_have_title("Try Bilateral")
    await expect(page.get_by_test_id("intro")).to_contain_text("Open Ana's link.")
    await expect(page.get_by_test_id("person")).to_have_count(2)
    await expect(ana.get_by_test_id("status")).to_have_text("Romanian · has not pressed Start")
    await expect(ana.get_by_test_id("composer")).to_be_hidden()
    await ana.get_by_test_id("start").click()
    await expect(ana.get_by_test_id("composer")).to_be_visible()
    await expect(ana.get_by_test_id("message").nth(1)).to_contain_text("Welcome, stranger!")


async def test_invitation_opens_the_chat_with_its_payload(ana: Locator) -> None:
    await ana.get_by_test_id("invitation").click()
    await expect(ana.get_by_test_id("message").nth(1)).to_contain_text("Welcome, ana!")


async def test_formatting_is_shown_and_long_quotes_unfold(ana: Locator) -> None:
    await ana.get_by_test_id("start").click()
    card = last_message(ana)
    await expect(card.locator("strong")).to_have_text("Andrei Kelemen")
    await expect(card.locator("em")).to_have_text("Executive Director")
    await expect(card.get_by_role("link", name="example.org")).to_have_attribute(
        "href", "https://example.org/"
    )
    quote, unfold = card.locator(".fold-body"), card.get_by_test_id("unfold")
    folded = await quote.evaluate("box => box.clientHeight")
    await unfold.click()
    await expect(unfold).to_have_attribute("aria-expanded", "true")
    assert await quote.evaluate("box => box.clientHeight") > 3 * folded
    assert await quote.evaluate("box => box.scrollHeight - box.clientHeight") == 0
    await expect(card.locator("strong")).to_be_in_viewport()
    await expect(ana.get_by_test_id("pinned")).to_contain_text("Andrei Kelemen")


async def test_press_edits_the_card_in_place_and_shows_the_toast(ana: Locator) -> None:
    await ana.get_by_test_id("start").click()
    await key(ana, "14:55").click()
    await expect(last_message(ana)).to_contain_text("Booked slot:2")
    await expect(ana.get_by_test_id("toast")).to_have_text("slot:2 is yours")
    await expect(ana.get_by_test_id("message")).to_have_count(3)
    await expect(ana.get_by_test_id("inline-button")).to_have_text(["Undo"])
    await expect(last_message(ana)).to_contain_text("edited")


async def test_alert_stays_until_it_is_closed(ana: Locator) -> None:
    await ana.get_by_test_id("start").click()
    await key(ana, "Add to favourites").click()
    await expect(ana.get_by_test_id("alert")).to_contain_text("You find him under favourites.")
    await ana.get_by_test_id("alert-ok").click()
    await expect(ana.get_by_test_id("alert")).to_be_hidden()


async def test_unanswered_press_keeps_waiting(api: EmulatedBotApi, ana: Locator) -> None:
    await ana.get_by_test_id("start").click()
    api.faults.hang("answerCallbackQuery")
    await key(ana, "Add to favourites").click()
    await expect(key(ana, "Add to favourites")).to_have_attribute("aria-busy", "true")
    api.faults.clear()
    await expect(ana.get_by_test_id("alert")).to_be_visible()
    await expect(key(ana, "Add to favourites")).not_to_have_attribute("aria-busy", "true")


async def test_hostile_text_stays_text(page: Page, api: EmulatedBotApi, ana: Locator) -> None:
    await ana.get_by_test_id("start").click()
    await say(ana, HOSTILE)
    await expect(ana.get_by_test_id("message-text").last).to_have_text(f"You said: {HOSTILE} — again")
    link = {"type": "text_link", "offset": 0, "length": 5, "url": "javascript:alert(1)"}
    chat = api.world.chats[int(await ana.get_attribute("data-person-id") or 0)]
    api.world.post(chat, None, {"text": "click me", "entities": [link]})
    await expect(last_message(ana)).to_contain_text("click me")
    await expect(last_message(ana).get_by_role("link")).to_have_count(0)
    mallory = api.add_user("<i>Mallory</i>", '"><script>')
    mallory.start()
    column = page.get_by_test_id("person").last
    await expect(column.get_by_role("heading")).to_have_text('<i>Mallory</i> "><script>')
    assert await page.locator("main img, main script, main i").count() == 0


async def test_links_back_to_the_bot_and_commands_work_as_in_a_messenger(ana: Locator) -> None:
    await ana.get_by_test_id("start").click()
    await say(ana, "hello")
    await last_message(ana).get_by_role("button", name="again").click()
    await expect(ana.get_by_test_id("message").nth(-2)).to_contain_text("Welcome, again!")
    await ana.get_by_test_id("message").nth(-2).get_by_role("button", name="/keys").click()
    await ana.get_by_test_id("reply-button").filter(has_text="Yes").click()
    await expect(ana.get_by_test_id("reply-keys")).to_be_hidden()
    await expect(last_message(ana)).to_contain_text("You said: Yes")


async def test_somebody_is_chosen_in_the_picker(page: Page, ana: Locator, bot: ScriptedBot) -> None:
    await ana.get_by_test_id("start").click()
    await expect(last_message(ana)).to_contain_text("Andrei Kelemen")  # nobody may write before
    ana_id = int(await ana.get_attribute("data-person-id") or 0)
    key = {"text": "Choose", "request_users": {"request_id": 1, "user_is_bot": False}}
    await bot.text(ana_id, "Who?", reply_markup={"keyboard": [[key]]})
    choose = ana.get_by_test_id("reply-button").filter(has_text="Choose")
    await choose.click()
    await expect(ana.get_by_test_id("picker-person")).to_have_text(["Andrei Kelemen"])
    await page.keyboard.press("Escape")
    await expect(ana.get_by_test_id("picker")).to_be_hidden()
    await choose.click()
    await ana.get_by_test_id("picker-person").click()
    await expect(ana.get_by_text("You chose Andrei Kelemen")).to_be_visible()
    await expect(ana.get_by_test_id("picker")).to_be_hidden()
    await bot.text(ana_id, "Thanks", reply_markup={"remove_keyboard": True})
    await expect(ana.get_by_test_id("reply-keys")).to_be_hidden()


async def test_command_menu_lists_what_the_bot_set(page: Page, ana: Locator) -> None:
    await ana.get_by_test_id("start").click()
    await ana.get_by_test_id("command-menu").click()
    await expect(ana.get_by_test_id("command")).to_have_text(
        ["/startThe card", "/fileA calendar file", "/keysA reply keyboard"]
    )
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(last_message(ana).get_by_test_id("document")).to_contain_text("meeting.ics")
    await expect(last_message(ana).get_by_test_id("silent")).to_be_visible()


async def test_name_of_the_bot_and_words_bring_offers_to_choose_from(ana: Locator) -> None:
    await ana.get_by_test_id("start").click()
    composer, offers = ana.get_by_test_id("composer"), ana.get_by_test_id("offers")
    await composer.fill("@bilateral_demo_bot ")
    await offers.get_by_test_id("offer-button").click()
    await expect(ana.get_by_test_id("message").filter(has_text="Welcome, home!")).to_have_count(1)

    await composer.fill("@bilateral_demo_bot kelemen")
    await expect(offers.get_by_test_id("offer")).to_have_count(2)
    await expect(offers.get_by_test_id("offer").first).to_contain_text("of a <b>cluster</b>")
    sent = await ana.get_by_test_id("message").count()
    await composer.press("Enter")  # sends nothing: these words are the bot's alone
    await offers.get_by_test_id("offer-more").click()
    await expect(offers.get_by_test_id("offer")).to_have_count(4)
    await expect(ana.get_by_test_id("message")).to_have_count(sent)
    await offers.get_by_test_id("offer").nth(3).click()
    await expect(offers).to_be_hidden()
    await expect(last_message(ana)).to_contain_text("You chose: Card 3")
    await expect(ana.get_by_test_id("message").nth(sent)).to_contain_text("via @bilateral_demo_bot")
    await key(ana, "Open").click()
    await expect(ana.get_by_test_id("message").filter(has_text="Welcome, card-3!")).to_have_count(1)


async def test_files_come_and_go(page: Page, ana: Locator, tmp_path: Path) -> None:
    await ana.get_by_test_id("start").click()
    await say(ana, "/file")
    async with page.expect_download() as download:
        await ana.get_by_test_id("document").click()
    saved = await (await download.value).path()
    assert saved.read_bytes() == b"BEGIN:VCALENDAR"
    people = tmp_path / "people.csv"
    people.write_text("name\n")
    await ana.get_by_test_id("attach").set_input_files(people)
    await expect(last_message(ana)).to_contain_text("Got people.csv")
    picture = tmp_path / "shot.png"
    await page.screenshot(path=picture)
    await ana.get_by_test_id("attach").set_input_files(picture)
    await expect(last_message(ana)).to_contain_text("Back to you")
    photo = last_message(ana).get_by_test_id("photo")
    await expect(photo).to_be_visible()
    assert await photo.evaluate("picture => picture.naturalWidth") == 1280


async def test_clock_shows_the_events_zone_and_moves(page: Page, ana: Locator) -> None:
    shown = page.get_by_test_id("clock-now")
    await expect(shown).to_have_text("Thu, 26 Nov 2026, 09:25")
    await page.get_by_test_id("clock-5m").click()
    await expect(shown).to_have_text("Thu, 26 Nov 2026, 09:30")
    await page.get_by_test_id("clock-1d").click()
    await expect(shown).to_have_text("Fri, 27 Nov 2026, 09:30")
    await page.get_by_test_id("clock-to").click()
    await page.get_by_test_id("clock-input").fill("2026-11-28T14:30")
    await page.get_by_test_id("clock-apply").click()
    await expect(shown).to_have_text("Sat, 28 Nov 2026, 14:30")
    await ana.get_by_test_id("start").click()
    await expect(ana.locator(".day")).to_have_text("Saturday 28 November")
    await expect(last_message(ana).locator("time")).to_have_text("14:30")


async def test_person_is_added_by_an_invitation(page: Page, bot: ScriptedBot) -> None:
    await page.goto(bot.api.url)
    await page.get_by_test_id("add-person").click()
    await page.get_by_test_id("person-invitation").select_option("Dan Rus, delegate")
    await expect(page.get_by_test_id("person-name")).to_have_value("Dan Rus")
    await page.get_by_test_id("person-add").click()
    dan = person(page, "Dan Rus")
    await expect(dan.get_by_test_id("message").nth(1)).to_contain_text("Welcome, dan!")
    await expect(dan.get_by_test_id("status")).to_have_text("Romanian")


async def test_blocking_takes_the_text_box_away(ana: Locator) -> None:
    await ana.get_by_test_id("start").click()
    await ana.get_by_test_id("more").click()
    await ana.get_by_test_id("block").click()
    await expect(ana.get_by_test_id("composer")).to_be_hidden()
    await expect(ana.get_by_test_id("status")).to_contain_text("has blocked the bot")
    await ana.get_by_test_id("start").click()
    await expect(ana.get_by_test_id("composer")).to_be_visible()


async def test_new_messages_are_announced_when_one_reads_further_up(bot: ScriptedBot, ana: Locator) -> None:
    await ana.get_by_test_id("start").click()
    chat_id = int(await ana.get_attribute("data-person-id") or 0)
    for number in range(15):
        await bot.text(chat_id, f"line {number}\n\n")
    await expect(last_message(ana)).to_contain_text("line 14")
    await ana.get_by_test_id("log").evaluate("log => { log.scrollTop = 0; }")
    await expect(ana.get_by_test_id("unread")).to_be_hidden()
    await ana.get_by_test_id("log").evaluate("() => new Promise(requestAnimationFrame)")
    await bot.text(chat_id, "news")
    await expect(ana.get_by_test_id("unread")).to_have_text("↓ 1 new")
    await ana.get_by_test_id("unread").click()
    await expect(last_message(ana)).to_be_in_viewport()
    await expect(ana.get_by_test_id("unread")).to_be_hidden()


async def test_on_a_phone_people_are_tabs(page: Page, api: EmulatedBotApi, bot: ScriptedBot) -> None:
    await page.set_viewport_size({"width": 360, "height": 700})
    await page.goto(api.url)
    ana, andrei = person(page, "Ana Pop"), person(page, "Andrei Kelemen")
    await expect(ana).to_be_visible()
    await expect(andrei).to_be_hidden()
    await ana.get_by_test_id("start").click()
    await expect(last_message(ana)).to_contain_text("Executive Director")
    await page.get_by_role("tab", name="Andrei").click()
    await expect(ana).to_be_hidden()
    await bot.text(
        int(await ana.get_attribute("data-person-id") or 0), "for Ana", reply_markup=keyboard({"A": "a"})
    )
    await expect(page.get_by_role("tab", name="Ana")).to_have_text("Ana1")
    assert await page.evaluate("document.documentElement.scrollWidth") == 360
    for control in ("clock-5m", "clock-1d", "clock-to", "add-person"):
        await expect(page.get_by_test_id(control)).to_be_in_viewport(ratio=1)
    await page.keyboard.press("Tab")
    await page.get_by_role("tab", name="Andrei").press("ArrowLeft")
    await expect(last_message(ana)).to_be_in_viewport()


async def test_page_reloaded_shows_the_same(page: Page, ana: Locator) -> None:
    await ana.get_by_test_id("start").click()
    await key(ana, "14:55").click()
    await expect(last_message(ana)).to_contain_text("Booked")
    before = await ana.get_by_test_id("message-text").all_inner_texts()
    await page.reload()
    await expect(ana.get_by_test_id("message")).to_have_count(3)
    assert await ana.get_by_test_id("message-text").all_inner_texts() == before


async def test_page_says_when_the_server_is_gone_and_recovers(context: BrowserContext) -> None:
    page = await context.new_page()  # its console will complain about the lost connection
    async with EmulatedBotApi() as api:
        ana = api.add_user("Ana", "Pop")
        await page.goto(api.url)
        await expect(person(page, "Ana Pop")).to_be_visible()
        await api.stop()
        await expect(page.get_by_test_id("lost")).to_be_visible()
        await api.start()
        ana.say("still here")
        await expect(last_message(person(page, "Ana Pop"))).to_contain_text("still here")
        await expect(page.get_by_test_id("lost")).to_be_hidden()
