"""Handing a meeting over on a real database: races, what gives way, and what ends it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.domain.booking import RequestState
from bot.domain.errors import NotBookableError, Reason, StaleError
from bot.domain.event import PendingHolds
from bot.domain.handover import Handover, HandoverState
from bot.i18n import load_languages
from bot.usecases import agenda, colleagues, handover, handover_answers, move_answers, moving, privacy
from bot.usecases.company import free_people
from bot.usecases.confirming import Confirmed
from bot.usecases.identity import Me
from bot.usecases.outbox import OutboxState
from handlers.notices import renderer
from storage.unit_of_work import SqlDatabase
from tests.storage.test_moving import at_once
from tests.support.trio import World, three_people
from tests.support.world import SECRET, THURSDAY_WINDOW, add_people, at, row


@pytest.fixture
async def world(database: SqlDatabase) -> AsyncIterator[World]:
    async with three_people(database) as world:
        yield world


async def asked(world: World, meeting_id: int) -> Handover:
    """Let Ana ask Dan and Hana that Dan comes instead of her."""
    async with world.database.writing() as uow:
        return await handover.propose(uow, world.ana, meeting_id, 1, world.dan.id, world.clock.now())


async def agree(world: World, me: Me, found: Handover) -> Handover:
    async with world.database.writing() as uow:
        return await handover_answers.agree(uow, me, found.id, world.clock.now())


async def test_both_agree_at_once_and_the_meeting_changes_hands_once(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    found = await asked(world, meeting)
    now = world.clock.now()

    results = await at_once(
        world,
        lambda uow: handover_answers.agree(uow, world.dan, found.id, now),
        lambda uow: handover_answers.agree(uow, world.hana, found.id, now),
        lambda uow: handover_answers.agree(uow, world.hana, found.id, now),
    )

    states = [one.state for one in results if isinstance(one, Handover)]
    assert sorted(states) == [HandoverState.DONE, HandoverState.OPEN]
    assert await world.seats() == {101: [], 102: [("14:30", True)], 103: [("14:30", True)]}
    async with world.database.reading() as uow:
        taken = await uow.meetings.get(meeting)
    assert taken is not None
    assert (taken.guest_id, taken.host_id, taken.version) == (world.dan.id, world.hana.id, 2)
    assert sum(kind == "handover.done" for kind, _ in await world.kinds()) == 2


async def test_host_who_hands_over_leaves_a_table_and_what_the_colleague_had_asked_for(world: World) -> None:
    meeting = await world.met(world.hana, world.ana, "Thu 14:30")  # Ana is the host
    found = await asked(world, meeting)
    await agree(world, world.hana, found)
    request = await world.asked(world.dan, world.ana, "Thu 15:20")
    await agree(world, world.dan, found)

    async with world.database.reading() as uow:
        taken, kept = await uow.meetings.get(meeting), await uow.requests.get(request)
    assert taken is not None
    assert (taken.host_id, taken.table) == (world.dan.id, "1")
    assert kept is not None
    assert kept.state is RequestState.PENDING  # of another time


async def test_colleague_who_is_busy_by_then_loses_it(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    found = await asked(world, meeting)
    await agree(world, world.hana, found)
    async with world.database.writing() as uow:  # a meeting at another event, say
        slot = replace(world.event.slots[0])
        await uow.seats.take(1, slot, (world.dan.id,), confirmed=True)
    ended = await agree(world, world.dan, found)
    assert ended.state is HandoverState.LOST
    assert (await world.seats())[101] == [("14:30", True)]


async def test_people_who_are_blocked_are_not_brought_together(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    found = await asked(world, meeting)
    await agree(world, world.dan, found)
    async with world.database.writing() as uow:
        await uow.blocks.add(world.hana.id, world.dan.id, world.clock.now())
    assert (await agree(world, world.hana, found)).state is HandoverState.LOST
    with pytest.raises(NotBookableError) as refusal:
        await asked(world, meeting)
    assert refusal.value.reason is Reason.TYPES


async def test_cancelling_or_moving_the_meeting_ends_it(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    found = await asked(world, meeting)
    with pytest.raises(StaleError):
        await asked(world, meeting)
    now = world.clock.now()
    async with world.database.writing() as uow:
        move = await moving.propose(uow, world.hana, meeting, 1, [at("Thu 15:20")], now)
    async with world.database.writing() as uow:
        await move_answers.agree(uow, world.ana, move.id, 1, now)
    with pytest.raises(StaleError):
        await agree(world, world.dan, found)
    assert ("handover.withdrawn", 102) in await world.kinds()

    async with world.database.writing() as uow:
        again = await handover.propose(uow, world.hana, meeting, 2, world.dan.id, now)
    async with world.database.writing() as uow:
        await agenda.cancel(uow, world.ana, meeting, "", now)
    with pytest.raises(StaleError):
        await agree(world, world.dan, again)


async def test_it_runs_out_and_is_not_for_those_whom_the_rules_keep_apart(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    found = await asked(world, meeting)
    await world.met(world.dan, world.hana, "Thu 15:20")
    assert (await agree(world, world.hana, found)).state is HandoverState.LOST  # they meet anyway
    with pytest.raises(NotBookableError) as refusal:
        await asked(world, meeting)
    assert refusal.value.reason is Reason.ALREADY

    other = await world.met(world.ana, world.dan, "Thu 16:35")
    async with world.database.writing() as uow:
        await agenda.cancel(uow, world.ana, meeting, "", world.clock.now())
        meetings = await uow.meetings.between(world.dan.id, world.hana.id)
        assert meetings is not None
        await agenda.cancel(uow, world.dan, meetings.id, "", world.clock.now())
    async with world.database.writing() as uow:
        late = await handover.propose(uow, world.ana, other, 1, world.hana.id, world.clock.now())
    world.clock.set(late.deadline)
    async with world.database.writing() as uow:
        await handover.sweep(uow, world.clock.now())
        assert await uow.handovers.of_meeting(other) is None
    assert sum(kind == "handover.expired" for kind, _ in await world.kinds()) == 3


async def fourth(world: World) -> Me:
    async with world.database.writing() as uow:
        people = await add_people(
            uow, world.event, row("Eva", THURSDAY_WINDOW), now=world.clock.now(), first_id=104
        )
    return people["Eva"]


async def held_for(world: World, me: Me) -> list[str]:
    async with world.database.reading() as uow:
        standing = await uow.seats.standing([me.participant], world.clock.now())
    return [f"{world.event.local(seat.start):%H:%M}" for seat in standing[me.id].seats]


async def test_seat_of_the_colleague_is_held_until_the_other_side_agrees(world: World) -> None:
    eva = await fourth(world)
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    found = await asked(world, meeting)
    assert await held_for(world, world.dan) == []
    await agree(world, world.dan, found)

    assert await held_for(world, world.dan) == ["14:30"]
    for guest, host in ((eva, world.dan), (world.dan, eva)):  # neither can have that time now
        with pytest.raises(NotBookableError):
            await world.ask(guest, host, "Thu 14:30")
    async with world.database.reading() as uow:
        free = await free_people(uow, eva, (world.event.slots[0],), world.clock.now())
        catalogue = await uow.crowd.catalogue(world.event.id)
    assert not any(catalogue.people((world.dan.id,)) & people for people in free.values())
    assert (await agree(world, world.hana, found)).state is HandoverState.DONE
    assert await world.seats() == {101: [], 102: [("14:30", True)], 103: [("14:30", True)]}


@pytest.mark.parametrize("way", ["refuse", "take back", "withdraw", "expire", "cancel"])
async def test_whatever_ends_it_frees_the_seat_of_the_colleague(world: World, way: str) -> None:
    eva = await fourth(world)
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    found = await asked(world, meeting)
    await agree(world, world.dan, found)
    now = world.clock.now()
    async with world.database.writing() as uow:
        if way == "refuse":
            await handover_answers.refuse(uow, world.hana, found.id, now)
        elif way == "take back":
            await handover_answers.take_back(uow, world.dan, found.id, now)
        elif way == "withdraw":
            await handover_answers.withdraw(uow, world.ana, found.id, now)
        elif way == "cancel":
            await agenda.cancel(uow, world.ana, meeting, "", now)
    if way == "expire":  # it counts at once: who asks next ends it in his own transaction
        world.clock.set(found.deadline)
    await world.ask(eva, world.dan, "Thu 14:30")
    async with world.database.reading() as uow:
        assert await uow.handovers.of_meeting(meeting) is None


async def test_colleague_who_takes_another_meeting_ends_it_and_all_three_hear(world: World) -> None:
    eva = await fourth(world)
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    request = await world.asked(eva, world.dan, "Thu 14:30")
    found = await asked(world, meeting)
    await agree(world, world.dan, found)

    assert isinstance(await world.accept(world.dan, request), Confirmed)

    async with world.database.reading() as uow:
        ended = await uow.handovers.get(found.id)
    assert ended is not None
    assert ended.state is HandoverState.LOST
    assert sum(kind == "handover.lost" for kind, _ in await world.kinds()) == 3
    assert (await world.seats())[102] == [("14:30", True)]


async def test_event_that_holds_nothing_holds_no_seat_of_a_colleague(database: SqlDatabase) -> None:
    async with three_people(database, pending_holds=PendingHolds.NONE) as world:
        found = await asked(world, await world.met(world.ana, world.hana, "Thu 14:30"))
        await agree(world, world.dan, found)
        assert await held_for(world, world.dan) == []


async def test_blocked_people_and_who_may_not_meet_are_not_proposed(world: World) -> None:
    eva = await fourth(world)
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    now = world.clock.now()

    async def named() -> set[str]:
        async with world.database.reading() as uow:
            found = await handover.mine(uow, world.ana, meeting, now)
            people = [one.participant for one in (world.ana, world.dan, world.hana, eva)]
            return {one.profile.name for one in await colleagues.who_may(uow, world.ana, found, people, now)}

    assert await named() == {"Dan", "Eva"}
    async with world.database.writing() as uow:
        await uow.blocks.add(world.hana.id, world.dan.id, now)  # of the other side
    assert await named() == {"Eva"}
    async with world.database.writing() as uow:
        await uow.blocks.add(eva.id, world.ana.id, now)  # of the one who leaves
    assert await named() == set()
    async with world.database.writing() as uow:
        await uow.blocks.remove(eva.id, world.ana.id)
    await world.met(eva, world.hana, "Thu 15:20")
    assert await named() == set()  # they meet anyway


@pytest.mark.parametrize(
    ("leaver", "ended", "told"),
    [
        (101, HandoverState.WITHDRAWN, {102: ""}),  # the meeting is cancelled, and stays with nobody
        (102, HandoverState.DECLINED, {101: "It stays with Ana.", 103: "It stays with Ana."}),
        (103, HandoverState.WITHDRAWN, {102: ""}),
    ],
)
async def test_whoever_is_erased_is_part_of_no_proposal_and_the_others_hear_of_it(
    world: World, leaver: int, ended: HandoverState, told: dict[int, str]
) -> None:
    found = await asked(world, await world.met(world.ana, world.hana, "Thu 14:30"))
    now = world.clock.now()
    async with world.database.writing() as uow:
        await privacy.erase(uow, leaver, SECRET, now)

    async with world.database.reading() as uow:
        proposal = await uow.handovers.get(found.id)
        assert proposal is not None
        assert proposal.state is ended
        rows = await uow.outbox.find([OutboxState.NEW], 99)
        heard = {}
        for row in rows:
            screen = await renderer(load_languages())(uow, row, now)
            if screen is not None and row.note.kind == f"handover.{ended}":
                heard[row.note.chat_id] = screen.text.splitlines()[1]
    assert heard == told
