"""What no database takes, and what no messenger sends: NUL, halves of characters, endless texts and names."""

from __future__ import annotations

import json
import logging
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.files.tables import write_csv
from bot.intake.receiver import payload_of
from tests.attack.test_hostile_texts import MARKUP, press
from tests.support.bookings import ask
from tests.support.organizers import ENGLISH, at_desk
from tests.support.people import Person
from tests.support.stage import DELEGATE, DIRECTOR, stage
from tests.support.world import row

BROKEN = "a\0b\ud83dc\udfffd"  # what is left of it is "abcd"
JSON = st.recursive(
    st.none() | st.integers() | st.text(st.characters(), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture(autouse=True)
def nothing_fails(caplog: pytest.LogCaptureFixture) -> Any:
    yield
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []


def write(person: Person, text: str) -> None:
    """Write as no client does: nothing is cut, stripped or refused."""
    person.forget()
    person.api.world.post(person.account.chat, person.account.user, {"text": text})


def has_answer(person: Person) -> bool | None:
    return any(person.seen()) or None


async def answered(person: Person) -> None:
    await person._until(partial(has_answer, person), "nothing was answered")


@given(
    st.dictionaries(st.text(max_size=4), JSON, max_size=3), st.sampled_from(["\0", "\ud800", "\udfff", ""])
)
def test_stored_update_can_be_stored_and_is_otherwise_as_it_came(update: dict[str, Any], bad: str) -> None:
    broken = {**update, "text": f"{bad}one{bad} 😀 \\u0000{bad}"}
    stored = json.loads(payload_of(broken))
    assert stored["text"] == "one 😀 \\u0000"
    text = json.dumps(stored, ensure_ascii=False)
    assert "\0" not in json.loads(text)["text"]
    text.encode()
    if "\\u0000" not in json.dumps(update) and "\\ud" not in json.dumps(update):
        assert {name: stored[name] for name in update if name != "text"} == {
            name: value for name, value in update.items() if name != "text"
        }


async def test_texts_that_cannot_be_stored_do_what_is_left_of_them(database_url: str) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE) as play:
        director = await play.join("Andrei Kelemen")
        ioana = Person.new(play.api, "Ioana" + BROKEN, BROKEN, username="u" * 300)
        await ioana.start(play.payload("Ioana Pop"))
        await ioana.press("I agree", await ioana.expect_card("Welcome"))
        await ioana.expect_card("You are in.")
        write(ioana, "Kele\0men\ud800 Thursday 14:30")
        await ioana.press("Add a note", await ioana.expect_card("14:30–14:50"))
        await ioana.expect_card("Write your note")
        write(ioana, f"About {BROKEN}")
        await ioana.press("Send the request", await ioana.expect_card("About abcd"))
        await director.press("Decline", await director.expect_card("About abcd"))
        await director.expect_card("Write a short reason")
        write(director, f"No {BROKEN}")
        await director.press("Decline with this reason", await director.expect_card("No abcd"))
        await ioana.expect_card("No abcd")
        for text in (BROKEN, f"/find {BROKEN}", "\0", "\ud800", "/\0", f"/start {BROKEN}", "/start \0"):
            write(ioana, text)
            await answered(ioana)
        for data in (BROKEN, "p:\0", "\ud800" * 300):
            await ioana.forge(data)
        await answered(ioana)


ENDLESS = ("x", "Ioana ", "/find x ", "٣", "\u0301\u0316", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "\u202e", "((((", "14:30-", "<b>", "\n")


async def test_hundred_thousand_characters_have_an_answer_everywhere(sqlite_url: str) -> None:
    async with stage(sqlite_url, DIRECTOR, DELEGATE) as play:
        director, ioana = await play.join("Andrei Kelemen"), await play.join("Ioana Pop")
        stranger = Person.new(play.api, "Sam")
        await stranger.start()
        await stranger.expect("")
        await director.say("Ioana Pop Thursday 14:30")
        await press(director, "n:")
        await director.expect_card("500")
        for text in ENDLESS:
            for person in (ioana, stranger, director):  # the last one is writing a note
                write(person, (text * 100_000)[:100_000])
                await answered(person)


async def everybody_sees(olga: Person, people: list[Person], text: str) -> None:
    await olga.say("/organizer")
    await olga.press("Message to everybody", await olga.expect_card("organizer"))
    await olga.expect_card("")
    write(olga, text)
    for person in people:
        person.forget()
    await press(olga, "obs:")
    for person in people:
        message = await person.expect_card(text)
        assert message.text == text
        assert "entities" not in message.body


async def test_markup_in_reasons_files_names_and_broadcasts_is_only_text(sqlite_url: str) -> None:
    hostile = row(f"Eve {MARKUP}", organization=MARKUP)
    async with stage(sqlite_url, DIRECTOR, DELEGATE, hostile) as play:
        director, ioana = await play.join("Andrei Kelemen"), await play.join("Ioana Pop")
        await ask(ioana, ENGLISH)
        await director.press("Decline", await director.expect_card("Somebody would like to meet you"))
        await director.expect_card("Write a short reason")
        write(director, MARKUP)
        await director.press("Decline with this reason", await director.expect_card(MARKUP))
        await ioana.expect_card(MARKUP)

        olga = await at_desk(play)
        content = write_csv(("name", "city"), [(f"New {MARKUP}", MARKUP), ("1", MARKUP)])
        await olga.send_document(f"{MARKUP}.csv", content)
        preview = await olga.expect_card("New: 1")
        assert MARKUP[:8] in preview.text
        await press(olga, "oil:")
        await olga.expect_card("The list is loaded")
        await olga.say("/organizer")
        await press(olga, "on:")
        assert f"Eve {MARKUP}"[:30] in (await olga.expect_card("Eve")).text
        await everybody_sees(olga, [director, ioana], MARKUP)
