"""A second event, in which somebody of the stage takes part as well."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from bot.domain.event import Block
from bot.domain.links import link_payload
from tests.support.people import Person
from tests.support.stage import Stage
from tests.support.world import FRIDAY, SECRET, THURSDAY_WINDOW, make_event, row

ELSEWHERE = "Timișoara Expo"


async def join_elsewhere(st: Stage, name: str, person: Person, *, day: date = FRIDAY) -> None:
    """Let somebody join a second event, which is the current one then."""
    blocks = (Block("Meetings", day, time(14), time(16)),)
    event = replace(make_event(), slug="expo", name=ELSEWHERE, blocks=blocks)
    async with st.database.writing() as uow:
        other = await uow.events.by_slug("expo") or await uow.events.save(event)
        participant = await uow.participants.add(other, row(name, THURSDAY_WINDOW))
    await person.start(link_payload(SECRET, other.id, participant, 0))
    await person.expect(ELSEWHERE)
    await person.press(lambda button: (button.callback_data or "").startswith("j:"))
    await person.expect_card(ELSEWHERE)
