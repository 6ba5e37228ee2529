from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from bot.domain.booking import RequestState
from bot.domain.event import Event
from bot.domain.links import erased_digest
from bot.domain.people import Participant
from bot.domain.persons import Person
from bot.domain.roles import Role
from bot.usecases import answering, booking, moving, people_import, privacy
from bot.usecases.confirming import Confirmed
from bot.usecases.files import PeopleFile, PersonRow, Problem, ProblemCode, WallWindow
from bot.usecases.identity import in_event
from bot.usecases.people_import import BadRowsError, Preview
from storage.unit_of_work import SqlDatabase
from tests.support import statements
from tests.support.world import SECRET, THURSDAY, THURSDAY_WINDOW, ManualClock, at, make_event, row

NOW = ManualClock().now()
NO_EMAIL = Problem(9, "email", ProblemCode.BAD_EMAIL, "nobody")


class Lists:
    """An event, and lists of people that come for it."""

    def __init__(self, database: SqlDatabase, event: Event) -> None:
        self.database, self.event = database, event

    async def preview(self, *rows: PersonRow, problems: tuple[Problem, ...] = ()) -> Preview:
        async with self.database.reading() as uow:
            people = PeopleFile(_numbered(rows), problems)
            return await people_import.preview(uow, self.event, people, SECRET, NOW)

    async def load(
        self, *rows: PersonRow, problems: tuple[Problem, ...] = (), skip_bad: bool = False
    ) -> Preview:
        async with self.database.writing() as uow:
            people = PeopleFile(_numbered(rows), problems)
            return await people_import.load(uow, self.event, people, SECRET, NOW, skip_bad=skip_bad)

    async def people(self) -> dict[str, Participant]:
        async with self.database.reading() as uow:
            return {one.key: one for one in await uow.participants.of_event(self.event.id)}

    async def connect(self, key: str, telegram_id: int, language: str = "en") -> int:
        person = (await self.people())[key]
        async with self.database.writing() as uow:
            await uow.persons.save(Person(telegram_id, language), NOW)
            await uow.participants.connect(person.id, telegram_id, NOW)
        return person.id

    async def ask(self, guest: int, host: int, when: str) -> int:
        async with self.database.writing() as uow:
            me = await in_event(uow, guest, self.event.id)
            asked = await booking.ask(uow, me, host, at(when), "", NOW)
        assert isinstance(asked, booking.Asked)
        return asked.request.id


@pytest.fixture
async def lists(database: SqlDatabase) -> Lists:
    async with database.writing() as uow:
        event = await uow.events.save(make_event())
    return Lists(database, event)


def _numbered(rows: tuple[PersonRow, ...]) -> tuple[PersonRow, ...]:
    return tuple(replace(one, line=line) for line, one in enumerate(rows, start=2))


def keyless(name: str, organization: str = "Acme", email: str = "") -> PersonRow:
    """Make a row of a list without keys."""
    key = email or f"{name.lower()}|{organization.lower()}"
    return row(name, organization=organization, email=email, key=key)


async def test_first_list_adds_everybody(lists: Lists) -> None:
    loaded = await lists.load(row("Ana", THURSDAY_WINDOW), row("Dan"))
    assert [one.profile.name for one in loaded.new] == ["Ana", "Dan"]
    people = await lists.people()
    assert list(people) == ["ana", "dan"]
    assert [(one.start, one.end) for one in people["ana"].windows] == [(at("Thu 14:30"), at("Thu 17:00"))]


async def test_preview_writes_nothing(lists: Lists) -> None:
    await lists.preview(row("Ana"))
    assert await lists.people() == {}


async def test_same_list_again_changes_nobody(lists: Lists) -> None:
    everything = row("Ana", THURSDAY_WINDOW, email="ana@example.org", table="3")
    all_blocks = replace(row("Dan"), windows=None)
    await lists.load(everything, all_blocks, row("Eva"))
    again = await lists.preview(everything, all_blocks, row("Eva"))
    assert (again.new, again.changed, again.unchanged, again.gone) == ((), (), 3, ())


async def test_changes_name_their_fields(lists: Lists) -> None:
    await lists.load(row("Ana", role="CEO"), row("Dan"), row("Eva"))
    changed = replace(row("Dan", THURSDAY_WINDOW, key="dan", table="2"), language="ro")
    again = await lists.load(row("Ana", role="CTO", city="Cluj"), changed, row("Eva"))
    assert [(one.person.profile.name, one.fields) for one in again.changed] == [
        ("Ana", ("role", "city")),
        ("Dan", ("windows", "table", "language")),
    ]
    people = await lists.people()
    assert people["ana"].profile.role == "CTO"
    assert people["dan"].table == "2"


