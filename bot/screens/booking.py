"""Asking for a time: free slots by day, and what came of it; the last look before is in ``last_look``."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.booking import Meeting, Request
from bot.domain.errors import Reason
from bot.domain.event import BookingMode, Event
from bot.domain.people import Participant
from bot.domain.slots import Slot
from bot.i18n import Html, Language, join
from bot.screens import actions
from bot.screens.asking_actions import AddTime, AnyOf, packed
from bot.screens.callbacks import Action
from bot.screens.choosing import another, choice
from bot.screens.parts import (
    MOST_SLOTS,
    by_day,
    each_of,
    grid,
    home_row,
    moment,
    name,
    place,
    quote,
    times,
    when,
    who,
    zone_note,
)
from bot.screens.reasons import next_step, reason_text
from bot.screens.screen import Button, Rows, Screen

_COLUMNS = 3


def slots(language: Language, event: Event, host: Participant, offered: Sequence[Slot], day: int) -> Screen:
    """Show the free times of one day that both can take, with the other days a button away."""
    days = by_day(event, offered)
    day = day if day in days else next(iter(days), 0)
    today = days.get(day, [])
    head = language.say("Free times for you and {who}", who=who(language, host))
    if not today:
        text = join((head, reason_text(language, Reason.FULL, event, name(language, host))), "\n\n")
        return Screen(text, (profile_row(language, host),))
    text = join((head, Html(f"<b>{language.day(event.days[day])}</b>"), zone_note(language, event)), "\n\n")
    buttons = [
        Button(times(event, slot), actions.Pick(host.id, actions.to_minute(slot.start)))
        for slot in today[:MOST_SLOTS]
    ]
    others = [
        Button(f"{language.short_day(event.days[one])} ({len(days[one])})", actions.Slots(host.id, one))
        for one in days
        if one != day
    ]
    return Screen(text, (*grid(buttons, _COLUMNS), *grid(others, 2), profile_row(language, host)))


def choose_times(
    language: Language,
    event: Event,
    host: Participant,
    offered: Sequence[Slot],
    chosen: Sequence[Slot],
    day: int,
) -> Screen:
    """Offer the free times of a day to be added to those chosen, and those to be taken out again."""
    starts = packed(slot.start for slot in chosen)
    head, rows = choice(
        language,
        event,
        offered,
        chosen,
        day,
        near=chosen[0],
        least=1,
        choose=lambda left, _day: AnyOf(host.id, packed(left)),
        turn_to=lambda day: AddTime(host.id, starts, day),
    )
    text = join(
        (
            join((who(language, host), each_of(language, event, chosen))),
            another(language, host, chosen),
            head,
            zone_note(language, event),
        ),
        "\n\n",
    )
    back = (Button(language.label("‹ Back"), AnyOf(host.id, starts)), *home_row(language))
    return Screen(text, (*rows, back))


def chooses(language: Language, host: Participant, slots: Sequence[Slot]) -> Html:
    """Say that the host chooses, where there are several times to choose from."""
    if len(slots) == 1:
        return Html()
    return language.say("{name} chooses one of these times.", name=name(language, host))


def asked(language: Language, event: Event, host: Participant, request: Request) -> Screen:
    """Confirm that a request is on its way."""
    text = join(
        (
            language.say("<b>Your request is sent.</b>"),
            join((who(language, host), each_of(language, event, request.slots))),
            chooses(language, host, request.slots),
            join((language.say("Your note:"), quote(request.note)), "") if request.note else "",
            language.say(
                "{name} has until <b>{deadline}</b> to answer. I will tell you at once.",
                name=name(language, host),
                deadline=moment(language, event, request.deadline),
            ),
        ),
        "\n\n",
    )
    rows = (
        (Button(language.label("Withdraw"), actions.Withdraw(request.id)),),
        (Button(language.label("Requests"), actions.Requests()), *home_row(language)),
    )
    return Screen(text, rows)


def booked(language: Language, event: Event, other: Participant, meeting: Meeting) -> Screen:
    """Confirm a meeting to the one whose press made it."""
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
        ),
        "\n\n",
    )
    return Screen(text, meeting_rows(language, meeting))


def meeting_rows(language: Language, meeting: Meeting) -> Rows:
    """Give the buttons that follow the news of a confirmed meeting."""
    return (
        (
            Button(language.label("Open the meeting"), actions.Meeting(meeting.id)),
            Button(language.label("Calendar file"), actions.CalendarFile(meeting.id)),
        ),
        (Button(language.label("My agenda"), actions.Agenda()), *home_row(language)),
    )


def refused(
    language: Language,
    event: Event,
    host: Participant,
    reason: Reason,
    near: Sequence[Slot],
    pick: Sequence[Action] = (),
    hint: str = "",
    more: Rows = (),
) -> Screen:
    """Say why a time cannot be had, and offer the nearest that can; ``pick`` are their actions.

    ``hint`` says what a tap on one of them does, where that is more than to look at it. ``more`` are rows
    with what else can be done.
    """
    words = reason_text(language, reason, event, name(language, host))
    if not near:
        step = next_step(language, reason, host.id)
        help_ = ((step,),) if step and not more else ()
        return Screen(
            join((words, who(language, host)), "\n\n"), (*more, *help_, profile_row(language, host))
        )
    text = join(
        (
            Html(f"<b>{words}</b>"),
            join((nearest_line(language, host, len(near)), hint)),
        ),
        "\n\n",
    )
    *rows, back = near_rows(language, event, host, near, pick)
    return Screen(text, (*rows, *more, back))


def nearest_line(language: Language, host: Participant, number: int) -> Html:
    """Introduce so many of the nearest times."""
    if number == 1:
        return language.say("The nearest free time for you and {name}:", name=name(language, host))
    return language.say("The nearest free times for you and {name}:", name=name(language, host))


def meanwhile(language: Language, elsewhere: Sequence[str]) -> Html:
    """Warn of what somebody has at other events at the same time."""
    if not elsewhere:
        return Html()
    return language.say(
        "<b>At that time you have a meeting or a request at {events} already.</b>",
        events=language.listing(elsewhere),
    )


def one_tap(language: Language, event: Event, note: str) -> Html:
    """Say that one tap on a time asks for it."""
    if event.booking.mode is BookingMode.INSTANT:
        return language.say("One tap books the time.")
    if note:
        return language.say("One tap sends the request, with your note.")
    return language.say("One tap sends the request.")


def near_rows(
    language: Language, event: Event, host: Participant, near: Sequence[Slot], pick: Sequence[Action] = ()
) -> Rows:
    """Give a button for each of some slots, on whatever days they are; ``pick`` are their actions."""
    chosen = pick or [actions.Pick(host.id, actions.to_minute(slot.start)) for slot in near]
    starts = [event.local(slot.start) for slot in near]
    buttons = [
        Button(f"{language.short_day(start.date())} {start:%H:%M}", action)
        for start, action in zip(starts, chosen, strict=True)
    ]
    return (*grid(buttons, 2), profile_row(language, host))


def profile_row(language: Language, host: Participant) -> tuple[Button, ...]:
    """Give the row of buttons back to the host's card, and home."""
    return (Button(language.label("‹ Profile"), actions.Person(host.id)), *home_row(language))
