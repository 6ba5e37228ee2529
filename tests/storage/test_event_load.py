from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time

import pytest
from sqlalchemy import select

from bot.domain.booking import MeetingState, RequestState
from bot.domain.event import Block, Event, Grid, ReminderRules
from bot.usecases import answering, booking, event_load
from bot.usecases.confirming import Confirmed
from bot.usecases.event_load import Loss, StrandedError
from bot.usecases.files import WallWindow
from bot.usecases.identity import Me
from storage import tables as t
from storage.unit_of_work import SqlDatabase
from tests.support.world import (
    FRIDAY,
    THURSDAY,
    THURSDAY_WINDOW,
    ManualClock,
    add_people,
    at,
    make_event,
    row,
)

NOW = ManualClock().now()
SATURDAY = date(2026, 11, 28)


async def load(database: SqlDatabase, event: Event) -> Event:
    async with database.writing() as uow:
        return (await event_load.load(uow, event, NOW)).event


async def refused(database: SqlDatabase, event: Event) -> list[tuple[str, str, str, Loss, str]]:
    """Load what must be refused, both ways; gives what it would strand."""
    async with database.reading() as uow:
        with pytest.raises(StrandedError) as dry:
            await event_load.check(uow, event, NOW)
    with pytest.raises(StrandedError) as wet:
        await load(database, event)
    assert wet.value.stranded == dry.value.stranded
    return [
        (one.guest, one.host, f"{make_event().local(one.booking.slot.start):%a %H:%M}", one.loss, one.table)
        for one in wet.value.stranded
    ]


async def people(database: SqlDatabase, event: Event) -> dict[str, Me]:
    half = WallWindow(THURSDAY, time(14, 30), time(16))
    async with database.writing() as uow:
        return await add_people(
            uow, event, row("Ana"), row("Dan"), row("Hana", THURSDAY_WINDOW), row("Ida", half), now=NOW
        )


async def ask(database: SqlDatabase, guest: Me, host: Me, when: str) -> int:
    async with database.writing() as uow:
        asked = await booking.ask(uow, guest, host.id, at(when), "", NOW)
    assert not isinstance(asked, Confirmed)
    return asked.request.id


async def meet(database: SqlDatabase, guest: Me, host: Me, when: str) -> int:
    request_id = await ask(database, guest, host, when)
    async with database.writing() as uow:
        confirmed = await answering.accept(uow, host, request_id, 1, NOW)
    assert isinstance(confirmed, Confirmed)
    return confirmed.meeting.id


async def windows(database: SqlDatabase, me: Me) -> list[str]:
    async with database.reading() as uow:
        participant = await uow.participants.get(me.id)
    assert participant is not None
    return [
        f"{make_event().local(one.start):%a %H:%M}-{make_event().local(one.end):%H:%M}"
        for one in participant.windows
    ]


async def planned(database: SqlDatabase, kind: str) -> list[str]:
    async with database.reading() as uow:
        query = select(t.outbox.c.due_at).where(t.outbox.c.kind == kind).order_by(t.outbox.c.due_at)
        due = (await uow.connection.execute(query)).scalars()
    return sorted({f"{make_event().local(one):%a %H:%M}" for one in due})


def blocks(event: Event, *new: Block) -> Event:
    return replace(event, blocks=new)


def tables(count: int) -> tuple[str, ...]:
    return tuple(str(number) for number in range(1, count + 1))


async def test_new_event_is_added(database: SqlDatabase) -> None:
    async with database.writing() as uow:
        loaded = await event_load.load(uow, make_event(), NOW)
    assert loaded.before is None
    assert loaded.event == replace(
        make_event(),
        id=1,
        blocks=tuple(replace(block, id=i) for i, block in enumerate(make_event().blocks, start=1)),
    )


async def test_same_file_again_changes_nothing(database: SqlDatabase) -> None:
    first = await load(database, make_event())
    assert await load(database, make_event()) == first


async def test_check_writes_nothing(database: SqlDatabase) -> None:
    async with database.writing() as uow:
        await event_load.check(uow, make_event(), NOW)
        assert await uow.events.all() == []


async def test_longer_block_keeps_bookings_and_whole_block_windows_follow(database: SqlDatabase) -> None:
    event = await load(database, make_event())
    who = await people(database, event)
    meeting_id = await meet(database, who["Ana"], who["Hana"], "Thu 14:30")
    longer = Block("Bilateral meetings", THURSDAY, time(14, 30), time(18), tables(12))
    after = await load(database, blocks(make_event(), longer, make_event().blocks[1]))
    assert [block.id for block in after.blocks] == [block.id for block in event.blocks]
    assert await windows(database, who["Hana"]) == ["Thu 14:30-18:00"]
    assert await windows(database, who["Ida"]) == ["Thu 14:30-16:00"]
    async with database.reading() as uow:
        meeting = await uow.meetings.get(meeting_id)
    assert meeting is not None
    assert (meeting.state, meeting.slot.start, meeting.table) == (
        MeetingState.CONFIRMED,
        at("Thu 14:30"),
        "1",
    )


async def test_block_that_would_lose_its_slots_is_refused_with_everybody_concerned(
    database: SqlDatabase,
) -> None:
    event = await load(database, make_event())
    who = await people(database, event)
    await meet(database, who["Ana"], who["Hana"], "Thu 14:30")
    await ask(database, who["Dan"], who["Hana"], "Thu 16:35")
    later = Block("Bilateral meetings", THURSDAY, time(14, 55), time(16, 35), tables(12))
    assert await refused(database, blocks(make_event(), later)) == [
        ("Ana", "Hana", "Thu 14:30", Loss.SLOT, "1"),
        ("Dan", "Hana", "Thu 16:35", Loss.SLOT, ""),
    ]
    async with database.reading() as uow:
        assert await uow.events.get(event.id) == event


