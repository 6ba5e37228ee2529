"""Check-in: who is still awaited, and how whoever just walks in gets into the list."""

from __future__ import annotations

from bot.domain.event import Event
from bot.i18n import Language, join
from bot.screens import hall_actions
from bot.screens.organizer import short
from bot.screens.parts import clip, name, pager
from bot.screens.screen import Button, Rows, Screen
from bot.usecases.check_in import Awaited

_LABEL_UNITS = 36


def awaited(language: Language, shown: Awaited) -> Screen:
    """Show a page of those who have not arrived."""
    say, event = language.say, shown.event
    title = say("<b>Everybody has arrived.</b>")
    if shown.total:
        title = language.say_n(
            "<b>{n} person has not arrived yet</b>", "<b>{n} people have not arrived yet</b>", shown.total
        )
    page = say("Page {page} of {pages}", page=shown.number + 1, pages=shown.pages) if shown.pages > 1 else ""
    arrived = say("Checked in: {n}", n=shown.arrived)
    text = join((join((title, arrived, page)), join(short(language, one) for one in shown.people)), "\n\n")
    rows: Rows = tuple(
        (Button(clip(name(language, one), _LABEL_UNITS), hall_actions.Whereabouts(one.id)),)
        for one in shown.people
    )
    pages = tuple(hall_actions.Awaited(event.id, shown.number + step) for step in (-1, 1))
    turn = pager(language, shown.number, shown.pages, pages)
    return Screen(text, (*rows, *((turn,) if turn else ()), (to_hall(language, event),)))


def no_walk_ins(language: Language, event: Event) -> Screen:
    """Tell a steward that nobody can register by himself."""
    text = language.say(
        "Nobody can register for {event} by themselves now. Please take whoever walks in to an organizer, "
        "who can put them into the list.",
        event=event.name,
    )
    return Screen(text, ((to_hall(language, event),),))


def to_hall(language: Language, event: Event) -> Button:
    """Give the button that leads to the hall of an event."""
    return Button(language.label("‹ The hall"), hall_actions.Hall(event.id))
