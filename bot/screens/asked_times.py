"""Answers to a time in plain text: what was understood, what is free then, and with whom."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.booking import MOST_TIMES
from bot.domain.errors import Reason
from bot.domain.event import Event
from bot.domain.people import Participant
from bot.domain.slots import Slot
from bot.i18n import Html, Language, escape, join
from bot.screens import actions, finding_actions, profile_actions
from bot.screens.asking_actions import AnyOf, packed
from bot.screens.booking import near_rows, nearest_line
from bot.screens.directory import person_label
from bot.screens.parts import clip, home_row, name, quote, times, when, who
from bot.screens.reasons import reason_text
from bot.screens.screen import Button, Rows, Screen
from bot.usecases.agenda import Entry
from bot.usecases.booking import several
from bot.usecases.company import Company
from bot.usecases.plain_text import nearest_instant
from bot.usecases.times import Day, Instant, Part, Pick, Reading, TimeRange, Which


def reading_text(language: Language, reading: Reading) -> str:
    """Write a reading as it was understood: ``Thursday 26 November, 15:20``."""
    match reading:
        case Instant(at):
            return language.moment(at)
        case Day(day):
            return language.day(day)
        case Part(day, part):
            named = {
                "morning": language.label("morning"),
                "afternoon": language.label("afternoon"),
                "evening": language.label("evening"),
            }
            return f"{language.day(day)}, {named[part.value]}"
        case TimeRange(None, end) if end:
            return language.label("until {time}", time=language.moment(end))
        case TimeRange(start, None) if start:
            return language.label("from {time}", time=language.moment(start))
        case TimeRange(start, end) if start and end:
            return f"{language.moment(start)}–{end:%H:%M}"
        case Pick(which, scope):
            inside = reading_text(language, scope)
            if which is Which.FIRST:
                return language.label("first free time, {scope}", scope=inside)
            return language.label("last free time, {scope}", scope=inside)
    return ""


def _title(text: str) -> Html:
    return Html(f"<b>{escape(text[:1].upper() + text[1:])}</b>")


def choose_person(
    language: Language,
    reading: Reading | None,
    people: Sequence[tuple[Participant, Slot | None]],
    unused: str = "",
) -> Screen:
    """Ask which of several people was meant; a button leads to the time when that is free.

    ``unused`` are words that name nobody.
    """
    text = join(
        (
            language.say("I know nobody by the words “{words}”.", words=clip(unused)) if unused else "",
            language.say("<b>Whom do you mean?</b>"),
            _title(reading_text(language, reading)) if reading else "",
            join(who(language, person) for person, _ in people),
        ),
        "\n\n",
    )
    rows = []
    for person, slot in people:
        action = actions.Pick(person.id, actions.to_minute(slot.start)) if slot else actions.Person(person.id)
        rows.append((Button(person_label(person), action),))
    return Screen(text, (*rows, home_row(language)))


def times_with(
    language: Language,
    event: Event,
    host: Participant,
    readings: Sequence[Reading],
    slots: Sequence[Slot],
    *,
    fits: bool,
    why: str = "",
    more: Rows = (),
    note: str = "",
) -> Screen:
    """Offer the times that any of ``readings`` means; ``fits`` False: the nearest, since none is free.

    ``why`` tells the reason where it is known; ``more`` are rows with what else can be done; ``note`` goes
    with the time that is chosen. Where several times were named, all can be asked for at once.
    """
    understood = language.choice(reading_text(language, one) for one in readings)
    if fits:
        head = language.say("Free for you and {who}:", who=who(language, host))
    elif slots:
        none = why or language.say("Nothing is free for you and {name} then.", name=name(language, host))
        head = join((none, nearest_line(language, host, len(slots))), "\n\n")
    else:
        none = language.say("Nothing is free for you and {name}.", name=name(language, host))
        head = join((why, none), "\n\n")
    said = join((language.say("Your note:"), quote(note)), "") if note else ""
    text = join((_title(understood), head, said), "\n\n")
    *rows, back = near_rows(
        language, event, host, slots, [AnyOf(host.id, packed([one.start])) for one in slots] if note else ()
    )
    together = fits and len(readings) > 1 and len(slots) > 1 and several(event)
    starts = packed(slot.start for slot in slots[:MOST_TIMES])
    any_of_them = ((Button(language.label("Any of these"), AnyOf(host.id, starts)),),) if together else ()
    return Screen(text, (*rows, *any_of_them, *more, back))


def choose_time(language: Language, event: Event, readings: Sequence[Reading]) -> Screen:
    """Ask which of several times is meant; a button leads to who is free then, or on that day."""
    rows = []
    for reading in readings:
        begins = nearest_instant(event, reading)
        starts = {actions.to_minute(slot.start) for slot in event.slots}
        start = actions.to_minute(begins)
        day = event.local(begins).date().toordinal()
        action = finding_actions.FreeAt(day, start if start in starts else 0)
        label = language.short_day(event.local(begins).date())
        if isinstance(reading, Instant):
            label += f" {reading.at:%H:%M}"
        rows.append((Button(label, action),))
    meant = language.choice(reading_text(language, reading) for reading in readings)
    text = join((_title(meant), language.say("<b>Which time do you mean?</b>")), "\n\n")
    return Screen(text, (*rows, home_row(language)))


def why_not_then(
    language: Language, event: Event, reason: Reason | None, host: Participant, met: Participant | None
) -> Html:
    """Say why a time with somebody is not to be had; ``met``: whom one meets oneself at that time.

    Without a reason it is none at which a meeting begins.
    """
    if reason is None:
        return language.say("No meeting begins at that time.")
    if met is not None:
        return language.say("You are meeting {name} at that time.", name=name(language, met))
    # Nobody pressed a button that showed it free a moment ago.
    said = Reason.AWAY if reason is Reason.TAKEN else reason
    return reason_text(language, said, event, name(language, host))


def at_time(
    language: Language,
    event: Event,
    reading: Reading,
    meetings: Sequence[Entry],
    company: Company,
    *,
    idle: bool = False,
) -> Screen:
    """Answer a time alone: what is in the agenda then, or when ``idle`` that nothing is; who could be met."""
    mine = [
        join((Html(f"<b>{when(language, event, one.meeting.slot)}</b>"), who(language, one.other)))
        for one in meetings
    ]
    found = () if meetings else _found(language, event, company)
    empty = language.say("You have no meetings then.") if idle else ""
    text = join((_title(reading_text(language, reading)), *mine, empty, *found), "\n\n")
    rows: list[tuple[Button, ...]] = [
        (Button(language.label("Open the meeting"), actions.Meeting(one.meeting.id)),) for one in meetings
    ]
    if not meetings:
        rows += [
            (
                Button(
                    f"{times(event, slot)} · {name(language, person)}",
                    actions.Pick(person.id, actions.to_minute(slot.start)),
                ),
            )
            for person, slot in sorted(company.people, key=lambda one: one[1].start)
        ]
        rows += _rest(language, event, company)
    if idle:  # "I am free on Friday" may as well be said for the others
        rows.append((Button(language.label("Meeting times"), profile_actions.MyTimes()),))
    return Screen(text, (*rows, home_row(language)))


def _rest(language: Language, event: Event, company: Company) -> Rows:
    """Lead to everybody who is free in the slot, or on the day where it is not the same for all."""
    slots = {slot for _, slot in company.people}
    if company.total <= len(company.people) or not slots:
        return ()
    first = min(slots)
    day = event.local(first.start).date().toordinal()
    start = actions.to_minute(first.start) if len(slots) == 1 else 0
    return ((Button(language.label("More ›"), finding_actions.FreeAt(day, start)),),)


def _found(language: Language, event: Event, company: Company) -> tuple[Html, ...]:
    if not company.total:
        return (language.say("There is nobody you could meet then."),)
    count = language.say_n(
        "{n} person is free for you then.", "{n} people are free for you then.", company.total
    )
    if company.instead is None:
        return (count,)
    nearest = language.say(
        "Nobody can be met at exactly that time. The nearest is <b>{when}</b>.",
        when=when(language, event, company.instead),
    )
    return (nearest, count)
