"""The agenda in people's calendars: one file for all of it, or an address that a calendar follows."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Mapping
from datetime import timedelta

import aiohttp
import pytest
from pypdf import PdfReader

from bot.config import Address
from bot.domain.calendar_feeds import MOST_WRONG_FEEDS
from bot.usecases import personal_links
from bot.usecases.personal_links import Links
from tests.e2e.test_journey_moving import MOVED, propose
from tests.support.bookings import SLOT, WHY_CANCEL, meet
from tests.support.calendar_store import CalendarApp, apps
from tests.support.people import Person
from tests.support.stage import DELEGATE, DIRECTOR, ORGANIZER_ID, THIRD, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.webhooks import free_port
from tests.support.world import SECRET, THURSDAY, at


async def move(guest: Person, host: Person, tongue: Tongue, slot: str) -> None:
    """Let a guest propose another time and the host agree; the guest has seen it."""
    await propose(guest, host, tongue, slot)
    guest.forget()
    await host.press(tongue.label("Agree to the new time"))
    await guest.expect_card(tongue(MOVED))


async def whole_file(person: Person, tongue: Tongue) -> bytes:
    await person.say("/agenda")
    await person.press(tongue.label("My calendar"), await person.expect_card(SLOT))
    card = await person.expect_card(lambda text: "Outlook" in text)
    return person.download(card)


def summary(tongue: Tongue, name: str) -> str:
    return tongue.label("Meeting with {name}", name=name)


@in_every_language()
async def test_whole_agenda_in_one_file_follows_a_move_and_a_cancellation(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD) as st:
        director = await st.join("Andrei Kelemen", tongue.code)
        ioana, stefan = await st.join("Ioana Pop", tongue.code), await st.join("Ştefan Mureşan", tongue.code)
        await meet(ioana, director, tongue)
        await meet(stefan, director, tongue, "15:20–15:40")
        calendars: list[CalendarApp] = apps()
        content = await whole_file(director, tongue)
        for app in calendars:
            app.open(content)
            assert [(start, who) for start, _, who in app.shown] == [
                (at("Thu 14:30"), summary(tongue, "Ioana Pop")),
                (at("Thu 15:20"), summary(tongue, "Ştefan Mureşan")),
            ]
            assert {one.alarms for one in app.entries.values()} == {(timedelta(minutes=-15),)}
            where = tongue.label("Table {table}", table=1) + ", Sala Polivalentă"
            assert {one.location for one in app.entries.values()} == {where}

        await move(stefan, director, tongue, "16:10–16:30")
        await ioana.say("/agenda")
        await ioana.press("14:30 · Andrei Kelemen", await ioana.expect_card(SLOT))
        await ioana.press(tongue.label("Calendar file"), await ioana.expect_card(tongue("Your meeting with")))
        file = await ioana.expect_card(tongue("Open this file to put the meeting into your calendar."))
        single = ioana.download(file)
        await ioana.press(tongue.label("Open the meeting"), file)
        await ioana.expect_card(tongue("Your meeting with"))
        content = await whole_file(director, tongue)
        for app in calendars:
            app.open(content)
            assert [start for start, _, _ in app.shown] == [at("Thu 14:30"), at("Thu 16:10")]
            held = CalendarApp(app.reader)
            held.open(single)
            assert held.entries.keys() < app.entries.keys()  # one meeting has one UID, in whatever file

        await ioana.say("/agenda")
        await ioana.press("14:30 · Andrei Kelemen", await ioana.expect_card(SLOT))
        await ioana.press(
            tongue.label("Cancel the meeting"), await ioana.expect_card(tongue("Your meeting with"))
        )
        director.forget()
        await ioana.press(
            tongue.label("Cancel without a reason"), await ioana.expect_card(tongue(WHY_CANCEL))
        )
        await director.expect_card(tongue("<b>Meeting cancelled</b>"))
        await director.say("/calendar")
        content = director.download(await director.expect_card(lambda text: "Outlook" in text))
        for app in calendars:
            app.open(content)
            assert [who for _, _, who in app.shown] == [summary(tongue, "Ştefan Mureşan")]


def with_port() -> dict[str, object]:
    """Give the settings by which calendars reach the bot, as they would through a proxy."""
    port = free_port()
    return {"listen": Address("127.0.0.1", port), "public_url": f"http://127.0.0.1:{port}/bilateral"}


async def address(person: Person, tongue: Tongue) -> str:
    """Make an address and read it from the card."""
    await person.say("/calendar")
    await person.press(
        tongue.label("Make an address"), await person.expect_card(tongue("<b>My calendar</b>"))
    )
    return on_card((await person.expect_card("/calendar/")).text)


def on_card(text: str) -> str:
    [found] = re.findall(r"http\S+\.ics", text)
    return str(found)


class Web:
    """What calendars ask with; remembers nothing, so that each call says what it knows."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def get(self, url: str, **headers: str) -> tuple[int, bytes, Mapping[str, str]]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self._session.get(url, headers=named) as response:
            return response.status, await response.read(), response.headers


