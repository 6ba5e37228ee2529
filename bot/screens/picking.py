"""Choosing somebody in Telegram's own picker: the button that opens it, and what is said of a choice."""

from __future__ import annotations

from bot.domain.event import Event
from bot.domain.people import Participant
from bot.i18n import Html, Language
from bot.screens.parts import clip, home_row, name
from bot.screens.screen import PersonPicker, Screen


def offer(language: Language, request: int) -> Screen:
    """Offer the picker, beside the card that asks for somebody."""
    picker = PersonPicker(language.label("Choose in Telegram"), request, language.label("Or write a name"))
    return Screen(
        language.say("You can also choose the person in Telegram, with the button below."), picker=picker
    )


def closed(language: Language) -> Screen:
    """Say that the key is gone, which takes it away."""
    return Screen(language.say("The choice in Telegram is closed."), puts_away=True)


def not_asked(language: Language) -> Screen:
    """Answer a choice that nobody waits for."""
    text = language.say("That choice is not asked for any more. Nothing was changed.")
    return Screen(text, (home_row(language),))


def earlier(language: Language) -> Screen:
    """Answer a choice for an earlier question than the one that is open."""
    return Screen(
        language.say(
            "That choice was for an earlier question. Please choose again, write a name, or /cancel."
        )
    )


def not_one(language: Language) -> Screen:
    """Answer a choice of several people, or of none."""
    return Screen(language.say("Please choose one person, write a name, or /cancel."))


def there_already(language: Language, person: Participant) -> Screen:
    """Answer the choice of one of the two whose meeting it is."""
    return Screen(
        language.say(
            "{name} is part of this meeting already. Please choose somebody else, write a name, or /cancel.",
            name=name(language, person),
        )
    )


def nobody(language: Language, event: Event, other: Participant) -> Screen:
    """Say that a choice led to nobody, for whichever reason: it is not told who is at the event, or hides."""
    reasons = language.say(
        "By their Telegram account I find those of your organization, and those whom you have agreed to "
        "meet: once they have joined {event}, and if they may meet {other}.",
        event=clip(event.name),
        other=name(language, other),
    )
    steps = language.say(
        "Write the name of anybody else, or /cancel. Who has not joined yet gets a personal link "
        "from the organizer."
    )
    head = language.say("<b>I have found nobody who could come instead.</b>")
    return Screen(Html(f"{head}\n\n{reasons}\n\n{steps}"))