async def test_list_that_was_compared_before_the_people_changed_is_compared_anew(lists: Lists) -> None:
    await lists.load(row("Ana", key="1"))
    people = PeopleFile(_numbered((row("Ana", key="1"), row("Dan", key="2"))))
    async with lists.database.reading() as uow:
        compared = await people_import.compare(uow, lists.event, people, SECRET)
    await lists.load(row("Ana", key="1"), row("Dan", key="2"))
    async with lists.database.writing() as uow:
        loaded = await people_import.load(uow, lists.event, people, SECRET, NOW, compared=compared)
    assert (loaded.new, loaded.unchanged) == ((), 2)


async def test_missing_people_are_listed_and_stay(lists: Lists) -> None:
    await lists.load(row("Ana"), row("Dan"))
    again = await lists.load(row("Ana"))
    assert [one.name for one in again.gone] == ["Dan"]
    assert set(await lists.people()) == {"ana", "dan"}


async def test_language_of_somebody_connected_is_his_own(lists: Lists) -> None:
    await lists.load(replace(row("Ana"), language="ro"))
    await lists.connect("ana", 101, "hu")
    assert (await lists.preview(replace(row("Ana"), language="en"))).unchanged == 1


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        (keyless("Ana", email="ana@example.org"), row("Ana Pop", email="Ana@Example.org", key="K1"), "K1"),
        (row("Ana", email="ana@example.org", key="K1"), keyless("Ana Pop", email="ana@example.org"), "K1"),
        (keyless("Ana"), keyless("Ana", email="ana@example.org"), "ana@example.org"),
        (keyless("Ana"), row("Ana", organization="Acme", key="K1"), "K1"),
    ],
    ids=["email, then key", "key, then email", "name, then email", "name, then key"],
)
async def test_person_is_known_again_when_the_list_names_him_otherwise(
    lists: Lists, before: PersonRow, after: PersonRow, key: str
) -> None:
    await lists.load(before)
    found = await lists.load(after)
    assert (len(found.new), len(found.changed), found.gone) == (0, 1, ())
    assert list(await lists.people()) == [key]


async def test_namesakes_are_not_guessed(lists: Lists) -> None:
    await lists.load(keyless("Ana"))
    two = (keyless("Ana", email="ana1@example.org"), keyless("Ana", email="ana2@example.org"))
    found = await lists.preview(*two)
    assert (len(found.new), len(found.gone)) == (2, 1)


async def test_other_key_is_another_person(lists: Lists) -> None:
    await lists.load(row("Ana", organization="Acme", key="K1"))
    found = await lists.preview(row("Ana", organization="Acme", key="K2"))
    assert (len(found.new), len(found.gone)) == (1, 1)


async def test_address_of_somebody_else_is_a_bad_row(lists: Lists) -> None:
    await lists.load(row("Ana", key="K1", email="ana@example.org"), row("Dan", key="K2"))
    found = await lists.preview(row("Dan", key="K2", email="Ana@example.org"))
    assert found.problems == (Problem(2, "email", ProblemCode.EMAIL_OF_OTHER, "Ana"),)
    assert found.changed == ()


async def test_addresses_may_be_exchanged_within_a_list(lists: Lists) -> None:
    await lists.load(row("Ana", key="K1", email="a@example.org"), row("Dan", key="K2", email="d@example.org"))
    found = await lists.load(
        row("Ana", key="K1", email="d@example.org"), row("Dan", key="K2", email="a@example.org")
    )
    assert [one.fields for one in found.changed] == [("email",), ("email",)]
    assert {key: one.profile.email for key, one in (await lists.people()).items()} == {
        "K1": "d@example.org",
        "K2": "a@example.org",
    }


async def test_bad_rows_stop_the_whole_list(lists: Lists) -> None:
    with pytest.raises(BadRowsError) as error:
        await lists.load(row("Ana"), problems=(NO_EMAIL,))
    assert error.value.preview.problems == (NO_EMAIL,)
    assert await lists.people() == {}


async def test_bad_rows_can_be_left_out(lists: Lists) -> None:
    loaded = await lists.load(row("Ana"), problems=(NO_EMAIL,), skip_bad=True)
    assert (len(loaded.new), loaded.bad_lines) == (1, 1)
    assert set(await lists.people()) == {"ana"}


async def test_unreadable_file_is_refused_even_without_its_bad_rows(lists: Lists) -> None:
    with pytest.raises(BadRowsError):
        await lists.load(problems=(Problem(0, "", ProblemCode.EMPTY_FILE),), skip_bad=True)


async def test_key_too_long_to_store_is_a_bad_row(lists: Lists) -> None:
    found = await lists.preview(row("Ana", key="k" * 401))
    assert [one.code for one in found.problems] == [ProblemCode.TEXT_TOO_LONG]
    assert found.new == ()


@pytest.mark.parametrize("named", ["K1", "ana@example.org", "ana|acme"])
async def test_erased_people_are_skipped_however_they_are_named(lists: Lists, named: str) -> None:
    async with lists.database.writing() as uow:
        await uow.participants.remember_erased(lists.event.id, erased_digest(SECRET, lists.event.id, named))
    ana = row("Ana", organization="Acme", key="K1", email="Ana@example.org")
    loaded = await lists.load(ana, row("Dan"))
    assert [one.profile.name for one in loaded.erased] == ["Ana"]
    assert set(await lists.people()) == {"dan"}


