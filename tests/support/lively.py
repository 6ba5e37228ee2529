"""A database with something in every table, as a conference in the middle of its day leaves it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot.domain.applications import Application, ApplicationState
from bot.domain.booking import Attendance
from bot.domain.feedback import Outcome
from bot.domain.finding import Facet, Filter, Free
from bot.domain.handover import Handover, HandoverState
from bot.domain.links import WrongLinks
from bot.domain.relay import Content, Kind
from bot.domain.roles import Role
from bot.domain.waiting import Offer
from bot.usecases import answering, broadcasting
from bot.usecases.files import ImportDraft
from bot.usecases.inbox import InboxRow
from bot.usecases.organizing import Organizer
from bot.usecases.outbox import Note
from storage.columns import metadata
from storage.replica_tables import OF_PROCESSES
from storage.unit_of_work import SqlDatabase, SqlUnitOfWork
from tests.support.trio import World, three_people
from tests.support.world import THURSDAY_WINDOW, at, row

ORGANIZER = 900
NOTE = "Ünnep: “<b>15:20</b>” – \\u0041, 日本 😀 'x' \"y\""
_SECOND, _SLOT = timedelta(seconds=1), timedelta(minutes=20)


async def enliven(database: SqlDatabase) -> World:
    """Let three people ask, meet and decline, under an organizer who imports and writes to everybody."""
    async with three_people(database) as world:
        await world.met(world.ana, world.hana, "Thu 14:30")
        meeting = await world.met(world.dan, world.hana, "Thu 14:55")
        await world.ask(world.ana, world.dan, "Thu 15:20", "Thu 15:45", note=NOTE)
    async with database.writing() as uow:
        await _say(uow, world, meeting)
        await _organize(uow, world)
        await _begin_to_send(uow, world)
        assert {len(rows) > 0 for rows in (await rows_of(uow)).values()} == {True}, "a table is empty"
    return world


async def _say(uow: SqlUnitOfWork, world: World, meeting: int) -> None:
    now = world.clock.now()
    (request,) = await uow.requests.open_of(world.ana.id)
    (own,) = await uow.meetings.of(world.ana.id)
    await uow.feedback.save(own.id, world.ana.id, Outcome.USEFUL, now)
    await uow.feedback.comment(own.id, world.ana.id, NOTE)
    await answering.decline(uow, world.dan, request.id, request.version, NOTE, now)
    await uow.meetings.say(meeting, world.dan.id, Attendance.LATE, now)
    three = (world.dan.id, world.ana.id, world.hana.id)
    state = HandoverState.OPEN
    await uow.handovers.add(Handover(0, world.event.id, meeting, *three, state, now, now + _SLOT))
    late = await uow.participants.add(world.event, row("Late Person", organization="Öböl Kft"))
    await uow.participants.want(late, world.ana.id, now)
    pair, start = (world.ana.id, world.dan.id), at("Thu 16:10")
    await uow.waiting.join(world.event.id, *pair, (start,), now)
    await uow.requests.lose(request.id, (start,))
    held = Offer(
        0, world.event.id, *pair, start, start + _SLOT, now, now + 60 * _SECOND, request_id=request.id
    )
    assert await uow.offers.hold(held, pair)
    await uow.marks.favour(world.ana.id, world.hana.id, now)
    await uow.finding.save_filter(
        world.ana.id, Filter({Facet.CITY: (NOTE.lower(),)}, Free(), favourites=True)
    )
    await uow.feeds.renew(world.ana.id, active=True)
    await uow.check_ins.add(world.ana.id, now)
    await uow.finding.dismiss(world.ana.id, world.dan.id, now)
    await uow.finding.say_free_now(world.ana.id, now)
    await uow.wrap_ups.ask(world.ana.id, world.dan.id, now)
    await uow.blocks.add(world.ana.id, late, now)
    await uow.reports.add(world.event.id, world.ana.id, late, NOTE, now)
    await uow.relays.add(world.ana.id, world.hana.id, Content(Kind.TEXT, NOTE), now)
    shown = replace(world.ana.participant, photo=NOTE)
    await uow.profiles.save_times_draft(world.ana.id, [THURSDAY_WINDOW])
    await uow.profiles.save(shown, {"photo"})
    await uow.marks.write(world.ana.id, world.dan.id, NOTE, now)
    await uow.participants.remember_erased(world.event.id, "f" * 64)
    await uow.persons.change(world.ana.person.telegram_id, minutes_before=(5, 60), dialog={"step": "note"})
    updates = [InboxRow(7_000_000_001, 101, '{"update_id": 7000000001}'), InboxRow(7_000_000_002, 102, "{}")]
    await uow.inbox.store(updates, now)
    await uow.inbox.finish(7_000_000_002)
    await uow.wrong_links.save(101, WrongLinks(1, now))


async def _organize(uow: SqlUnitOfWork, world: World) -> None:
    now, event = world.clock.now(), world.event
    made = Application(0, event.id, 777, "Nora New", "", "", ApplicationState.PENDING, "", now)
    await uow.applications.add(made)
    await uow.roles.grant(event.id, ORGANIZER, Role.ORGANIZER, now)
    await uow.roles.note_menus((ORGANIZER,))
    for name in ("old.csv", "people.csv"):  # the second one takes the place, and not the number, of the first
        await uow.drafts.add(ImportDraft(0, event.id, ORGANIZER, name, b"key,name\n\x00\xff"), now)
    draft = await broadcasting.write(uow, Organizer(ORGANIZER, event), NOTE, "photo", "f" * 80, now)
    await broadcasting.start(uow, ORGANIZER, {ORGANIZER}, draft.broadcast.id, now, at_once=True, card=None)


async def _begin_to_send(uow: SqlUnitOfWork, world: World) -> None:
    now = world.clock.now()
    await uow.outbox.add(Note("joined", 101, now, {"to": world.ana.id, "host": world.hana.id}, dedupe="x:1"))
    for number, one in enumerate(await uow.outbox.claim(3, now, now + 60 * _SECOND)):
        if number and await uow.outbox.sending(one.id, now + 60 * _SECOND, now + 61 * _SECOND) and number > 1:
            await uow.outbox.sent(one.id, 4711, now)


async def rows_of(uow: SqlUnitOfWork) -> dict[str, list[tuple[Any, ...]]]:
    """Give every row of every table, in an order that does not depend on the database."""
    found = {}
    for table in metadata.sorted_tables:
        if table.name in OF_PROCESSES:  # which are no content
            continue
        rows = await uow.connection.execute(select(table))
        found[table.name] = sorted((tuple(row) for row in rows), key=repr)
    return found
