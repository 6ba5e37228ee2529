"""Meetings as calendar files: what they say, and the messages that carry them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.domain.booking import MeetingState
from bot.domain.event import Event
from bot.i18n import Html, Language, escape, join
from bot.screens import actions, agenda_actions
from bot.screens.parts import agenda_row, home_row, name
from bot.screens.screen import Attachment, AttachmentKind, Button, Screen
from bot.usecases.agenda import Entry
from bot.usecases.calendar import CalendarBook, CalendarEntry


def calendar_entry(
    language: Language, event: Event, entry: Entry, leads_minutes: tuple[int, ...], stamp: datetime
) -> CalendarEntry:
    """Describe a meeting for one side's calendar; its UID stays, its sequence rises with each change.

    ``leads_minutes`` are the lead times of his reminders: the calendar rings then, too.
    """
    meeting = entry.meeting
    profile = entry.other.profile
    table = language.label("Table {table}", table=meeting.table) if meeting.table else ""
    return CalendarEntry(
        uid=f"meeting-{meeting.id}-{event.slug}@bilateral.bot",
        sequence=meeting.version - 1,
        start=meeting.slot.start,
        end=meeting.slot.end,
        stamp=stamp,
        summary=language.label("Meeting with {name}", name=name(language, entry.other)),
        description="\n".join(part for part in (profile.role, profile.organization, event.name) if part),
        location=", ".join(part for part in (table, event.venue_name, event.venue_address) if part),
        cancelled=meeting.state in (MeetingState.CANCELLED, MeetingState.CANCELLED_LATE),
        alarms_minutes=leads_minutes,
        organizer=event.privacy.controller or event.name,
        organizer_email=event.privacy.contact if "@" in event.privacy.contact else "",
    )


def calendar_book(
    language: Language, event: Event, entries: Iterable[Entry], leads_minutes: tuple[int, ...], now: datetime
) -> CalendarBook:
    """Describe all meetings of one side, also those that were cancelled: a calendar takes those out."""
    return CalendarBook(
        name=event.name,
        zone=event.zone,
        days=event.days,
        entries=tuple(calendar_entry(language, event, one, leads_minutes, now) for one in entries),
    )


def followed_book(
    language: Language, event: Event, entries: Iterable[Entry], leads_minutes: tuple[int, ...]
) -> CalendarBook:
    """Describe the meetings that a calendar is to show which asks for them again and again.

    The same meetings make the same book, so that a calendar can tell that nothing has changed.
    """
    return CalendarBook(
        name=event.name,
        zone=event.zone,
        days=event.days,
        entries=tuple(
            calendar_entry(language, event, one, leads_minutes, one.meeting.confirmed_at) for one in entries
        ),
        followed=True,
    )


def my_calendar(language: Language, address: str, *, renewed: bool = False) -> Screen:
    """Show how one's meetings get into a calendar; ``address`` is one's own, empty when there is none."""
    say, label = language.say, language.label
    head = say("<b>My calendar</b>")
    file = Button(label("Calendar file"), agenda_actions.AgendaCalendar())
    agenda = (Button(label("My agenda"), actions.Agenda()), *home_row(language))
    if not address:
        text = join(
            (
                head,
                say("A file holds your meetings as they are now."),
                say(
                    "With an address of your own, your calendar follows: it asks again and again, and shows "
                    "what is new, moved or cancelled. Whoever has the address can read your meetings."
                ),
            ),
            "\n\n",
        )
        return Screen(
            text, ((file,), (Button(label("Make an address"), agenda_actions.NewAddress()),), agenda)
        )
    text = join(
        (
            head,
            say("This is your new address; the one before shows nothing any more.") if renewed else "",
            say("Your calendar follows this address. Tap it to copy it:"),
            Html(f"<code>{escape(address)}</code>"),
            say(
                "Google Calendar: Other calendars → From URL. Apple Calendar: Add Subscription Calendar. "
                "Outlook: Add calendar → Subscribe from web."
            ),
            say(
                "Some calendars ask only a few times a day; reminders here are always in time. Whoever has "
                "the address can read your meetings: make a new one if somebody else has it."
            ),
        ),
        "\n\n",
    )
    change = (
        Button(label("New address"), agenda_actions.NewAddress()),
        Button(label("Turn off"), agenda_actions.NoAddress()),
    )
    return Screen(text, ((file,), change, agenda))


def calendar_file(language: Language, entry: Entry, content: bytes) -> Screen:
    """Send the file, with a word on what to do with it."""
    if entry.meeting.state in (MeetingState.CANCELLED, MeetingState.CANCELLED_LATE):
        text = language.say("Open this file to take the meeting out of your calendar.")
    else:
        text = language.say("Open this file to put the meeting into your calendar.")
    file = Attachment(AttachmentKind.DOCUMENT, f"meeting-{entry.meeting.id}.ics", content)
    open_ = Button(language.label("Open the meeting"), actions.Meeting(entry.meeting.id))
    return Screen(text, ((open_, *home_row(language)),), file)


def agenda_file(language: Language, event: Event, content: bytes) -> Screen:
    """Send the whole agenda, with a word on what a calendar makes of it."""
    text = language.say(
        "All your meetings in one file. Open it to put them into your calendar, and a newer one after "
        "changes. Where an old entry stays, as in Outlook on a computer, please delete it."
    )
    file = Attachment(AttachmentKind.DOCUMENT, f"{event.slug}.ics", content)
    return Screen(text, (agenda_row(language, event),), file)
