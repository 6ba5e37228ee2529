"""What has to be true after any damage: the promise of the product, held against the rows and the chats.

Every acknowledged booking is there, no seat or table is taken twice, every owed message was sent, no
update is lost, nothing came more often than the damage explains, and the log says what happened without
telling secrets.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy import select

from bot.emulator import ApiCall
from bot.usecases.inbox import UPDATE_FAILED
from storage import tables as t
from tests.support.conference import NEWS, Conference, left
from tests.support.people import Person

WORKERS, REQUESTS = 32, 8  # at once: updates in hand, messages of the dispatcher
_TIMES = re.compile(r"\d\d:\d\d–\d\d:\d\d")
_PIECE = re.compile(r"\n\n(?=\d\. )")  # of a message that gathers several
_MINUTES_LEFT = re.compile(r"begins in \d+ minutes?")
_CONFIRMED, _SENT = "Your meeting is confirmed.", "Your request is sent."
# What the bot writes unasked; everything else answers somebody.
_NOTICES = (
    _CONFIRMED,
    _SENT,
    NEWS,
    "Somebody would like to meet you",
    "Still waiting for your answer",
    "Your meeting begins in",
    "has not answered your request",
    "has gone to somebody else",
    "has withdrawn the request",
    "will be 5 minutes late for your meeting",
)
_REMINDED_BEFORE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Death:
    """One kill: when, on the server's clock, and how many messages were on their way."""

    at: float
    in_flight: int


