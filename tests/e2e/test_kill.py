"""kill -9 at random moments while fifty delegates book, reminders fall due and a broadcast goes out."""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from bot.emulator import ApiCall
from storage import tables as t
from tests.support.conference import (
    DELEGATES,
    LISTENERS,
    NEWS,
    STOPS,
    Conference,
    announce,
    behave,
    conference,
    left,
)
from tests.support.people import Person

KILLS = 25  # on each database
KILLS_AT_A_STOP = 3  # at least: the clock does not go on while a reminder is owed
CALLS_BEFORE_DEATH = (1, 60)  # of the Bot API; moments counted so do not depend on the machine's speed
AFTER_A_CALL_SECONDS = 0.02  # then at most, so that commits are hit, too
IDLE_SECONDS = 2.0
BROADCAST_AT_KILL = 3
WORKERS, REQUESTS = 32, 8  # at once: updates in hand, messages of the dispatcher
DRAIN_SECONDS = 60.0
TIMES = re.compile(r"\d\d:\d\d–\d\d:\d\d")
CONFIRMED, SENT = "Your meeting is confirmed.", "Your request is sent."
# What the bot writes unasked; everything else answers somebody.
NOTICES = (
    CONFIRMED,
    SENT,
    NEWS,
    "Somebody would like to meet you",
    "Still waiting for your answer",
    "Your meeting begins in",
    "has not answered your request",
    "has gone to somebody else",
    "has withdrawn the request",
    "is 5 minutes late for your meeting",
)


@dataclass(frozen=True, slots=True)
class Death:
    """One kill: when, on the server's clock, and how many messages were on their way."""

    at: float
    in_flight: int


async def live_and_die(play: Conference) -> list[Death]:
    """Start and kill the bot, while its clock goes on."""
    owed = (t.outbox.c.kind == "reminder") & t.outbox.c.state.in_(("new", "claimed", "sending"))
    deaths, here = list[Death](), 0
    for number in range(KILLS):
        if number == BROADCAST_AT_KILL:
            await announce(play)
        await play.bot.start(play.now)
        await calls(play, play.chance.randint(*CALLS_BEFORE_DEATH))
        await asyncio.sleep(play.chance.uniform(0, AFTER_A_CALL_SECONDS))
        await play.bot.kill()
        in_flight = await play.count(t.outbox.c.state == "sending")
        deaths.append(Death(play.api.world.monotonic(), in_flight))
        here += 1
        if here >= KILLS_AT_A_STOP and not await play.count(owed & (t.outbox.c.due_at <= play.now)):
            play.stop, here = min(play.stop + 1, len(STOPS) - 1), 0
    return deaths


async def calls(play: Conference, count: int) -> None:
    """Wait for so many calls of the bot, or until it has nothing to say."""
    until, end = len(play.api.calls) + count, time.monotonic() + IDLE_SECONDS
    while len(play.api.calls) < until and time.monotonic() < end:  # noqa: ASYNC110 - calls are not announced
        await asyncio.sleep(0.002)


async def live_on(play: Conference) -> None:
    """Let the bot do all that is left, and live to the end of the day."""
    while True:
        await play.bot.start(play.now)
        until = time.monotonic() + DRAIN_SECONDS
        while (todo := await left(play)) and time.monotonic() < until:  # noqa: ASYNC110 - a database does not call
            await asyncio.sleep(0.2)
        await play.bot.kill()
        assert todo == {}
        if play.now == STOPS[-1]:
            return
        play.stop += 1


# What has to be true at the end


async def nothing_acknowledged_is_missing(play: Conference) -> Counter[str]:
    """Hold every card and toast that said *sent* or *confirmed* against the rows."""
    chats = {row.id: row.telegram_id for row in await play.rows(select(t.participant))}
    requests = {
        row.id: (chats[row.guest_id], chats[row.host_id], _clock(play, row.starts_at))
        for row in await play.rows(select(t.request))
    }
    meetings = {row.request_id: row.state for row in await play.rows(select(t.meeting))}
    assert set(meetings.values()) <= {"confirmed", "done"}
    asked = [{guest, host} for guest, host, _ in requests.values()]
    agreed = {requests[one] for one in meetings}
    by_name = {play.name(person.id): person.id for person in play.delegates}
    seen = Counter[str]()
    for person in play.delegates:
        for text in _everything_shown(person):
            if SENT not in text and CONFIRMED not in text:
                continue
            (other,) = (chat for name, chat in by_name.items() if name in text)
            (times,) = TIMES.findall(text)
            start = times[:5]
            if SENT in text:
                assert {person.id, other} in asked, text  # either may have asked, and either moved it since
            else:
                assert agreed & {(person.id, other, start), (other, person.id, start)}, text
            seen["cards"] += 1
    for query in play.api.answers:
        if query.text == "Confirmed":
            assert int(query.data.split(":")[1]) in meetings, query
        seen["toasts"] += query.text in ("Confirmed", "Sent")
    return seen + Counter(requests=len(requests), meetings=len(meetings))


def _everything_shown(person: Person) -> Iterator[str]:
    for message in person.received:
        yield message.text
        yield from (str(body.get("text", "")) for body in message.history)


