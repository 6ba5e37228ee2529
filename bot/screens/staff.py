"""Those who have a role in an event, as its organizers see them; and what one is told who has it no more."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.event import Event
from bot.domain.roles import Role
from bot.i18n import Html, Language, escape, join
from bot.screens import organizer_actions
from bot.screens.callbacks import Action
from bot.screens.organizer import back
from bot.screens.parts import clip, home_row, pager
from bot.screens.screen import Button, Screen
from bot.usecases.staffing import Helper, HelperPage

_LABEL_UNITS = 24


def stewards(language: Language, shown: HelperPage, link: str, *, renewed: bool = False) -> Screen:
    """Show the stewards of an event, with the link that makes one more."""
    say, event = language.say, shown.event
    words = (
        say("<b>Stewards of {event}</b>", event=event.name),
        say("The link before this one no longer works.") if renewed else "",
        say(
            "Whoever opens this link first helps on site with tables and check-in, and sees who meets "
            "whom and where, but no contact details. It works once:"
        ),
        escape(link),
        join(escape(_name(language, one)) for one in shown.helpers) or say("There are no stewards yet."),
    )
    remove = [(one, organizer_actions.RemoveSteward(event.id, one.telegram_id)) for one in shown.helpers]
    pages = tuple(organizer_actions.Stewards(event.id, shown.number + step) for step in (-1, 1))
    return _listed(language, shown, words, remove, pages, organizer_actions.Stewards(event.id, void=True))


def organizers(language: Language, shown: HelperPage, link: str, *, renewed: bool = False) -> Screen:
    """Show the organizers of an event, with the link that makes one more."""
    say, event = language.say, shown.event
    lines = join(
        say("{name} (runs the bot)", name=_name(language, one)) if one.owner else escape(_name(language, one))
        for one in shown.helpers
    )
    others = [one for one in shown.helpers if not one.owner]
    words = (
        say("<b>Organizers of {event}</b>", event=event.name),
        say("The link before this one no longer works.") if renewed else "",
        say(
            "Whoever opens this link first can import people, see all figures and links, and write to "
            "everybody of this event. It works once:"
        ),
        escape(link),
        lines,
        say("Only those who run the bot can remove an organizer.") if others and not shown.may_remove else "",
    )
    remove = [
        (one, organizer_actions.RemoveOrganizer(event.id, one.telegram_id))
        for one in (others if shown.may_remove else ())
    ]
    pages = tuple(organizer_actions.Organizers(event.id, shown.number + step) for step in (-1, 1))
    return _listed(language, shown, words, remove, pages, organizer_actions.Organizers(event.id, void=True))


def _listed(
    language: Language,
    shown: HelperPage,
    words: tuple[Html | str, ...],
    remove: Sequence[tuple[Helper, Action]],
    pages: tuple[Action, ...],
    void: Action,
) -> Screen:
    rows = tuple(
        (
            Button(
                language.label("Remove {name}", name=clip(_name(language, one), _LABEL_UNITS)),
                action,
            ),
        )
        for one, action in remove
    )
    turn = pager(language, shown.number, shown.pages, pages)
    renew = (Button(language.label("Cancel this link, give a new one"), void),)
    text = join(words, "\n\n")
    return Screen(text, (*rows, *((turn,) if turn else ()), renew, (back(language, shown.event.id),)))


def last_look(language: Language, event: Event, found: Helper) -> Screen:
    """Say what removing an organizer does, before it is done."""
    text = language.say(
        "Remove {name} as an organizer of <b>{event}</b>?\n\nThey are told, and have no access from then on. "
        "The present links that make somebody an organizer or a steward stop working.",
        name=_name(language, found),
        event=event.name,
    )
    sure = organizer_actions.RemoveOrganizer(event.id, found.telegram_id, sure=True)
    rows = (
        (Button(language.label("Yes, remove"), sure),),
        (Button(language.label("‹ Back"), organizer_actions.Organizers(event.id)),),
    )
    return Screen(text, rows)


def removed(language: Language, event: Event, role: Role) -> Screen:
    """Tell somebody that he has a role no more."""
    if role is Role.ORGANIZER:
        text = language.say(
            "You are no longer an organizer of <b>{event}</b>: the role was taken back. "
            "If that is a mistake, please ask whoever gave it to you.",
            event=event.name,
        )
    else:
        text = language.say(
            "You are no longer a steward of <b>{event}</b>: the role was taken back. "
            "If that is a mistake, please ask whoever gave it to you.",
            event=event.name,
        )
    return Screen(text, (home_row(language),))


def _name(language: Language, one: Helper) -> str:
    """Name somebody as far as the bot knows him."""
    named = " · ".join(part for part in (clip(one.name), f"@{one.username}" if one.username else "") if part)
    return named or language.label("Telegram id {number}", number=one.telegram_id)
