"""Two processes that answer the same thing at one moment: one of them has done it, the other one is told."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from sqlalchemy import func, select

from bot.domain.applications import Application, ApplicationState
from bot.domain.event import PendingHolds
from bot.domain.handover import HandoverState
from bot.domain.persons import Person as Known
from bot.domain.waiting import Offer
from bot.usecases import handover
from bot.usecases.answering import accept
from bot.usecases.booking import Asked, ask
from bot.usecases.confirming import Confirmed
from bot.usecases.outbox import OutboxState
from bot.usecases.own_profile import Draft
from bot.usecases.registering import ADMITTED
from storage import tables as t
from storage.unit_of_work import SqlDatabase
from tests.e2e.test_race import NOW, SLOT, counts, people_of, race
from tests.support.racer import Attempt, run_together
from tests.support.world import at, make_event

LATER = at("Thu 16:10")


async def test_time_that_is_held_for_one_who_waits_is_his_against_a_crowd(database: SqlDatabase) -> None:
    names = [f"Guest {number}" for number in range(40)]
    event, people = await people_of(
        database, make_event(pending_holds=PendingHolds.BOTH), "Host", "Waiter", *names
    )
    host, waiter = people["Host"], people["Waiter"]
    slot = next(one for one in event.slots if one.start == SLOT)
    held = Offer(0, event.id, waiter.id, host.id, SLOT, slot.end, NOW, LATER)
    async with database.writing() as uow:
        await uow.waiting.join(event.id, waiter.id, host.id, (), NOW)
        assert await uow.offers.hold(held, (waiter.id, host.id))
    attempts = [Attempt("ask", people[name].person.telegram_id, host.id, SLOT.isoformat()) for name in names]
    mine = Attempt("ask", waiter.person.telegram_id, host.id, SLOT.isoformat())

    outcomes = await run_together(
        [race(database.url, [*attempts[:20], mine]), race(database.url, [*attempts[20:], mine])]
    )

    assert Counter(outcomes) == {"Asked": 1, "taken": 40, "already": 1}
    found = await counts(database)
    assert (found["held seats"], found["open requests"]) == (2, 1)  # those of his request now


async def test_last_yes_to_a_hand_over_is_said_once_whoever_says_it_first(database: SqlDatabase) -> None:
    _, people = await people_of(database, make_event(), "Leaver", "Colleague", "Other")
    leaver, colleague, other = people["Leaver"], people["Colleague"], people["Other"]
    async with database.writing() as uow:
        asked = await ask(uow, leaver, other.id, SLOT, "", NOW)
        assert isinstance(asked, Asked)
        met = await accept(uow, other, asked.request.id, 1, NOW)
        assert isinstance(met, Confirmed)
        found = await handover.propose(uow, leaver, met.meeting.id, 1, colleague.id, NOW)
    both = [Attempt("agree", one.person.telegram_id, found.id) for one in (colleague, other)]

    outcomes = await run_together([race(database.url, both), race(database.url, both[::-1])])

    assert Counter(outcomes) == {"open": 1, "done": 1, "StaleError": 2}
    async with database.reading() as uow:
        ended, meeting = await uow.handovers.get(found.id), await uow.meetings.get(met.meeting.id)
        rows = await uow.outbox.find([OutboxState.NEW], 1000)
    done = [one.note.chat_id for one in rows if one.note.kind == "handover.done"]
    assert ended is not None
    assert meeting is not None
    assert (ended.state, meeting.guest_id, meeting.host_id) == (HandoverState.DONE, colleague.id, other.id)
    assert len(done) == len(set(done)) == 2  # all but the one whose press it was
    assert await counts(database) == {
        "meetings": 1,
        "confirmed seats": 2,
        "held seats": 0,
        "tables": 1,
        "open requests": 0,
    }


async def test_two_organizers_admit_one_person_at_one_moment(database: SqlDatabase) -> None:
    event, people = await people_of(database, make_event(), "Olga", "Oskar")
    made = Application(0, event.id, 777, "Nora New", "", "", ApplicationState.PENDING, "", NOW)
    async with database.writing() as uow:
        await uow.persons.save(Known(777, "en"), NOW)
        number = await uow.applications.add(made)
    assert number is not None
    attempts = [Attempt("admit", one.person.telegram_id, number) for one in people.values()]

    outcomes = Counter(await run_together([race(database.url, [one] * 3) for one in attempts]))

    assert outcomes.pop("admitted", 0) == 1, outcomes
    assert set(outcomes) <= {"StaleError", "NotFoundError"}  # decided already, however late it is noticed
    async with database.reading() as uow:
        query = select(func.count()).select_from(t.participant).where(t.participant.c.event_id == event.id)
        assert (await uow.connection.execute(query)).scalar_one() == 3
        told = [one for one in await uow.outbox.of_chat(777) if one["kind"] == ADMITTED]
    assert len(told) <= 1


async def test_one_address_goes_to_one_of_two_who_save_it_at_one_moment(database: SqlDatabase) -> None:
    _, people = await people_of(database, make_event(), *(f"Person {number}" for number in range(10)))
    draft = Draft("email", changes={"email": "one@example.org"})
    async with database.writing() as uow:
        for one in people.values():
            await uow.persons.change(one.person.telegram_id, dialog=draft.dialog())
    attempts = [Attempt("save", one.person.telegram_id) for one in people.values()]

    outcomes = await run_together([race(database.url, attempts[:5]), race(database.url, attempts[5:])])

    assert Counter(outcomes) == {"saved": 1, "email_in_use": 9}
    async with database.reading() as uow:
        found = await uow.participants.many(one.id for one in people.values())
    assert [one.profile.email for one in found.values()].count("one@example.org") == 1


async def test_two_saves_of_one_profile_at_one_moment_keep_both_fields(database: SqlDatabase) -> None:
    _, people = await people_of(database, make_event(), "Ana")
    me = people["Ana"]
    draft = Draft("city", changes={"city": "Cluj-Napoca"})
    async with database.writing() as uow:
        await uow.persons.change(me.person.telegram_id, dialog=draft.dialog())
    twice = [Attempt("save", me.person.telegram_id)] * 4

    outcomes = await run_together([race(database.url, twice), race(database.url, twice)])

    assert Counter(outcomes) == {"saved": 8}  # what was kept before is kept again
    async with database.reading() as uow:
        (found,) = (await uow.participants.many((me.id,))).values()
    assert replace(found.profile, city="") == replace(me.participant.profile, city="")
    assert found.profile.city == "Cluj-Napoca"
    assert "city" in found.edited
