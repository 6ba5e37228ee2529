"""The alarm clock on simulated time: rows are sent when they are due, on whichever clock."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.botapi.tasks import Nursery
from bot.delivery.alarm import Alarm
from bot.domain.departures import EARLIEST
from bot.usecases.outbox import Note
from storage.unit_of_work import SqlDatabase
from tests.support.post_office import PostOffice, post_office
from tests.support.virtual_time import LoopClock, run_virtual

Scene = Callable[[PostOffice], Awaitable[None]]


def play(database_url: str, scene: Scene, *, before: Scene | None = None) -> None:
    machine = LoopClock()

    async def main() -> None:
        async with post_office(database_url, machine=machine) as office:
            office.people(3)
            if before:
                await before(office)
            office.alarm.start(office.dispatcher.recover)
            try:
                await scene(office)
            finally:
                await office.alarm.stop()

    run_virtual(main(), machine=machine)


def now() -> float:
    return asyncio.get_running_loop().time()


def times(office: PostOffice) -> list[float]:
    return [call.at for call in office.api.calls_of("sendMessage")]


def test_rows_are_sent_when_they_are_due(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        begun = now()
        await office.add(office.note(1, after=100.2), office.note(2, after=47.7))
        await office.add(office.note(3, after=12.3))
        await office.until_states("sent", "sent", "sent")
        assert [time - begun for time in times(office)] == pytest.approx([12.3, 47.7, 100.2], abs=0.3)

    play(database_url, scene)


def test_earlier_row_moves_the_alarm_forward(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        begun = now()
        await office.add(office.note(1, after=20.5))
        await asyncio.sleep(1)
        await office.add(office.note(2, after=5))
        await office.until_states("sent", "sent")
        assert [time - begun for time in times(office)] == pytest.approx([6, 20.5], abs=0.3)

    play(database_url, scene)


def test_later_row_does_not_put_the_alarm_off(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        begun = now()
        await office.add(office.note(1, after=12.3))
        await asyncio.sleep(1)
        await office.add(office.note(2, after=2000))
        await office.until_states("sent", "new")
        assert times(office)[0] - begun == pytest.approx(12.3, abs=0.3)

    play(database_url, scene)


def test_it_rings_once_however_many_rows_wait_and_not_before_one_may_leave(sqlite_url: str) -> None:
    rings: list[float] = []

    async def nothing() -> None: ...

    async def scene(office: PostOffice) -> None:
        alarm = Alarm(office.database, office.clock, office.machine, lambda: rings.append(now()))
        alarm.start(nothing)
        for after in (900, 800, 700, 750):
            await office.add(office.note(1, after=after))
        assert len(alarm._scheduler.get_jobs()) == 2  # the sweep and the wake
        await asyncio.sleep(410)
        assert rings == pytest.approx([0, 400], abs=2)  # five minutes before: it may be a reminder
        await office.add(office.note(1, after=700))
        await asyncio.sleep(410)
        assert rings == pytest.approx([0, 400, 810], abs=2)
        await alarm.stop()

    play(sqlite_url, scene)


def test_earlier_moment_that_is_heard_of_while_rows_are_read_is_kept(database_url: str) -> None:
    rings: list[float] = []

    async def sweep() -> None:
        pass

    async def main() -> None:
        database, clock = SqlDatabase(database_url), LoopClock()
        alarm = Alarm(database, clock, clock, lambda: rings.append(now()))
        alarm.start(sweep)
        async with database.writing() as uow:
            await uow.outbox.add(Note("news", 1, clock.now() + timedelta(hours=1)))
        async with Nursery() as nursery:
            resting = nursery.start(alarm.rest(), "rest")
            await asyncio.sleep(0)  # it reads
            alarm.added(clock.now() + EARLIEST + timedelta(seconds=20))
            await resting
        rings.clear()
        await asyncio.sleep(60)
        assert rings == pytest.approx([20], abs=0.3)
        await alarm.stop()
        await database.close()

    run_virtual(main())


def test_rows_of_an_earlier_process_are_sent(database_url: str) -> None:
    async def before(office: PostOffice) -> None:
        late = Note("news", 1, office.clock.now() - timedelta(hours=1))
        await office.add(late, office.note(2, after=31.5))

    async def scene(office: PostOffice) -> None:
        begun = now()
        await office.until_states("sent", "sent")
        assert times(office)[1] - begun == pytest.approx(31.5, abs=1.0)

    play(database_url, scene, before=before)


def test_moving_the_clock_sends_what_became_due_and_runs_periodic_work(sqlite_url: str) -> None:
    runs: list[float] = []

    async def job() -> None:
        runs.append(now())

    async def before(office: PostOffice) -> None:
        office.alarm.every(timedelta(minutes=10), job, "job")

    async def scene(office: PostOffice) -> None:
        await office.add(office.note(1, after=3600), office.note(2, after=7200))
        await asyncio.sleep(1)
        office.clock.move(timedelta(hours=1))
        office.alarm.rearm()
        await asyncio.sleep(1)
        assert await office.states() == ["sent", "new"]
        assert len(runs) == 2
        office.clock.move(timedelta(minutes=59))
        office.alarm.rearm()
        await asyncio.sleep(10)
        assert await office.states() == ["sent", "new"]
        await asyncio.sleep(60)
        assert await office.states() == ["sent", "sent"]

    play(sqlite_url, scene, before=before)


def test_clock_that_is_moved_without_a_pause_does_not_put_periodic_work_off(sqlite_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        done = set[int]()
        for number in range(8):

            async def work(number: int = number) -> None:
                done.add(number)

            office.alarm.every(timedelta(hours=1), work, f"work {number}")
        await asyncio.sleep(1)
        done.clear()
        for _ in range(100):
            office.alarm.rearm()
            await asyncio.sleep(0.01)
        assert done == set(range(8))

    play(sqlite_url, scene)


def test_machine_whose_clock_was_set_back_does_not_sleep_by_the_old_time(
    sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    runs: list[float] = []

    async def job() -> None:
        runs.append(now())

    async def before(office: PostOffice) -> None:
        office.alarm.every(timedelta(minutes=10), job, "job")

    async def scene(office: PostOffice) -> None:
        async with Nursery() as nursery:
            nursery.start(office.alarm.watch(), "clock")
            await asyncio.sleep(1)
            office.machine.move(timedelta(hours=-1))
            await asyncio.sleep(30)
            assert runs == pytest.approx([0, 10], abs=1)
            await asyncio.sleep(600)
            assert runs == pytest.approx([0, 10, 610], abs=1)
            await nursery.close()

    play(sqlite_url, scene, before=before)
    said = [record.message for record in caplog.records]
    assert said == ["The machine's clock was set by -3600 s"]


def test_while_it_pauses_nothing_rings_and_then_it_makes_up_for_it(sqlite_url: str) -> None:
    runs: list[float] = []

    async def job() -> None:
        runs.append(now())

    async def before(office: PostOffice) -> None:
        office.alarm.every(timedelta(minutes=10), job, "job")

    async def scene(office: PostOffice) -> None:
        await asyncio.sleep(1)
        await office.add(office.note(1, after=400))
        office.alarm.pause()
        office.alarm.pause()
        office.alarm.rearm()
        await office.add(office.note(2, after=500))
        await asyncio.sleep(1200)
        assert (await office.states(), len(runs)) == (["new", "new"], 1)
        office.alarm.start(office.dispatcher.recover)
        await asyncio.sleep(1)
        assert (await office.states(), len(runs)) == (["sent", "sent"], 2)

    play(sqlite_url, scene, before=before)


def test_periodic_work_goes_on_after_a_failure(sqlite_url: str) -> None:
    runs: list[float] = []

    async def job() -> None:
        runs.append(now())
        raise OSError

    async def before(office: PostOffice) -> None:
        office.alarm.every(timedelta(seconds=60), job, "job")

    async def scene(_office: PostOffice) -> None:
        await asyncio.sleep(150)
        assert [round(time) for time in runs] == [0, 60, 120]

    play(sqlite_url, scene, before=before)


def test_job_that_a_stop_ends_is_no_failure(sqlite_url: str, caplog: pytest.LogCaptureFixture) -> None:
    async def hang() -> None:
        await asyncio.Event().wait()

    async def before(office: PostOffice) -> None:
        office.alarm.every(timedelta(minutes=10), hang, "job")

    async def scene(office: PostOffice) -> None:
        await asyncio.sleep(1)
        await office.alarm.stop()
        await asyncio.sleep(1)
        assert caplog.records == []

    play(sqlite_url, scene, before=before)


def test_many_rows_due_together_are_all_sent(sqlite_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        office.people(60)
        begun = now()
        await office.add(*(office.note(chat, after=90) for chat in range(1, 61)))
        await office.until_states(*["sent"] * 60)
        assert times(office)[0] - begun == pytest.approx(90, abs=0.3)
        assert times(office)[-1] - begun < 93

    play(sqlite_url, scene)


def test_lease_that_is_over_is_found_by_the_sweep(sqlite_url: str) -> None:
    async def before(office: PostOffice) -> None:
        async with office.database.writing() as uow:
            await uow.outbox.add(office.note())
        async with office.database.writing() as uow:
            await uow.outbox.claim(1, office.clock.now(), office.clock.now() + timedelta(seconds=60))

    async def scene(office: PostOffice) -> None:
        await asyncio.sleep(55)
        assert await office.states() == ["claimed"]
        await office.until_states("sent", seconds=40)

    play(sqlite_url, scene, before=before)
