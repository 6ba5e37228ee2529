"""Clocks that jump, the hour that is not there or comes twice, and rules of time zones that change."""

from __future__ import annotations

import asyncio
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.database import open_database
from bot.domain.booking import Attendance
from bot.domain.event import Block, Grid
from bot.domain.handover import Handover, HandoverState
from bot.usecases import agenda, answering, booking
from bot.usecases.booking import Asked
from bot.usecases.confirming import Confirmed
from bot.usecases.files import WallWindow
from bot.usecases.outbox import Note
from storage import tables as t
from storage.desk_tables import broadcast
from storage.unit_of_work import SqlDatabase
from storage.zone_rules import follow_zone_rules
from tests.support.conference import announce
from tests.support.simulated import SimulatedDay, play_day
from tests.support.trio import World, three_people
from tests.support.world import add_people, at, make_event, row

ZONE = "Europe/Bucharest"
_NOBODY = 1  # the number of a process that is gone


def set_clock(day: SimulatedDay, by: timedelta) -> None:
    """Set the clock of the machine, by which a live bot goes altogether; nobody is told."""
    day.clock.move(by)
    day.machine.move(by)


@pytest.mark.parametrize("minutes", [-60, 5], ids=["back", "forward"])
def test_clock_that_is_set_changes_nothing_but_the_time(database_url: str, minutes: int) -> None:
    async def scene(day: SimulatedDay) -> None:
        await day.mingle(8)
        await day.rest()
        day.play.api.faults.delay("sendMessage", 8)
        await day.move_on()
        await asyncio.sleep(2)  # reminders are on their way, and their leases are over by the new time
        set_clock(day, timedelta(minutes=minutes))
        await asyncio.sleep(8)
        day.play.api.faults.clear()
        await day.mingle(12)
        await day.move_on()  # what was due by the old time is due again, at the latest, when it comes
        await day.hold()
        assert day.said("The machine's clock was set by") == 1

    play_day(database_url, scene)


def test_periodic_work_goes_on_when_the_clock_is_set_back(database_url: str) -> None:
    async def scene(day: SimulatedDay) -> None:
        await day.mingle(3)
        set_clock(day, timedelta(hours=-1))
        day.clock.move(timedelta(hours=1))  # the product's alone: it is due at once
        await announce(day.play)
        await day.mingle(30)
        ((state,),) = await day.play.rows(select(broadcast.c.state))
        assert state == "finished"
        await day.hold()

    play_day(database_url, scene)


def test_messages_of_a_dead_process_do_not_wait_for_the_old_time(database_url: str) -> None:
    async def scene(day: SimulatedDay) -> None:
        chat = day.play.delegates[0].id
        async with day.play.database.writing() as uow:
            note = Note("not_done", chat, day.clock.now())
            row = await uow.outbox.add_sending(note, day.machine.now() + timedelta(seconds=60))
            change = update(t.outbox).where(t.outbox.c.id == row)
            await uow.connection.execute(change.values(holder=_NOBODY))
        day.machine.move(timedelta(hours=-1))
        await day.start()
        await asyncio.sleep(5)
        assert [row.kind for row in await day.play.rows(select(t.outbox)) if row.state == "sending"] == []
        await day.hold()

    play_day(database_url, scene, started=False)


@pytest.mark.parametrize(
    ("day", "offset"), [(date(2026, 10, 26), 2), (date(2026, 3, 30), 3)], ids=["autumn", "spring"]
)
async def test_clocks_that_change_between_booking_and_meeting_move_nothing(
    database: SqlDatabase, day: date, offset: int
) -> None:
    """A meeting at 14:30 is at 14:30 by the clocks of its day, and so are its reminder and its digests."""
    event = replace(make_event(), blocks=(Block("Talks", day, time(14, 30), time(17), ("1",)),))
    now = datetime.combine(day - timedelta(days=3), time(9), UTC)  # by the other time still
    start = datetime.combine(day, time(14, 30), UTC) - timedelta(hours=offset)
    async with database.writing() as uow:
        saved = await uow.events.save(event)
        window = WallWindow(day, time(14, 30), time(17))
        people = await add_people(uow, saved, row("Ana", window), row("Hana", window), now=now)
        asked = await booking.ask(uow, people["Ana"], people["Hana"].id, start, "", now)
        assert isinstance(asked, Asked)
        assert isinstance(await answering.accept(uow, people["Hana"], asked.request.id, 1, now), Confirmed)
    due = await planned(database)
    assert due["reminder"] == [start - timedelta(minutes=15)] * 2
    eve, morning = day - timedelta(days=1), datetime.combine(day, time(7, 30), UTC)
    evening = datetime.combine(eve, time(18), UTC)
    assert set(due["digest"]) == {one - timedelta(hours=offset) for one in (evening, morning)}
    assert f"{saved.local(start):%H:%M}" == "14:30"


async def planned(database: SqlDatabase) -> dict[str, list[datetime]]:
    """Give when what is planned is due."""
    planned = t.outbox.c.dedupe.is_not(None)
    query = select(t.outbox.c.kind, t.outbox.c.due_at).where(planned).order_by(t.outbox.c.due_at)
    due: dict[str, list[datetime]] = {}
    async with database.reading() as uow:
        for kind, due_at in await uow.connection.execute(query):
            due.setdefault(kind, []).append(due_at)
    return due


