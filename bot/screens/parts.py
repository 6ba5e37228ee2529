"""Pieces that several screens share, so that a thing reads the same everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.domain.event import Event
from bot.domain.intervals import Stretch
from bot.domain.people import Participant
from bot.domain.slots import Slot
from bot.i18n import Html, Language, escape, join
from bot.screens.actions import Agenda, Home
from bot.screens.callbacks import Action
from bot.screens.screen import Button, Rows, Screen

_LINE_UNITS = 100  # of UTF-16, of a name, an organization, a venue among other things
_LIST_UNITS = 3500  # of the 4,096 UTF-16 units of a message
_MESSAGE_UNITS, _CAPTION_UNITS = 4096, 1024  # all that Telegram takes
MOST_SLOTS = 84  # of the 100 buttons of a message; the rest lead to other days and back


def times(event: Event, slot: Stretch) -> str:
    """Write a slot's times on the event's clocks: ``14:30–14:50``."""
    return f"{event.local(slot.start):%H:%M}–{event.local(slot.end):%H:%M}"


def when(language: Language, event: Event, slot: Stretch) -> str:
    """Write a slot with its day, on the reader's own clocks too where these differ.

    ``Thursday 26 November, 14:30–14:50 (your time: 12:30–12:50)``
    """
    there = f"{language.day(event.local(slot.start).date())}, {times(event, slot)}"
    here = own_times(language, event, slot)
    return language.label("{times} (your time: {own})", times=there, own=here) if here else there


def own_times(language: Language, event: Event, slot: Stretch) -> str:
    """Write a slot's times on the reader's own clocks, the day too where it is another; "" if they agree."""
    start = _own_start(language, event, slot.start)
    return f"{start}–{slot.end.astimezone(language.zone):%H:%M}" if start else ""


def _own_start(language: Language, event: Event, at: datetime) -> str:
    if language.zone is None:
        return ""
    here, there = at.astimezone(language.zone), event.local(at)
    if here.utcoffset() == there.utcoffset():
        return ""
    own = f"{here:%H:%M}"
    return own if here.date() == there.date() else f"{language.short_day(here.date())}, {own}"


def moment(language: Language, event: Event, at: datetime) -> str:
    """Write an instant, as ``when`` writes a slot: ``Thursday 26 November, 14:30 (your time: 12:30)``."""
    there = language.moment(event.local(at))
    here = _own_start(language, event, at)
    return language.label("{times} (your time: {own})", times=there, own=here) if here else there


def any_of(language: Language, event: Event, slots: Sequence[Slot]) -> str:
    """Write times of which any will do, on the reader's own clocks too where these differ.

    ``Thursday 26 November, 14:30–14:50 or 15:20–15:40 (your time: 12:30–12:50 or 13:20–13:40)``
    """
    days: dict[date, list[Slot]] = {}
    for slot in slots:
        days.setdefault(event.local(slot.start).date(), []).append(slot)
    there = language.choice(
        f"{language.day(day)}, {language.choice(times(event, slot) for slot in some)}"
        for day, some in days.items()
    )
    here = [own for slot in slots if (own := own_times(language, event, slot))]
    if not here:
        return there
    return language.label("{times} (your time: {own})", times=there, own=language.choice(here))


def each_of(language: Language, event: Event, slots: Sequence[Slot]) -> Html:
    """Write times of which any will do in bold, a line for each."""
    return join(Html(f"<b>{when(language, event, slot)}</b>") for slot in slots)


def by_day(event: Event, offered: Sequence[Slot]) -> dict[int, list[Slot]]:
    """Give slots by the index of their day among those of the event."""
    days: dict[int, list[Slot]] = {}
    for slot in offered:
        days.setdefault(event.days.index(event.local(slot.start).date()), []).append(slot)
    return days


def short(language: Language, event: Event, slot: Slot) -> str:
    """Write the start of a slot for a button: ``Thu 26 Nov 14:30``."""
    start = event.local(slot.start)
    return f"{language.short_day(start.date())} {start:%H:%M}"


def who(language: Language, person: Participant) -> Html:
    """Write a person in bold with role and organization; somebody erased has no name any more."""
    profile = person.profile
    details = ", ".join(clip(part) for part in (profile.role, profile.organization) if part)
    return join((Html(f"<b>{escape(name(language, person))}</b>"), details), ", ")


def name(language: Language, person: Participant) -> str:
    """Write a person's name for a button or a sentence."""
    return clip(person.profile.name) or language.label("A former participant")


