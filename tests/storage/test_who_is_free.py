"""Who could be met at a time: only people of whom that time can really be asked."""

from __future__ import annotations

from datetime import datetime

from bot.usecases import booking, company
from bot.usecases.times import Instant
from storage.unit_of_work import SqlDatabase
from tests.support.world import FRIDAY_WINDOW, THURSDAY_WINDOW, ManualClock, add_people, at, make_event, row

NOW = ManualClock().now()
HALF_PAST_TWO = Instant(datetime(2026, 11, 26, 14, 30))  # noqa: DTZ001 - on the event's clocks


async def test_nobody_is_named_who_cannot_be_asked(database: SqlDatabase) -> None:
    colleague = row("Colleague", THURSDAY_WINDOW, organization="Paper Kite Labs")
    guest = row("Guest", THURSDAY_WINDOW, organization="Paper Kite Labs")
    async with database.writing() as uow:
        event = await uow.events.save(make_event())
        rows = [row(name, THURSDAY_WINDOW) for name in ("Asked", "Asking", "Free", "Met")]
        people = await add_people(uow, event, guest, colleague, *rows, now=NOW)
        await uow.participants.add(event, row("Absent", THURSDAY_WINDOW))
        me = people["Guest"]
        await booking.ask(uow, me, people["Asked"].id, at("Thu 15:20"), "", NOW)
        await booking.ask(uow, people["Asking"], me.id, at("Thu 15:45"), "", NOW)
        await booking.ask(uow, people["Met"], me.id, at("Thu 16:10"), "", NOW)
        await booking.ask(uow, me, people["Met"].id, at("Thu 16:10"), "", NOW)  # which accepts

        found = await company.who_is_free(uow, me, HALF_PAST_TWO, NOW)

    assert [person.profile.name for person, _ in found.people] == ["Free"]
    assert found.total == 1


async def test_where_nobody_can_be_met_the_nearest_slot_with_somebody_is_named(
    database: SqlDatabase,
) -> None:
    async with database.writing() as uow:
        event = await uow.events.save(make_event())
        rows = [row(name, THURSDAY_WINDOW) for name in ("Asking", "Busy", "Guest")]
        people = await add_people(uow, event, *rows, now=NOW)
        await uow.participants.add(event, row("Absent", THURSDAY_WINDOW, FRIDAY_WINDOW))
        me = people["Guest"]

        async def asked(clock: str) -> tuple[list[str], int, datetime | None]:
            when = Instant(event.local(at(clock)).replace(tzinfo=None))
            found = await company.who_is_free(uow, me, when, NOW)
            assert all(slot == found.instead for _, slot in found.people if found.instead)
            names = [person.profile.name for person, _ in found.people]
            return names, found.total, found.instead.start if found.instead else None

        assert await asked("Thu 15:45") == (["Asking", "Busy"], 2, None)
        assert await asked("Thu 16:00") == (["Asking", "Busy"], 2, at("Thu 16:10"))
        await booking.ask(uow, people["Asking"], people["Busy"].id, at("Thu 16:10"), "", NOW)
        assert await asked("Thu 16:10") == (["Asking", "Busy"], 2, None)  # nothing is agreed
        await booking.ask(uow, people["Busy"], people["Asking"].id, at("Thu 16:10"), "", NOW)  # and is
        assert await asked("Thu 16:10") == (["Asking", "Busy"], 2, at("Thu 15:45"))
        assert await asked("Thu 23:00") == (["Asking", "Busy"], 2, at("Thu 16:35"))
        assert await asked("Fri 09:00") == ([], 0, None)  # nobody that day has joined
        assert await asked("Wed 16:00") == ([], 0, None)  # no block that day


async def test_the_rule_of_types_leaves_out_whom_it_keeps_apart(database: SqlDatabase) -> None:
    rule = (("Startup", ("Investor",)),)
    async with database.writing() as uow:
        event = await uow.events.save(make_event(meets=rule))
        rows = [
            row("Colleague", THURSDAY_WINDOW, participation_type="Startup"),
            row("Investor", THURSDAY_WINDOW, organization_type="investor"),
            row("Startup", THURSDAY_WINDOW, participation_type="Startup"),
            row("University", THURSDAY_WINDOW, participation_type="University"),
        ]
        people = await add_people(uow, event, *rows, now=NOW)

        async def free_for(name: str) -> list[str]:
            found = await company.who_is_free(uow, people[name], HALF_PAST_TWO, NOW)
            return [person.profile.name for person, _ in found.people]

        assert event.booking.meets == rule
        assert await free_for("Startup") == ["Investor"]
        assert await free_for("Investor") == ["Colleague", "Startup", "University"]
        assert await free_for("University") == ["Investor"]
