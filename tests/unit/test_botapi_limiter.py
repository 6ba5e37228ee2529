"""The limiter against the emulated server's own limits, on simulated time and a bad network."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

import pytest
from telegram.error import BadRequest, TimedOut

from bot.botapi.errors import FloodError, NotSentError
from bot.botapi.limiter import Limiter
from bot.botapi.permits import Permit
from bot.botapi.tasks import Nursery
from bot.emulator.errors import ApiError
from bot.emulator.limits import Limits
from tests.support.virtual_time import run_virtual

Latency = Callable[[], float]


class Server:
    """Counts arrivals as the emulated server does; a request takes ``latency`` there and back."""

    def __init__(self, latency: Latency = lambda: 0.0) -> None:
        self.limits = Limits(lambda: asyncio.get_running_loop().time(), enforced=True)
        self.latency = latency
        self.arrivals: list[float] = []

    async def call(self, endpoint: str, data: dict[str, Any]) -> bool:
        await asyncio.sleep(self.latency())
        self.arrivals.append(now())
        if endpoint.startswith("send"):
            try:
                self.limits.admit(data["chat_id"])
            except ApiError as error:
                raise FloodError(error.parameters["retry_after"] if error.parameters else 0) from None
        await asyncio.sleep(self.latency())
        return True


def now() -> float:
    return asyncio.get_running_loop().time()


async def call(
    limiter: Limiter,
    server: Server,
    chat_id: int,
    endpoint: str = "sendMessage",
    permit: Permit | None = None,
) -> None:
    data = {"chat_id": chat_id}
    await limiter.process_request(server.call, (endpoint, data), {}, endpoint, data, permit)


async def dispatch(limiter: Limiter, server: Server, chat_id: int, priority: int = 4) -> None:
    await call(limiter, server, chat_id, permit=await limiter.permit(chat_id, priority))


async def broadcast(
    limiter: Limiter, server: Server, total: int, *, at_once: int = 8, priority: int = 4
) -> float:
    """Send to ``total`` people as the dispatcher does; gives the seconds it took."""
    chats = iter(range(1, total + 1))

    async def sender() -> None:
        for chat_id in chats:
            await dispatch(limiter, server, chat_id, priority)

    start = now()
    async with asyncio.TaskGroup() as senders:
        for _ in range(at_once):
            senders.create_task(sender())
    return now() - start


async def failing(error: Exception) -> bool:
    raise error


def test_broadcast_fills_the_window_without_one_refusal() -> None:
    async def main() -> None:
        server = Server()
        seconds = await broadcast(Limiter(), server, 1_500)
        assert server.limits.refused == 0
        assert seconds <= 1_500 / 30 * 1.05

    run_virtual(main(), quiet_seconds=0)


@pytest.mark.parametrize("seed", range(5))
def test_network_jitter_never_makes_one_too_many(seed: int) -> None:
    async def main() -> None:
        chance = random.Random(seed)  # noqa: S311 - a network, not a secret
        server = Server(lambda: chance.uniform(0, 0.4))
        await broadcast(Limiter(), server, 300, at_once=40)
        assert server.limits.refused == 0

    run_virtual(main(), quiet_seconds=0)


def leg(least: float, more: float, seed: int = 0) -> Latency:
    """Make a way to the server or back, of at least so many seconds and more on average."""
    chance = random.Random(seed)  # noqa: S311 - a network, not a secret
    return lambda: least + chance.expovariate(1 / more)


@dataclass
class Presses:
    """People who press beside a broadcast: (pause in seconds, presses at that moment), again and again."""

    rhythm: tuple[tuple[float, int], ...]
    waits: list[float] = field(default_factory=list)  # seconds from each press to its answer
    begun: int = 0

    async def go_on(self, limiter: Limiter, server: Server, nursery: Nursery) -> None:
        for pause, at_once in cycle(self.rhythm):
            await asyncio.sleep(pause)
            for _ in range(at_once):
                self.begun += 1
                nursery.start(self._answer(limiter, server, 10_000 + self.begun), "answer")

    async def _answer(self, limiter: Limiter, server: Server, chat_id: int) -> None:
        begun = now()
        await call(limiter, server, chat_id)
        self.waits.append(now() - begun)


@pytest.mark.parametrize("latency", [lambda: 0.002, leg(0.01, 0.01)])
@pytest.mark.parametrize(
    "rhythm",
    [
        ((0.5, 1),),
        ((0.05, 1), (0.95, 1)),
        ((1.0, 2),),
        ((4.0, 10),),
        ((6.0, 18),),
        ((0.1, 1),),
    ],
)
def test_broadcast_and_answers_fill_the_window_together(
    rhythm: tuple[tuple[float, int], ...], latency: Latency
) -> None:
    async def main() -> None:
        server, limiter, presses = Server(latency), Limiter(), Presses(rhythm)
        async with Nursery() as nursery:
            nursery.start(presses.go_on(limiter, server, nursery), "presses")
            seconds = await broadcast(limiter, server, 600)
        assert server.limits.refused == 0
        assert seconds <= (600 + presses.begun) / 30 * 1.03
        assert max(presses.waits) < 1

    run_virtual(main(), quiet_seconds=0)


def test_answers_alone_go_at_once() -> None:
    async def main() -> None:
        server, limiter = Server(), Limiter()
        server.limits.enforced = False
        async with asyncio.TaskGroup() as group:
            for chat_id in range(60):
                group.create_task(call(limiter, server, chat_id))
        assert now() == 0

    run_virtual(main(), quiet_seconds=0)


def test_answers_beside_a_broadcast_wait_for_a_moment_at_most() -> None:
    async def main() -> None:
        server, limiter, presses = Server(), Limiter(), Presses(((2.5, 24), (60.0, 0)))
        server.limits.enforced = False
        async with Nursery() as nursery:
            nursery.start(presses.go_on(limiter, server, nursery), "presses")
            await broadcast(limiter, server, 150)
        assert len(presses.waits) == 24
        assert max(presses.waits) == pytest.approx(0.75, abs=0.01)

    run_virtual(main(), quiet_seconds=0)


def test_sends_of_other_processes_count_as_answers() -> None:
    async def main() -> None:
        server, limiter = Server(), Limiter()
        limiter.note_elsewhere(20)
        await broadcast(limiter, server, 20)
        first = [arrival for arrival in server.arrivals if arrival < 1]
        assert len(first) == 10
        limiter.note_elsewhere(30)
        begun = now()
        await call(limiter, server, 1_000)
        assert now() == begun

    run_virtual(main(), quiet_seconds=0)


def test_row_that_waits_behind_more_urgent_ones_goes_back() -> None:
    async def main() -> None:
        server, limiter = Server(), Limiter()
        async with Nursery() as nursery:
            urgent = nursery.start(broadcast(limiter, server, 300, priority=2), "reminders")
            await asyncio.sleep(1)
            with pytest.raises(FloodError):
                await limiter.permit(1_000, 4)
            assert now() == pytest.approx(6, abs=0.1)
            assert not urgent.done()

    run_virtual(main(), quiet_seconds=0)


def test_dispatcher_keeps_five_a_second_whatever_answers_take() -> None:
    async def main() -> None:
        limiter = Limiter()
        generous = Server()
        generous.limits.enforced = False
        for chat_id in range(100, 160):
            await call(limiter, generous, chat_id)
        begun = now()
        await broadcast(limiter, generous, 5)
        assert now() - begun < 1

    run_virtual(main(), quiet_seconds=0)


def test_chat_gets_three_at_once_then_one_a_second() -> None:
    async def main() -> None:
        server = Server(lambda: 0.01)
        limiter = Limiter()
        for _ in range(6):
            await dispatch(limiter, server, 7)
        assert server.limits.refused == 0
        assert server.arrivals[2] < 0.5
        assert server.arrivals[5] == pytest.approx(3.0, abs=0.2)

    run_virtual(main(), quiet_seconds=0)


def test_chat_refills_from_the_moment_the_server_saw_the_message() -> None:
    async def main() -> None:
        slow_there = [0.4, 0.4, 0.4]
        server = Server(lambda: slow_there.pop() if slow_there else 0.0)
        limiter = Limiter()
        async with asyncio.TaskGroup() as group:
            for _ in range(5):
                group.create_task(dispatch(limiter, server, 7))
        assert server.limits.refused == 0

    run_virtual(main(), quiet_seconds=0)


def test_one_crowded_chat_does_not_hold_up_others() -> None:
    async def main() -> None:
        server = Server()
        limiter = Limiter()
        async with asyncio.TaskGroup() as group:
            for _ in range(5):
                group.create_task(dispatch(limiter, server, 7, priority=0))
            other = group.create_task(dispatch(limiter, server, 8))
            await other
            assert now() < 0.3

    run_virtual(main(), quiet_seconds=0)


def test_group_gets_twenty_a_minute_and_the_rest_is_refunded() -> None:
    async def main() -> None:
        server = Server(lambda: 0.01)
        limiter = Limiter()
        for _ in range(20):
            await dispatch(limiter, server, -5)
        with pytest.raises(FloodError) as refused:
            await limiter.permit(-5, 4)
        assert refused.value.seconds == pytest.approx(60, abs=1)
        await asyncio.sleep(refused.value.seconds)
        await dispatch(limiter, server, -5)
        assert server.limits.refused == 0

    run_virtual(main(), quiet_seconds=0)


def test_who_takes_over_knows_nothing_of_what_was_sent_just_now_and_takes_the_most() -> None:
    async def main() -> None:
        server = Server()
        for chat_id in range(100, 110):
            for _ in range(3):
                await call(Limiter(), server, chat_id)
        limiter = Limiter()
        limiter.take_over()
        async with asyncio.TaskGroup() as group:
            for chat_id in (*range(100, 110), *range(100, 110), *range(30)):
                group.create_task(dispatch(limiter, server, chat_id))
        assert server.limits.refused == 0
        assert server.arrivals[30] == pytest.approx(1.0, abs=0.1)
        assert server.arrivals[-1] == pytest.approx(1.0 + 50 / 30, abs=0.3)

    run_virtual(main(), quiet_seconds=0)


def test_nobody_waits_for_what_an_earlier_process_sent_where_nothing_is_counted() -> None:
    async def main() -> None:
        limiter = Limiter(counted=False)
        limiter.take_over()
        await limiter.permit(1, 4)
        assert now() == 0.0

    run_virtual(main(), quiet_seconds=0)


def test_urgent_goes_first() -> None:
    async def main() -> None:
        limiter = Limiter()
        server = Server()
        await broadcast(limiter, server, 40)
        sent: list[int] = []

        async def one(priority: int, chat_id: int) -> None:
            await dispatch(limiter, server, chat_id, priority)
            sent.append(chat_id)

        async with asyncio.TaskGroup() as group:
            for priority, chat_id in ((4, 1), (4, 2), (1, 3), (0, 4), (2, 5)):
                group.create_task(one(priority, chat_id))
        assert sent == [4, 3, 5, 1, 2]

    run_virtual(main(), quiet_seconds=0)


def test_retry_after_stops_all_sends_and_answers_wait_for_its_end() -> None:
    async def main() -> None:
        limiter = Limiter()
        server = Server()
        permit = await limiter.permit(1, 4)
        waiting = asyncio.gather(*(limiter.permit(2, 4) for _ in range(8)), return_exceptions=True)
        await asyncio.sleep(0)
        with pytest.raises(FloodError):
            await limiter.process_request(
                lambda: failing(FloodError(20)), (), {}, "sendMessage", {"chat_id": 1}, permit
            )
        refunded = [error for error in await waiting if isinstance(error, FloodError)]
        assert refunded != []
        with pytest.raises(FloodError):
            await limiter.permit(3, 0)
        await call(limiter, server, 3, "editMessageText")
        assert now() < 1
        await call(limiter, server, 3)
        assert now() == pytest.approx(20, abs=1)

    run_virtual(main(), quiet_seconds=0)


def test_retry_after_of_an_edit_stops_that_chats_edits_only() -> None:
    async def main() -> None:
        limiter = Limiter()
        server = Server()
        replies = [FloodError(7)]

        async def edit() -> bool:
            if replies:
                raise replies.pop()
            return True

        async with asyncio.TaskGroup() as group:
            slow = group.create_task(
                limiter.process_request(edit, (), {}, "editMessageText", {"chat_id": 1}, None)
            )
            await asyncio.sleep(0)
            await call(limiter, server, 2, "editMessageText")
            await dispatch(limiter, server, 1)
            assert now() < 1
            await slow
        assert now() == pytest.approx(7, abs=0.1)

    run_virtual(main(), quiet_seconds=0)


def test_flood_of_one_chat_by_its_own_answers_stops_that_chat_only() -> None:
    async def main() -> None:
        limiter = Limiter()
        server = Server()
        async with asyncio.TaskGroup() as group:
            for _ in range(4):
                group.create_task(call(limiter, server, 1))
            await asyncio.sleep(0.01)
            await dispatch(limiter, server, 2)
            assert now() < 0.5
        assert server.limits.refused == 1
        assert now() == pytest.approx(1, abs=0.1)

    run_virtual(main(), quiet_seconds=0)


@pytest.mark.parametrize(
    ("error", "counted"), [(NotSentError("x"), 0), (TimedOut(), 1), (BadRequest("x"), 1)]
)
def test_what_never_left_takes_no_place(error: Exception, counted: int) -> None:
    async def main() -> None:
        limiter = Limiter()
        permit = await limiter.permit(1, 4)
        with pytest.raises(type(error)):
            await limiter.process_request(
                lambda: failing(error), (), {}, "sendMessage", {"chat_id": 1}, permit
            )
        assert limiter._permits._bot.taken(now()) == counted

    run_virtual(main(), quiet_seconds=0)


def test_unused_permit_gives_its_place_back_once() -> None:
    async def main() -> None:
        limiter = Limiter()
        permit = await limiter.permit(1, 4)
        limiter.give_back(permit)
        limiter.give_back(permit)
        assert limiter._permits._bot.taken(now()) == 0

    run_virtual(main(), quiet_seconds=0)
