from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.domain.booking import Attendance, MeetingState, RequestState
from bot.domain.errors import NotBookableError, NotFoundError, Reason, StaleError
from bot.domain.event import ReminderRules
from bot.i18n import load_languages
from bot.usecases import agenda, answering, booking, closing, countering
from bot.usecases.answering import Refused
from bot.usecases.booking import Asked
from bot.usecases.confirming import Confirmed
from bot.usecases.identity import Me
from bot.usecases.outbox import OutboxState
from bot.usecases.pair import load_pair
from handlers.notices import renderer
from storage.unit_of_work import SqlDatabase
from tests.support.trio import World, three_people
from tests.support.world import THURSDAY_WINDOW, add_people, at, make_event, row


@pytest.fixture(params=[{}])
async def world(database: SqlDatabase, request: pytest.FixtureRequest) -> AsyncIterator[World]:
    async with three_people(database, **request.param) as world:
        yield world


async def test_request_holds_the_guests_seat_and_tells_the_host(world: World) -> None:
    await world.asked(world.ana, world.hana, "Thu 14:30")

    assert await world.seats() == {101: [("14:30", False)], 102: [], 103: []}
    assert await world.kinds() == [("asked", 103)]


async def test_accept_takes_both_seats_and_a_table(world: World) -> None:
    meeting_id = await world.met(world.ana, world.hana, "Thu 14:30")

    assert await world.seats() == {101: [("14:30", True)], 102: [], 103: [("14:30", True)]}
    async with world.database.reading() as uow:
        meeting = await uow.meetings.get(meeting_id)
    assert meeting is not None
    assert (meeting.table, meeting.state) == ("1", MeetingState.CONFIRMED)
    assert ("confirmed", 101) in await world.kinds()


async def test_accept_loses_the_competing_request_and_tells_its_guest(world: World) -> None:
    first = await world.asked(world.ana, world.hana, "Thu 14:30")
    second = await world.asked(world.dan, world.hana, "Thu 14:30")

    await world.accept(world.hana, second)

    async with world.database.reading() as uow:
        lost = await uow.requests.get(first)
    assert lost is not None
    assert lost.state is RequestState.LOST
    assert await world.seats() == {101: [], 102: [("14:30", True)], 103: [("14:30", True)]}
    assert ("lost", 101) in await world.kinds()


async def test_accept_withdraws_the_hosts_own_request_for_that_slot(world: World) -> None:
    own = await world.asked(world.hana, world.dan, "Thu 14:30")
    request = await world.asked(world.ana, world.hana, "Thu 14:30")

    result = await world.accept(world.hana, request)

    assert isinstance(result, Confirmed)
    assert [one.id for one in result.withdrawn] == [own]
    assert ("withdrawn", 102) in await world.kinds()


async def test_accept_twice_is_stale(world: World) -> None:
    request = await world.asked(world.ana, world.hana, "Thu 14:30")
    await world.accept(world.hana, request)

    with pytest.raises(StaleError):
        await world.accept(world.hana, request)


async def test_accept_by_somebody_else_finds_nothing(world: World) -> None:
    request = await world.asked(world.ana, world.hana, "Thu 14:30")

    with pytest.raises(NotFoundError):
        await world.accept(world.dan, request)
    with pytest.raises(StaleError):
        await world.accept(world.ana, request)


async def test_accept_of_an_overdue_request_expires_it(world: World) -> None:
    request = await world.asked(world.ana, world.hana, "Thu 14:30")
    world.clock.set(at("Thu 14:29"))

    result = await world.accept(world.hana, request)

    assert isinstance(result, Refused)
    assert result.request.state is RequestState.EXPIRED
    assert ("expired", 101) in await world.kinds()


async def test_ask_the_same_person_twice_is_refused(world: World) -> None:
    await world.asked(world.ana, world.hana, "Thu 14:30")

    with pytest.raises(NotBookableError) as refusal:
        await world.ask(world.ana, world.hana, "Thu 14:55")
    assert refusal.value.reason is Reason.ALREADY


async def test_ask_for_a_taken_slot_is_refused(world: World) -> None:
    await world.met(world.ana, world.hana, "Thu 14:30")

    with pytest.raises(NotBookableError) as refusal:
        await world.ask(world.dan, world.hana, "Thu 14:30")
    assert refusal.value.reason is Reason.TAKEN


async def test_ask_back_for_the_same_slot_accepts(world: World) -> None:
    await world.asked(world.ana, world.hana, "Thu 14:30")

    assert isinstance(await world.ask(world.hana, world.ana, "Thu 14:30"), Confirmed)


async def test_ask_back_for_another_slot_is_a_counter_proposal(world: World) -> None:
    await world.asked(world.ana, world.hana, "Thu 14:30")

    result = await world.ask(world.hana, world.ana, "Thu 15:20")

    assert isinstance(result, Asked)
    assert (result.request.turn_id, result.request.version) == (world.ana.id, 2)
    assert await world.seats() == {101: [], 102: [], 103: [("15:20", False)]}


