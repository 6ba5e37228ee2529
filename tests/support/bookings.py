"""What guests and hosts do in many journeys: ask for a time, and say yes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.emulator import Message
from tests.support.people import Person
from tests.support.tongues import Tongue
from tests.support.world import THURSDAY

GRID = ["14:30–14:50", "14:55–15:15", "15:20–15:40", "15:45–16:05", "16:10–16:30", "16:35–16:55"]
SLOT = "14:30–14:50"
WHY_CANCEL = "Write a short reason, or cancel without one."
WHY_DECLINE = "Write a short reason for {name}, or decline without one."


async def ask(
    guest: Person, tongue: Tongue, slot: str = SLOT, host: str = "kelemen", *, note: str = ""
) -> None:
    """Let a guest ask a host for a slot, without a note unless one is given."""
    await guest.say(f"/find {host}")
    await guest.press(tongue.label("See free times"), await guest.expect_card("14:30"))
    await guest.press(slot, await guest.expect_card(tongue.day(THURSDAY)))
    if note:
        await guest.press(tongue.label("Add a note"), await guest.expect_card(slot))
        await guest.expect_card("500")
        await guest.say(note)
    await guest.press(tongue.label("Send the request"), await guest.expect_card(note or slot))
    await guest.expect_card(tongue("<b>Your request is sent.</b>"))


def free(person: Person) -> list[str]:
    """Give the slots on the newest card."""
    return [button.label for button in person.card.buttons if re.search(r"\d\d:\d\d", button.label)]


def starts(slots: Sequence[str], tongue: Tongue) -> list[str]:
    """Give slots as they stand on buttons that name the day as well."""
    return [f"{tongue.short_day(THURSDAY)} {slot[:5]}" for slot in slots]


async def asked_by(guest: Person, host: Person, tongue: Tongue, slot: str = SLOT) -> Message:
    """Give the request that has just come, also where it came together with other news."""
    name = guest.account.user.name
    card = await host.expect_card(name)
    if any(button.label == tongue.label("Accept") for button in card.buttons):
        return card
    # Of several lines about the same two and the same time, the last one is the newest.
    lead = [button for button in card.buttons if button.label.endswith(f"{name}, {slot[:5]}")][-1]
    await host.press(lambda button: button == lead, card)
    return await host.expect_card(slot)


async def meet(guest: Person, host: Person, tongue: Tongue, slot: str = SLOT) -> None:
    """Let a guest ask a host for a slot, and the host accept; both have seen it confirmed."""
    host.forget()
    await ask(guest, tongue, slot, host.account.user.last_name)
    await host.press(tongue.label("Accept"), await asked_by(guest, host, tongue, slot))
    for person in (host, guest):
        await person.expect_card(tongue("<b>Your meeting is confirmed.</b>"))
