"""Thousands of reminders for one slot: over HTTP, with the server's limits on, on simulated time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, func, select

from bot.botapi.tasks import Nursery
from bot.usecases.outbox import Note, Priority
from storage.tables import outbox
from tests.support.post_office import PostOffice, post_office
from tests.support.virtual_time import LoopClock, run_virtual

WINDOW = 300.0  # seconds before its promised time in which a reminder may come
TABLES = 500
Scene = Callable[[PostOffice], Awaitable[None]]


def reminder(chat_id: int, promised: datetime, *, lead: float = 900.0) -> Note:
    """Make what a meeting plans for one of its sides; every second person shares a table."""
    return Note(
        "reminder",
        chat_id,
        promised,
        priority=Priority.REMINDER,
        not_after=promised + timedelta(seconds=lead),
        rank=-(chat_id // 2 % TABLES),
    )


@dataclass
class Arrivals:
    """What the server was asked to send, by chat: seconds of simulated time, in the order they came."""

    by_chat: dict[int, float]
    refused: int

    @classmethod
    def of(cls, office: PostOffice) -> Arrivals:
        calls = office.api.calls_of("sendMessage")
        by_chat = {int(call.params["chat_id"]): call.at for call in calls}
        assert len(by_chat) == len(calls), "somebody got something twice"
        return cls(by_chat, sum(not call.ok for call in office.api.calls))

    def early(self, chats: range, promised: datetime) -> list[float]:
        """Give by how many seconds each came before the promised time."""
        instant = (promised - LoopClock().now()).total_seconds() + asyncio.get_running_loop().time()
        return [instant - self.by_chat[chat] for chat in chats if chat in self.by_chat]


@dataclass
class Presses:
    """People who press twice a second, each another one, and wait for an answer."""

    office: PostOffice
    first: int
    waits: list[float] = field(default_factory=list)

    async def go_on(self, nursery: Nursery) -> None:
        for chat_id in range(self.first, self.first + 1_000):
            nursery.start(self._answer(chat_id), "answer")
            await asyncio.sleep(0.5)

    async def _answer(self, chat_id: int) -> None:
        begun = asyncio.get_running_loop().time()
        await self.office.bot.send_message(chat_id, "There you are")
        self.waits.append(asyncio.get_running_loop().time() - begun)


def play(database_url: str, people: int, scene: Scene, *, real_seconds: float = 60.0) -> None:
    """Play with the alarm clock at work."""

    async def main() -> None:
        async with post_office(database_url) as office:
            office.people(people)
            office.alarm.start(office.dispatcher.recover)
            try:
                await scene(office)
            finally:
                await office.alarm.stop()

    run_virtual(main(), quiet_seconds=0.001, real_seconds=real_seconds)


async def until(office: PostOffice, instant: datetime) -> None:
    await asyncio.sleep((instant - office.clock.now()).total_seconds())


def test_five_thousand_reminders_of_one_slot_beside_presses_and_a_broadcast(sqlite_url: str) -> None:
    crowd, audience = 5_000, 2_000

    async def scene(office: PostOffice) -> None:
        promised = office.clock.now() + timedelta(seconds=265)
        chats = range(1, crowd + 1)
        presses = Presses(office, crowd + audience + 1)
        await office.add(*(reminder(chat, promised) for chat in chats))
        others = range(crowd + 1, crowd + audience + 1)
        now = office.clock.now()
        await office.add(*(Note("offer", chat, now, priority=Priority.BROADCAST) for chat in others))

        async def reminded() -> bool:
            async with office.database.reading() as uow:
                waiting = select(func.count()).where(outbox.c.kind == "reminder", outbox.c.state != "sent")
                return not (await uow.connection.execute(waiting)).scalar_one()

        async with Nursery() as nursery:
            nursery.start(presses.go_on(nursery), "presses")
            await office.until(reminded, seconds=265)
        arrivals = Arrivals.of(office)
        early = arrivals.early(chats, promised)
        assert len(early) == crowd
        assert min(early) > 0
        assert max(early) < 270  # and not at once: people were promised a minute, not a window
        assert arrivals.refused == 0
        assert max(presses.waits) < 1
        tables = [chat // 2 % TABLES for chat in arrivals.by_chat if chat <= crowd]
        disorder = sum(later > sooner for sooner, later in zip(tables, tables[16:], strict=False))
        assert disorder == 0, "the farthest tables come first"
        begun = min(at for chat, at in arrivals.by_chat.items() if chat <= crowd)
        ended = max(at for chat, at in arrivals.by_chat.items() if chat <= crowd)
        meanwhile = [chat for chat in others if begun + 1 < arrivals.by_chat.get(chat, 0.0) < ended - 1]
        assert meanwhile == [], "a broadcast yields at once"

    play(sqlite_url, crowd + audience + 1_000, scene, real_seconds=600)


def test_broadcast_whose_requests_take_long_holds_up_no_reminder(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        office.api.faults.delay("sendMessage", 8, when=lambda params: int(params.text("chat_id")) > 40)
        now = office.clock.now()
        promised = now + timedelta(seconds=21.5)
        await office.add(*(reminder(chat, promised) for chat in range(1, 41)))
        await office.add(*(Note("offer", chat, now, priority=Priority.BROADCAST) for chat in range(41, 141)))
        await until(office, promised)
        early = Arrivals.of(office).early(range(1, 41), promised)
        assert len(early) == 40
        assert 9 < min(early) <= max(early) < 13  # by then the second eight of the broadcast are on their way

    play(database_url, 140, scene)


def test_crowds_of_several_slots_and_lead_times_come_in_the_order_of_promises(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        start = office.clock.now() + timedelta(seconds=400)
        # Written down last things first; each group is counted on to take three seconds, they are two apart.
        groups = {
            start + timedelta(seconds=2 * number): range(60 * number + 1, 60 * number + 61)
            for number in reversed(range(4))
        }
        for promised, chats in groups.items():
            await office.add(*(reminder(chat, promised) for chat in chats))
        await until(office, max(groups))
        arrivals = Arrivals.of(office)
        for promised, chats in groups.items():
            early = arrivals.early(chats, promised)
            assert len(early) == 60
            assert 0 < min(early) <= max(early) < 30
        order = [(chat - 1) // 60 for chat in arrivals.by_chat]
        assert all(sooner <= later for sooner, later in zip(order, order[16:], strict=False))
        assert arrivals.refused == 0

    play(database_url, 240, scene)


def test_plan_follows_what_is_confirmed_and_cancelled_after_it(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        promised = office.clock.now() + timedelta(seconds=120)
        await office.add(*(reminder(chat, promised) for chat in range(1, 241)))
        async with office.database.writing() as uow:
            await uow.connection.execute(delete(outbox).where(outbox.c.chat_id <= 200))
        await until(office, promised - timedelta(seconds=14))
        assert Arrivals.of(office).by_chat == {}, "forty need two seconds, not twelve"
        await office.add(*(reminder(chat, promised) for chat in range(241, 281)))
        await until(office, promised)
        early = Arrivals.of(office).early(range(201, 281), promised)
        assert len(early) == 80
        assert 0 < min(early) <= max(early) < 15

    play(database_url, 280, scene)


def test_alone_a_reminder_comes_a_moment_before_its_time(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        promised = office.clock.now() + timedelta(seconds=3_700)
        await office.add(reminder(1, promised))
        await until(office, promised)
        (early,) = Arrivals.of(office).early(range(1, 2), promised)
        assert 0 < early < 12

    play(database_url, 1, scene)


def test_reminder_whose_request_failed_is_still_in_time(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        promised = office.clock.now() + timedelta(seconds=60)
        office.api.faults.fail("sendMessage", 502, times=2)
        await office.add(reminder(1, promised))
        await until(office, promised)
        *_, last = office.api.calls_of("sendMessage")
        assert (await office.states(), last.ok) == (["sent"], True)

    play(database_url, 1, scene)


def test_after_a_standstill_reminders_come_at_once_by_promise_and_one_line_says_so(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene(office: PostOffice) -> None:
        now = office.clock.now()
        over = reminder(1, now - timedelta(seconds=901))
        late = [reminder(chat, now - timedelta(seconds=100 - chat)) for chat in reversed(range(2, 62))]
        await office.add(over, *late)
        await asyncio.sleep(4)
        arrivals = Arrivals.of(office)
        assert sorted(arrivals.by_chat) == list(range(2, 62))
        order = list(arrivals.by_chat)
        assert all(sooner < later for sooner, later in zip(order, order[16:], strict=False))
        await asyncio.sleep(30)
        assert (await office.states()).count("dropped") == 1

    play(database_url, 61, scene)
    said = [record.getMessage() for record in caplog.records if "after their time" in record.getMessage()]
    counted = [int(line.partition(" ")[0]) for line in said]
    assert (sum(counted), len(said) <= 2) == (61, True)  # a line a sweep, and the first sweep is at the start
    assert sum("one by 901 s" in line for line in said) == 1