@pytest.mark.parametrize(
    "change",
    [
        {"grid": Grid(25, 5)},
        {"grid": Grid(20, 10)},
        {"zone": "Europe/Berlin"},
    ],
)
async def test_grid_or_zone_that_moves_slots_is_refused(
    database: SqlDatabase, change: dict[str, object]
) -> None:
    who = await people(database, await load(database, make_event()))
    await ask(database, who["Dan"], who["Hana"], "Thu 14:55")
    found = await refused(database, replace(make_event(), **change))  # type: ignore[arg-type]
    assert found == [("Dan", "Hana", "Thu 14:55", Loss.SLOT, "")]


async def test_table_of_a_meeting_cannot_go(database: SqlDatabase) -> None:
    who = await people(database, await load(database, make_event(tables=2)))
    await meet(database, who["Ana"], who["Hana"], "Thu 14:30")
    await meet(database, who["Dan"], who["Ida"], "Thu 14:30")
    assert await refused(database, make_event(tables=1)) == [("Dan", "Ida", "Thu 14:30", Loss.TABLE, "2")]
    assert await refused(database, make_event(tables=0)) == [
        ("Ana", "Hana", "Thu 14:30", Loss.TABLE, "1"),
        ("Dan", "Ida", "Thu 14:30", Loss.TABLE, "2"),
    ]


async def test_overdue_request_and_past_meeting_strand_nothing(database: SqlDatabase) -> None:
    who = await people(database, await load(database, make_event()))
    await meet(database, who["Ana"], who["Hana"], "Thu 14:30")
    await ask(database, who["Dan"], who["Hana"], "Thu 16:35")
    friday = blocks(make_event(), make_event().blocks[1])
    async with database.writing() as uow:
        after = (await event_load.load(uow, friday, at("Thu 18:00"))).event
        meetings = await uow.meetings.of(who["Ana"].id)
        requests = await uow.requests.open_of(who["Dan"].id)
    assert [one.slot.block_id for one in meetings] == [after.blocks[0].id]
    assert [one.slot.block_id for one in requests] == [after.blocks[0].id]
    assert await windows(database, who["Hana"]) == []


async def test_split_block_takes_meetings_and_tables_along(database: SqlDatabase) -> None:
    who = await people(database, await load(database, make_event(tables=2)))
    early = await meet(database, who["Ana"], who["Hana"], "Thu 14:30")
    late = await meet(database, who["Dan"], who["Hana"], "Thu 16:10")
    first = Block("First", THURSDAY, time(14, 30), time(15, 45), tables(2))
    second = Block("Second", THURSDAY, time(15, 45), time(17), ("2", "1"))
    after = await load(database, blocks(make_event(), first, second))
    async with database.reading() as uow:
        found = [await uow.meetings.get(one) for one in (early, late)]
        places = [await uow.events.tables(block.id) for block in after.blocks]
        taken = [await uow.seats.tables_at(one.slot) for one in found if one]
    assert [(one.slot.block_id, one.table) for one in found if one] == [
        (after.blocks[0].id, "1"),
        (after.blocks[1].id, "1"),
    ]
    assert taken == [{places[0][0].id}, {places[1][1].id}]


async def test_moved_day_takes_whole_block_windows_along(database: SqlDatabase) -> None:
    who = await people(database, await load(database, make_event()))
    moved = Block("Bilateral meetings", SATURDAY, time(10), time(12), tables(12))
    await load(database, blocks(make_event(), make_event().blocks[1], moved))
    assert await windows(database, who["Hana"]) == ["Sat 10:00-12:00"]
    assert await windows(database, who["Ida"]) == []  # half of a block that is gone


async def test_other_zone_keeps_wall_clock_windows(database: SqlDatabase) -> None:
    who = await people(database, await load(database, make_event()))
    await load(database, replace(make_event(), zone="Europe/Berlin"))
    assert await windows(database, who["Ida"]) == ["Thu 15:30-17:00"]  # as Cluj's clocks show it


async def test_other_reminder_settings_are_planned_anew(database: SqlDatabase) -> None:
    event = await load(database, make_event())
    who = await people(database, event)
    await meet(database, who["Ana"], who["Hana"], "Thu 14:30")
    assert await planned(database, "reminder") == ["Thu 14:15"]
    rules = ReminderRules(minutes_before=(30, 5), evening_digest=time(19), morning_digest=time(8))
    await load(database, replace(make_event(), reminders=rules))
    assert await planned(database, "reminder") == ["Thu 14:00", "Thu 14:25"]
    assert await planned(database, "digest") == ["Thu 08:00", "Wed 19:00"]
    await load(database, make_event())
    assert await planned(database, "reminder") == ["Thu 14:15"]
    assert await planned(database, "digest") == ["Thu 07:30", "Wed 18:00"]


async def test_requests_stay_open_when_only_names_and_rules_change(database: SqlDatabase) -> None:
    who = await people(database, await load(database, make_event()))
    request_id = await ask(database, who["Dan"], who["Hana"], "Thu 14:55")
    renamed: Sequence[Block] = [replace(block, name=f"New {block.name}") for block in make_event().blocks]
    await load(database, replace(blocks(make_event(max_meetings=3), *renamed), name="Cluj Days"))
    async with database.reading() as uow:
        request = await uow.requests.get(request_id)
    assert request is not None
    assert request.state is RequestState.PENDING


async def test_new_day_opens_without_touching_anybody(database: SqlDatabase) -> None:
    who = await people(database, await load(database, blocks(make_event(), make_event().blocks[0])))
    await load(database, make_event())
    assert await windows(database, who["Hana"]) == ["Thu 14:30-17:00"]
    assert FRIDAY in (await load(database, make_event())).days
