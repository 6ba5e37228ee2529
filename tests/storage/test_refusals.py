"""Buttons that are forged, of others or too late: what is refused, and that nothing has changed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.domain.calendar_feeds import FeedKey
from bot.domain.errors import NotAvailableError, NotFoundError, StaleError
from bot.domain.feedback import Outcome
from bot.domain.no_show import NotBegunError
from bot.domain.persons import Person
from bot.domain.roles import Role
from bot.domain.wrap_up import Introduced
from bot.usecases import (
    agenda,
    calendar_feeds,
    directory,
    feedback,
    marks,
    no_show,
    safety,
    staffing,
    suggesting,
    today,
    waiting,
    wrap_up,
)
from bot.usecases.company import no_question
from bot.usecases.organizing import Organizer
from bot.usecases.pair import load_pair
from bot.usecases.swapping import in_the_way
from bot.usecases.waiting import NOTHING_ELSE
from storage.unit_of_work import SqlDatabase
from tests.support.trio import World, three_people
from tests.support.world import at, make_event

OWNER = 9
OWNERS = frozenset({OWNER})


@pytest.fixture
async def world(database: SqlDatabase) -> AsyncIterator[World]:
    async with three_people(database) as world:
        yield world


async def test_nobody_reports_or_dismisses_himself_or_marks_whom_he_is_kept_apart_from(world: World) -> None:
    now = world.clock.now()
    async with world.database.writing() as uow:
        with pytest.raises(NotFoundError):
            await safety.report(uow, world.ana, world.ana.id, "myself", OWNERS, now)
        with pytest.raises(NotFoundError):
            await suggesting.dismiss(uow, world.ana, world.ana.id, now)
        await uow.blocks.add(world.hana.id, world.ana.id, now)
        for me, other in ((world.ana, world.hana), (world.hana, world.ana)):
            with pytest.raises(NotAvailableError):
                await marks.write(uow, me, other.id, "a note", now)
        assert await uow.marks.notes(world.ana.id) == {}
        assert await uow.reports.by(world.ana.id) == []
        assert await uow.outbox.of_chat(OWNER) == []


async def test_report_is_dealt_with_at_its_event_alone(world: World) -> None:
    now = world.clock.now()
    async with world.database.writing() as uow:
        other = await uow.events.save(replace(make_event(), slug="other-2026"))
        await safety.report(uow, world.ana, world.hana.id, "rude", OWNERS, now)
        made = (await uow.reports.by(world.ana.id))[0]
        for event, number in ((other, made.id), (world.event, made.id + 99)):
            with pytest.raises(NotFoundError):
                await safety.close_report(uow, Organizer(OWNER, event), number, now)
        kept = await uow.reports.get(made.id)
        assert kept is not None
        assert kept.closed_at is None
        assert (await safety.told(uow, world.event, made.id)).report == made


async def test_calendar_is_followed_under_its_last_address_by_who_is_still_in(world: World) -> None:
    await world.met(world.ana, world.hana, "Thu 14:30")
    async with world.database.writing() as uow:
        feed = await calendar_feeds.renew(uow, world.ana)
        key = FeedKey(world.ana.id, 0, feed.generation)
        followed = await calendar_feeds.follow(uow, key)
        assert followed is not None
        assert len(followed.entries) == 1
        await uow.participants.revoke_link(world.ana.id)
        assert await calendar_feeds.follow(uow, key) is None  # he is out
        await uow.participants.connect(world.ana.id, 101, world.clock.now())
        assert await calendar_feeds.follow(uow, key) is None  # in again, by another link
        assert await calendar_feeds.follow(uow, key._replace(link_generation=1)) is not None


async def test_nothing_is_said_of_a_meeting_before_its_time_or_without_a_word(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    async with world.database.writing() as uow:
        with pytest.raises(NotBegunError):
            await no_show.report(uow, world.ana, meeting, world.clock.now())
        with pytest.raises(StaleError):  # Hana has not missed anybody
            await no_show.summons(uow, world.ana, meeting, at("Thu 14:35"))
        with pytest.raises(StaleError):
            await feedback.comment(uow, world.ana, meeting, "fine", at("Thu 15:00"))
        with pytest.raises(NotFoundError):
            await feedback.everything(uow, Organizer(OWNER, world.event))
        assert await uow.feedback.about(meeting) == {}
        await uow.feedback.save(meeting, world.hana.id, Outcome.ABSENT, at("Thu 14:35"))
        shown = await no_show.summons(uow, world.ana, meeting, at("Thu 14:36"))
        assert shown.meeting.id == meeting
        with pytest.raises(StaleError):  # it is Hana who is there
            await no_show.summons(uow, world.hana, meeting, at("Thu 14:36"))


async def test_meeting_that_is_over_is_no_obstacle_on_a_card(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    async with world.database.reading() as uow:
        before = await directory.card(uow, world.ana, world.hana.id, at("Thu 14:40"))
        after = await directory.card(uow, world.ana, world.hana.id, at("Thu 14:50"))
    assert before.meeting is not None
    assert (before.meeting.id, after.meeting) == (meeting, None)


async def test_organizer_lacks_nothing_of_a_steward(world: World) -> None:
    async with world.database.writing() as uow:
        await uow.persons.save(Person(OWNER, "en"), world.clock.now())
        lacks = [
            await staffing.without(uow, one, world.event.id, Role.STEWARD, OWNERS) for one in (OWNER, 101)
        ]
        await uow.roles.grant(world.event.id, 101, Role.STEWARD, world.clock.now())
        assert not await staffing.without(uow, 101, world.event.id, Role.STEWARD, OWNERS)
    assert lacks == [False, True]


async def test_card_of_today_is_of_no_use_to_one_who_is_not_on_telegram(world: World) -> None:
    meeting_id = await world.met(world.ana, world.hana, "Thu 14:30")
    now = at("Thu 14:20")
    async with world.database.writing() as uow:
        await uow.participants.revoke_link(world.hana.id)
        people = await uow.participants.many((world.ana.id, world.hana.id))
        meeting = (await agenda.entry(uow, world.ana, meeting_id, now)).meeting
        rows = {chat: len(await uow.outbox.of_chat(chat)) for chat in (101, 103)}
        await today.touch(uow, world.event, meeting, people.values(), now)
        assert len(await uow.outbox.of_chat(101)) == rows[101] + 1
        assert len(await uow.outbox.of_chat(103)) == rows[103]


async def test_nothing_else_is_proposed_where_one_has_asked_again(world: World) -> None:
    now, slot = world.clock.now(), world.event.slots[0]
    async with world.database.reading() as uow:
        assert (await waiting.instead(uow, world.ana, world.hana.participant, slot, now)).slots
    await world.asked(world.ana, world.hana, "Thu 15:20")
    async with world.database.reading() as uow:
        found = await waiting.instead(uow, world.ana, world.hana.participant, slot, now)
    assert found == NOTHING_ELSE


async def test_nothing_is_in_the_way_of_those_whom_the_rules_keep_apart(world: World) -> None:
    await world.met(world.ana, world.hana, "Thu 14:30")
    now = world.clock.now()
    async with world.database.reading() as uow:
        pair = await load_pair(uow, world.event, world.ana.id, world.dan.id, now)
        colleague = replace(
            pair.host,
            participant=replace(
                pair.host.participant,
                profile=replace(
                    pair.host.participant.profile, organization=world.ana.participant.profile.organization
                ),
            ),
        )
        assert await in_the_way(uow, world.ana, replace(pair, host=colleague), now) == ()


@pytest.mark.parametrize("allowed", [False, True])
async def test_colleagues_are_asked_where_the_event_lets_them(database: SqlDatabase, allowed: bool) -> None:
    async with three_people(database, same_organization=allowed, max_meetings=0) as world:
        async with database.writing() as uow:
            dan = world.dan.participant
            same = replace(dan.profile, organization=world.ana.participant.profile.organization)
            await uow.profiles.save(replace(dan, profile=same), set())
        async with database.reading() as uow:
            people = await uow.crowd.catalogue(world.event.id)
            apart = await no_question(uow, world.ana, people, world.clock.now())
            colleague, other = (people.people((one.id,)) for one in (world.dan, world.hana))
        assert (bool(colleague & ~apart), bool(other & ~apart)) == (allowed, True)


async def test_second_yes_to_an_introduction_tells_nobody_again(world: World) -> None:
    await world.asked(world.ana, world.hana, "Thu 14:30")
    world.clock.set(at("Fri 18:00"))
    now = world.clock.now()
    async with world.database.writing() as uow:
        await wrap_up.introduce(uow, world.ana, world.hana.id, now)
    for _ in range(2):
        async with world.database.writing() as uow:
            assert await wrap_up.answer(uow, world.hana, world.ana.id, now, agreed=True) is Introduced.YES
    assert (await world.kinds()).count(("introduced", 101)) == 1
