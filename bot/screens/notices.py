"""News and reminders: the messages that the bot sends unasked, made when they are sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from bot.domain.booking import Attendance, Meeting, Request
from bot.domain.event import Event
from bot.domain.people import Participant
from bot.domain.slots import Slot
from bot.i18n import Html, Language, join
from bot.screens import actions, after_actions
from bot.screens.agenda import said, status_row
from bot.screens.agenda_actions import Digest
from bot.screens.booking import meeting_rows, near_rows, nearest_line, one_tap
from bot.screens.parts import (
    any_of,
    each_of,
    fitting,
    home_row,
    moment,
    name,
    own_note,
    place,
    quote,
    times,
    when,
    who,
)
from bot.screens.requests import answers, any_will_do, no_longer_free, note_of
from bot.screens.screen import Button, Screen
from bot.screens.waiting import wait_button
from bot.usecases.agenda import Entry
from bot.usecases.identity import Me
from bot.usecases.waiting import NOTHING_ELSE, Instead


def asked(language: Language, me: Me, request: Request, other: Participant, *, nudge: bool = False) -> Screen:
    """Tell somebody that his answer is awaited: a request, a counter-proposal, or the nudge to either."""
    countered = request.turn_id == request.guest_id
    if nudge:
        head = language.say("<b>Still waiting for your answer</b>")
    elif countered and request.further:
        head = language.say("<b>Other times are proposed to you</b>")
    elif countered:
        head = language.say("<b>Another time is proposed to you</b>")
    else:
        head = language.say("<b>Somebody would like to meet you</b>")
    deadline = moment(language, me.event, request.deadline)
    text = join(
        (
            head,
            join((who(language, other), each_of(language, me.event, request.slots))),
            any_will_do(language, me, request, other),
            note_of(language, me, request),
            language.say("Answer due by {deadline}", deadline=deadline),
        ),
        "\n\n",
    )
    profile = (Button(language.label("See the profile"), actions.Person(other.id)),)
    return Screen(text, (*answers(language, me, request), profile))


def confirmed(
    language: Language, event: Event, meeting: Meeting, other: Participant, note: str = ""
) -> Screen:
    """Tell somebody of a meeting that the other side's press made; ``note`` is what the guest wrote."""
    text = join(
        (
            language.say("<b>Your meeting is confirmed.</b>"),
            join(
                (
                    who(language, other),
                    when(language, event, meeting.slot),
                    place(language, event, meeting.table),
                )
            ),
            quote(note),
        ),
        "\n\n",
    )
    return Screen(text, meeting_rows(language, meeting))


def declined(language: Language, event: Event, request: Request, other: Participant) -> Screen:
    """Tell that a request was declined, with the reason."""
    text = join(
        (
            language.say("{name} cannot meet you on {time}.", **_asked(language, event, request, other)),
            join((language.say("Reason:"), quote(request.reason)), "") if request.reason else "",
        ),
        "\n\n",
    )
    return Screen(text, _next_steps(language, other))


def withdrawn(language: Language, event: Event, request: Request, other: Participant) -> Screen:
    """Tell that the other side took back what it had proposed."""
    text = language.say(
        "{name} no longer asks for {time}. Nothing for you to do.",
        **_asked(language, event, request, other),
    )
    return Screen(text, (home_row(language),))


def expired(
    language: Language,
    event: Event,
    request: Request,
    other: Participant,
    instead: Instead = NOTHING_ELSE,
) -> Screen:
    """Tell who waited for the answer that a request ran out, with times that are still free."""
    about = _asked(language, event, request, other)
    if other.id == request.guest_id:  # the host had proposed another time
        text = language.say("{name} has not answered your proposal of {time} in time.", **about)
    else:
        text = language.say("{name} has not answered your request for {time} in time.", **about)
    return _with_times(language, event, request, text, other, instead)


def lost(
    language: Language,
    event: Event,
    request: Request,
    other: Participant,
    instead: Instead = NOTHING_ELSE,
) -> Screen:
    """Tell that the time went to somebody else, with the nearest that suit both, one tap away each."""
    text = language.say(
        "The time {time} with {name} is no longer free.",
        **_asked(language, event, request, other),
    )
    return _with_times(language, event, request, text, other, instead)


def narrowed(language: Language, me: Me, request: Request, other: Participant, gone: Slot) -> Screen:
    """Tell that one of several times is no longer free, and which are left; whose turn it is may answer."""
    left = language.say("What is still asked for: {times}", times=any_of(language, me.event, request.slots))
    text = join((no_longer_free(language, me.event, gone, other), left), "\n\n")
    open_it = Button(language.label("Open the request"), actions.Request(request.id))
    answer = answers(language, me, request) if request.turn_id == me.id else ()
    return Screen(text, (*answer, (open_it,), home_row(language)))


def gave_way(language: Language, event: Event, request: Request, other: Participant) -> Screen:
    """Tell somebody that his own request ended because he is met by somebody else at that time."""
    text = language.say(
        "Your request to {name} for {time} is withdrawn: you have another meeting then.",
        **_asked(language, event, request, other),
    )
    return Screen(text, _next_steps(language, other))


