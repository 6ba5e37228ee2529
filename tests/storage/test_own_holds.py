"""A host who asks somebody himself: his hold hides nothing, and is the only seat that he can hold."""

from __future__ import annotations

import pytest

from bot.domain.booking import RequestState
from bot.domain.errors import NotBookableError, Reason
from bot.domain.event import PendingHolds
from bot.usecases import answering, booking, countering
from bot.usecases.booking import Asked
from bot.usecases.confirming import Confirmed
from bot.usecases.identity import Me
from bot.usecases.pair import load_pair
from storage.unit_of_work import SqlDatabase
from tests.support.world import THURSDAY_WINDOW, ManualClock, add_people, at, make_event, row

NOW = ManualClock().now()


async def three(database: SqlDatabase, holds: PendingHolds = PendingHolds.GUEST) -> tuple[Me, Me, Me]:
    async with database.writing() as uow:
        event = await uow.events.save(make_event(pending_holds=holds))
        rows = [row(name, THURSDAY_WINDOW) for name in ("Ana", "Dan", "Hana")]
        people = await add_people(uow, event, *rows, now=NOW)
    return people["Ana"], people["Dan"], people["Hana"]


async def ask(database: SqlDatabase, guest: Me, host: Me, when: str) -> int:
    async with database.writing() as uow:
        result = await booking.ask(uow, guest, host.id, at(when), "", NOW)
    assert isinstance(result, Asked)
    return result.request.id


async def test_what_both_sides_would_hold_can_be_asked_of_a_host_who_asks_himself(
    database: SqlDatabase,
) -> None:
    ana, dan, hana = await three(database, PendingHolds.BOTH)
    own = await ask(database, hana, dan, "Thu 14:30")

    request = await ask(database, ana, hana, "Thu 14:30")
    async with database.writing() as uow:
        result = await answering.accept(uow, hana, request, 1, NOW)
        ended = await uow.requests.get(own)

    assert isinstance(result, Confirmed)
    assert ended is not None
    assert ended.state is RequestState.WITHDRAWN


async def test_whose_request_gives_way_without_a_tap_of_his_own_is_told(database: SqlDatabase) -> None:
    ana, dan, hana = await three(database, PendingHolds.NONE)
    for host in (dan, hana):
        await ask(database, ana, host, "Thu 14:30")

    async with database.writing() as uow:
        request = await uow.requests.open_between(ana.id, hana.id)
        assert request is not None
        await answering.accept(uow, hana, request.id, 1, NOW)
        told = await uow.outbox.of_chat(101)
    assert [one["kind"] for one in told if one["kind"] in ("gave_way", "confirmed")] == [
        "confirmed",
        "gave_way",
    ]


async def test_a_host_does_not_propose_a_time_that_he_asked_somebody_else_for(database: SqlDatabase) -> None:
    ana, dan, hana = await three(database)
    await ask(database, hana, dan, "Thu 15:20")
    request = await ask(database, ana, hana, "Thu 14:30")

    async with database.reading() as uow:
        pair = await load_pair(uow, ana.event, ana.id, hana.id, NOW, proposer_id=hana.id)
    assert at("Thu 15:20") not in [slot.start for slot in pair.offered(NOW)]
    with pytest.raises(NotBookableError) as refusal:
        async with database.writing() as uow:
            await countering.counter(uow, hana, request, 1, [at("Thu 15:20")], NOW)
    assert refusal.value.reason is Reason.BUSY