def _clock(play: Conference, instant: datetime) -> str:
    return f"{play.event.local(instant):%H:%M}"


async def no_update_is_lost(play: Conference) -> int:
    """Every update that people caused was stored, and is done."""
    caused = {update["update_id"] for update in play.api.world.updates.delivered}
    stored = {row.update_id: row.state for row in await play.rows(select(t.inbox))}
    assert stored.keys() == caused
    assert max(caused) - min(caused) + 1 == len(caused)
    assert set(stored.values()) == {"done"}
    return len(caused)


async def no_reminder_is_missing(play: Conference) -> int:
    """Whoever confirmed a meeting more than a quarter of an hour before it was reminded of it."""
    chats = {row.id: row.telegram_id for row in await play.rows(select(t.participant))}
    owed = 0
    for meeting in await play.rows(select(t.meeting)):
        if meeting.confirmed_at >= meeting.starts_at - timedelta(minutes=15):
            continue
        for side in (meeting.guest_id, meeting.host_id):
            start = _clock(play, meeting.starts_at)
            shown = _everything_shown(Person(play.api, play.api.account(chats[side])))
            assert any("Your meeting begins in" in text and f"{start}–" in text for text in shown), meeting
            owed += 1
    return owed


def again(play: Conference, deaths: Sequence[Death], *, notices: bool) -> Counter[int]:
    """Count second copies of messages by the kill that caused them: the first after the first copy.

    Texts that name somebody are meant to come once, whatever the minutes left.
    """
    names = [play.name(person.id) for person in play.delegates]
    copies: dict[tuple[str, str], list[float]] = {}
    for call in play.api.calls_of("sendMessage"):
        text = re.sub(r"begins in \d+ minutes?", "begins in", call.params["text"])
        if call.ok and _is_notice(call) is notices and (NEWS in text or any(name in text for name in names)):
            copies.setdefault((call.params["chat_id"], text), []).append(call.at)
    assert max(len(times) for times in copies.values()) <= 2
    assert all(len(times) == 1 for (_, text), times in copies.items() if NEWS in text)
    twice = {text: times for (_, text), times in copies.items() if len(times) == 2}
    causes = Counter[int]()
    for text, (first, second) in twice.items():
        killers = [number for number, death in enumerate(deaths) if first < death.at < second]
        assert killers, f"twice without a kill between: {text}"
        causes[killers[0]] += 1
    return causes


def _is_notice(call: ApiCall) -> bool:
    return any(notice in call.params["text"] for notice in NOTICES)


async def everything_sent_stands_in_its_chat(play: Conference) -> Counter[str]:
    """Give the states of the outbox; a row that says *sent* names a message that is there."""
    rows = await play.rows(select(t.outbox))
    for one in rows:
        if one.state == "sent":
            assert one.message_id in play.api.world.chats[one.chat_id].messages
    dropped = [one for one in rows if one.kind == "reminder" and one.state in ("dropped", "dead")]
    assert dropped == []
    news = Counter(one.state for one in rows if one.kind == "broadcast")
    got = sum(call.ok and NEWS in call.params["text"] for call in play.api.calls_of("sendMessage"))
    assert news.total() == DELEGATES + LISTENERS
    assert set(news) <= {"sent", "unknown"}
    assert news["sent"] <= got <= news.total()
    return Counter(f"{one.kind} {one.state}" for one in rows)


async def test_killed_at_random_moments_nothing_is_lost(database_url: str, tmp_path: Path) -> None:
    log = tmp_path / "bot.log"
    async with conference(database_url, log) as play:
        async with asyncio.TaskGroup() as people:
            busy = [people.create_task(behave(person, play)) for person in play.delegates]
            deaths = await live_and_die(play)
            for task in busy:
                task.cancel()
        await live_on(play)

        acknowledged = await nothing_acknowledged_is_missing(play)
        updates = await no_update_is_lost(play)
        reminders = await no_reminder_is_missing(play)
        outbox = await everything_sent_stands_in_its_chat(play)
        notices, answers = (again(play, deaths, notices=which) for which in (True, False))
        for number, death in enumerate(deaths):
            assert notices[number] <= death.in_flight <= REQUESTS + WORKERS
            assert answers[number] <= WORKERS
        answered = len(play.api.answers)
        assert len(play.api.world.queries) - answered <= len(deaths) * WORKERS
        assert "Traceback" not in log.read_text()
        _print(
            f"{len(deaths)} kills; {updates} updates, {play.said.total()} of them texts",
            f"{dict(acknowledged)}; {reminders} reminders owed and sent",
            f"of {len(play.api.world.queries)} presses {answered} answered",
            f"in flight at the kills: {[death.in_flight for death in deaths]}",
            f"notices sent again: {notices.total()}, answers: {answers.total()}",
            f"refused by the limits: {play.api.world.limits.refused}; outbox: {dict(sorted(outbox.items()))}",
        )


def _print(*lines: str) -> None:
    print("", *lines, sep="\n")  # noqa: T201 - the figures, shown by `pytest -s`
