"""What the outbox knows of a card of the day, and when a change asks for an edit."""

from __future__ import annotations

from datetime import timedelta

from bot.usecases import agenda, today
from bot.usecases.outbox import DayCard, Note, OutboxRow, OutboxState, Priority
from storage.unit_of_work import SqlDatabase
from tests.support.trio import World, three_people
from tests.support.world import at

LEASE = timedelta(seconds=60)


async def planned(world: World) -> list[OutboxRow]:
    """Give the rows that edit cards, in the order in which they are due."""
    async with world.database.reading() as uow:
        rows = await uow.outbox.find(list(OutboxState), 99)
    return sorted((one for one in rows if one.note.kind == today.KIND), key=lambda one: one.note.due_at)


async def cards(world: World, *rows: Note | OutboxRow) -> list[DayCard]:
    async with world.database.reading() as uow:
        found = await uow.outbox.find(list(OutboxState), 99)
        return [await uow.day_cards.of(one, world.clock.now()) for one in found if one.note in rows]


def edit(world: World, due: str, day: str = "2026-11-26") -> Note:
    params = {"to": world.ana.id, "day": day}
    return Note(today.KIND, 101, at(due), params, Priority.BROADCAST, dedupe=f"{due} {day}")


def digest(world: World, which: str, day: str = "2026-11-26") -> Note:
    params = {"to": world.ana.id, "day": day, "which": which}
    return Note("digest", 101, at("Thu 07:30"), params, Priority.DIGEST, dedupe=f"{which} {day}")


async def test_card_begins_as_the_digest_of_its_morning_and_waits_for_it(database: SqlDatabase) -> None:
    async with three_people(database) as world:
        world.clock.set(at("Thu 07:30"))
        mine, other_day = edit(world, "Thu 07:30"), edit(world, "Thu 07:30", "2026-11-27")
        notes = (digest(world, "morning"), digest(world, "evening"), mine, other_day)
        async with database.writing() as uow:
            await uow.outbox.add(*notes)
        [waits, elsewhere] = await cards(world, mine, other_day)
        assert (waits.awaited, waits.message_id, elsewhere.awaited) == (True, None, False)

        async with database.writing() as uow:
            lease = world.clock.now() + LEASE
            for one in await uow.outbox.claim(2, world.clock.now(), lease, least=Priority.DIGEST):
                await uow.outbox.sending(one.id, lease, lease + LEASE)
                await uow.outbox.sent(one.id, 40 + one.id, world.clock.now())
        [card, elsewhere] = await cards(world, mine, other_day)
        assert (card.awaited, card.message_id) == (False, 41)  # not that of the evening, which is the second
        assert elsewhere.message_id is None


async def test_one_of_several_that_are_due_is_drawn_and_what_may_have_arrived_is_not_sent_anew(
    database: SqlDatabase,
) -> None:
    async with three_people(database) as world:
        world.clock.set(at("Thu 15:00"))
        first, second, third = (edit(world, f"Thu {time}") for time in ("14:50", "15:00", "15:01"))
        async with database.writing() as uow:
            await uow.outbox.add(first, second, third)
            lease = world.clock.now() + LEASE
            [row] = await uow.outbox.claim(1, world.clock.now(), lease)
        [card] = await cards(world, row.note)
        assert card == DayCard(outdone=True)

        async with database.writing() as uow:
            await uow.outbox.sending(row.id, lease, lease + LEASE)
            await uow.outbox.doubt(row.id, world.clock.now())
        [card] = await cards(world, third)
        assert (card.unsure, card.message_id) == (True, None)


async def test_row_comes_after_an_older_one_that_is_on_its_way(database: SqlDatabase) -> None:
    async with three_people(database) as world:
        world.clock.set(at("Thu 15:00"))
        older, younger = edit(world, "Thu 15:00"), edit(world, "Thu 14:50")
        async with database.writing() as uow:
            await uow.outbox.add(older, younger)
            lease = world.clock.now() + LEASE
            [_, row] = await uow.outbox.claim(2, world.clock.now(), lease)
        assert [one.after_another for one in await cards(world, older, younger)] == [False, True]

        async with database.writing() as uow:
            await uow.outbox.sending(row.id, lease, lease + LEASE)
        assert [one.after_another for one in await cards(world, older, younger)] == [False, True]
        async with database.writing() as uow:
            await uow.outbox.sent(row.id, 7, world.clock.now())
        [_, card] = await cards(world, older, younger)
        assert (card.after_another, card.message_id) == (False, 7)


async def test_change_asks_for_an_edit_on_its_own_day_from_the_morning_on(database: SqlDatabase) -> None:
    async with three_people(database) as world:
        meeting_id = await world.met(world.ana, world.hana, "Thu 14:30")
        ends = [(one.note.chat_id, one.note.due_at) for one in await planned(world)]
        assert {chat for chat, _ in ends} == {101, 103}
        assert all(timedelta() <= due - at("Thu 14:50") < timedelta(minutes=1) for _, due in ends)

        world.clock.set(at("Thu 07:29"))
        await world.met(world.dan, world.ana, "Thu 15:20")
        assert len(await planned(world)) == 4  # the ends of both: the digest will tell the rest
        world.clock.set(at("Thu 12:29"))
        async with database.writing() as uow:
            await agenda.cancel(uow, world.ana, meeting_id, "", world.clock.now())
        soon = [one.note for one in await planned(world)][:2]
        assert [one.due_at > world.clock.now() for one in soon] == [True, True]
        world.clock.set(at("Thu 13:20"))
        async with database.writing() as uow:
            [left] = await uow.meetings.of(world.dan.id)
            await agenda.cancel(uow, world.dan, left.id, "", world.clock.now())
        near = [one.note for one in await planned(world) if one.note.due_at == world.clock.now()]
        assert sorted(one.chat_id for one in near) == [101, 102]
        assert {(one.priority, one.silent) for one in near} == {(Priority.BROADCAST, True)}
