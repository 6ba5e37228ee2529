"""What organizers are told about the care of the bot: what is erased soon, and a backup that failed."""

from __future__ import annotations

from datetime import date

from bot.domain.event import Event
from bot.i18n import Language, join
from bot.screens import organizer_actions
from bot.screens.organizer import back
from bot.screens.parts import clip, home_row
from bot.screens.screen import Button, Screen


def erasing_soon(language: Language, event: Event, day: date) -> Screen:
    """Tell an organizer when everything about the people of an event is erased, and what can be kept."""
    text = join(
        (
            language.say("<b>{event}: its people are forgotten soon</b>", event=clip(event.name)),
            language.say(
                "On {day} everything about people is erased: profiles, requests, notes, messages and files. "
                "The figures stay.",
                day=language.day(day),
            ),
            language.say(
                "If it has to be kept for longer, and may be: raise <code>delete_after_days</code> in the "
                "event file and load it again."
            ),
        ),
        "\n\n",
    )
    figures = Button(language.label("Figures"), organizer_actions.Figures(event.id))
    return Screen(text, ((figures, back(language, event.id)),))


def backup_failed(language: Language) -> Screen:
    """Tell an owner that the scheduled backup could not be made."""
    text = language.say(
        "<b>The daily backup could not be made.</b>\n\nThe bot goes on and tries again every hour. "
        "On the server, <code>bilateral doctor</code> says what is wrong."
    )
    return Screen(text, (home_row(language),))