@contextmanager
def rules_of(other: str, folder: Path) -> Iterator[None]:
    """Let the event's zone have the rules of another one."""
    before = zoneinfo.TZPATH
    target = folder / ZONE
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(files("tzdata.zoneinfo").joinpath(*other.split("/")).read_bytes())
    zoneinfo.reset_tzpath([folder, *before])
    zoneinfo.ZoneInfo.clear_cache()
    try:
        yield
    finally:
        zoneinfo.reset_tzpath(before)
        zoneinfo.ZoneInfo.clear_cache()


@pytest.mark.parametrize(
    ("other", "by"),
    [("Etc/GMT-3", timedelta(hours=-1)), ("Etc/GMT-1", timedelta(hours=1))],
    ids=["summer time all year", "an hour west"],
)
async def test_rules_of_the_zone_that_change_leave_a_meeting_at_its_hour(
    database: SqlDatabase, tmp_path: Path, other: str, by: timedelta
) -> None:
    """What was announced as 14:30 is at 14:30: windows, meetings, seats, tables, reminders, digests."""
    half_hours = replace(make_event(), grid=Grid(20, 10))  # so that an hour on is a neighbour's seat
    async with three_people(database, half_hours) as world:
        on_the_way = await world.met(world.ana, world.hana, "Thu 14:30")
        to_hand_over = await world.met(world.dan, world.hana, "Thu 15:30")
        world.clock.set(at("Thu 13:45"))  # so that the hour that is lost shortens the time to answer
        open_request = await world.asked(world.dan, world.ana, "Thu 16:00")
        proposed = await say_and_hand_over(world, on_the_way, to_hand_over)
        before, old = await standing(database), await planned(database)
        west = by < timedelta()  # what is earlier is to be answered earlier, and half as much is nudged
        nudged = at("Thu 14:18") + timedelta(seconds=-30 if west else 45)
        asked_again, agreed_by = (
            at("Thu 13:30" if west else "Thu 13:50"),
            at("Thu 14:00" if west else "Thu 14:40"),
        )
        with rules_of(other, tmp_path):
            assert await follow(database, world.clock.now()) == [ZONE]
            assert await follow(database, world.clock.now()) == []
            after, new = await standing(database), await planned(database)
            assert after == {key: [one + by for one in times] for key, times in before.items()}
            for kind in ("reminder", "digest", "no_show.question", "today"):
                assert old[kind]
                assert new[kind] == [one + by for one in old[kind]]
            assert nudged in new["nudge"]
            assert new["handover.nudge"] == [asked_again]
            async with database.reading() as uow:
                handover = await uow.handovers.get(proposed)
                assert handover
                assert handover.deadline == agreed_by
                event = await uow.events.get(world.event.id)
                request = await uow.requests.get(open_request)
            assert event
            assert request
            assert f"{event.local(request.slot.start):%H:%M}" == "16:00"
            assert request.deadline <= request.slot.start - timedelta(minutes=10)
            await world.accept(world.ana, open_request)
            assert len((await standing(database))["meeting"]) == 3


async def say_and_hand_over(world: World, on_the_way: int, to_hand_over: int) -> int:
    """Let Ana say that she comes to one meeting, and Dan ask her to take another one over."""
    now, answer_by = world.clock.now(), at("Thu 14:40")
    async with world.database.writing() as uow:
        await agenda.say(uow, world.ana, on_the_way, Attendance.ON_MY_WAY, now)
        sides = (world.dan.id, world.ana.id, world.hana.id)
        proposal = Handover(
            0, world.event.id, to_hand_over, *sides, HandoverState.OPEN, at("Thu 13:00"), answer_by
        )
        number = await uow.handovers.add(proposal)
        params = {"to": world.ana.id, "handover": number}
        due = at("Thu 13:50")
        await uow.outbox.add(Note("handover.nudge", 101, due, params, dedupe="handover", not_after=answer_by))
    return number


async def follow(database: SqlDatabase, now: datetime) -> list[str]:
    async with database.writing() as uow:
        return await follow_zone_rules(uow.connection, now)


async def standing(database: SqlDatabase) -> dict[str, list[datetime]]:
    """Give the instants of all that has a place in time."""
    tables = (t.block, t.participant_window, t.meeting, t.seat, t.table_seat)
    async with database.reading() as uow:
        return {
            table.name: sorted((await uow.connection.execute(select(table.c.starts_at))).scalars())
            for table in tables
        }


@pytest.mark.parametrize(("year", "changes"), [(2020, False), (2126, True)], ids=["past", "coming"])
async def test_start_follows_the_rules_for_what_is_coming(
    database: SqlDatabase, tmp_path: Path, year: int, changes: bool, caplog: pytest.LogCaptureFixture
) -> None:
    talks = Block("Talks", date(year, 1, 2), time(9), time(12))
    async with database.writing() as uow:
        await uow.events.save(replace(make_event(), blocks=(talks,)))
    with rules_of("Etc/GMT-3", tmp_path):
        await (await open_database(database.url)).close()
    assert (await standing(database))["block"] == [datetime(year, 1, 2, 6 if changes else 7, tzinfo=UTC)]
    said = [record.message for record in caplog.records if "rules of Europe/Bucharest" in record.message]
    assert len(said) == changes
