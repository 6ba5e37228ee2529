"""Messages that were given up, as the organizers of their event see them."""

from __future__ import annotations

from datetime import timedelta

from bot.usecases import dead_letters
from bot.usecases.dead_letters import Why
from bot.usecases.organizing import Organizer
from bot.usecases.outbox import MAX_ATTEMPTS, Note, OutboxState
from storage.unit_of_work import SqlDatabase
from tests.support.trio import three_people

LEASE = timedelta(seconds=60)


async def test_what_was_given_up_is_counted_by_its_reason_and_tried_again_on_request(
    database: SqlDatabase,
) -> None:
    async with three_people(database) as world, database.writing() as uow:
        now, organizer = world.clock.now(), Organizer(9, world.event)
        for one in (world.ana, world.dan, world.hana):
            await uow.outbox.add(Note("asked", one.person.telegram_id, now, {"to": one.id}))
        blocked, refused, tried = [row.id for row in await uow.outbox.claim(3, now, now + LEASE)]
        await uow.outbox.close(blocked, OutboxState.DEAD, "Forbidden: bot was blocked by the user")
        await uow.outbox.close(refused, OutboxState.DEAD, "Chat not found")
        for _ in range(MAX_ATTEMPTS - 1):
            await uow.outbox.again(tried, now, counts=True, error="Bad Gateway")
            await uow.outbox.claim(1, now, now + LEASE)
        await uow.outbox.close(tried, OutboxState.DEAD, "Bad Gateway")

        found = await dead_letters.undelivered(uow, organizer)

        assert found.counts == {Why.BLOCKED: 1, Why.REFUSED: 1, Why.TRIED: 1}
        assert found.total == 3
        assert await dead_letters.try_again(uow, organizer, now) == 3
        assert (await dead_letters.undelivered(uow, organizer)).total == 0
        assert len(await uow.outbox.claim(9, now, now + LEASE)) == 3
