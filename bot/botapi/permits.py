"""Who may send next: leave for one message at a time, the most urgent first.

The dispatcher asks for a ``Permit``. Answers to a person's own press or text go before every row of it: where
its sends alone have filled the second, an answer takes the next place that comes free, which is some 33 ms
away; it waits for that a moment at most, and not at all where answers have filled it. A pause that the server
asks for (429) stops what it names, for everybody.
"""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.botapi.errors import FloodError
from bot.botapi.pacing import Bucket, Chats, Limit, Pauses, Place, ReplyTimes, Window

_LOG = logging.getLogger(__name__)
_SENDS_PER_SECOND, _SPAN_SECONDS = 30, 1.0
_SPREAD_SECONDS = _SPAN_SECONDS / _SENDS_PER_SECOND  # between rows, so that room keeps coming
_DISPATCHER_AT_LEAST = 5
_DISPATCHER_BURST = 4
_ANSWER = -1  # the priority of answers: before every row
# Twenty answers in one moment beside a broadcast find their places within this; of more, some get a 429.
_ANSWER_WAITS_SECONDS = 0.75
_CHAT_BURST, _NO_CHAT_LIMIT = 3, 1_000
_CHAT_INTERVAL_SECONDS = 1.0
_GROUP_SENDS = 20
_GROUP_SECONDS = 60.0
# A row waits in memory for no longer than this, whatever for: then it goes back to the outbox, unharmed.
_REFUND_SECONDS = 5.0
# Timers land a rounding error early; without it a waiter would be looked at for ever.
_SLACK_SECONDS = 0.0005
_ALL_SENDS = ("send", 0)

Scope = tuple[str, int]  # what a pause stops: all sends, a chat, or a method in a chat


@dataclass(slots=True, eq=False)
class Permit:
    """Leave to send one message to a chat. Use it for one call, at once, else give it back."""

    chat_id: int
    place: Place
    chat: Limit
    chat_place: Place
    over: bool = False  # whether the chat's own limit was passed with it
    used: bool = False


