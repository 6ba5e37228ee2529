"""Links that nobody was given: nobody finds one by trying, and a right one is not kept out for long."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.domain import links
from bot.domain.links import (
    MOST_WRONG_LINKS,
    PAYLOAD_CHARACTERS,
    WRONG_LINKS_WITHIN,
    WrongLinks,
    link_payload,
    mark_of,
    may_open_links,
    one_more_wrong,
    role_payload,
)
from bot.domain.roles import Role
from bot.screens.actions import Greet, Join
from bot.screens.organizer_actions import TakeRole
from bot.usecases import invitations, joining
from bot.usecases.joining import LinkState
from storage.tables import participant, wrong_link
from tests.support.people import Person
from tests.support.stage import Stage, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import SECRET

LOCKED = (
    "Too many links that are not known here were opened from this account. Please wait an hour, "
    "then open your personal link again."
)
UNKNOWN = "This link is not known here. Was it cut in two, or is it from another event?"
NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
MOMENTS = st.lists(st.integers(0, 10_000), max_size=60).map(sorted)


def guess(number: int) -> str:
    return f"{number:0>{PAYLOAD_CHARACTERS}}"


@given(MOMENTS)
def test_account_is_looked_at_ten_times_an_hour_and_never_kept_out_for_longer(seconds: list[int]) -> None:
    wrong: WrongLinks | None = None
    looked_at: list[datetime] = []
    for moment in (NOW + timedelta(seconds=one) for one in seconds):
        if may_open_links(wrong, moment):
            looked_at.append(moment)
            wrong = one_more_wrong(wrong, moment)
        assert may_open_links(wrong, moment + WRONG_LINKS_WITHIN)
    for first in looked_at:  # a window that begins late in one hour may touch the next
        within = [one for one in looked_at if first <= one < first + WRONG_LINKS_WITHIN]
        assert len(within) <= 2 * MOST_WRONG_LINKS - 1


@given(st.integers(1, 2**31), st.integers(1, 2**31), st.integers(0, 100))
def test_payload_has_132_bits_that_depend_on_everything(event: int, person: int, generation: int) -> None:
    made = link_payload(SECRET, event, person, generation)
    others = {
        link_payload(SECRET + b"x", event, person, generation),
        link_payload(SECRET, event + 1, person, generation),
        link_payload(SECRET, event, person + 1, generation),
        link_payload(SECRET, event, person, generation + 1),
        role_payload(SECRET, Role.ORGANIZER, event, generation),
    }
    assert len(made) * 6 == 132
    assert made not in others
    assert links.is_link_payload(made)


async def rows(play: Stage) -> list[Any]:
    async with play.database.reading() as uow:
        found = await uow.connection.execute(select(participant.c.telegram_id, participant.c.joined_at))
        return list(found)


async def try_until_locked(person: Person, tongue: Tongue) -> None:
    """Open wrong links as links and by forged buttons, each of which counts."""
    forged = (Join, TakeRole)
    for number in range(MOST_WRONG_LINKS):
        if number % 3 == 0:
            await person.start(guess(number))
        elif number % 3 == 1:
            await person.forge(forged[number % 2](guess(number)).pack())
        else:
            await person.forge(Greet(guess(number), tongue.code).pack())
        await person.expect("")
    await person.start(guess(99))
    await person.expect_card(tongue(LOCKED))


@in_every_language()
async def test_guessing_ends_after_ten_tries_and_no_right_link_is_told_from_a_wrong_one(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as play:
        eve = Person.new(play.api, "Eve", language_code=tongue.code)
        await eve.start(guess(0)[:-1])  # cut in two: no guess
        await eve.expect_card(tongue(UNKNOWN))
        before = await rows(play)
        await try_until_locked(eve, tongue)

        locked = len(eve.received)
        right, organizer = play.payload("Ioana Pop"), role_payload(SECRET, Role.ORGANIZER, play.event.id, 0)
        for payload in (right, organizer, guess(7)):
            for press in (Join(payload), Greet(payload, "en"), TakeRole(payload)):
                await eve.forge(press.pack())
            await eve.start(payload)
            await eve.expect_card(tongue(LOCKED))
        assert [message.text for message in eve.received[locked:]] == [tongue(LOCKED)] * 3
        assert await rows(play) == before

        await play.join("Ioana Pop", tongue.code)  # others do not wait for what Eve did


async def test_lock_outlasts_a_restart_and_ends_by_itself(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as play:
        ioana = Person.new(play.api, "Ioana", "Pop")
        await try_until_locked(ioana, tongue)
        await play.stop()
        await play.start()
        await ioana.start(play.payload("Ioana Pop"))
        await ioana.expect_card(tongue(LOCKED))

        play.move(WRONG_LINKS_WITHIN)
        await ioana.start(play.payload("Ioana Pop"))
        await ioana.press("I agree", await ioana.expect_card("Welcome, Ioana Pop!"))
        await ioana.expect_card("You are in.")
        async with play.database.writing() as uow:
            assert await uow.wrong_links.forget(play.clock.now()) == 1
            assert (await uow.connection.execute(select(wrong_link))).all() == []


async def test_guessed_payloads_are_in_no_log(sqlite_url: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    caplog.set_level(logging.DEBUG, logger="handlers")
    async with stage(sqlite_url) as play:
        eve = Person.new(play.api, "Eve")
        for payload in (
            guess(1),
            play.payload("Ioana Pop"),
            role_payload(SECRET, Role.ORGANIZER, play.event.id, 0),
        ):
            await eve.start(payload)
            await eve.expect("")
            assert payload not in caplog.text


async def test_personal_link_is_looked_up_by_a_secret_mark_and_then_compared_in_constant_time(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str] = []
    the_same = True

    def counted(one: str, other: str) -> bool:
        compared.append(one)
        return the_same and links.same_payload(one, other)

    async def state(payload: str) -> LinkState:
        compared.clear()
        async with play.database.reading() as uow:
            return (await joining.invitation(uow, SECRET, payload, 7, NOW)).state

    monkeypatch.setattr(joining, "same_payload", counted)
    async with stage(database_url) as play:
        for payload in {play.payload(name) for name in play.ids}:
            the_same = True
            assert await state(payload) is LinkState.OPEN
            assert compared == [payload]
            the_same = False  # what is looked up opens nothing by itself
            assert await state(payload) is LinkState.UNKNOWN
            assert compared == [payload]
        assert await state(guess(1)) is LinkState.UNKNOWN
        assert compared == []


@given(st.binary(min_size=1, max_size=100), st.binary(min_size=1, max_size=60), st.text(min_size=1))
def test_nobody_can_tell_the_mark_of_a_link_without_the_secret(
    secret: bytes, other: bytes, payload: str
) -> None:
    assume(secret[:64] != other)
    assert mark_of(secret, payload) == mark_of(secret, payload)
    assert mark_of(secret, payload) != mark_of(other, payload)


async def test_every_link_to_a_role_is_compared_in_constant_time(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str] = []

    def counted(one: str, other: str) -> bool:
        compared.append(one)
        return links.same_payload(one, other)

    monkeypatch.setattr(invitations, "same_payload", counted)
    async with stage(database_url) as play:
        every = {role_payload(SECRET, role, play.event.id, 0) for role in Role}
        for payload in (*every, guess(1)):
            compared.clear()
            async with play.database.reading() as uow:
                await invitations.invited_to(uow, SECRET, payload)
            assert set(compared) == every  # all of them, wherever the right one stands


async def test_link_of_another_account_another_generation_or_another_event_opens_nothing(
    database_url: str,
) -> None:
    async with stage(database_url) as play:
        await play.join("Ioana Pop")
        async with play.database.writing() as uow:
            await uow.participants.revoke_link(play.ids["Andrei Kelemen"])
        eve, before = Person.new(play.api, "Eve"), await rows(play)
        for payload, said in (
            (play.payload("Ioana Pop"), "has been used by another Telegram account"),
            (play.payload("Andrei Kelemen"), "has been replaced by a newer one"),
            (play.payload("Andrei Kelemen", 2), "is not known here"),
            (link_payload(SECRET, play.event.id + 1, play.ids["Ştefan Mureşan"], 0), "is not known here"),
            (role_payload(SECRET, Role.ORGANIZER, play.event.id, 1), "is not known here"),
        ):
            await eve.start(payload)
            await eve.expect_card(said)
            for press in (Join(payload), TakeRole(payload)):
                await eve.forge(press.pack())
                await eve.expect("")
        assert await rows(play) == before
