"""Changing one's own profile on a real database: what is not taken, and that the draft then holds nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.domain.errors import NotFoundError, StaleError
from bot.files.local import LocalFiles
from bot.usecases import own_profile
from bot.usecases.files import ProblemCode
from bot.usecases.own_profile import PAGE, Draft
from storage.unit_of_work import SqlDatabase
from tests.support.trio import World, three_people


@pytest.fixture
async def world(database: SqlDatabase) -> AsyncIterator[World]:
    async with three_people(database) as world:
        yield world


async def test_fields_that_nobody_changes_himself_are_not_begun_nor_cleared(world: World) -> None:
    for name in ("participation_type", "table", ""):
        with pytest.raises(NotFoundError):
            own_profile.begin(world.ana, name)
    for name in (PAGE, "name", "participation_type"):
        with pytest.raises(NotFoundError):
            own_profile.cleared(world.ana, name)
    for dialog in (None, {"step": "times"}):
        with pytest.raises(NotFoundError):
            own_profile.draft_of(dialog)


@pytest.mark.parametrize(
    ("draft", "text", "code"),
    [
        (Draft("description", "x" * 100_000, open=True), "and more", ProblemCode.TOO_LARGE),
        (Draft(PAGE), "name,organization\nEva,Eva Ltd\nIon,Ion Ltd\n", ProblemCode.UNKNOWN_FORMAT),
    ],
)
async def test_what_is_too_long_or_a_list_is_not_taken(
    world: World, draft: Draft, text: str, code: ProblemCode
) -> None:
    async with world.database.reading() as uow:
        look = await own_profile.written(uow, LocalFiles(), world.ana, draft, text)
    assert [one.code for one in look.problems] == [code]
    assert (look.draft.changes, look.after) == ({}, look.before)


async def test_button_of_another_draft_keeps_nothing(world: World) -> None:
    draft = replace(Draft("role"), changes={"role": "Director"})
    person = replace(world.ana.person, dialog=draft.dialog())
    me = replace(world.ana, person=person)
    other = replace(draft, changes={"role": "Manager"})
    async with world.database.writing() as uow:
        with pytest.raises(StaleError):
            await own_profile.save(uow, me, other.code, frozenset(), world.clock.now())
        assert await own_profile.save(uow, me, draft.code, frozenset(), world.clock.now()) == ()
        kept = await uow.participants.get(me.id)
    assert kept is not None
    assert kept.profile.role == "Director"
