"""Somebody of ORGANIZERS in front of the organizer's desk."""

from __future__ import annotations

from bot.i18n import load_languages
from tests.support.people import Person
from tests.support.stage import Stage
from tests.support.tongues import Tongue

ENGLISH = Tongue(load_languages().get("en"))


async def at_desk(st: Stage, tongue: Tongue = ENGLISH) -> Person:
    """Let an organizer open the desk of the only event."""
    olga = st.organizer(tongue.code)
    await olga.say("/organizer")
    await olga.expect_card(tongue("<b>{event}</b>: organizer", event=st.event.name))
    return olga


async def press(person: Person, label: str, then: str) -> None:
    """Press a button and wait for the card that follows."""
    await person.press(label)
    await person.expect_card(then)