async def test_counter_passes_the_turn_and_its_acceptance_confirms(world: World) -> None:
    request = await world.asked(world.ana, world.hana, "Thu 14:30")
    async with world.database.writing() as uow:
        changed = await countering.counter(uow, world.hana, request, 1, [at("Thu 16:10")], world.clock.now())

    result = await world.accept(world.ana, request, changed.version)

    assert isinstance(result, Confirmed)
    assert result.meeting.slot.start == at("Thu 16:10")
    assert [kind for kind in await world.kinds() if kind[1] != 0] == [
        ("countered", 101),
        ("asked", 103),
        ("confirmed", 103),
    ]


async def test_withdraw_frees_the_seat_and_tells_the_host(world: World) -> None:
    request = await world.asked(world.ana, world.hana, "Thu 14:30")
    async with world.database.writing() as uow:
        await booking.withdraw(uow, world.ana, request, world.clock.now())

    assert await world.seats() == {101: [], 102: [], 103: []}
    assert ("withdrawn", 103) in await world.kinds()


async def test_decline_keeps_the_reason(world: World) -> None:
    request = await world.asked(world.ana, world.hana, "Thu 14:30")
    async with world.database.writing() as uow:
        closed = await answering.decline(uow, world.hana, request, 1, " On a train ", world.clock.now())

    assert (closed.state, closed.reason) == (RequestState.DECLINED, "On a train")


