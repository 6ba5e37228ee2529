"""All meetings of a grid begin together: their reminders leave early enough that none comes too late."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from bot.usecases import booking
from bot.usecases.outbox import OutboxState
from storage.unit_of_work import SqlDatabase
from tests.support.world import FRIDAY_WINDOW, ManualClock, add_people, at, make_event, row

PAIRS = 30
NOW = ManualClock().now()


async def test_reminders_of_one_start_are_spread_before_the_promised_moment(database: SqlDatabase) -> None:
    names = [f"{side}{number}" for number in range(PAIRS) for side in ("Guest", "Host")]
    async with database.writing() as uow:
        event = await uow.events.save(make_event(mode="instant"))
        people = await add_people(uow, event, *(row(name, FRIDAY_WINDOW) for name in names), now=NOW)
        for number in range(PAIRS):
            guest, host = people[f"Guest{number}"], people[f"Host{number}"]
            await booking.ask(uow, guest, host.id, at("Fri 09:00"), "", NOW)

    promised = at("Fri 08:45")
    async with database.reading() as uow:
        rows = await uow.outbox.find([OutboxState.NEW], 1000)
    early = Counter(promised - one.note.due_at for one in rows if one.note.kind == "reminder")
    assert early == {timedelta(seconds=seconds): 20 for seconds in range(3)}
