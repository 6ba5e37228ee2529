"""Importing people in chat: a file, what it would change, the tap that loads it, links back."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.domain.people import Participant
from bot.screens import actions
from tests.support.organizers import at_desk, press
from tests.support.people import NotSeenError, Person
from tests.support.stage import Stage, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import at

NO_EMAIL = "“{email}” is not an e-mail address, such as name@example.org"
NO_WEBSITE = "“{website}” is not a web address, such as www.example.org"
NO_PHONE = "“{phone}” is not a phone number, such as +40 700 000 000"
SEED = Path(__file__).parents[1] / "support" / "data" / "executive-director.txt"
HEADINGS = ("key", "name", "email", "organisation", "bilateral meetings")
ANA = ("K1", "Ana Pop", "ana@example.org", "Acme", "Thursday 14:30-17:00")
DAN = ("K2", "Dan Ionescu", "dan@example.org", "Beta", "")
ONE_LINK = (
    "The personal link of {n} person at {event}. Whoever has a link can join as that person: "
    "keep this file to yourself."
)
MANY_LINKS = ONE_LINK.replace("link of {n} person", "links of {n} people")
OWN_EDITS = (
    "{n} person changed this himself; it stays, unless the list is to win:",
    "{n} people changed this themselves; it stays, unless the list is to win:",
)
ON_A_PHONE = (
    "On a phone: open the file in Google Sheets and see whether the names with accents are right. Then tap "
    "the three dots (⋮) → “Share & export” → “Send a copy” → “Excel (.xlsx)”, and send me that file. If the "
    "accents are wrong, ask for the list as XLSX."
)
BAD = ("K3", "", "not an address", "Gamma", "Thursday 17:00-14:30")


def xlsx(*rows: tuple[str, ...]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADINGS, *rows):
        sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def as_csv(*rows: tuple[str, ...]) -> bytes:
    return "\n".join(";".join(row) for row in (HEADINGS, *rows)).encode("utf-8-sig")


async def people(st: Stage) -> dict[str, Participant]:
    async with st.database.reading() as uow:
        return {one.profile.name: one for one in await uow.participants.of_event(st.event.id)}


@in_every_language()
async def test_workbook_is_previewed_loaded_and_answered_with_links(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        olga = await at_desk(st, tongue)
        await olga.press(tongue.label("Import people"))
        await olga.expect_card(tongue("<b>Import people to {event}</b>", event=st.event.name))
        await olga.send_document("people.xlsx", xlsx(ANA, DAN))
        preview = await olga.expect_card(
            tongue("<b>{file}</b> for {event}", file="people.xlsx", event=st.event.name)
        )
        for line in ("New: {n}", "Changed: {n}", "Unchanged: {n}", "Not in this file; they stay: {n}"):
            n = {"New: {n}": 2, "Not in this file; they stay: {n}": 3}.get(line, 0)
            assert tongue(line, n=n) in preview.text
        assert "Ana Pop" not in await people(st)

        await olga.press(tongue.label("Load"))
        await olga.expect_card(tongue("<b>The list is loaded into {event}.</b>", event=st.event.name))
        links = await olga.expect_card(tongue.n(ONE_LINK, MANY_LINKS, 5, event=st.event.name))
        rows = {row[0]: row for row in csv.reader(olga.download(links).decode().splitlines())}
        ana = Person.new(st.api, "Ana")
        await ana.start(rows["K1"][3].partition("?start=")[2])
        await ana.expect_card("Welcome, Ana Pop!")
        loaded = (await people(st))["Ana Pop"]
        assert [(one.start, one.end) for one in loaded.windows] == [(at("Thu 14:30"), at("Thu 17:00"))]


@in_every_language()
async def test_bad_rows_are_named_and_can_be_left_out(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        olga = await at_desk(st, tongue)
        await olga.send_document("people.csv", as_csv(ANA, BAD))
        preview = await olga.expect_card(tongue.n("<b>{n} bad row:</b>", "<b>{n} bad rows:</b>", 1))
        for column, reason in (
            ("name", tongue.label("there is no name")),
            ("email", tongue.label(NO_EMAIL, email="not an address")),
            ("bilateral meetings", tongue.label("“{window}” ends before it starts", window=BAD[4])),
        ):
            assert f"– {tongue.label('line {line}', line=3)}, {column}: {reason}" in preview.text
        with pytest.raises(NotSeenError):
            await olga.press(lambda button: button.label == tongue.label("Load"))
        await olga.press(tongue.label("Load without the bad rows"))
        done = await olga.expect_card(tongue("<b>The list is loaded into {event}.</b>", event=st.event.name))
        assert tongue("Bad rows left out: {n}", n=1) in done.text
        assert set(await people(st)) == {*st.ids, "Ana Pop"}


@in_every_language()
async def test_list_of_another_code_page_is_not_guessed_and_it_is_said_what_to_tap(
    database_url: str, tongue: Tongue
) -> None:
    list_of_accents = (("K1", "Ágnes Tőkés", "agnes@example.org", "Öböl Kft", ""),)
    central = as_csv(*list_of_accents).decode("utf-8-sig").encode("cp1250")
    async with stage(database_url) as st:
        olga = await at_desk(st, tongue)
        await olga.send_document("people.csv", central)
        card = await olga.expect_card(tongue("<b>This cannot be loaded:</b>"))
        assert "Windows-1250" in card.text
        assert tongue(ON_A_PHONE) in card.text
        assert tongue("On a computer: save it as XLSX or as “CSV UTF-8”, and send that.") in card.text
        assert tongue("Please correct the file and send it again.") not in card.text
        await olga.send_document("people.xlsx", xlsx(*list_of_accents))  # as it was said
        await olga.press(tongue.label("Load"), await olga.expect_card("people.xlsx"))
        await olga.expect_card(tongue("<b>The list is loaded into {event}.</b>", event=st.event.name))
        assert "Ágnes Tőkés" in await people(st)


@in_every_language()
async def test_website_and_phone_that_are_none_are_named_and_the_row_is_loaded(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        olga = await at_desk(st, tongue)
        await olga.send_document("people.csv", b"name,website,phone\nAna Pop,not a url,call me\n")
        preview = await olga.expect_card(tongue.n("{n} remark:", "{n} remarks:", 2))
        for column, reason in (
            ("website", tongue.label(NO_WEBSITE, website="not a url")),
            ("phone", tongue.label(NO_PHONE, phone="call me")),
        ):
            assert f"– {tongue.label('line {line}', line=2)}, {column}: {reason}" in preview.text
        await olga.press(tongue.label("Load"), preview)
        await olga.expect_card(tongue("<b>The list is loaded into {event}.</b>", event=st.event.name))
        assert "Ana Pop" in await people(st)


@in_every_language()
async def test_page_of_the_executive_director_is_loaded_as_it_is(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        olga = await at_desk(st, tongue)
        await olga.send_document("profile-page.txt", SEED.read_bytes())
        preview = await olga.expect_card(tongue("Changed: {n}", n=1))
        assert f"Andrei Kelemen: {tongue.label('description')}" in preview.text
        await olga.press(tongue.label("Load"))
        await olga.expect_card(tongue("<b>The list is loaded into {event}.</b>", event=st.event.name))
        profile = (await people(st))["Andrei Kelemen"].profile
        assert profile.description.strip() in SEED.read_text("utf-8")
        assert len(profile.description) > 1500


async def test_pasted_page_is_read_like_a_file(database_url: str) -> None:
    async with stage(database_url) as st:
        olga = await at_desk(st)
        await press(olga, "Import people", "Send me the list as a file")
        await olga.say(SEED.read_text("utf-8").replace("Andrei Kelemen", "Eva Kiss"))
        await olga.expect_card("New: 1")
        await olga.press("Load")
        await olga.expect_card("The list is loaded")
        assert "Eva Kiss" in await people(st)


async def test_long_report_comes_as_a_file(database_url: str) -> None:
    async with stage(database_url) as st:
        olga = await at_desk(st)
        rows = [(f"B{number}", "", f"=bad{number}", "Acme", "") for number in range(20)]
        await olga.send_document("people.csv", as_csv(ANA, *rows))
        preview = await olga.expect_card("20 bad rows:")
        assert "… and 32 more, in import-report.csv" in preview.text
        report = olga.received[-2]
        heading, *lines = csv.reader(olga.download(report).decode().splitlines())
        assert heading == ["what", "where", "details"]
        assert lines[0] == ["bad row", "line 3, name", "there is no name"]
        assert lines[-4] == ["new", "K1", "Ana Pop"]
        assert len(lines) == 40 + 1 + 3


async def test_second_file_changes_the_same_people(database_url: str) -> None:
    async with stage(database_url) as st:
        olga = await at_desk(st)
        await olga.send_document("people.csv", as_csv(ANA, DAN))
        await olga.expect_card("New: 2")
        await olga.press("Load")
        await olga.expect_card("The list is loaded")
        moved = (*ANA[:3], "Acme Ltd", "Thursday 15:00-16:00")
        await olga.send_document("people.csv", as_csv(moved, DAN))
        preview = await olga.expect_card("Changed: 1")
        assert "– Ana Pop: organization and meeting times" in preview.text
        await olga.press("Load")
        await olga.expect_card("The list is loaded")
        await olga.send_document("people.csv", as_csv(moved, DAN))
        assert "There is nothing to change." in (await olga.expect_card("Unchanged: 2")).text
        with pytest.raises(NotSeenError):
            await olga.press(lambda button: button.label == "Load", olga.card)


async def test_booking_made_meanwhile_stops_a_load_that_would_strand_it(database_url: str) -> None:
    async with stage(database_url) as st:
        andrei, ioana = await st.join("Andrei Kelemen"), await st.join("Ioana Pop")
        olga = await at_desk(st)
        keys = {name: one.key for name, one in (await people(st)).items()}
        later = (keys["Andrei Kelemen"], "Andrei Kelemen", "", "Cluj IT Cluster", "Thursday 16:00-17:00")
        await olga.send_document("people.csv", as_csv(later))
        await olga.expect_card("Changed: 1")
        host = st.ids["Andrei Kelemen"]
        await ioana.forge(actions.Send(host, actions.to_minute(at("Thu 14:30"))).pack())
        await andrei.expect("Somebody would like to meet you")
        await olga.press("Load")
        refused = await olga.expect_card("This cannot be loaded:")
        assert "a request or meeting lies outside the new times: 2026-11-26 14:30, Ioana Pop" in refused.text
        assert (await people(st))["Andrei Kelemen"].windows[0].start == at("Thu 14:30")


async def test_discarded_or_loaded_file_leaves_no_live_button(database_url: str) -> None:
    async with stage(database_url) as st:
        olga = await at_desk(st)
        await olga.send_document("people.csv", as_csv(ANA))
        old = await olga.expect_card("New: 1")
        load = next(button for button in old.buttons if button.label == "Load").callback_data
        await olga.press("Discard")
        await olga.expect_card("The file was discarded, nothing was changed.")
        await olga.send_document("people.csv", as_csv(DAN))
        await olga.expect_card("New: 1")
        assert load is not None
        await olga.forge(load, old)  # must not load the newer file
        await olga.expect_card("That is no longer there.")
        assert set(await people(st)) == set(st.ids)


async def test_unreadable_file_says_why(database_url: str) -> None:
    async with stage(database_url) as st:
        olga = await at_desk(st)
        await olga.send_document("people.pdf", b"%PDF-1.7")
        card = await olga.expect_card("This cannot be loaded:")
        assert "this is PDF; send CSV, XLSX or a profile page as text" in card.text
        await olga.send_document("people.csv", b"name\n" + b"x" * 20_000_001)
        await olga.expect("This file is too large")


async def test_file_of_somebody_else_changes_nothing(database_url: str) -> None:
    async with stage(database_url) as st:
        ioana = await st.join("Ioana Pop")
        await ioana.send_document("people.csv", as_csv(ANA))
        await ioana.expect_card("")
        assert set(await people(st)) == set(st.ids)
        async with st.database.reading() as uow:
            assert await uow.drafts.get(1) is None


async def test_file_without_an_event_in_hand_asks_for_it(database_url: str) -> None:
    async with stage(database_url) as st:
        async with st.database.writing() as uow:
            await uow.events.save(replace(st.event, slug="oradea-2026", name="Oradea Fair", id=0))
        olga = st.organizer()
        await olga.send_document("people.csv", as_csv(ANA))
        await olga.expect_card("Which event is this file for?")
        await press(olga, "Oradea Fair", "Oradea Fair: organizer")
        await olga.send_document("people.csv", as_csv(ANA))
        await olga.expect_card("people.csv for Oradea Fair")


@in_every_language()
async def test_own_edits_stand_against_a_list_until_it_is_to_win(database_url: str, tongue: Tongue) -> None:
    one, many = OWN_EDITS
    loaded = tongue("<b>The list is loaded into {event}.</b>", event="Cluj Innovation Days")
    async with stage(database_url) as st:
        olga = await at_desk(st, tongue)
        await olga.send_document("people.csv", as_csv(ANA))
        await olga.press(tongue.label("Load"), await olga.expect_card("people.csv"))
        await olga.expect_card(loaded)
        async with st.database.writing() as uow:
            ana = (await people(st))["Ana Pop"]
            own = replace(ana, profile=replace(ana.profile, organization="Ana & Daughters"))
            await uow.profiles.save(own, {"organization"})

        newer = ("K1", "Ana Pop", "ana@example.com", "Acme", "Thursday 14:30-17:00")
        await olga.send_document("people.csv", as_csv(newer))
        preview = await olga.expect_card(tongue.n(one, many, 1))
        assert f"– Ana Pop: {tongue.label('organization')}" in preview.text
        assert f"– Ana Pop: {tongue.label('e-mail')}" in preview.text
        await olga.press(tongue.label("Load"), preview)
        await olga.expect_card(loaded)
        kept = (await people(st))["Ana Pop"]
        assert (kept.profile.organization, kept.profile.email) == ("Ana & Daughters", "ana@example.com")

        await olga.send_document("people.csv", as_csv(newer))
        await olga.press(tongue.label("Load, the list wins"), await olga.expect_card(tongue.n(one, many, 1)))
        await olga.expect_card(loaded)
        kept = (await people(st))["Ana Pop"]
        assert (kept.profile.organization, kept.edited) == ("Acme", ())


@in_every_language()
async def test_list_that_takes_long_is_said_to_be_read_until_its_preview_is_there(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        olga = await at_desk(st, tongue)
        st.api.faults.hang("getFile")
        await olga.send_document("people.csv", as_csv(ANA, DAN))
        reading = await olga.expect_card(tongue("I am reading your list… Nothing is changed yet."))
        await olga.expect(lambda _: "typing" in actions_of(st, olga))
        st.api.faults.clear()
        preview = await olga.expect_card(tongue("New: {n}", n=2))
        assert preview.message_id == reading.message_id

        st.api.faults.hang("getFile")
        await olga.send_document("people.pdf", b"%PDF-1.7")
        reading = await olga.expect_card(tongue("I am reading your list… Nothing is changed yet."))
        st.api.faults.clear()
        refusal = await olga.expect_card(tongue("<b>This cannot be loaded:</b>"))
        assert refusal.message_id == reading.message_id


def actions_of(st: Stage, person: Person) -> list[str]:
    events = st.api.world.journal.events
    return [one.detail for one in events if one.kind == "action" and one.chat_id == person.id]


async def test_stop_that_is_asked_for_while_a_list_is_read_leaves_a_preview_and_changes_nothing(
    database_url: str,
) -> None:
    async with stage(database_url) as st:
        olga = await at_desk(st)
        st.api.faults.hang("getFile")
        await olga.send_document("people.csv", as_csv(ANA))
        reading = await olga.expect_card("I am reading your list")
        await olga.say("/cancel")
        st.api.faults.clear()
        await olga.expect_card("There was nothing to stop.")
        assert "New: 1" in reading.text
        assert set(await people(st)) == set(st.ids)
        await olga.press("Discard", reading)
        await olga.expect_card("The file was discarded, nothing was changed.")


async def test_preview_that_cannot_be_shown_comes_in_place_of_what_was_said_meanwhile(
    database_url: str,
) -> None:
    async with stage(database_url) as st:
        olga = await at_desk(st)
        st.api.faults.hang("getFile")
        await olga.send_document("people.csv", as_csv(ANA))
        reading = await olga.expect_card("I am reading your list")
        st.api.faults.clear()
        st.api.faults.fail("editMessageText", 502)
        here = await olga.expect_card("Your file is here. Nothing was changed yet.")
        await st.settled()
        assert reading.deleted
        await olga.press("Show what it would change", here)
        await olga.expect_card("New: 1")
