"""A meeting as a calendar file: what it says, and the message that carries it."""

from __future__ import annotations

from datetime import datetime

from bot.domain.booking import MeetingState
from bot.domain.event import Event
from bot.i18n import Language
from bot.screens.parts import name
from bot.screens.screen import Attachment, AttachmentKind, Screen
from bot.usecases.agenda import Entry
from bot.usecases.calendar import CalendarEntry


def calendar_entry(
    language: Language, event: Event, entry: Entry, lead_minutes: int | None, now: datetime
) -> CalendarEntry:
    """Describe a meeting for one side's calendar; its UID stays, its sequence rises with each change."""
    meeting = entry.meeting
    profile = entry.other.profile
    table = language.label("Table {table}", table=meeting.table) if meeting.table else ""
    return CalendarEntry(
        uid=f"meeting-{meeting.id}-{event.slug}@bilateral.bot",
        sequence=meeting.version - 1,
        start=meeting.slot.start,
        end=meeting.slot.end,
        stamp=now,
        summary=language.label("Meeting with {name}", name=name(language, entry.other)),
        description="\n".join(part for part in (profile.role, profile.organization, event.name) if part),
        location=", ".join(part for part in (table, event.venue_name, event.venue_address) if part),
        cancelled=meeting.state in (MeetingState.CANCELLED, MeetingState.CANCELLED_LATE),
        alarm_minutes=lead_minutes,
        organizer=event.privacy.controller or event.name,
        organizer_email=event.privacy.contact if "@" in event.privacy.contact else "",
    )


def calendar_file(language: Language, entry: Entry, content: bytes) -> Screen:
    """Send the file, with a word on what to do with it."""
    if entry.meeting.state in (MeetingState.CANCELLED, MeetingState.CANCELLED_LATE):
        text = language.say("Open this file to take the meeting out of your calendar.")
    else:
        text = language.say("Open this file to put the meeting into your calendar.")
    file = Attachment(AttachmentKind.DOCUMENT, f"meeting-{entry.meeting.id}.ics", content)
    return Screen(text, attachment=file)
