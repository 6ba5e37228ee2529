"""Meetings as calendar files: what they say, and the messages that carry them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.domain.booking import MeetingState
from bot.domain.event import Event
from bot.i18n import Language
from bot.screens.parts import name
from bot.screens.screen import Attachment, AttachmentKind, Screen
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


def calendar_file(language: Language, entry: Entry, content: bytes) -> Screen:
    """Send the file, with a word on what to do with it."""
    if entry.meeting.state in (MeetingState.CANCELLED, MeetingState.CANCELLED_LATE):
        text = language.say("Open this file to take the meeting out of your calendar.")
    else:
        text = language.say("Open this file to put the meeting into your calendar.")
    file = Attachment(AttachmentKind.DOCUMENT, f"meeting-{entry.meeting.id}.ics", content)
    return Screen(text, attachment=file)


def agenda_file(language: Language, event: Event, content: bytes) -> Screen:
    """Send the whole agenda, with a word on what a calendar makes of it."""
    text = language.say(
        "All your meetings in one file. Open it to put them into your calendar, and a newer one after "
        "changes. Where an old entry stays, as in Outlook on a computer, please delete it."
    )
    return Screen(text, attachment=Attachment(AttachmentKind.DOCUMENT, f"{event.slug}.ics", content))