@in_every_language()
async def test_calendar_follows_an_address_until_it_is_renewed_or_turned_off(
    database_url: str, tongue: Tongue
) -> None:
    async with (
        stage(database_url, DIRECTOR, DELEGATE, settings=with_port()) as st,
        aiohttp.ClientSession() as session,
    ):
        web, calendars = Web(session), apps()
        director = await st.join("Andrei Kelemen", tongue.code)
        ioana = await st.join("Ioana Pop", tongue.code)
        url = await address(director, tongue)
        status, content, headers = await web.get(url)
        assert (status, headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
        assert headers["Cache-Control"] == "private, no-cache"
        for app in calendars:
            app.follow(content)
            assert app.shown == []
        assert (await web.get(url, If_None_Match=headers["ETag"]))[:2] == (304, b"")

        await meet(ioana, director, tongue)
        st.move(timedelta(minutes=5))
        status, content, after = await web.get(url, If_None_Match=headers["ETag"])
        assert (status, after["Last-Modified"]) == (200, "Wed, 25 Nov 2026 08:05:00 GMT")
        st.move(timedelta(minutes=5))
        assert (await web.get(url, If_Modified_Since=after["Last-Modified"]))[:2] == (304, b"")
        assert (await web.get(url, If_Modified_Since=headers["Last-Modified"]))[0] == 200
        for app in calendars:
            app.follow(content)
            assert [(start, who) for start, _, who in app.shown] == [
                (at("Thu 14:30"), summary(tongue, "Ioana Pop"))
            ]
        await move(ioana, director, tongue, "16:10–16:30")
        status, content, _ = await web.get(url, If_None_Match=after["ETag"])
        for app in calendars:
            app.follow(content)
            assert [start for start, _, _ in app.shown] == [at("Thu 16:10")]

        await director.say("/calendar")
        await director.press(tongue.label("New address"), await director.expect_card("/calendar/"))
        card = await director.expect_card(
            tongue("This is your new address; the one before shows nothing any more.")
        )
        renewed = on_card(card.text)
        gone = (await web.get(url))[:2]
        assert (gone[0], (await web.get(renewed))[:2]) == (404, (200, content))
        await director.press(tongue.label("Turn off"), card)
        await director.expect_card(tongue("A file holds your meetings as they are now."))
        assert [(await web.get(one))[:2] for one in (url, renewed, url[:-5] + "A.ics")] == [gone] * 3
        again = await address(director, tongue)
        assert len({url, renewed, again}) == 3
        assert (await web.get(again))[:2] == (200, content)
        assert [(await web.get(one))[0] for one in (url, renewed)] == [404, 404]


async def test_address_of_one_who_was_thrown_out_or_erased_shows_nothing(
    database_url: str, tongue: Tongue
) -> None:
    async with (
        stage(database_url, DIRECTOR, DELEGATE, settings=with_port()) as st,
        aiohttp.ClientSession() as session,
    ):
        web = Web(session)
        director, ioana = await st.join("Andrei Kelemen"), await st.join("Ioana Pop")
        urls = [await address(one, tongue) for one in (director, ioana)]
        assert [(await web.get(url))[0] for url in urls] == [200, 200]
        async with st.database.writing() as uow:
            links = Links(SECRET, st.api.bot.username)
            owners = frozenset({ORGANIZER_ID})
            await personal_links.revoke(uow, links, ORGANIZER_ID, st.ids["Andrei Kelemen"], owners)
        await ioana.say("/privacy")
        await ioana.press(tongue.label("Erase me"), await ioana.expect_card(""))
        await ioana.press(tongue.label("Yes, erase me"), await ioana.expect_card(""))
        await ioana.expect_card("")
        assert [(await web.get(url))[0] for url in urls] == [404, 404]


async def test_wrong_addresses_are_told_to_wait_but_right_ones_never_and_no_log_has_any(
    sqlite_url: str, tongue: Tongue, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with stage(sqlite_url, DIRECTOR, settings=with_port()) as st, aiohttp.ClientSession() as session:
        web = Web(session)
        url = await address(await st.join("Andrei Kelemen"), tongue)
        base, _, token = url.rpartition("/")
        statuses = [
            (await web.get(f"{base}/1.0.1.{number:022}.ics"))[0] for number in range(MOST_WRONG_FEEDS)
        ]
        assert statuses == [404] * MOST_WRONG_FEEDS
        assert (await web.get(f"{base}/x.ics"))[0] == 429
        assert (await web.get(url))[0] == 200
    ours = ("bot", "handlers", "storage", "aiohttp")
    written = [one.getMessage() for one in caplog.records if one.name.partition(".")[0] in ours]
    assert [one for one in written if token.removesuffix(".ics") in one] == []


async def test_without_a_public_address_the_file_comes_at_once(database_url: str) -> None:
    async with stage(database_url, DIRECTOR) as st:
        director = await st.join("Andrei Kelemen")
        await director.say("/calendar")
        card = await director.expect_card(lambda text: "Outlook" in text)
        for app in apps():
            app.open(director.download(card))
            assert app.shown == []


@in_every_language()
async def test_agenda_comes_as_a_pdf_to_print(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD) as st:
        director = await st.join("Andrei Kelemen", tongue.code)
        stefan = await st.join("Ştefan Mureşan", tongue.code)
        await meet(stefan, director, tongue)
        await director.say("/agenda")
        await director.press(tongue.label("PDF"), await director.expect_card(SLOT))
        card = await director.expect_card(tongue("Your agenda, to print or to read without a network."))
        [page] = PdfReader(io.BytesIO(director.download(card))).pages
        text = page.extract_text()
        for said in (
            "Cluj Innovation Days",
            tongue.day(THURSDAY),
            SLOT,
            "Ştefan Mureşan",
            "Engineer, Öböl Kft",
            tongue.label("Table {table}", table=1),
            tongue.label("Page {n} of {of}", n=1, of=1),
        ):
            assert said in text
        await director.press(tongue.label("My agenda"), card)
        await director.expect_card(SLOT)
