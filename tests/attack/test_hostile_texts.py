"""Texts that break pages elsewhere: markup, right-to-left, zero-width, endless. Here they are only text."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from bot.emulator import Button
from bot.usecases.files import PersonRow
from tests.support.people import Person
from tests.support.stage import DELEGATE, Stage, stage
from tests.support.world import THURSDAY_WINDOW, at, row

MARKUP = "<b>&amp;</i><a href='tg://user?id=1'>\"x\"</a> &lt; %s {name} {0} \\n `*_~|"
BACKWARDS = "\u202eبرمجة\u202c\u200b\u200d\ufeff\u2066 z\u0301\u0302\u0303"
LONGEST = 10_000  # characters that a list of people may give for one field


def host_of(name: str, text: str) -> PersonRow:
    """Make a host who has this text in every field of his profile."""
    fields = ("role", "organization", "organization_type", "city", "street", "country", "website")
    more = dict.fromkeys((*fields, "description", "participation_type", "phone"), text)
    host = row(name, THURSDAY_WINDOW, **more)
    return replace(host, profile=replace(host.profile, areas=(text, text)))


def leading_to(prefix: str) -> Callable[[Button], bool]:
    return lambda button: (button.callback_data or "").startswith(prefix)


async def press(person: Person, prefix: str) -> None:
    """Press a button by what it does, as soon as the newest card shows it: labels may be anything here."""
    wanted = leading_to(prefix)
    await person._until(
        lambda: (person.received and any(map(wanted, person.card.buttons))) or None, f"no button {prefix}"
    )
    await person.press(wanted, person.card)


async def arrive(play: Stage, name: str) -> Person:
    person = Person.new(play.api, name[:64])
    await person.start(play.payload(name))
    await press(person, "j:")
    await person.expect_card(play.event.name)
    return person


async def everything(play: Stage, host_name: str, note: str) -> None:
    """Let a delegate find, read, ask; let the host read, accept; look at every list, get the reminders."""
    host, delegate = await arrive(play, host_name), await arrive(play, "Ioana Pop")
    for command in ("/agenda", "/requests", "/profile", "/settings", "/privacy", "/help", "/find"):
        await host.say(command)
        await host.expect("")
    await delegate.say("/find")
    for step in ("p:", "s:", "k:", "n:"):
        await press(delegate, step)
    await delegate.expect_card("500")
    await delegate.say(note)
    await press(delegate, "q:")
    await host.expect_card("Somebody would like to meet you")
    assert note.strip() in host.card.text
    await delegate.say("/requests")
    await delegate.expect("")
    await press(host, "a:")
    for person in (host, delegate):
        await person.expect_card("Your meeting is confirmed.")
    await press(delegate, "mi:")
    await delegate.expect("")
    await delegate.say("/agenda")
    await delegate.expect_card("14:30")
    play.move_to(at("Thu 14:15"))
    for person in (host, delegate):
        await person.expect_card("Your meeting begins in 15 minutes")


def loud(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize(
    "text", [MARKUP, BACKWARDS, "\u200b", "𝕳" * 300], ids=["markup", "backwards", "nothing", "wide"]
)
async def test_texts_of_a_profile_are_shown_as_they_are(
    sqlite_url: str, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    host = host_of(f"Aaron {text}".strip(), text)
    async with stage(sqlite_url, host, DELEGATE) as play:
        await everything(play, host.profile.name, f"note {text}")
        assert loud(caplog) == []


async def test_longest_texts_of_a_list_are_shown(sqlite_url: str, caplog: pytest.LogCaptureFixture) -> None:
    host = host_of(("Aaron " + "Na<me " * LONGEST)[:LONGEST].strip(), ("Wo&rd " * LONGEST)[:LONGEST])
    async with stage(sqlite_url, host, DELEGATE) as play:
        await everything(play, host.profile.name, "n" * 500)
        assert loud(caplog) == []


SAID = (
    "x" * 4096,
    "/" + "x" * 4095,
    "🜲" * 2048,
    "Ioana " * 682,
    "1" * 4000,
    "Thursday " * 400 + "3pm",
    *(
        MARKUP,
        BACKWARDS,
        "\u200b\u200b",
        "/",
        "//",
        "/@",
        "/start@",
        "/start <b>",
        "/find \u202e",
        "/ä",
        "\x00\x07",
    ),
    *(
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "👨‍👩‍👧‍👦 3pm",
        "٣pm",
        "½",
        "-1",
        "99:99",
        "0001-01-01 10:00",
        "9999-12-31 23:59",
        "14:30\n\n\n15:20",
    ),
)


async def test_whatever_is_written_has_an_answer(sqlite_url: str, caplog: pytest.LogCaptureFixture) -> None:
    async with stage(sqlite_url) as play:
        director, delegate = await play.join("Andrei Kelemen"), await play.join("Ioana Pop")
        stranger = Person.new(play.api, MARKUP[:64], BACKWARDS)
        for text in SAID:
            for person in (stranger, delegate):
                await person.say(text)
                await person.expect("")
            await director.say("Ioana Pop Thursday 14:30")
            await press(director, "n:")
            await director.expect_card("500")
            await director.say(text)  # a note now
            await director.expect("")
        assert loud(caplog) == []


def _answered(play: Stage, chat_id: int, count: int) -> bool | None:
    return len(play.api.messages(chat_id)) > count + 1 or None


async def test_group_is_told_to_write_in_private(sqlite_url: str, caplog: pytest.LogCaptureFixture) -> None:
    async with stage(sqlite_url) as play:
        delegate = await play.join("Ioana Pop")
        group = play.api.add_group(MARKUP)
        for text in ("", "Kelemen Thursday 14:30", MARKUP):
            count = len(play.api.messages(group.id))
            delegate.account.say(f"/agenda@{play.api.bot.username} {text}", group)
            await delegate._until(partial(_answered, play, group.id, count), "the group has an answer")
        bots = [message for message in play.api.messages(group.id) if message.from_bot]
        query = play.api.world.press(delegate.account.user, bots[-1], "ga:0:0")  # his agenda, for all to see
        await delegate._until(lambda: query.answered or None, "the press in the group is answered")
        await delegate._until(
            partial(_answered, play, group.id, len(bots) * 2 - 1), "the group has an answer"
        )
        answers = [message.text for message in play.api.messages(group.id) if message.from_bot]
        assert len(set(answers)) == 1
        assert all("Kelemen" not in answer and "Ioana" not in answer for answer in answers)
        assert loud(caplog) == []
