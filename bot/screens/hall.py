"""The hall: who sits where, which tables are free, and where somebody is to be found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from bot.domain.booking import Meeting
from bot.domain.event import Event
from bot.domain.people import Participant
from bot.domain.slots import Slot
from bot.i18n import Html, Language, escape, join
from bot.screens import actions, hall_actions
from bot.screens.check_in import to_hall
from bot.screens.organizer import back
from bot.screens.parts import clip, fitting, grid, home_row, name, pager, place, short, when, who
from bot.screens.screen import Button, Rows, Screen
from bot.usecases.hall import Hall, Place, Whereabouts
from bot.usecases.reseating import Choice

_NAME_UNITS, _ORGANIZATION_UNITS = 60, 40
_LABEL_UNITS = 60
_MOST_CHOICES = 8
_MOST_TABLES, _COLUMNS = 24, 4  # the nearest of those that are free


def hall(
    language: Language, shown: Hall, now: datetime, *, organizer: bool, events: int = 1, notice: str = ""
) -> Screen:
    """Show a page of the tables of a slot; ``events`` counts those at which the reader helps."""
    say, label, event, slot = language.say, language.label, shown.event, shown.slot
    goes_on = say("This slot goes on now.") if slot.start <= now < slot.end else ""
    taken = say("Meetings: {n}", n=shown.meetings)
    if shown.tables:
        taken = say("Tables taken: {n} of {tables}", n=shown.meetings, tables=shown.tables)
    page = say("Page {page} of {pages}", page=shown.number + 1, pages=shown.pages) if shown.pages > 1 else ""
    title = say("<b>{event}</b>: the hall", event=event.name)
    head = (title, escape(when(language, event, slot)), goes_on, taken, page)
    text = join(
        (
            notice,
            join(head),
            fitting(_places(language, shown.places)) or say("Nobody meets in this slot."),
            say("<i>Write a name, and I will tell you where they are; there you check people in, too.</i>"),
        ),
        "\n\n",
    )
    start = actions.to_minute(slot.start)
    pages = tuple(hall_actions.Hall(event.id, start, shown.number + step) for step in (-1, 1))
    turn = pager(language, shown.number, shown.pages, pages)
    follows = 0 if shown.now else start  # whoever looks at the present slot goes on with the clock
    again = [Button(label("Refresh"), hall_actions.Hall(event.id, follows, shown.number))]
    if not shown.now:
        again.append(Button(label("Now"), hall_actions.Hall(event.id)))
    rows = [row for row in (turn, _beside(event, language, shown), tuple(again)) if row]
    door = (
        Button(label("Not checked in"), hall_actions.Awaited(event.id)),
        Button(label("Walk-in"), hall_actions.WalkIn(event.id)),
    )
    rows.append(door)
    if events > 1:
        rows.append((Button(label("Another event"), hall_actions.Halls()),))
    return Screen(text, (*rows, *((back(language, event.id),),) * organizer, home_row(language)))


def _beside(event: Event, language: Language, shown: Hall) -> tuple[Button, ...]:
    """Lead to the slots before and after, by their times; by their days too where those are others."""

    def at(slot: Slot) -> str:
        there, here = event.local(slot.start), event.local(shown.slot.start)
        return f"{there:%H:%M}" if there.date() == here.date() else short(language, event, slot)

    row = []
    if shown.before:
        row.append(Button(f"‹ {at(shown.before)}", _to(event, shown.before)))
    if shown.after:
        row.append(Button(f"{at(shown.after)} ›", _to(event, shown.after)))
    return tuple(row)


def _to(event: Event, slot: Slot) -> hall_actions.Hall:
    return hall_actions.Hall(event.id, actions.to_minute(slot.start))


def _places(language: Language, places: Sequence[Place]) -> Iterator[Html]:
    """Write the places in their order, free ones that follow each other close together."""
    for free, some in groupby(places, key=lambda one: one.sitting is None):
        lines = [_place(language, one) for one in some]
        yield from [join(lines)] if free else lines


def _place(language: Language, one: Place) -> Html:
    if one.sitting is None:
        return language.say("Table <b>{table}</b>: free", table=one.table)
    table = language.say("Table <b>{table}</b>", table=one.table) if one.table else Html()
    people = (escape(_short(language, person)) for person in (one.sitting.guest, one.sitting.host))
    return join((table, *people))


def _short(language: Language, person: Participant) -> str:
    organization = clip(person.profile.organization, _ORGANIZATION_UNITS)
    return ", ".join(part for part in (clip(name(language, person), _NAME_UNITS), organization) if part)


def choose(language: Language, events: Sequence[Event]) -> Screen:
    """Ask at which of several events somebody helps now."""
    rows: Rows = tuple((Button(event.name, hall_actions.Hall(event.id)),) for event in events)
    return Screen(language.say("At which event do you help now?"), (*rows, home_row(language)))


def found(language: Language, event: Event, people: Sequence[Participant]) -> Screen:
    """Ask whom of several people a steward means."""
    text = language.say("Whom do you mean?")
    if len(people) > _MOST_CHOICES:
        text = language.say("Many people fit. Here are the likeliest; write more of the name to find others.")
    rows: Rows = tuple(
        (Button(clip(_short(language, one), _LABEL_UNITS), hall_actions.Whereabouts(one.id)),)
        for one in people[:_MOST_CHOICES]
    )
    return Screen(text, (*rows, (to_hall(language, event),)))


def nobody(language: Language, event: Event, words: str) -> Screen:
    """Tell a steward that nobody fits what he wrote."""
    text = language.say(
        "I found nobody for “{words}” at {event}. Write another part of the name, or the organization.",
        words=clip(words),
        event=event.name,
    )
    return Screen(text, ((to_hall(language, event),),))


def whereabouts(
    language: Language, event: Event, shown: Whereabouts, now: datetime, *, participant: bool
) -> Screen:
    """Show where somebody is or will be next; ``participant``: the reader takes part in the event himself."""
    say, person = language.say, shown.person
    coming = [_coming(language, event, meeting, other, now) for meeting, other in shown.coming]
    more = language.say_n("… and {n} more", "… and {n} more", shown.more) if shown.more else Html()
    here = say("Not checked in yet.")
    arrive = Button(language.label("Check in"), hall_actions.CheckIn(person.id))
    if shown.arrived:
        here = say("Checked in: {time}", time=language.moment(event.local(shown.arrived)))
        arrive = Button(language.label("Undo the check-in"), hall_actions.CheckIn(person.id, arrived=False))
    first = next((meeting for meeting, _ in shown.coming if meeting.table), None)
    other = Button(language.label("Another table"), hall_actions.OtherTable(first.id)) if first else None
    nothing = say("There are no more meetings for this person.")
    text = join((join((who(language, person), here)), *(coming or (nothing,)), more), "\n\n")
    profile = Button(language.label("Profile"), actions.Person(person.id))
    rows: Rows = ((profile,),) if participant and not person.hidden else ()
    return Screen(text, ((arrive,), *(((other,),) if other else ()), *rows, (to_hall(language, event),)))


def tables(language: Language, event: Event, shown: Choice, notice: str = "") -> Screen:
    """Ask which free table a meeting is to have instead of its own."""
    say, meeting = language.say, shown.meeting
    ask = say("Which table instead? Both are told at once.")
    if not shown.tables:
        ask = say("No other table is free in this slot.")
    people = (escape(_short(language, one)) for one in (shown.guest, shown.host))
    where = (escape(when(language, event, meeting.slot)), place(language, event, meeting.table))
    text = join((notice, join((*where, *people)), ask), "\n\n")
    offers = (
        Button(one.name, hall_actions.Reseat(meeting.id, meeting.version, one.id))
        for one in shown.tables[:_MOST_TABLES]
    )
    back_to = Button(language.label("‹ Back"), hall_actions.Whereabouts(shown.guest.id))
    return Screen(text, (*grid(offers, _COLUMNS), (back_to, to_hall(language, event))))


def _coming(language: Language, event: Event, meeting: Meeting, other: Participant, now: datetime) -> Html:
    time = when(language, event, meeting.slot)
    return join(
        (
            language.say("<b>Now</b>, {time}", time=time) if meeting.slot.start <= now else escape(time),
            place(language, event, meeting.table),
            language.say("With {name}", name=_short(language, other)),
        )
    )
