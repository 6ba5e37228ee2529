"""The card of the day: what it shows in the morning, while the day goes on, and after its last meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.domain.event import Event
from bot.i18n import Language, join
from bot.screens import agenda_actions
from bot.screens.notices import digest, lines, mute
from bot.screens.parts import fitting, own_note
from bot.screens.screen import Button, Rows, Screen
from bot.usecases.agenda import Entry


def morning(language: Language, event: Event, day: date, coming: Sequence[Entry]) -> Screen:
    """Show the meetings of the day as its digest does."""
    shown = digest(language, event, day, coming, evening=False)
    return replace(shown, rows=_rows(language, event, day, coming))


def today(language: Language, event: Event, day: date, coming: Sequence[Entry]) -> Screen:
    """Show what is still to come, first the meeting that goes on; it stays true until that one ends."""
    if coming:
        head = language.say_n(
            "<b>Today: {n} meeting to come</b>", "<b>Today: {n} meetings to come</b>", len(coming)
        )
    else:
        head = language.say("<b>No more meetings today</b>")
    title = language.say("{event}, {day}", event=event.name, day=language.day(day))
    own = own_note(language, event) if coming else ""
    text = join((join((head, title)), fitting(lines(language, event, coming)), own), "\n\n")
    return Screen(text, _rows(language, event, day, coming), silent=True)


def off(language: Language) -> Screen:
    """Say that a card shows the day no longer."""
    return Screen(language.say("This card no longer follows your day. /agenda shows your meetings."))


def _rows(language: Language, event: Event, day: date, coming: Sequence[Entry]) -> Rows:
    agenda = Button(language.label("My agenda"), agenda_actions.OpenAgenda(day.toordinal(), event.id))
    first = [
        Button(language.label("Open the meeting"), agenda_actions.OpenMeeting(one.meeting.id))
        for one in coming[:1]
    ]
    return (*((one,) for one in first), (agenda,), (mute(language, evening=False),))
