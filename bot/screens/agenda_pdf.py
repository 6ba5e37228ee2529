"""The agenda on paper: its words, and the message that carries it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby

from bot.i18n import Language
from bot.screens.parts import agenda_row, name, times
from bot.screens.screen import Attachment, AttachmentKind, Screen
from bot.usecases.agenda import Entry
from bot.usecases.identity import Me
from bot.usecases.sheets import AgendaSheet, SheetDay, SheetRow


def agenda_sheet(language: Language, me: Me, entries: Iterable[Entry], now: datetime) -> AgendaSheet:
    """Put an agenda into words for paper; ``entries`` are in time order."""
    event, profile = me.event, me.participant.profile

    def day_of(entry: Entry) -> date:
        return event.local(entry.meeting.slot.start).date()

    days = tuple(
        SheetDay(language.day(day), tuple(_row(language, me, one) for one in entries_of_day))
        for day, entries_of_day in groupby(entries, day_of)
    )
    venue = ", ".join(part for part in (event.venue_name, event.venue_address) if part)
    notes = (
        "" if days else language.label("No meetings yet."),
        venue,
        language.label("Times are local to the event ({zone}).", zone=event.zone),
        language.label(
            "As of {moment}; what changes later stands in the chat.", moment=language.moment(event.local(now))
        ),
    )
    return AgendaSheet(
        title=event.name,
        owner=", ".join(part for part in (profile.name, profile.organization) if part),
        days=days,
        notes=tuple(note for note in notes if note),
        page=language.label("Page {n} of {of}", n="{n}", of="{of}"),
    )


def agenda_pdf(language: Language, me: Me, content: bytes) -> Screen:
    """Send the agenda for printing."""
    file = Attachment(AttachmentKind.DOCUMENT, f"{me.event.slug}.pdf", content)
    text = language.say("Your agenda, to print or to read without a network.")
    return Screen(text, (agenda_row(language, me.event),), file)


def _row(language: Language, me: Me, entry: Entry) -> SheetRow:
    profile, table = entry.other.profile, entry.meeting.table
    return SheetRow(
        times=times(me.event, entry.meeting.slot),
        name=name(language, entry.other),
        about=", ".join(part for part in (profile.role, profile.organization) if part),
        place=language.label("Table {table}", table=table) if table else me.event.venue_name,
    )
