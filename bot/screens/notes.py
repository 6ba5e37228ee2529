"""Notes that somebody writes in answer to a question."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.event import Event
from bot.domain.people import Participant
from bot.domain.slots import Slot
from bot.i18n import Language
from bot.screens.asking_actions import AnyOf, packed
from bot.screens.parts import any_of, name
from bot.screens.screen import Button, Screen


def note_prompt(
    language: Language, event: Event, host: Participant, slots: Sequence[Slot], longest: int
) -> Screen:
    """Ask for the note to the host."""
    text = language.say(
        "Write your note to {name} for {time}: what would you like to talk about? "
        "At most {longest} characters. /cancel goes back.",
        name=name(language, host),
        time=any_of(language, event, slots),
        longest=longest,
    )
    look = AnyOf(host.id, packed(slot.start for slot in slots))
    without = Button(language.label("Without a note"), look)
    return Screen(text, ((without,),))


def note_too_long(language: Language, length: int, longest: int) -> Screen:
    """Say that a note is too long; what was asked for stays asked."""
    text = language.say(
        "That note has {length} characters; at most {longest} fit. Please write a shorter one. "
        "/cancel goes back.",
        length=length,
        longest=longest,
    )
    return Screen(text)
