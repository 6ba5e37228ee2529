"""What somebody asks about the event itself: who organizes it, and where one has to go."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.event import Event
from bot.i18n import Html, Language, escape, join
from bot.screens import actions, organizer_actions
from bot.screens.parts import clip, home_row, place, venue, when, who
from bot.screens.screen import Button, Screen
from bot.usecases.agenda import Entry

_ADDRESS_UNITS = 300


def organizer(language: Language, events: Sequence[Event], *, desk: bool, notice: str = "") -> Screen:
    """Say how the organizer of each event is reached; ``desk``: to one who is an organizer himself."""
    text = join((notice, *(_reached(language, event) for event in events)), "\n\n")
    own = (Button(language.label("Organizer"), organizer_actions.Organizer()),) if desk else ()
    help_ = Button(language.label("Help"), actions.Help())
    return Screen(text, (*((own,) if own else ()), (help_, *home_row(language))))


def _reached(language: Language, event: Event) -> Html:
    heading = Html(f"<b>{escape(clip(event.name))}</b>")
    privacy = event.privacy
    known = ", ".join(clip(one, _ADDRESS_UNITS) for one in (privacy.controller, privacy.contact) if one)
    if privacy.contact:
        said = language.say("You reach the organizer here: {contact}", contact=known)
    else:
        said = language.say(
            "The organizer has left me no address. Please use the one in your invitation, or ask at the desk "
            "of the event."
        )
        said = join((escape(known), said))
    return join((heading, said))


def where(language: Language, event: Event, coming: Entry | None) -> Screen:
    """Say where the next meeting is, and where the event is."""
    there = venue(event)
    parts = [Html(f"<b>{escape(clip(event.name))}</b>")]
    if coming is None:
        parts.append(language.say("You have no coming meetings."))
    else:
        parts.append(
            join(
                (
                    language.say("Next meeting:"),
                    escape(when(language, event, coming.meeting.slot)),
                    who(language, coming.other),
                    place(language, event, coming.meeting.table) if coming.meeting.table else "",
                )
            )
        )
    if there:
        parts.append(language.say("The venue: {venue}", venue=there))
    else:
        parts.append(language.say("The organizer has not told me the venue."))
    opened = (
        ((Button(language.label("Open the meeting"), actions.Meeting(coming.meeting.id)),),) if coming else ()
    )
    agenda = Button(language.label("My agenda"), actions.Agenda())
    return Screen(join(parts, "\n\n"), (*opened, (agenda, *home_row(language))))
