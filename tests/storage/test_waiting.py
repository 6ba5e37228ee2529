"""Who waits for a time: in which order free times are offered, held and passed on, as the rows tell."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest

from bot.domain.booking import RequestState
from bot.domain.errors import NotBookableError, Reason, StaleError
from bot.domain.event import Block, BookingMode, BookingRules, Event, PendingHolds
from bot.domain.waiting import MOST_PLACES
from bot.i18n import load_languages
from bot.usecases import agenda, answering, closing, offering, privacy, waiting
from bot.usecases.booking import Asked
from bot.usecases.confirming import Confirmed
from bot.usecases.identity import Me
from bot.usecases.outbox import OutboxState
from bot.usecases.ports import UnitOfWork
from handlers.notices import renderer
from storage.unit_of_work import SqlDatabase
from tests.support.trio import World
from tests.support.world import (
    SECRET,
    THURSDAY,
    THURSDAY_WINDOW,
    ManualClock,
    add_people,
    at,
    make_event,
    row,
)

NAMES = ("Ana", "Dan", "Hana", "Eva", "Ion")  # Telegram ids 101 to 105


def small_event(end: time = time(14, 50), **rules: Any) -> Event:
    """Make an event of as many slots as lie before ``end``, the first one alone by default."""
    block = Block("Meetings", THURSDAY, time(14, 30), end)
    return replace(make_event(), blocks=(block,), booking=replace(BookingRules(), **rules))


class Queue(World):
    """Hana meets Ion in the only slot; Ana, Dan and Eva would like to."""

    def __init__(
        self, database: SqlDatabase, event: Event, people: dict[str, Me], clock: ManualClock
    ) -> None:
        super().__init__(database, clock, event, people)
        self.eva, self.ion = people["Eva"], people["Ion"]
        self.meeting = 0

    async def wait(self, guest: Me, *when: str, host: Me | None = None) -> tuple[int, int]:
        starts = [at(one) for one in when]
        async with self.database.writing() as uow:
            mine = await waiting.wait(uow, guest, (host or self.hana).id, starts, self.clock.now())
        return mine.number, mine.all

    async def cancel(self) -> None:
        async with self.database.writing() as uow:
            await agenda.cancel(uow, self.hana, self.meeting, "", self.clock.now())

    async def held(self) -> list[tuple[str, str]]:
        """Give for whom which time is held, of whomever."""
        names = {one.id: one.participant.profile.name for one in self.everybody}
        async with self.database.reading() as uow:
            offers = await uow.offers.of_hosts(list(names))
        now = self.clock.now()
        mine = [one for one in offers if not one.passed and not one.overdue(now)]
        return sorted((names[one.guest_id], f"{self.event.local(one.start):%H:%M}") for one in mine)

    async def order(self) -> list[str]:
        names = {one.id: one.participant.profile.name for one in self.everybody}
        async with self.database.reading() as uow:
            return [names[one.guest_id] for one in await uow.waiting.of_hosts([self.hana.id])]

    async def send(self) -> None:
        """Send what is due, as the dispatcher would; what is no longer relevant is dropped."""
        now, render = self.clock.now(), renderer(load_languages())
        async with self.database.writing() as uow:
            for one in await uow.outbox.find([OutboxState.NEW], 1000):
                if one.note.due_at > now or one.note.kind != "offer":
                    continue
                if await render(uow, one, now) is None:
                    await uow.outbox.close(one.id, OutboxState.DROPPED)
                else:
                    await uow.outbox.sent(one.id, 1, now)

    async def told(self) -> list[int]:
        async with self.database.reading() as uow:
            rows = await uow.outbox.find([OutboxState.SENT], 1000)
        return [one.note.chat_id for one in rows if one.note.kind == "offer"]

    async def pass_time(self, minutes: float) -> None:
        self.clock.move(timedelta(minutes=minutes))
        await offering.tidy(self.database, self.clock.now())

    @property
    def everybody(self) -> tuple[Me, ...]:
        return self.ana, self.dan, self.hana, self.eva, self.ion


@asynccontextmanager
async def queue(database: SqlDatabase, event: Event | None = None, **rules: Any) -> AsyncIterator[Queue]:
    clock = ManualClock()

    async def hook(uow: UnitOfWork, ids: Collection[int]) -> None:
        await offering.on_freed(uow, ids, clock.now())

    async with database.writing() as uow:
        event = await uow.events.save(event or small_event(**rules))
        people = await add_people(
            uow, event, *(row(name, THURSDAY_WINDOW) for name in NAMES), now=clock.now()
        )
    world = Queue(database, event, people, clock)
    asked = await world.ask(world.ion, world.hana, "Thu 14:30")
    met = await world.accept(world.hana, asked.request.id) if isinstance(asked, Asked) else asked
    assert isinstance(met, Confirmed)
    world.meeting = met.meeting.id
    database.on_freed(hook)
    yield world


async def test_freed_time_is_held_for_the_first_in_line_and_nobody_else_can_ask_for_it(
    database: SqlDatabase,
) -> None:
    async with queue(database) as world:
        assert [await world.wait(one) for one in (world.ana, world.dan)] == [(1, 1), (2, 2)]
        await world.cancel()

        assert await world.held() == [("Ana", "14:30")]
        assert (await world.seats())[101] == (await world.seats())[103] == [("14:30", False)]
        for other in (world.dan, world.eva):
            with pytest.raises(NotBookableError) as refusal:
                await world.ask(other, world.hana, "Thu 14:30")
            assert refusal.value.reason is Reason.TAKEN
        await world.send()
        assert await world.told() == [101]

        assert isinstance(await world.ask(world.ana, world.hana, "Thu 14:30"), Asked)
        assert await world.held() == []
        assert await world.order() == ["Dan"]
        await world.pass_time(1)
        assert await world.held() == []  # somebody is asking for it


async def test_who_lets_a_time_pass_goes_to_the_end_and_is_not_offered_it_again(
    database: SqlDatabase,
) -> None:
    async with queue(database) as world:
        for one in (world.ana, world.dan):
            await world.wait(one)
        await world.cancel()
        await world.send()
        await world.pass_time(10)
        assert await world.held() == [("Dan", "14:30")]
        assert await world.order() == ["Dan", "Ana"]

        async with database.writing() as uow:
            mine = await waiting.let_pass(uow, world.dan, world.hana.id, at("Thu 14:30"), world.clock.now())
        assert mine is not None
        assert (mine.number, mine.all) == (2, 2)
        assert await world.held() == []  # nobody is left, so that it is free for all
        await world.pass_time(60)
        assert await world.held() == []

        world.meeting = await world.met(world.eva, world.hana, "Thu 14:30")
        await world.cancel()
        assert await world.held() == [
            ("Ana", "14:30")
        ]  # it went to somebody, and everybody has a chance again


async def test_place_is_not_lost_by_a_message_that_did_not_go_out_in_time(database: SqlDatabase) -> None:
    async with queue(database) as world:
        for one in (world.ana, world.dan):
            await world.wait(one)
        await world.cancel()
        await world.pass_time(10)

        assert await world.held() == [("Ana", "14:30")]
        assert await world.order() == ["Ana", "Dan"]
        await world.send()
        assert await world.told() == [101]  # once


async def test_the_next_in_line_comes_before_whoever_asks_when_a_hold_is_over(database: SqlDatabase) -> None:
    async with queue(database) as world:
        for one in (world.ana, world.dan):
            await world.wait(one)
        await world.cancel()
        await world.send()
        world.clock.move(timedelta(minutes=10))  # and nothing has tidied yet
        assert await world.held() == []

        with pytest.raises(NotBookableError):
            await world.ask(world.eva, world.hana, "Thu 14:30")
        async with database.writing() as uow:
            await uow.participants.lock([world.hana.id])
            await closing.expire_overdue(uow, world.event, (world.hana.id,), world.clock.now())
        assert await world.held() == [("Dan", "14:30")]


@pytest.mark.parametrize(
    ("now", "opens", "minutes"),
    [
        ("Wed 20:59", "Wed 20:59", 10),
        ("Wed 21:00", "Thu 07:30", 10),
        ("Thu 14:03", "Thu 14:03", 7),
        ("Thu 14:08", "Thu 14:08", 2),
        ("Thu 14:09", None, 0),
    ],
)
async def test_hold_begins_after_quiet_hours_and_ends_with_the_notice(
    sqlite_url: str, now: str, opens: str | None, minutes: int
) -> None:
    database = SqlDatabase(sqlite_url)
    async with queue(database) as world:
        await world.wait(world.ana)
        world.clock.set(at(now))
        async with database.writing() as uow:
            await agenda.cannot_come(uow, world.hana, world.meeting, world.clock.now())
        async with database.reading() as uow:
            offers = await uow.offers.to(world.ana.id, world.clock.now())
            due = [
                one.note.due_at
                for one in await uow.outbox.find([OutboxState.NEW], 99)
                if one.note.kind == "offer"
            ]
        if opens is None:
            assert offers == due == []
        else:
            (offer,) = offers
            assert (offer.opens_at, offer.until - offer.opens_at) == (at(opens), timedelta(minutes=minutes))
            assert due == [at(opens)]
            with pytest.raises(NotBookableError):  # held from now on, also by night
                await world.ask(world.dan, world.hana, "Thu 14:30")
    await database.close()


async def test_who_waits_for_another_time_is_left_in_peace(database: SqlDatabase) -> None:
    async with queue(database, small_event(time(15, 15))) as world:
        with pytest.raises(StaleError):  # 14:55 is free, so that there is no need to wait for any time
            await world.wait(world.ana)
        await world.wait(world.ana, "Thu 14:30")
        await world.met(world.eva, world.hana, "Thu 14:55")
        await world.wait(world.dan)
        async with database.writing() as uow:
            (other,) = await uow.meetings.of(world.eva.id)
            await agenda.cancel(uow, world.eva, other.id, "", world.clock.now())
        assert await world.held() == [("Dan", "14:55")]
        await world.cancel()
        assert await world.held() == [("Ana", "14:30"), ("Dan", "14:55")]


async def test_guest_who_becomes_free_himself_is_offered_the_time(database: SqlDatabase) -> None:
    async with queue(database, small_event(time(15, 15))) as world:
        await world.met(world.ana, world.eva, "Thu 14:55")
        await world.wait(world.ana)  # Hana is free at 14:55 only, Ana at 14:30 only
        async with database.writing() as uow:
            (mine,) = await uow.meetings.of(world.ana.id)
            await agenda.cancel(uow, world.ana, mine.id, "", world.clock.now())
        assert await world.held() == [("Ana", "14:55")]


async def test_those_who_lost_the_time_come_after_those_who_wait_with_their_note(
    database: SqlDatabase,
) -> None:
    async with queue(database, small_event(time(15, 15), pending_holds=PendingHolds.NONE)) as world:
        lost = []
        for one in (world.dan, world.eva):
            asked = await world.ask(one, world.hana, "Thu 14:55", note="About kites")
            assert isinstance(asked, Asked)
            lost.append(asked.request.id)
        world.meeting = await world.met(world.ana, world.hana, "Thu 14:55")
        await world.wait(world.eva)
        await world.cancel()
        assert await world.held() == [("Eva", "14:55")]
        await world.send()
        await world.pass_time(10)
        assert await world.held() == [("Dan", "14:55")]

        async with database.reading() as uow:
            (offer,) = await uow.offers.to(world.dan.id, world.clock.now())
        assert offer.request_id == lost[0]
        await world.send()
        assert await world.told() == [104, 102]
        await world.pass_time(10)
        assert await world.held() == []


async def test_nobody_is_offered_a_time_that_he_has_asked_for_since(database: SqlDatabase) -> None:
    async with queue(database, small_event(time(15, 15))) as world:
        await world.asked(world.dan, world.hana, "Thu 14:55")
        world.meeting = await world.met(world.ana, world.hana, "Thu 14:55")
        async with database.writing() as uow:
            (other,) = await uow.meetings.of(world.ion.id)
            await agenda.cancel(uow, world.ion, other.id, "", world.clock.now())
        again = await world.asked(world.dan, world.hana, "Thu 14:30")
        async with database.writing() as uow:
            await answering.decline(uow, world.hana, again, 1, "", world.clock.now())
        await world.cancel()
        assert await world.held() == []


@pytest.mark.parametrize(
    ("holds", "guests"), [(PendingHolds.NONE, []), (PendingHolds.BOTH, [("14:30", False)])]
)
async def test_guest_holds_a_seat_of_his_own_unless_requests_hold_none(
    database: SqlDatabase, holds: PendingHolds, guests: list[tuple[str, bool]]
) -> None:
    async with queue(database, pending_holds=holds) as world:
        await world.wait(world.ana)
        await world.cancel()
        assert (await world.seats())[101] == guests
        assert (await world.seats())[103] == [("14:30", False)]


async def test_other_meeting_at_that_time_ends_what_is_held(database: SqlDatabase) -> None:
    async with queue(database) as world:
        await world.wait(world.ana)
        await world.wait(world.dan)
        await world.cancel()
        await world.met(world.eva, world.ana, "Thu 14:30")  # they may ask Ana, and she may say yes

        assert await world.held() == [("Dan", "14:30")]
        assert await world.order() == ["Ana", "Dan"]  # she keeps her place
        assert (await world.seats())[101] == [("14:30", True)]


async def test_instant_mode_books_and_the_hold_is_gone(database: SqlDatabase) -> None:
    async with queue(database, mode=BookingMode.INSTANT) as world:
        await world.wait(world.ana)
        await world.cancel()
        assert isinstance(await world.ask(world.ana, world.hana, "Thu 14:30"), Confirmed)
        assert await world.seats() == {101: [("14:30", True)], 102: [], 103: [("14:30", True)]}
        assert await world.held() == []
        assert await world.order() == []


async def test_waiting_ends_with_erasing_either_side_and_with_leaving(database: SqlDatabase) -> None:
    async with queue(database) as world:
        for one in (world.ana, world.dan, world.eva):
            await world.wait(one)
        await world.cancel()
        async with database.writing() as uow:
            await privacy.erase(uow, 101, SECRET, world.clock.now())
        assert await world.held() == [("Dan", "14:30")]
        async with database.writing() as uow:
            await waiting.leave(uow, world.dan, world.hana.id)
        assert await world.held() == [("Eva", "14:30")]
        async with database.writing() as uow:
            await privacy.erase(uow, 103, SECRET, world.clock.now())
        assert await world.held() == []
        assert await world.order() == []
        assert await world.seats() == {101: [], 102: [], 103: []}


async def test_places_that_nothing_can_help_are_given_up(database: SqlDatabase) -> None:
    async with queue(database) as world:
        await world.wait(world.ana)
        await world.pass_time(1)
        assert await world.order() == ["Ana"]
        world.clock.set(at("Thu 14:15"))
        for _ in range(2):
            await world.pass_time(0)
        assert await world.order() == []
        async with database.reading() as uow:
            rows = [one for one in await uow.outbox.find([OutboxState.NEW], 99) if one.note.kind == "waited"]
            screen = await renderer(load_languages())(uow, rows[0], world.clock.now())
        assert [one.note.chat_id for one in rows] == [101]
        assert screen is not None
        assert "No time with Hana can become free for you any more." in screen.text


async def test_there_is_no_waiting_where_it_is_of_no_use(database: SqlDatabase) -> None:
    async with queue(database) as world:
        for guest, host in ((world.ion, world.hana), (world.hana, world.hana), (world.ana, world.eva)):
            with pytest.raises(StaleError):  # they meet; it is himself; she has time
                await world.wait(guest, host=host)
        assert await world.wait(world.ana) == (1, 1)
        assert await world.wait(world.ana, "Thu 14:30") == (1, 1)  # for something else, in the same place
        async with database.writing() as uow:
            for number in range(MOST_PLACES - 1):
                other = await uow.participants.add(world.event, row(f"Host {number}"))
                await uow.waiting.join(world.event.id, world.ana.id, other, (), world.clock.now())
        await world.met(world.dan, world.eva, "Thu 14:30")
        with pytest.raises(NotBookableError) as refusal:
            await world.wait(world.ana, host=world.eva)
        assert refusal.value.reason is Reason.LIMIT_PLACES
        assert await world.wait(world.ana) == (1, 1)


async def test_two_processes_offer_a_time_once(database: SqlDatabase) -> None:
    async with queue(database) as world:
        database.on_freed(nothing)
        for one in (world.ana, world.dan):
            await world.wait(one)
        await world.cancel()
        now = world.clock.now()
        await asyncio.gather(*(offering.tidy(database, now) for _ in range(4)))
        await offering.tidy(database, now)  # those who met others at it leave it to the next round

        assert await world.held() == [("Ana", "14:30")]
        async with database.reading() as uow:
            notes = await uow.outbox.find([OutboxState.NEW], 99)
        assert [one.note.chat_id for one in notes if one.note.kind == "offer"] == [101]


async def test_time_of_a_table_that_is_free_again_is_offered_in_the_next_round(database: SqlDatabase) -> None:
    block = Block("Meetings", THURSDAY, time(14, 30), time(14, 50), ("1",))
    async with queue(database, replace(make_event(), blocks=(block,))) as world:
        await world.wait(world.ana, host=world.eva)  # who has time, but there is no table
        await world.cancel()
        assert await world.held() == []
        await world.pass_time(0)
        assert await world.held() == [("Ana", "14:30")]


async def test_who_has_blocked_the_bot_is_passed_over(database: SqlDatabase) -> None:
    async with queue(database) as world:
        for one in (world.ana, world.dan):
            await world.wait(one)
        async with database.writing() as uow:
            await uow.persons.change(101, reachable=False)
        await world.cancel()
        assert await world.held() == [("Dan", "14:30")]
        assert await world.order() == ["Ana", "Dan"]


async def nothing(_uow: UnitOfWork, _ids: Collection[int]) -> None:
    """Free a seat without a look at who waits: as a process does that dies then."""


async def test_any_of_several_times_is_waited_for_and_the_first_free_one_is_offered(
    database: SqlDatabase,
) -> None:
    async with queue(database, small_event(time(15, 40))) as world:
        await world.met(world.eva, world.hana, "Thu 15:20")
        with pytest.raises(StaleError):  # which is free
            await world.wait(world.ana, "Thu 14:55")
        assert await world.wait(world.ana, "Thu 14:30", "Thu 14:55", "Thu 15:20") == (1, 1)
        async with database.reading() as uow:
            (mine,) = await uow.waiting.of_guest(world.ana.id)
            assert mine == (await uow.waiting.of_pair(world.ana.id, world.hana.id))[0]
            assert mine.place in await uow.waiting.of_hosts([world.hana.id])
            useful = await waiting.awaitable(
                uow, world.ana, world.hana.id, [at("Thu 15:20")], world.clock.now()
            )
        assert mine.place.starts == (at("Thu 14:30"), at("Thu 15:20"))  # the free one is left out
        assert useful == ()  # it is waited for already

        await offering.tidy(database, world.clock.now())
        assert await world.held() == []  # what is free but not waited for is not offered
        async with database.writing() as uow:
            (other,) = await uow.meetings.of(world.eva.id)
            await agenda.cancel(uow, world.hana, other.id, "", world.clock.now())
        assert await world.held() == [("Ana", "15:20")]


async def test_request_that_lost_its_times_one_by_one_is_offered_any_of_them_again(
    database: SqlDatabase,
) -> None:
    async with queue(database, small_event(time(15, 40))) as world:
        request = await world.asked(world.ana, world.hana, "Thu 14:55", "Thu 15:20")
        first = await world.met(world.dan, world.hana, "Thu 14:55")
        await world.met(world.eva, world.hana, "Thu 15:20")
        async with database.writing() as uow:
            lost = await uow.requests.get(request)
            assert lost is not None
            assert (lost.state, lost.slot.start) == (RequestState.LOST, at("Thu 15:20"))
            await agenda.cancel(uow, world.hana, first, "", world.clock.now())

        assert await world.held() == [("Ana", "14:55")]
        async with database.reading() as uow:
            (offer,) = await uow.offers.to(world.ana.id, world.clock.now())
        assert offer.request_id == request


async def test_request_that_stands_for_other_times_is_not_offered_the_one_it_lost(
    database: SqlDatabase,
) -> None:
    async with queue(database, small_event(time(15, 40))) as world:
        await world.asked(world.ana, world.hana, "Thu 14:55", "Thu 15:20")
        first = await world.met(world.dan, world.hana, "Thu 14:55")
        async with database.writing() as uow:
            await agenda.cancel(uow, world.hana, first, "", world.clock.now())
        assert await world.held() == []