async def test_cancel_frees_seats_and_table(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    async with world.database.writing() as uow:
        ended = await agenda.cancel(uow, world.ana, meeting, "Ill", world.clock.now())

    assert (ended.meeting.state, ended.meeting.version) == (MeetingState.CANCELLED, 2)
    assert await world.seats() == {101: [], 102: [], 103: []}
    again = await world.met(world.dan, world.hana, "Thu 14:30")
    async with world.database.reading() as uow:
        found = await uow.meetings.get(again)
    assert found is not None
    assert found.table == "1"


async def test_cancel_after_the_deadline_is_refused_but_cannot_come_is_late(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    world.clock.set(at("Thu 14:10"))

    with pytest.raises(NotBookableError) as refusal:
        async with world.database.writing() as uow:
            await agenda.cancel(uow, world.ana, meeting, "", world.clock.now())
    assert refusal.value.reason is Reason.CHANGE_DEADLINE
    async with world.database.writing() as uow:
        ended = await agenda.cannot_come(uow, world.ana, meeting, world.clock.now())
    assert ended.meeting.state is MeetingState.CANCELLED_LATE


async def test_say_reaches_the_other_side_once_for_each_change(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    for status in (Attendance.LATE, Attendance.LATE, Attendance.ON_MY_WAY):
        async with world.database.writing() as uow:
            await agenda.say(uow, world.ana, meeting, status, world.clock.now())

    assert (await world.kinds()).count(("attendance", 103)) == 2


async def test_sweep_expires_and_finishes(world: World) -> None:
    await world.asked(world.dan, world.hana, "Thu 14:55")
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    world.clock.set(at("Thu 17:00"))
    async with world.database.writing() as uow:
        assert await closing.sweep(uow, world.clock.now()) == 2
        assert await closing.sweep(uow, world.clock.now()) == 0

    async with world.database.reading() as uow:
        found = await uow.meetings.get(meeting)
    assert found is not None
    assert found.state is MeetingState.DONE


async def fourth_person(world: World) -> Me:
    async with world.database.writing() as uow:
        more = await add_people(
            uow, world.event, row("Eva", THURSDAY_WINDOW), now=world.clock.now(), first_id=104
        )
    return more["Eva"]


@pytest.mark.parametrize("world", [{"tables": 1}], indirect=True)
async def test_accept_without_a_free_table_changes_nothing(world: World) -> None:
    request = await world.asked(world.ana, world.hana, "Thu 14:30")
    await world.met(await fourth_person(world), world.dan, "Thu 14:30")
    before = await world.seats(), await world.kinds()

    result = await world.accept(world.hana, request)

    assert isinstance(result, Refused)
    assert (result.reason, result.request.state) == (Reason.NO_TABLE, RequestState.PENDING)
    with pytest.raises(NotBookableError) as refusal:  # nor by asking back for the same time
        await world.ask(world.hana, world.ana, "Thu 14:30")
    assert refusal.value.reason is Reason.NO_TABLE
    assert (await world.seats(), await world.kinds()) == before
    async with world.database.reading() as uow:
        assert [one.id for one in await uow.meetings.of(world.ana.id)] == []


@pytest.mark.parametrize("world", [{"max_meetings_per_block": 1}], indirect=True)
@pytest.mark.parametrize(
    ("full", "reason"), [("hana", Reason.LIMIT_BLOCK_GUEST), ("ana", Reason.LIMIT_BLOCK_HOST)]
)
async def test_accept_keeps_to_the_limit_of_a_block(world: World, full: str, reason: Reason) -> None:
    request = await world.asked(world.ana, world.hana, "Thu 14:30")
    await world.met(world.dan, getattr(world, full), "Thu 15:20")

    result = await world.accept(world.hana, request)

    assert isinstance(result, Refused)
    assert (result.reason, result.request.state) == (reason, RequestState.PENDING)


@pytest.mark.parametrize("world", [{"tables": 1}], indirect=True)
async def test_slot_without_a_free_table_is_not_offered(world: World) -> None:
    await world.met(world.ana, world.hana, "Thu 14:30")
    eva = await fourth_person(world)
    async with world.database.reading() as uow:
        pair = await load_pair(uow, world.event, world.dan.id, eva.id, world.clock.now())
    assert at("Thu 14:30") not in [slot.start for slot in pair.offered(world.clock.now())]
    with pytest.raises(NotBookableError) as refusal:
        await world.ask(world.dan, eva, "Thu 14:30")
    assert refusal.value.reason is Reason.NO_TABLE


@pytest.mark.parametrize("world", [{"mode": "instant"}], indirect=True)
async def test_instant_mode_confirms_at_once(world: World) -> None:
    result = await world.ask(world.ana, world.hana, "Thu 14:30")

    assert isinstance(result, Confirmed)
    assert ("confirmed", 103) in await world.kinds()


@pytest.mark.parametrize("world", [{"max_meetings": 1}], indirect=True)
@pytest.mark.parametrize("countered", [False, True], ids=["host accepts", "guest accepts"])
async def test_limit_of_the_other_side_is_not_told_as_ones_own(world: World, *, countered: bool) -> None:
    """``…_GUEST`` speaks of the one who reads it."""
    request = await world.asked(world.ana, world.hana, "Thu 14:30")
    if countered:
        async with world.database.writing() as uow:
            await countering.counter(uow, world.hana, request, 1, [at("Thu 16:10")], world.clock.now())
        me, full = world.ana, world.hana
    else:
        me, full = world.hana, world.ana
    await world.met(full, world.dan, "Thu 15:20")

    result = await world.accept(me, request, 2 if countered else 1)

    assert isinstance(result, Refused)
    assert (result.reason, result.request.state) == (Reason.LIMIT_MEETINGS_HOST, RequestState.PENDING)


@pytest.mark.parametrize("world", [{"max_open_requests": 1}], indirect=True)
async def test_request_limit_counts_only_what_is_open(world: World) -> None:
    await world.asked(world.ana, world.hana, "Thu 14:30")
    with pytest.raises(NotBookableError) as refusal:
        await world.ask(world.ana, world.dan, "Thu 14:55")
    assert refusal.value.reason is Reason.LIMIT_REQUESTS

    world.clock.move(timedelta(days=1, hours=1))
    assert isinstance(await world.ask(world.ana, world.dan, "Thu 14:55"), Asked)


@pytest.mark.parametrize(("now", "silent"), [("Thu 12:29", True), ("Thu 12:30", False), ("Thu 14:49", False)])
async def test_news_of_a_meeting_at_night_are_aloud_from_two_hours_before_until_it_is_over(
    world: World, now: str, *, silent: bool
) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    at_night = ReminderRules(quiet_start=time(12), quiet_end=time(18))

    async with world.database.writing() as uow:
        await uow.events.save(replace(world.event, reminders=at_night))
        await agenda.say(uow, world.ana, meeting, Attendance.LATE, at(now))
        rows = await uow.outbox.find([OutboxState.NEW], 100)

    assert [row.note.silent for row in rows if row.note.kind == "attendance"] == [silent]


@pytest.mark.parametrize("world", [{"mode": "instant"}], indirect=True)
async def test_host_reads_the_note_of_a_meeting_that_was_booked_at_once(world: World) -> None:
    result = await world.ask(world.ana, world.hana, "Thu 14:30", note="About kites")
    assert isinstance(result, Confirmed)

    async with world.database.reading() as uow:
        rows = await uow.outbox.find([OutboxState.NEW], 100)
        confirmed = next(row for row in rows if row.note.kind == "confirmed")
        screen = await renderer(load_languages())(uow, confirmed, world.clock.now())
    assert screen is not None
    assert "About kites" in screen.text


async def test_request_that_nobody_made_and_meeting_of_others_are_not_found(world: World) -> None:
    meeting_id = await world.met(world.ana, world.hana, "Thu 14:30")

    async with world.database.reading() as uow:
        with pytest.raises(NotFoundError):
            await booking.request_event(uow, 99)
        with pytest.raises(NotFoundError):
            await agenda.entry(uow, world.dan, meeting_id, world.clock.now())
        with pytest.raises(NotFoundError):
            await agenda.entry(uow, world.ana, 99, world.clock.now())


async def test_nobody_is_nudged_at_night_about_what_runs_out_before_the_morning(
    database: SqlDatabase,
) -> None:
    event = replace(make_event(), reminders=ReminderRules(quiet_start=time(12), quiet_end=time(16)))
    async with three_people(database, event) as world:
        for when, nudged in (("Thu 13:00", []), ("Wed 20:00", [103])):
            world.clock.set(at(when))
            request = await world.asked(world.ana, world.hana, "Thu 14:30")
            async with database.writing() as uow:
                notes = await uow.outbox.find([OutboxState.NEW], 99)
                await booking.withdraw(uow, world.ana, request, world.clock.now())
            assert [one.note.chat_id for one in notes if one.note.kind == "nudge"] == nudged