@dataclass(frozen=True, slots=True)
class Damage:
    """What was done: kills, and how often the server kept a reply to itself after it had sent a message.

    ``gives_up``: whether an update may have failed half way, and more often than it is tried.
    """

    deaths: Sequence[Death] = ()
    lost_replies: int = 0
    gives_up: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted on the way."""

    updates: int
    acknowledged: Counter[str]
    reminders: int
    outbox: Counter[str]
    notices_again: int
    answers_again: int

    def __str__(self) -> str:
        return (
            f"{self.updates} updates; {dict(self.acknowledged)}; {self.reminders} reminders owed\n"
            f"notices sent again: {self.notices_again}, answers: {self.answers_again}\n"
            f"outbox: {dict(sorted(self.outbox.items()))}"
        )


async def hold(play: Conference, log: str, damage: Damage | None = None) -> Figures:
    """Hold everything, when the bot has had the time to do what it owes.

    Raises:
        AssertionError: a promise is broken.
    """
    damage = damage or Damage()
    assert await left(play) == {}
    await _nobody_and_nothing_is_booked_twice(play)
    acknowledged = await _nothing_acknowledged_is_missing(play)
    updates = await _no_update_is_lost(play, damage)
    reminders = await _no_reminder_is_missing(play)
    outbox = await _everything_owed_was_sent(play)
    notices, answers = (_again(play, damage.deaths, notices=which) for which in (True, False))
    _repeats_are_explained(damage, notices, answers)
    _log_is_fit_to_read(play, log)
    return Figures(updates, acknowledged, reminders, outbox, notices.total(), answers.total())


async def _nothing_acknowledged_is_missing(play: Conference) -> Counter[str]:
    """Hold every card and toast that said *sent* or *confirmed* against the rows."""
    chats = await _chats(play)
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
        for text in (piece for shown in _everything_shown(person) for piece in _PIECE.split(shown)):
            if _SENT not in text and _CONFIRMED not in text:
                continue
            (other,) = (chat for name, chat in by_name.items() if name in text)
            (times,) = _TIMES.findall(text)
            start = times[:5]
            if _SENT in text:
                assert {person.id, other} in asked, text  # either may have asked, and either moved it since
            else:
                assert agreed & {(person.id, other, start), (other, person.id, start)}, text
            seen["cards"] += 1
    for query in play.api.answers:
        if query.text == "Confirmed":
            assert int(query.data.split(":")[1]) in meetings, query
        seen["toasts"] += query.text in ("Confirmed", "Sent")
    return seen + Counter(requests=len(requests), meetings=len(meetings))


async def _nobody_and_nothing_is_booked_twice(play: Conference) -> None:
    """Every meeting has its two seats and its table, and no two of one person or table overlap."""
    meetings = await play.rows(select(t.meeting).where(t.meeting.c.state.in_(("confirmed", "done"))))
    seats = await play.rows(select(t.seat).where(t.seat.c.confirmed))
    taken = {(row.request_id, row.participant_id, row.starts_at) for row in seats}
    assert taken >= {(one.request_id, side, one.starts_at) for one in meetings for side in _sides(one)}
    assert len(taken) == 2 * len({row.request_id for row in seats})
    tables = {row.meeting_id: row for row in await play.rows(select(t.table_seat))}
    assert {one.id: one.starts_at for one in meetings} == {
        number: row.starts_at for number, row in tables.items()
    }
    of_person = [(side, one.starts_at, one.ends_at) for one in meetings for side in _sides(one)]
    of_table = [(-tables[one.id].table_id, one.starts_at, one.ends_at) for one in meetings]
    for (who, _, end), (next_one, start, _) in pairwise(sorted(of_person + of_table)):
        assert who != next_one or end <= start, f"{who} is booked twice"


async def _no_update_is_lost(play: Conference, damage: Damage) -> int:
    """Every update that people caused was stored, and is done; or its person was told that it is not."""
    caused = {update["update_id"] for update in play.api.world.updates.delivered}
    stored = {row.update_id: row.state for row in await play.rows(select(t.inbox))}
    assert caused == play.api.world.updates.issued
    assert stored.keys() == caused
    given_up = {number for number, state in stored.items() if state != "done"}
    told = {row.dedupe for row in await play.rows(select(t.outbox).where(t.outbox.c.kind == UPDATE_FAILED))}
    assert {stored[number] for number in given_up} <= ({"dead"} if damage.gives_up else set())
    assert {f"{UPDATE_FAILED}:{number}" for number in given_up} <= told
    return len(caused)


async def _no_reminder_is_missing(play: Conference) -> int:
    """Whoever confirmed a meeting more than a quarter of an hour before it was reminded of it."""
    chats = await _chats(play)
    owed = 0
    for meeting in await play.rows(select(t.meeting)):
        if meeting.confirmed_at >= meeting.starts_at - _REMINDED_BEFORE or meeting.starts_at > play.now:
            continue
        for side in _sides(meeting):
            start = _clock(play, meeting.starts_at)
            shown = _everything_shown(Person(play.api, play.api.account(chats[side])))
            assert any("Your meeting begins in" in text and f"{start}–" in text for text in shown), meeting
            owed += 1
    return owed


async def _everything_owed_was_sent(play: Conference) -> Counter[str]:
    """Give the states of the outbox; a row that says *sent* names a message that is there."""
    rows = await play.rows(select(t.outbox))
    for one in rows:
        if one.state == "sent":
            assert one.message_id in play.api.world.chats[one.chat_id].messages
    given_up = [
        one for one in rows if one.state == "dead" or (one.kind, one.state) == ("reminder", "dropped")
    ]
    assert given_up == []
    news = Counter(one.state for one in rows if one.kind == "broadcast")
    if news:
        got = sum(call.ok and NEWS in call.params["text"] for call in play.api.calls_of("sendMessage"))
        assert news.total() == len(play.delegates) + len(play.listeners)
        assert set(news) <= {"sent", "unknown"}
        assert news["sent"] <= got <= news.total()
    return Counter(f"{one.kind} {one.state}" for one in rows)


def _again(play: Conference, deaths: Sequence[Death], *, notices: bool) -> Counter[int]:
    """Count second copies of messages by the kill that caused them: the first after the first copy; else -1.

    Texts that name somebody are meant to come once, whatever the minutes left.
    """
    names = [play.name(person.id) for person in play.delegates]
    copies: dict[tuple[str, str], list[float]] = {}
    for call in play.api.calls_of("sendMessage"):
        text = _MINUTES_LEFT.sub("begins in", call.params["text"])
        if call.ok and _is_notice(call) is notices and (NEWS in text or any(name in text for name in names)):
            copies.setdefault((call.params["chat_id"], text), []).append(call.at)
    causes = Counter[int]()
    for (_, text), times in copies.items():
        assert len(times) <= (1 if NEWS in text else 2), text
        for first, second in pairwise(times):
            cause = next((n for n, death in enumerate(deaths) if first < death.at < second), -1)
            causes[cause] += 1
    return causes


def _repeats_are_explained(damage: Damage, notices: Counter[int], answers: Counter[int]) -> None:
    """Hold the repeats against what was in flight; a lost reply may be taken for the next kill's doing."""
    unexplained = notices[-1]
    for number, death in enumerate(damage.deaths):
        assert death.in_flight <= REQUESTS + WORKERS
        unexplained += max(0, notices[number] - death.in_flight)
        assert answers[number] <= WORKERS
    assert unexplained <= damage.lost_replies, notices
    assert answers[-1] <= (damage.lost_replies if damage.gives_up else 0), (
        f"answers came twice without a kill: {answers}"
    )


def _log_is_fit_to_read(play: Conference, log: str) -> None:
    """Nothing that only developers read, and nothing that nobody may."""
    assert "Traceback" not in log, log
    assert "File " not in log, log
    assert play.api.bot.token.partition(":")[2] not in log
    private = [NEWS, *(part for name in play.ids for part in name.split())]
    assert [text for text in private if text in log] == []


def _is_notice(call: ApiCall) -> bool:
    return any(notice in call.params["text"] for notice in _NOTICES)


def _everything_shown(person: Person) -> Iterator[str]:
    for message in person.received:
        yield message.text
        yield from message.earlier_texts


def _clock(play: Conference, instant: datetime) -> str:
    return f"{play.event.local(instant):%H:%M}"


async def _chats(play: Conference) -> dict[int, int]:
    return {row.id: row.telegram_id for row in await play.rows(select(t.participant))}


def _sides(meeting: object) -> tuple[int, int]:
    return meeting.guest_id, meeting.host_id  # type: ignore[attr-defined] # a row