@dataclass(slots=True, eq=False)
class _Waiter:
    chat_id: int
    priority: int
    number: int
    until: float  # then an answer goes anyway, and a row goes back
    granted: asyncio.Future[Permit] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class Permits:
    """The permits of one bot in one process, on a clock of seconds; ``counted`` as of the ``Limiter``."""

    def __init__(self, now: Callable[[], float], *, counted: bool) -> None:
        self._now = now
        self._counted = counted
        self._bot = Window(_SENDS_PER_SECOND, _SPAN_SECONDS)
        self._dispatcher = Bucket(_DISPATCHER_BURST, _SPREAD_SECONDS)
        self._replies = ReplyTimes()
        self._chats = Chats(
            _CHAT_BURST if counted else _NO_CHAT_LIMIT, _CHAT_INTERVAL_SECONDS, (_GROUP_SENDS, _GROUP_SECONDS)
        )
        self._pauses: Pauses[Scope] = Pauses()
        self._waiters: list[_Waiter] = []
        self._count = 0
        self.answers = 0  # since the start
        self._timer: asyncio.TimerHandle | None = None

    def shut(self) -> None:
        """Stop the timer; whoever waits for a permit is cancelled."""
        if self._timer:
            self._timer.cancel()
        for waiter in self._waiters:
            waiter.granted.cancel()

    def take_over(self) -> None:
        """Begin as if every chat had just had its burst: who sent before us did so unseen.

        So no row leaves before what the server counts for the whole bot, too, is over.
        """
        if self._counted:
            self._chats.use_up(self._now())

    def note_elsewhere(self, count: int) -> None:
        """Count answers that other processes of the same bot have sent just now."""
        now = self._now()
        for _ in range(count):
            self._bot.replied(self._bot.enter(now, direct=True), now)

    async def for_row(self, chat_id: int, priority: int) -> Permit:
        """Wait for leave to send a row; low numbers go first, equal ones in the order of asking.

        Raises:
            FloodError: the server wants a pause that is too long to wait for here, or the chat's own
                limit does, or more urgent ones take every place.
        """
        self.refuse_long_pause(chat_id)
        self._refuse_crowded_chat(chat_id)
        return await self._granted(chat_id, priority, _REFUND_SECONDS)

    async def for_answer(self, chat_id: int) -> Permit:
        """Wait for leave to answer, for a moment at most."""
        return await self._granted(chat_id, _ANSWER, _ANSWER_WAITS_SECONDS)

    def give_back(self, permit: Permit) -> None:
        """Return a permit that was not used; one that was is left alone."""
        if not permit.used:
            permit.used = True
            self._refund(permit)

    def replied(self, permit: Permit, took: float | None = None) -> None:
        """Note that the server counted a send by now; ``took``: the seconds of a reply that was no error."""
        now = self._now()
        if took is not None:
            self._replies.note(took)
        self._bot.replied(permit.place, now, credit=self._replies.certain())
        permit.chat.replied(permit.chat_place, now)
        self._pump()

    def not_counted(self, permit: Permit) -> None:
        """Note that a send never left, so that the server cannot count it."""
        self._refund(permit)

    def flooded(self, permit: Permit, seconds: float) -> None:
        """Note that the server wants a pause: of the chat whose limit this send passed, else of all sends."""
        self._refund(permit)
        self.pause(("chat", permit.chat_id) if permit.over else _ALL_SENDS, seconds)

    def pause(self, scope: Scope, seconds: float) -> None:
        """Stop what a scope names; whoever would wait too long for its end is refused."""
        if self._pauses.add(scope, self._now(), seconds):
            level = logging.WARNING if scope == _ALL_SENDS else logging.INFO  # one chat is one person's haste
            _LOG.log(level, "Telegram wants a pause of %g s", seconds)
        for waiter in self._waiters:
            if (
                not waiter.granted.done()
                and scope in send_scopes(waiter.chat_id)
                and seconds > _REFUND_SECONDS
            ):
                waiter.granted.set_exception(FloodError(seconds))
        self._pump()

    def paused_for(self, scopes: tuple[Scope, ...]) -> float:
        """Give the seconds until the last pause of some scopes ends; 0 where there is none."""
        left = self._pauses.end(scopes) - self._now()
        return left if left > _SLACK_SECONDS else 0

    def refuse_long_pause(self, chat_id: int) -> None:
        """Make sure that no pause stops a chat for longer than a row waits in memory.

        Raises:
            FloodError: one does.
        """
        left = self.paused_for(send_scopes(chat_id))
        if left > _REFUND_SECONDS:
            raise FloodError(left)

    def _refuse_crowded_chat(self, chat_id: int) -> None:
        now = self._now()
        left = self._chats.of(chat_id, now).free_at(now) - now
        if _REFUND_SECONDS < left < math.inf:
            raise FloodError(left)

    async def _granted(self, chat_id: int, priority: int, patience: float) -> Permit:
        self._count += 1
        waiter = _Waiter(chat_id, priority, self._count, self._now() + patience)
        self._waiters.append(waiter)
        self._waiters.sort(key=lambda one: (one.priority, one.number))
        self._pump()
        try:
            return await waiter.granted
        except asyncio.CancelledError:
            if waiter.granted.done() and not waiter.granted.cancelled():
                self.give_back(waiter.granted.result())
            raise
        finally:
            if waiter in self._waiters:
                self._waiters.remove(waiter)

    def _take(self, chat_id: int, now: float, *, direct: bool) -> Permit:
        self.answers += direct
        chat = self._chats.of(chat_id, now)
        over = chat.free_at(now) > now
        return Permit(chat_id, self._bot.enter(now, direct=direct), chat, chat.enter(now), over)

    def _refund(self, permit: Permit) -> None:
        self._bot.give_back(permit.place)
        permit.chat.give_back(permit.chat_place)
        self._pump()

    def _pump(self) -> None:
        """Grant what can be granted, and come back when the next one can be."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
        now = self._now()
        earliest = math.inf
        for waiter in list(self._waiters):
            if waiter.granted.done():
                continue
            at = self._free_at(waiter, now)
            if at <= now:
                self._grant(waiter, now)
            elif waiter.until <= now:
                waiter.granted.set_exception(FloodError(_REFUND_SECONDS))
            else:
                earliest = min(earliest, at, waiter.until)
        if earliest < math.inf:
            wait = earliest - now + _SLACK_SECONDS
            self._timer = asyncio.get_running_loop().call_later(wait, self._pump)

    def _grant(self, waiter: _Waiter, now: float) -> None:
        direct = waiter.priority == _ANSWER
        if not direct:
            self._dispatcher.enter(now)
        waiter.granted.set_result(self._take(waiter.chat_id, now, direct=direct))

    def _free_at(self, waiter: _Waiter, now: float) -> float:
        place = self._bot.free_at(now)
        if waiter.priority == _ANSWER:
            answers_filled_it = self._bot.direct(now) >= _SENDS_PER_SECOND - _DISPATCHER_AT_LEAST
            return now if answers_filled_it else min(place, max(now, waiter.until))
        own_share = self._bot.share_free_at(now, _DISPATCHER_AT_LEAST)
        return max(
            min(place, own_share),
            self._dispatcher.free_at(now),
            self._chats.of(waiter.chat_id, now).free_at(now),
            self._pauses.end(send_scopes(waiter.chat_id)),
        )


def send_scopes(chat_id: int) -> tuple[Scope, ...]:
    """Give what may stop a send to a chat."""
    return (_ALL_SENDS, ("chat", chat_id))
