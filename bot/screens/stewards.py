"""The stewards of an event, as its organizers see them."""

from __future__ import annotations

from bot.i18n import Language, escape, join
from bot.screens import organizer_actions
from bot.screens.organizer import back
from bot.screens.parts import clip, pager
from bot.screens.screen import Button, Rows, Screen
from bot.usecases.stewarding import Helper, HelperPage

_LABEL_UNITS = 24


def stewards(language: Language, shown: HelperPage, link: str, *, renewed: bool = False) -> Screen:
    """Show the stewards of an event, with the link that makes one more."""
    say, label, event = language.say, language.label, shown.event
    text = join(
        (
            say("<b>Stewards of {event}</b>", event=event.name),
            say("The link before this one is void now.") if renewed else "",
            say(
                "Whoever opens this link first helps on site with tables and check-in, and sees who meets "
                "whom and where, but no contact details. It works once:"
            ),
            escape(link),
            join(escape(_name(language, one)) for one in shown.helpers) or say("There are no stewards yet."),
        ),
        "\n\n",
    )
    rows: Rows = tuple(
        (
            Button(
                label("Remove {name}", name=clip(_name(language, one), _LABEL_UNITS)),
                organizer_actions.RemoveSteward(event.id, one.telegram_id),
            ),
        )
        for one in shown.helpers
    )
    pages = tuple(organizer_actions.Stewards(event.id, shown.number + step) for step in (-1, 1))
    turn = pager(language, shown.number, shown.pages, pages)
    renew = Button(label("Make it void, give a new one"), organizer_actions.Stewards(event.id, void=True))
    return Screen(text, (*rows, *((turn,) if turn else ()), (renew,), (back(language, event.id),)))


def _name(language: Language, one: Helper) -> str:
    """Name a steward as far as the bot knows him."""
    named = " · ".join(part for part in (clip(one.name), f"@{one.username}" if one.username else "") if part)
    return named or language.label("Telegram id {number}", number=one.telegram_id)
