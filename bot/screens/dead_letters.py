"""Messages that could not be delivered, in plain words."""

from __future__ import annotations

from bot.i18n import Language, join
from bot.screens import organizer_actions
from bot.screens.organizer import back
from bot.screens.parts import clip
from bot.screens.screen import Button, Screen
from bot.usecases.dead_letters import Undelivered, Why


def undelivered(language: Language, shown: Undelivered, notice: str = "") -> Screen:
    """Show how many messages did not arrive and why; ``notice`` goes on top."""
    say, counts = language.say, shown.counts
    title = say("<b>{event}: messages that did not arrive</b>", event=clip(shown.event.name))
    if not shown.total:
        text = join((notice, title, say("There are none.")), "\n\n")
        return Screen(text, ((back(language, shown.event.id),),))
    reasons = join(
        (
            say("The person has blocked the bot: {n}", n=counts[Why.BLOCKED]),
            say("Telegram refused the message: {n}", n=counts[Why.REFUSED]),
            say("Given up after many tries: {n}", n=counts[Why.TRIED]),
        )
    )
    hint = say(
        "<i>Whoever lets the bot write again gets what is still of use by itself. When you try again, "
        "what is no longer of use is left out.</i>"
    )
    again = Button(language.label("Try again"), organizer_actions.TryAgain(shown.event.id))
    return Screen(join((notice, title, reasons, hint), "\n\n"), ((again, back(language, shown.event.id)),))
