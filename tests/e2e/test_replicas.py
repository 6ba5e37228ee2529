"""Two processes on one PostgreSQL, called in turn by a balancer, and either killed at random under load.

Everybody says a series of numbers without waiting for answers, and is answered in order; guests of an
instant event go for the same few slots; and each kill finds a message due that a living process has to send.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from functools import partial
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import func, select

from bot.botapi.limiter import Limiter
from bot.config import Settings
from bot.emulator import EmulatedBotApi
from bot.main import running
from bot.usecases.outbox import Note
from storage import tables as t
from storage.replica_tables import process as process_table
from storage.unit_of_work import SqlDatabase
from tests.support.command_line import CommandLine
from tests.support.mortal import MortalBot
from tests.support.people import Person
from tests.support.saboteur import cut
from tests.support.soak import SEED, SOAK, show
from tests.support.stage import settings_for
from tests.support.town import NOW, Town, everybody_talks, everything_shown, is_answer, numbers, town, until
from tests.support.webhooks import call, update, webhook_settings

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)

KILLS = 60 if SOAK else 4
BEFORE_THE_END_SECONDS = (0.5, 2.5)  # of a process
TAKEN_OVER_WITHIN_SECONDS = 15.0
STOPS_WITHIN_SECONDS = 10.0
PATIENCE_SECONDS = 60.0
WORKERS, REQUESTS = 32, 8  # at once, of each process
CONFIRMED = "Your meeting is confirmed."


async def taken_over(play: Town, end: Callable[[], Awaitable[object]]) -> float:
    """End a process, and wait until another has done what was there by then; gives the seconds that took."""
    loop = asyncio.get_running_loop()
    async with play.database.writing() as uow:
        found = await uow.connection.execute(select(func.max(t.inbox.c.update_id)))
        newest = found.scalar() or 0
        await uow.outbox.add(Note("not_done", play.listener, NOW, dedupe=f"probe:{newest}"))
    begun = loop.time()
    await end()
    async with play.database.reading() as uow:
        sending = select(func.count()).where(t.outbox.c.state == "sending")
        play.in_flight.append(int((await uow.connection.execute(sending)).scalar() or 0))

    async def done() -> bool:
        async with play.database.reading() as uow:
            probe = select(t.outbox.c.state).where(t.outbox.c.dedupe == f"probe:{newest}")
            sent = (await uow.connection.execute(probe)).scalar() in ("sent", "unknown")
        return sent and await play.waiting(newest + 1) == 0

    await until(done)
    return loop.time() - begun


@pytest.mark.soak
async def test_either_is_killed_and_nothing_is_lost_or_doubled_or_out_of_order(
    database_url: str, tmp_path: Path
) -> None:
    log = tmp_path / "bots.log"
    async with town(database_url) as play, AsyncExitStack() as stack:
        bots = [await stack.enter_async_context(MortalBot(one, log)) for one in play.settings]
        for bot in bots:
            await bot.start(NOW)
        seconds = []
        async with everybody_talks(play):
            # Either at random, and each as often: one that is killed every time takes no part.
            for victim in play.chance.sample(bots * (KILLS // 2), KILLS):
                await asyncio.sleep(play.chance.uniform(*BEFORE_THE_END_SECONDS))
                await until(play.is_busy)  # so that something is in hand when it dies
                seconds.append(await taken_over(play, victim.kill))
                await victim.start(NOW)

        show(f"seed {SEED}: taken over within {[round(one, 1) for one in seconds]} s")
        again = answered_in_order(play)
        bookings = await booked_once_and_told(play)
        updates = await every_update_is_done(play)
        assert again <= WORKERS * KILLS
        assert max(seconds) < TAKEN_OVER_WITHIN_SECONDS
        assert min(play.balancer.served.values()) > updates // 10  # both took part
        assert "Traceback" not in log.read_text()
        show(
            f"{KILLS} kills, {updates} updates, {play.said.total()} numbers, {bookings} meetings",
            f"answers that came again: {again}; messages in flight at the kills: {play.in_flight}",
            f"served by each: {sorted(play.balancer.served.values())}",
        )


async def test_process_that_is_told_to_stop_hands_over_and_repeats_nothing(
    database_url: str, tmp_path: Path
) -> None:
    async with town(database_url) as play:
        on_duty, other = [await started(one, tmp_path) for one in play.settings]
        async with everybody_talks(play):
            await asyncio.sleep(BEFORE_THE_END_SECONDS[1])
            seconds = await taken_over(play, partial(stopped, on_duty))
        assert seconds < STOPS_WITHIN_SECONDS
        assert answered_in_order(play) == 0
        await every_update_is_done(play)
        await stopped(other)
        async with play.database.reading() as uow:
            assert list(await uow.connection.execute(select(process_table))) == []


async def test_process_whose_session_was_just_cut_leaves_in_order(database_url: str) -> None:
    database = SqlDatabase(database_url)
    async with EmulatedBotApi() as api:
        async with running(settings_for(api, database_url)):
            await cut(database_url)
        async with database.reading() as uow:
            assert list(await uow.connection.execute(select(process_table))) == []
    await database.close()


async def started(settings: Settings, folder: Path) -> asyncio.subprocess.Process:
    """Start `bilateral run` with some settings, and wait until it is ready."""
    assert settings.listen
    process = await CommandLine(folder).start(
        "run",
        BOT_TOKEN=settings.token(),
        BOT_API_URL=settings.bot_api_url,
        DATABASE_URL=settings.database_url,
        LINK_SECRET=settings.link_secret.get_secret_value(),
        MODE="webhook",
        WEBHOOK_URL=settings.webhook_url,
        LISTEN=f"{settings.listen.host}:{settings.listen.port}",
    )
    await until(partial(is_ready, settings))
    return process


async def stopped(process: asyncio.subprocess.Process) -> None:
    """Tell a process to stop, which it does without a complaint."""
    process.terminate()
    _, err = await process.communicate()
    assert (process.returncode, b"Traceback" in err, b"ERROR" in err) == (0, False, False), err.decode()


async def is_ready(settings: Settings) -> bool:
    assert settings.listen
    url = f"http://127.0.0.1:{settings.listen.port}/readyz"
    with suppress(aiohttp.ClientError):
        async with aiohttp.ClientSession() as session, session.get(url) as response:
            return response.ok
    return False


def answered_in_order(play: Town) -> int:
    """Everybody got every answer in the order of the questions; gives how many came once more."""
    again = 0
    for person in play.guests:
        got = numbers(person)
        assert got == sorted(got), person.account.user.name
        assert set(got) == set(range(1, play.said[person.id] + 1))
        again += len(got) - len(set(got))
    return again


async def booked_once_and_told(play: Town) -> int:
    """Each host has one meeting at the slot at most, whoever has one saw it, and nobody is told twice."""
    async with play.database.reading() as uow:
        meetings = list(await uow.connection.execute(select(t.meeting)))
        people = select(t.participant.c.id, t.participant.c.telegram_id, t.participant.c.name)
        found = list(await uow.connection.execute(people))
    chat_of = {one.id: one.telegram_id for one in found}
    seats = Counter(side for one in meetings for side in (one.guest_id, one.host_id))
    assert set(seats.values()) == {1}
    met = {chat_of[one.guest_id] for one in meetings}
    said = {one.id for one in play.guests if any(CONFIRMED in text for text in everything_shown(one))}
    assert said == met
    told = Counter(
        (str(call.params["chat_id"]), call.params["text"])
        for call in play.api.calls_of("sendMessage")
        if call.ok and not is_answer(call.params["text"]) and "Thursday" in call.params["text"]
    )
    hosts = {str(chat_of[one.host_id]) for one in meetings}
    news = {key: count for key, count in told.items() if key[0] in hosts}
    assert {chat for chat, _ in news} == hosts
    assert sum(news.values()) - len(news) <= sum(play.in_flight)
    return len(meetings)


async def every_update_is_done(play: Town) -> int:
    """Whatever people did was stored once and is done; gives how many updates that were."""
    caused = {update["update_id"] for update in play.api.world.updates.delivered}
    async with play.database.reading() as uow:
        rows = await uow.connection.execute(select(t.inbox.c.update_id, t.inbox.c.state))
        states = {row.update_id: row.state for row in rows}
    assert states.keys() == caused
    assert set(states.values()) == {"done"}
    assert max(caused) - min(caused) + 1 == len(caused)
    return len(caused)


async def test_of_two_processes_that_poll_one_fetches_until_it_is_killed(
    database_url: str, tmp_path: Path
) -> None:
    log = tmp_path / "bots.log"
    async with town(database_url) as play, AsyncExitStack() as stack:
        settings = settings_for(play.api, database_url)
        bots = [await stack.enter_async_context(MortalBot(settings, log)) for _ in play.settings]
        await bots[0].start(NOW)
        await play.api.bot_is_polling()
        await bots[1].start(NOW)
        async with everybody_talks(play):
            await asyncio.sleep(BEFORE_THE_END_SECONDS[1])
            seconds = await taken_over(play, bots[0].kill)
            await asyncio.sleep(BEFORE_THE_END_SECONDS[1])
        assert seconds < TAKEN_OVER_WITHIN_SECONDS
        assert answered_in_order(play) <= WORKERS
        await every_update_is_done(play)
        refused = [call for call in play.api.calls_of("getUpdates") if call.code == 409]
        assert refused == []  # nobody else asked meanwhile


async def test_answers_of_another_process_count_for_the_one_on_duty(database_url: str) -> None:
    async with EmulatedBotApi() as api, aiohttp.ClientSession() as session:
        people = [Person.new(api, f"P{number}") for number in range(5)]
        for person in people:
            person.account.chat.started = True
        pacer = Limiter()
        settings = webhook_settings(api, database_url)
        async with running(settings_for(api, database_url), limiter=pacer), running(settings):
            for number, person in enumerate(people, start=1):
                assert await call(session, settings, update(number, person.id, "/id")) == 200
            async with asyncio.timeout(PATIENCE_SECONDS):
                while pacer._permits._bot.direct(asyncio.get_running_loop().time()) < len(people):  # noqa: ASYNC110 - it tells nobody
                    await asyncio.sleep(0.01)
            assert pacer.answers == 0