def place(language: Language, event: Event, table: str) -> Html:
    """Write where a meeting is: the table, or the venue where the block has none."""
    if table:
        return language.say("Table <b>{table}</b>", table=table)
    return venue(event)


def venue(event: Event) -> Html:
    """Write where an event is: its name and address, as far as they are known."""
    return escape(", ".join(clip(part) for part in (event.venue_name, event.venue_address) if part))


def zone_note(language: Language, event: Event) -> Html:
    """Say whose clocks the times are on, and what the reader's own show when the event begins."""
    local = language.say("<i>Times are local to the event ({zone}).</i>", zone=event.zone)
    return join((local, own_note(language, event)))


def own_note(language: Language, event: Event) -> Html:
    """Say what the reader's own clocks show when the event begins, for a list; nothing if they agree."""
    there = event.local(event.interval.start)
    here = there.astimezone(language.zone) if language.zone else there
    if here.utcoffset() == there.utcoffset():
        return Html()
    return language.say(
        "<i>When it is {there} there, your clocks ({zone}) show {here}.</i>",
        there=f"{there:%H:%M}",
        here=f"{here:%H:%M}",
        zone=str(language.zone),
    )


def clip(text: str, longest: int = _LINE_UNITS) -> str:
    """Cut a text to what a line of a message can spare; only a profile's own card shows all of it.

    ``longest`` counts UTF-16 units, as Telegram does: most emoji and rare scripts take two a character.
    """
    if utf16_units(text) <= longest:
        return text
    kept = text.encode("utf-16-le")[: 2 * (longest - 1)].decode("utf-16-le", "ignore")
    return f"{kept.rstrip()}…"


def fitting(pieces: Iterable[Html], units: int = _LIST_UNITS, between: str = "\n\n") -> Html:
    """Join the pieces of a list as far as they fit into a message; an ellipsis stands for the rest."""
    kept: list[Html] = []
    for piece in pieces:
        units -= utf16_units(piece) + len(between)
        if units < 0:
            return join((*kept, "…"), between)
        kept.append(piece)
    return join(kept, between)


def utf16_units(text: str) -> int:
    """Count the length of a text as Telegram does."""
    return len(text.encode("utf-16-le")) // 2


def quote(text: str, *, expandable: bool = False) -> Html:
    """Put what somebody wrote into a quote; nothing for nothing."""
    if not text:
        return Html()
    opening = "<blockquote expandable>" if expandable else "<blockquote>"
    return Html(f"{opening}{escape(text)}</blockquote>")


def home_row(language: Language) -> tuple[Button, ...]:
    """Give the row that leads home."""
    return (Button(language.label("⌂ Home"), Home()),)


def agenda_row(language: Language, event: Event) -> tuple[Button, ...]:
    """Give the row that leads to one's agenda of an event, and home."""
    return (Button(language.label("My agenda"), Agenda(event=event.id)), *home_row(language))


def of_event(event: Event, screen: Screen) -> Html:
    """Write a message for somebody who is in several events: the event's name on top, unless it says it.

    One that fills what Telegram takes stays as it is.
    """
    named, said = escape(clip(event.name)), Html(screen.text)
    most = _CAPTION_UNITS if screen.attachment else _MESSAGE_UNITS
    text = join((Html(f"<i>{named}</i>"), said), "\n\n")
    return said if named in said or utf16_units(text) > most else text


def under(notice: Html | str, screen: Screen) -> Screen:
    """Put a notice on top of a card."""
    return replace(screen, text=join((notice, Html(screen.text)), "\n\n")) if notice else screen


def grid(buttons: Iterable[Button], columns: int) -> Rows:
    """Lay buttons out in rows of ``columns``."""
    row = list(buttons)
    return tuple(tuple(row[i : i + columns]) for i in range(0, len(row), columns))


def pager(language: Language, number: int, pages: int, pages_of: Sequence[Action]) -> tuple[Button, ...]:
    """Give back and forward buttons; ``pages_of`` holds the actions of the previous and the next page."""
    row = []
    if number > 0:
        row.append(Button(language.label("‹ Back"), pages_of[0]))
    if number + 1 < pages:
        row.append(Button(language.label("More ›"), pages_of[1]))
    return tuple(row)
