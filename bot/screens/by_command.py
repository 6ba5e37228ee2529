"""Answers to commands that stand for a button, where there is nothing that the button could be for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.domain.event import Event
from bot.domain.people import Participant
from bot.i18n import Html, Language, join
from bot.screens import actions
from bot.screens.parts import grid, home_row, moment, name, when, who
from bot.screens.screen import Button, Screen
from bot.usecases.agenda import Entry


def nothing_awaited(language: Language, people: Sequence[Participant] = ()) -> Screen:
    """Say that nothing waits for an answer; whoever was named is a button away."""
    if people:
        text = language.say("Nothing of that waits for your answer.")
    else:
        nothing = language.say("No request and no proposal waits for your answer.")
        tap = language.say("To go on with what a message asks, tap the button under it.")
        text = join((nothing, tap), "\n\n")
    cards = grid((Button(name(language, one), actions.Person(one.id)) for one in people), 2)
    return Screen(
        text, (*cards, (Button(language.label("Requests"), actions.Requests()), *home_row(language)))
    )


def nothing_ahead(language: Language, event: Event, *, several_events: bool) -> Screen:
    """Say that somebody has no meeting that has not ended; in several events, at this one."""
    text = language.say("You have no coming meetings.")
    if several_events:
        text = language.say("You have no coming meetings at <b>{event}</b>.", event=event.name)
    switch = (Button(language.label("Switch event"), actions.Events()),) if several_events else ()
    agenda = Button(language.label("My agenda"), actions.Agenda())
    return Screen(text, ((agenda, *switch), home_row(language)))


def too_early(language: Language, event: Event, found: Entry, since: datetime) -> Screen:
    """Say from when on somebody can say whether he comes, and what he can do about the meeting till then."""
    text = join(
        (
            join(
                (
                    language.say("Next meeting:"),
                    who(language, found.other),
                    Html(f"<b>{when(language, event, found.meeting.slot)}</b>"),
                )
            ),
            language.say(
                "That can be said from {since} until the meeting ends. Before that it can still be moved, "
                "handed over or cancelled.",
                since=moment(language, event, since),
            ),
        ),
        "\n\n",
    )
    meeting = Button(language.label("Open the meeting"), actions.Meeting(found.meeting.id))
    return Screen(text, ((meeting,), home_row(language)))
