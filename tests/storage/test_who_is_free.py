"""Who could be met at a time: only people of whom that time can really be asked."""

from __future__ import annotations

from datetime import datetime

from bot.usecases import booking, plain_text
from bot.usecases.times import Instant
from storage.unit_of_work import SqlDatabase
from tests.support.world import THURSDAY_WINDOW, ManualClock, add_people, at, make_event, row

NOW = ManualClock().now()
HALF_PAST_TWO = Instant(datetime(2026, 11, 26, 14, 30))  # noqa: DTZ001 - on the event's clocks


async def test_nobody_is_named_who_cannot_be_asked(database: SqlDatabase) -> None:
    colleague = row("Colleague", THURSDAY_WINDOW, organization="Paper Kite Labs")
    guest = row("Guest", THURSDAY_WINDOW, organization="Paper Kite Labs")
    async with database.writing() as uow:
        event = await uow.events.save(make_event())
        rows = [row(name, THURSDAY_WINDOW) for name in ("Asked", "Asking", "Free", "Met")]
        people = await add_people(uow, event, guest, colleague, *rows, now=NOW)
        await uow.participants.add(event, row("Absent", THURSDAY_WINDOW))
        me = people["Guest"]
        await booking.ask(uow, me, people["Asked"].id, at("Thu 15:20"), "", NOW)
        await booking.ask(uow, people["Asking"], me.id, at("Thu 15:45"), "", NOW)
        await booking.ask(uow, people["Met"], me.id, at("Thu 16:10"), "", NOW)
        await booking.ask(uow, me, people["Met"].id, at("Thu 16:10"), "", NOW)  # which accepts

        found, total = await plain_text.who_is_free(uow, me, HALF_PAST_TWO, NOW)

    assert [person.profile.name for person, _ in found] == ["Free"]
    assert total == 1