async def test_who_asked_to_be_erased_does_not_come_back_under_another_name_for_him(lists: Lists) -> None:
    await lists.load(row("Ana", organization="Acme", key="K1", email="ana@example.org"))
    await lists.connect("K1", 101)
    async with lists.database.writing() as uow:
        await uow.roles.grant(lists.event.id, 101, Role.ORGANIZER, NOW)
        await privacy.erase(uow, 101, SECRET, NOW)
        assert await uow.roles.of_person(101) == {}
    again = keyless("Ana", organization="Acme", email="ana@example.org")
    assert [one.profile.name for one in (await lists.load(again)).erased] == ["Ana"]
    assert await lists.people() == {}


async def test_windows_that_strand_a_booking_are_a_bad_row(lists: Lists) -> None:
    await lists.load(row("Hana", THURSDAY_WINDOW), row("Ana"), row("Dan"))
    hana = await lists.connect("hana", 101)
    await lists.connect("ana", 102)
    await lists.connect("dan", 103)
    meeting = await lists.ask(102, hana, "Thu 14:30")
    await lists.ask(103, hana, "Thu 16:10")
    async with lists.database.writing() as uow:
        me = await in_event(uow, 101, lists.event.id)
        await answering.accept(uow, me, meeting, 1, NOW)
    found = await lists.preview(row("Hana", WallWindow(THURSDAY, time(15), time(16))))
    assert [(one.line, one.code, one.value) for one in found.problems] == [
        (2, ProblemCode.WINDOW_STRANDS, "2026-11-26 14:30, Ana"),
        (2, ProblemCode.WINDOW_STRANDS, "2026-11-26 16:10, Dan"),
    ]
    wider = await lists.preview(row("Hana", WallWindow(THURSDAY, time(14, 30), time(16, 30))))
    assert wider.problems == ()


async def test_windows_that_leave_a_proposed_move_outside_end_it_and_tell_both(lists: Lists) -> None:
    await lists.load(row("Hana", THURSDAY_WINDOW), row("Ana"))
    hana = await lists.connect("hana", 101)
    await lists.connect("ana", 102)
    request = await lists.ask(102, hana, "Thu 14:30")
    async with lists.database.writing() as uow:
        me = await in_event(uow, 101, lists.event.id)
        met = await answering.accept(uow, me, request, 1, NOW)
        assert isinstance(met, Confirmed)
        move = await moving.propose(uow, me, met.meeting.id, 1, [at("Thu 16:10")], NOW)
    found = await lists.load(row("Hana", WallWindow(THURSDAY, time(14, 30), time(16))), row("Ana"))
    assert found.problems == ()
    async with lists.database.reading() as uow:
        ended = await uow.requests.get(move.id)
        kinds = {chat: [one["kind"] for one in await uow.outbox.of_chat(chat)] for chat in (101, 102)}
    assert ended is not None
    assert ended.state is RequestState.LOST
    assert all("move.lost" in told for told in kinds.values())


async def test_guest_who_gets_windows_elsewhere_strands_his_request(lists: Lists) -> None:
    await lists.load(row("Hana", THURSDAY_WINDOW), row("Ana"))
    hana = await lists.connect("hana", 101)
    await lists.connect("ana", 102)
    await lists.ask(102, hana, "Thu 14:30")
    late = WallWindow(THURSDAY, time(16), time(17))
    found = await lists.preview(row("Hana", THURSDAY_WINDOW), row("Ana", late))
    assert [(one.line, one.value) for one in found.problems] == [(3, "2026-11-26 14:30, Hana")]
    none = await lists.preview(row("Hana", THURSDAY_WINDOW), row("Ana"))  # who asks only, may always
    assert none.problems == ()


async def test_new_windows_cost_as_many_statements_however_many_people_get_them(lists: Lists) -> None:
    people = 40
    hosts = [row(f"Hana {number}", THURSDAY_WINDOW) for number in range(people)]
    await lists.load(*hosts, row("Ana"))
    await lists.connect("ana", 102)
    for number in range(4):
        host = await lists.connect(f"hana {number}", 200 + number)
        await lists.ask(102, host, ("Thu 14:30", "Thu 14:55", "Thu 15:20", "Thu 15:45")[number])
    late = WallWindow(THURSDAY, time(16), time(17))
    changed = [replace(one, windows=(late,)) for one in hosts]

    counts = {}
    for size in (1, people):
        with statements.noted() as run:
            found = await lists.preview(*changed[:size])
        assert len(found.problems) == min(size, 4)
        counts[size] = len(run)
    assert counts[people] == counts[1]

    for size in (5, people):  # of whom nobody proposes to move a meeting
        with statements.noted() as run:
            await lists.load(*changed[4:size], *hosts[:4])
        counts[size] = sum("FROM request " in one for one in run)
    assert counts[people] == counts[5]