def cancelled(language: Language, event: Event, meeting: Meeting, other: Participant) -> Screen:
    """Tell that the other side cancelled a meeting."""
    text = join(
        (
            language.say("<b>Meeting cancelled</b>"),
            language.say(
                "{name} cannot come to your meeting, {time}.", **_of(language, event, meeting.slot, other)
            ),
            join((language.say("Reason:"), quote(meeting.reason)), "") if meeting.reason else "",
        ),
        "\n\n",
    )
    calendar = Button(language.label("Remove from my calendar"), actions.CalendarFile(meeting.id))
    return Screen(text, ((calendar,), *_next_steps(language, other)))


def attendance(
    language: Language, event: Event, entry: Entry, status: Attendance, *, missed: bool = False
) -> Screen:
    """Tell what the other side says about coming; ``missed``: who was said not to be there."""
    facts = _of(language, event, entry.meeting.slot, entry.other)
    if status is Attendance.LATE:
        text = language.say("<b>{name}</b> will be 5 minutes late for your meeting, {time}.", **facts)
    else:
        text = language.say("<b>{name}</b> is on the way to your meeting, {time}.", **facts)
    text = join((text, place(language, event, entry.meeting.table)))
    came = (Button(language.label("They came after all"), after_actions.Came(entry.meeting.id)),)
    open_it = (Button(language.label("Open the meeting"), actions.Meeting(entry.meeting.id)),)
    return Screen(text, (*((came,) if missed else ()), open_it))


def reminder(language: Language, event: Event, entry: Entry, minutes: int) -> Screen:
    """Remind of a meeting; ``minutes`` are what is really left."""
    head = language.say_n(
        "<b>Your meeting begins in {n} minute</b>", "<b>Your meeting begins in {n} minutes</b>", minutes
    )
    text = join(
        (
            head,
            join(
                (
                    who(language, entry.other),
                    when(language, event, entry.meeting.slot),
                    place(language, event, entry.meeting.table),
                )
            ),
        ),
        "\n\n",
    )
    return Screen(text, status_row(language, entry.meeting.id))


def digest(
    language: Language, event: Event, day: date, meetings: Sequence[Entry], *, evening: bool
) -> Screen:
    """List the meetings of a day, the evening before or in the morning."""
    if evening:
        head = language.say_n(
            "<b>Tomorrow you have {n} meeting</b>", "<b>Tomorrow you have {n} meetings</b>", len(meetings)
        )
    else:
        head = language.say_n(
            "<b>Today you have {n} meeting</b>", "<b>Today you have {n} meetings</b>", len(meetings)
        )
    title = language.say("{event}, {day}", event=event.name, day=language.day(day))
    agenda = Button(language.label("My agenda"), actions.Agenda(day.toordinal(), event.id))
    text = (join((head, title)), fitting(lines(language, event, meetings)), own_note(language, event))
    return Screen(join(text, "\n\n"), ((agenda,), (mute(language, evening=evening),)))


def mute(language: Language, *, evening: bool) -> Button:
    """Give the button by which such a list comes no more."""
    no_more = (
        language.label("No evening list any more") if evening else language.label("No morning list any more")
    )
    return Button(no_more, Digest(evening=evening, on=False, beside=True))


def lines(language: Language, event: Event, meetings: Iterable[Entry]) -> Iterator[Html]:
    """Write meetings of one day, and what the other sides say about coming."""
    for one in meetings:
        theirs = said(language, replace(one, said=None))
        start = Html(f"<b>{times(event, one.meeting.slot)}</b>")
        yield join((start, who(language, one.other), place(language, event, one.meeting.table), theirs))


def joined(language: Language, host: Participant) -> Screen:
    """Tell that somebody one waited for has joined."""
    text = language.say(
        "<b>{name}</b> is here now and can be asked for a meeting.", name=name(language, host)
    )
    return Screen(text, ((Button(language.label("See the profile"), actions.Person(host.id)),),))


def not_done(language: Language) -> Screen:
    """Tell somebody that his message or press could not be dealt with."""
    text = language.say("That did not work. Nothing was changed; please try again in a moment.")
    return Screen(text, (home_row(language),))


def _of(language: Language, event: Event, slot: Slot, other: Participant) -> dict[str, str]:
    return {"name": name(language, other), "time": when(language, event, slot)}


def _asked(language: Language, event: Event, request: Request, other: Participant) -> dict[str, str]:
    return {"name": name(language, other), "time": any_of(language, event, request.slots)}


def _with_times(
    language: Language,
    event: Event,
    request: Request,
    text: Html,
    other: Participant,
    instead: Instead,
) -> Screen:
    near = instead.slots
    if not near:
        wait = ((wait_button(language, other),),) if instead.can_wait else ()
        return Screen(text, (*wait, *_next_steps(language, other)))
    offer = nearest_line(language, other, len(near))
    note = request.note if other.id == request.host_id else ""
    pick = [
        actions.AskInstead(request.id, minute) if slot in instead.at_once else actions.Pick(other.id, minute)
        for slot, minute in ((slot, actions.to_minute(slot.start)) for slot in near)
    ]
    text = join((text, join((offer, one_tap(language, event, note)))), "\n\n")
    return Screen(text, near_rows(language, event, other, near, pick))


def _next_steps(language: Language, other: Participant) -> tuple[tuple[Button, ...], ...]:
    return (
        (Button(language.label("Other times"), actions.Slots(other.id)),),
        (Button(language.label("Find people"), actions.Directory()), *home_row(language)),
    )
