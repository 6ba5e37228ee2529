"""Answers to plain text: what was understood, with buttons; or what can be written."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.errors import Reason
from bot.domain.event import Event
from bot.domain.people import Participant
from bot.domain.slots import Slot
from bot.i18n import Html, Language, Languages, escape, join
from bot.screens import actions, finding_actions
from bot.screens.booking import near_rows, nearest_line
from bot.screens.callbacks import Action
from bot.screens.directory import person_label
from bot.screens.joining import language_rows, spoken
from bot.screens.parts import clip, grid, home_row, name, times, when, who
from bot.screens.reasons import reason_text
from bot.screens.relay import write_button
from bot.screens.screen import Button, Rows, Screen
from bot.usecases.agenda import Entry
from bot.usecases.company import Company
from bot.usecases.times import Day, Instant, Part, Pick, Reading, TimeRange, Which
from bot.usecases.wishes import Arranged

_MOST_ARRANGED = 40  # buttons


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
    language: Language, reading: Reading | None, people: Sequence[tuple[Participant, Slot | None]]
) -> Screen:
    """Ask which of several people was meant; a button leads to the time when that is free."""
    text = join(
        (
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
    reading: Reading,
    slots: Sequence[Slot],
    *,
    fits: bool,
    why: str = "",
    more: Rows = (),
) -> Screen:
    """Offer the times that a reading means; ``fits`` False: the nearest, since none of it is free.

    ``why`` tells the reason where it is known; ``more`` are rows with what else can be done.
    """
    understood = reading_text(language, reading)
    if fits:
        head = language.say("Free for you and {who}:", who=who(language, host))
    elif slots:
        none = why or language.say("Nothing is free for you and {name} then.", name=name(language, host))
        head = join((none, nearest_line(language, host, len(slots))), "\n\n")
    else:
        none = language.say("Nothing is free for you and {name}.", name=name(language, host))
        head = join((why, none), "\n\n")
    text = join((_title(understood), head), "\n\n")
    *rows, back = near_rows(language, event, host, slots)
    return Screen(text, (*rows, *more, back))


def why_not_then(
    language: Language, event: Event, reason: Reason, host: Participant, met: Participant | None
) -> Html:
    """Say why a time with somebody is not to be had; ``met``: whom one meets oneself at that time."""
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


def choose_arranged(language: Language, event: Event, found: Sequence[Arranged]) -> Screen:
    """Ask which of several meetings and requests was meant."""
    return choose_everywhere(language, event, [(event, one) for one in found])


def choose_everywhere(language: Language, event: Event, found: Sequence[tuple[Event, Arranged]]) -> Screen:
    """Ask which of several meetings and requests at any events was meant."""
    return which(
        language,
        event,
        [
            (there, one, actions.Meeting(one.id) if one.agreed else actions.Request(one.id))
            for there, one in found
        ],
    )


def which(language: Language, event: Event, found: Sequence[tuple[Event, Arranged, Action]]) -> Screen:
    """Ask which one was meant, each with the button that does what was asked for.

    What is at another event than the current one, ``event``, is named with it.
    """
    rows = []
    for there, one, action in found[:_MOST_ARRANGED]:
        start = there.local(one.slot.start)
        label = f"{language.short_day(start.date())} {times(there, one.slot)} · {name(language, one.other)}"
        away = f" · {clip(there.name)}" if there.id != event.id else ""
        rows.append((Button(label + away, action),))
    others = list(dict.fromkeys(there.name for there, *_ in found if there.id != event.id))
    asked = language.say("<b>Which one do you mean?</b>")
    if len(found) == 1:
        asked = language.say("Did you mean this one?")
    text = join((asked, at_other(language, others)), "\n\n")
    return Screen(text, (*rows, home_row(language)))


def at_other(language: Language, events: Sequence[str]) -> Html:
    """Say that something is at other events than the current one; nothing where there are none."""
    if not events:
        return Html()
    return language.say("This is at another event of yours: {events}.", events=language.listing(events))


def nothing_arranged(language: Language, people: Sequence[Participant]) -> Screen:
    """Say that there is nothing to cancel or to move; whoever was named is a button away."""
    text = language.say("You have no coming meeting and no open request like that.")
    cards = grid((Button(name(language, one), actions.Person(one.id)) for one in people), 2)
    lists = (
        Button(language.label("My agenda"), actions.Agenda()),
        Button(language.label("Requests"), actions.Requests()),
    )
    return Screen(text, (*cards, lists, home_row(language)))


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


def not_understood(language: Language, every: Languages | None = None) -> Screen:
    """Say what can be written; to one who wrote in none of ``every`` language, also in which."""
    text = language.say(
        "I did not find anybody or any time in that.\n\n"
        "Write a name (“Kelemen”), an organization, a time (“Thursday 3pm”) or both. /help shows the rest."
    )
    find = (Button(language.label("Find people"), actions.Directory()), *home_row(language))
    if every is None:
        return Screen(text, (find,))
    return Screen(join((text, spoken(language, every)), "\n\n"), (*language_rows(language, every), find))


def thanked(language: Language) -> Screen:
    """Answer thanks, and a goodbye."""
    text = language.say("Gladly! Write again whenever there is something.")
    return Screen(text, ((Button(language.label("My agenda"), actions.Agenda()), *home_row(language)),))


def whom_to_write(language: Language, people: Sequence[Participant]) -> Screen:
    """Ask whom a message is for: those who can be written to, a button each; or say that nobody can be."""
    if not people:
        text = language.say(
            "You can write to people while a request between you is open or a meeting is agreed."
        )
        find = Button(language.label("Find people"), actions.Directory())
        return Screen(
            text, ((find, Button(language.label("Requests"), actions.Requests())), home_row(language))
        )
    text = language.say("Nothing is sent yet. Press the name, then write the message.")
    return Screen(text, (*((write_button(language, one),) for one in people), home_row(language)))


def only_text(language: Language) -> Screen:
    """Answer a sticker, a voice note, a picture: they arrived, and what helps instead."""
    text = language.say(
        "I cannot do anything with that yet: I read text only. Write a name or a time, or press a button."
    )
    return Screen(text, ((Button(language.label("Find people"), actions.Directory()), *home_row(language)),))


def only_new(language: Language) -> Screen:
    """Answer a message that was changed after it had been sent."""
    text = language.say(
        "I read new messages only: what you change in one that you have sent does not reach me. "
        "Please write it once more."
    )
    return Screen(text, (home_row(language),))


def only_new_while_asked(language: Language, again: Action | None) -> Screen:
    """Answer such a message while something else is asked; ``again`` puts that question once more."""
    text = language.say(
        "What you have changed in that message counts no more. My last question is still open: please answer "
        "it in a new message, or /cancel."
    )
    return Screen(text, ((Button(language.label("Ask me again"), again),),) if again else ())


def ended_by_command(language: Language, again: Action | None) -> Screen:
    """Say of a text that means nothing else why it was not taken for what was asked; ``again`` asks anew."""
    text = language.say(
        "Your last command ended what I had asked you for, so this text was not taken for it, and nothing "
        "was sent. As something else I cannot read it either."
    )
    ask = ((Button(language.label("Ask me again"), again),),) if again else ()
    return Screen(text, (*ask, home_row(language)))
