"""One person who taps a hundred times a second: others are served as if he were not there."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections import Counter
from collections.abc import Sequence

import pytest
from sqlalchemy import func, select
from telegram import Update

from bot.botapi.turn import Turn
from bot.domain.people import Profile
from bot.domain.searching import find
from bot.emulator import CallbackQuery
from bot.screens import actions
from bot.search import similar
from bot.usecases.inbox import InboxRow
from storage.tables import inbox
from tests.support.crowd import PATIENCE_SECONDS
from tests.support.everybody import index
from tests.support.front_desk import FrontDesk, front_desk
from tests.support.people import Person
from tests.support.stage import DELEGATE, DIRECTOR, THIRD, Stage, stage
from tests.support.virtual_time import run_virtual

FLOODER, OTHERS = 1, (2, 3)
A_SECOND, SECONDS = 100, 4  # taps
HANDLING_SECONDS = 0.05  # of each update, so that a flood comes five times as fast as it is served
MOST_HELD = 230  # updates in memory, of all that wait in rows


def held() -> int:
    """Count the updates that the process holds in memory."""
    return sum(isinstance(one, InboxRow) for one in gc.get_objects())


def test_flood_is_served_in_order_while_others_do_not_wait_and_memory_does_not_grow(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    served: list[str] = []
    waits: list[float] = []
    most = 0

    async def handle(update: Update, turn: Turn) -> None:
        nonlocal most
        await asyncio.sleep(HANDLING_SECONDS)
        text = update.effective_message.text or "" if update.effective_message else ""
        if turn.sender == FLOODER:
            served.append(text)
            if len(served) % 20 == 0:
                most = max(most, held())
        else:
            waits.append(asyncio.get_running_loop().time() - float(text))

    async def scene(desk: FrontDesk) -> None:
        await desk.start()
        flooder, others = desk.api.account(FLOODER), [desk.api.account(number) for number in OTHERS]
        loop, said = asyncio.get_running_loop(), 0
        for _ in range(SECONDS):
            for _ in range(A_SECOND // 10):
                for _ in range(10):
                    flooder.say(str(said))
                    said += 1
                await asyncio.sleep(0.1)
            for other in others:
                other.say(f"{loop.time():.3f}")
        await asyncio.sleep(2)
        assert len(served) < said / 2  # the flood is far from over
        await desk.idle()
        assert served == [str(number) for number in range(said)]
        assert len(waits) == len(OTHERS) * SECONDS
        assert set((await desk.inbox()).values()) == {"done"}

    async def main() -> None:
        async with front_desk(database_url, handle) as desk:
            await scene(desk)

    run_virtual(main())
    assert sorted(waits)[int(len(waits) * 0.99)] < 1.0
    assert 0 < most < MOST_HELD
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


async def test_switch_pressed_an_even_number_of_times_is_where_it_was_also_after_a_restart(
    database_url: str,
) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE) as play:
        ioana = await play.join("Ioana Pop")
        card = ioana.card
        await play.stop()
        presses = [ioana.account.press(card, actions.Reminder(30).pack()) for _ in range(120)]
        await play.start()
        await all_answered(play, presses)
        assert 30 not in await reminders(play, ioana)
        edits = [call for call in play.api.calls_of("editMessageText") if call.ok]
        assert len(edits) < len(presses) / 10  # the last press of the burst draws the card
        assert ioana.card.message_id == card.message_id
        await all_answered(play, [ioana.account.press(card, actions.Reminder(30).pack())])
        assert 30 in await reminders(play, ioana)


async def reminders(play: Stage, person: Person) -> tuple[int, ...]:
    async with play.database.reading() as uow:
        found = await uow.persons.get(person.id)
    assert found is not None
    return found.minutes_before or ()


async def all_answered(play: Stage, queries: list[CallbackQuery]) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not all(query.answered for query in queries):  # noqa: ASYNC110 - the server tells nobody
            await asyncio.sleep(0.02)
        while await waiting(play):  # noqa: ASYNC110 - nor the database
            await asyncio.sleep(0.02)


async def waiting(play: Stage) -> int:
    async with play.database.reading() as uow:
        query = select(func.count()).where(inbox.c.state == "new")
        return int((await uow.connection.execute(query)).scalar_one())


async def test_presses_of_a_flood_are_all_answered_and_those_of_others_come_first(sqlite_url: str) -> None:
    async with stage(sqlite_url, DIRECTOR, DELEGATE, THIRD) as play:
        ioana, director, stefan = [
            await play.join(name) for name in ("Ioana Pop", "Andrei Kelemen", "Ştefan Mureşan")
        ]
        kinds = (
            actions.Home(),
            actions.Directory(),
            actions.Agenda(),
            actions.Requests(),
            actions.Settings(),
        )
        card = ioana.card
        flood = [ioana.account.press(card, kinds[n % len(kinds)].pack()) for n in range(150)]
        others = [person.account.press(person.card, "d:0") for person in (director, stefan)]
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not all(query.answered for query in others):  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.005)
        unanswered = sum(not query.answered for query in flood)
        assert unanswered > len(flood) / 2  # they waited for the poll that brought them, not for him
        await all_answered(play, flood)
        calls = Counter(
            str(call.params["callback_query_id"]) for call in play.api.calls_of("answerCallbackQuery")
        )
        assert {calls[query.id] for query in (*flood, *others)} == {1}


@pytest.mark.parametrize(
    "query",
    [" ".join(letters * 4 for letters in "abcdefghijklmnop"), "cluj " * 20, "kelemen " * 12],
    ids=["nobody", "everybody", "somebody"],
)
def test_search_for_many_words_costs_little_more_than_for_a_few(query: str) -> None:
    people = index(Profile(f"Anna{n} Kelemen{n}", organization="Cluj University") for n in range(500))
    compared = []

    def counted(word: str, vocabulary: Sequence[str]) -> dict[str, float]:
        compared.append(word)
        return similar(word, vocabulary)

    find(people, query.strip(), counted)
    assert len(compared) == len(set(compared)) <= 8
