"""A broadcast whose process is killed: nobody gets it twice, and the same card tells the end."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.clocks import SystemClock
from bot.domain.broadcasts import BroadcastState
from bot.emulator import EmulatedBotApi, Message
from storage.unit_of_work import SqlDatabase
from tests.support.command_line import CommandLine
from tests.support.people import Person
from tests.support.world import SECRET, add_people, make_event, row

GUESTS = 75  # two and a half seconds at the allowed rate
TEXT = "Lunch at noon"


def received(guests: list[Person]) -> list[int]:
    """Give how often each guest got it."""
    return [sum(TEXT in message.text for message in guest.received) for guest in guests]


async def test_killed_broadcast_goes_on_and_nobody_gets_it_twice(
    database_url: str, database: SqlDatabase, tmp_path: Path
) -> None:
    async with EmulatedBotApi() as api:
        guests = [Person.new(api, f"Guest {number}") for number in range(GUESTS)]
        for guest in guests:
            guest.account.chat.started = True
        olga = Person.new(api, "Olga")
        olga.patience = 30.0
        now = SystemClock().now()
        async with database.writing() as uow:
            event = await uow.events.save(make_event())
            rows = [row(f"Guest {number}") for number in range(GUESTS)]
            await add_people(uow, event, *rows, now=now, first_id=guests[0].id)
        cli = CommandLine(
            tmp_path,
            {
                "BOT_TOKEN": api.bot.token,
                "BOT_API_URL": api.url,
                "DATABASE_URL": database_url,
                "ORGANIZERS": str(olga.id),
                "LINK_SECRET": SECRET.decode(),
            },
        )
        first = await cli.start("run")
        card = await _sent(olga)
        async with asyncio.timeout(30):
            while sum(received(guests)) < GUESTS // 3:
                await api.world.journal.changed()
        first.kill()
        await first.communicate()
        assert sum(received(guests)) < GUESTS

        second = await cli.start("run")
        async with asyncio.timeout(60):
            while sum("is sent." in message.text for message in olga.received) < 2:  # card and report
                await api.world.journal.changed()
        assert "is sent." in card.text
        second.terminate()
        await second.communicate()
    async with database.reading() as uow:
        broadcast = await uow.broadcasts.latest(event.id)
        assert broadcast is not None
        tally = await uow.broadcasts.tally(broadcast.id)
    counts = received(guests)
    assert broadcast.state is BroadcastState.FINISHED
    assert max(counts) == 1
    assert tally.reached + tally.unconfirmed == tally.total == GUESTS
    assert tally.unconfirmed <= 8  # what was in flight
    assert tally.reached <= sum(counts) <= GUESTS


async def _sent(olga: Person) -> Message:
    """Let the organizer send it; gives the card that follows it."""
    await olga.say("/organizer")
    await olga.expect_card("organizer")
    await olga.press("Message to everybody")
    await olga.expect_card("Message to everybody at")
    await olga.say(TEXT)
    card = await olga.expect_card("This is what everybody")
    await olga.press("Send now" if "Send now" in olga.buttons else "Send to everybody")
    return card
