"""The agenda by day, and a meeting's card."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.booking import Attendance, MeetingState
from bot.domain.contacts import AGREED, Contact
from bot.domain.event import Event
from bot.domain.relay import closes_at
from bot.domain.slots import Slot
from bot.domain.steps import code_of
from bot.i18n import Html, Language, escape, join
from bot.screens import actions, after_actions, agenda_actions, finding_actions
from bot.screens.contacts import contact_button, contact_lines
from bot.screens.feedback import feedback_button
from bot.screens.handover import card_button, card_line
from bot.screens.move_proposals import proposal, proposal_rows
from bot.screens.moving_actions import Move
from bot.screens.parts import grid, home_row, name, place, quote, venue, when, who, zone_note
from bot.screens.reason_actions import CancelWith
from bot.screens.relay import write_button
from bot.screens.screen import Button, Rows, Screen
from bot.screens.timetable import day_page
from bot.usecases.agenda import Entry, Plan, change_deadline
from bot.usecases.identity import Me


def agenda(
    language: Language,
    event: Event,
    plan: Plan,
    day: int,
    now: datetime,
    gaps: Sequence[Slot] = (),
    page: int = -1,
) -> Screen:
    """Show the meetings and open requests of one day with tables, the other days a button away.

    ``gaps`` are empty slots for which somebody could still be asked; each leads to whom. ``page`` is of a
    long day, below 0: the one of this moment.
    """
    planned = plan.slots()
    if not planned:
        text = language.say("<b>Your agenda is empty.</b>\n\nFind somebody and ask for a time.")
        find = [Button(language.label("Find people"), actions.Directory())]
        if gaps:
            find.append(Button(language.label("Who is free when?"), finding_actions.FreeWhen()))
        return Screen(text, (tuple(find), home_row(language)))
    days = sorted({_day(event, one) for one in (*planned, *gaps)})
    shown = next((one for one in days if one.toordinal() == day), None) or _next_day(event, planned, now)
    timetable, rows = day_page(language, event, shown, plan, gaps, page, now)
    title = join((Html(f"<b>{language.day(shown)}</b>"), venue(event)))
    text = join((title, timetable, zone_note(language, event)), "\n\n")
    others = [
        Button(language.short_day(one), actions.Agenda(one.toordinal(), event.id))
        for one in days
        if one != shown
    ]
    free_now = [Button(language.label("Free now"), finding_actions.FreeNow())]
    on_site = shown == event.local(now).date()
    return Screen(
        text,
        (
            *rows,
            *grid([*others, *(free_now if on_site else ())], 2),
            (
                Button(language.label("My calendar"), agenda_actions.MyCalendar()),
                Button(language.label("PDF"), agenda_actions.AgendaPdf()),
            ),
            home_row(language),
        ),
    )


def meeting(
    language: Language, me: Me, shown: Entry, contact: Contact | None, now: datetime, notice: str = ""
) -> Screen:
    """Show one meeting with what can be done; ``contact`` is how to reach the other side, once agreed."""
    event, slot = me.event, shown.meeting.slot
    text = join(
        (
            notice,
            join(
                (
                    _state(language, me, shown),
                    who(language, shown.other),
                    Html(f"<b>{escape(when(language, event, slot))}</b>"),
                    place(language, event, shown.meeting.table) if _held(shown) else "",
                    venue(event) if _held(shown) and shown.meeting.table else "",
                )
            ),
            join((language.say("Reason:"), quote(shown.meeting.reason)), "") if shown.meeting.reason else "",
            proposal(language, me, shown),
            card_line(language, shown) if _held(shown) else "",
            contact_lines(language, contact),
            said(language, shown) if _held(shown) else "",
        ),
        "\n\n",
    )
    last = (
        Button(language.label("‹ Profile"), actions.Person(shown.other.id)),
        Button(language.label("My agenda"), actions.Agenda()),
        *home_row(language),
    )
    return Screen(text, (*_actions(language, me, shown, now), *_reach(language, me, shown, now), last))


def cancel_prompt(language: Language, me: Me, shown: Entry) -> Screen:
    """Ask for the reason of a cancellation, which may be left out."""
    text = join(
        (
            language.say(
                "Cancel the meeting with {name}, {time}?",
                name=name(language, shown.other),
                time=when(language, me.event, shown.meeting.slot),
            ),
            language.say("Write a short reason, or cancel without one."),
        ),
        "\n\n",
    )
    rows = (
        (Button(language.label("Cancel without a reason"), actions.CancelNow(shown.meeting.id)),),
        (Button(language.label("Keep the meeting"), actions.Meeting(shown.meeting.id)),),
    )
    return Screen(text, rows)


def cancel_with_reason(language: Language, me: Me, shown: Entry, reason: str) -> Screen:
    """Show the reason of a cancellation before the tap that sends it."""
    text = join(
        (
            language.say(
                "Cancel the meeting with {name}, {time}, with this reason?",
                name=name(language, shown.other),
                time=when(language, me.event, shown.meeting.slot),
            ),
            quote(reason),
        ),
        "\n\n",
    )
    sure = CancelWith(shown.meeting.id, code_of(reason))
    rows = (
        (Button(language.label("Cancel with this reason"), sure),),
        (Button(language.label("Write another reason"), actions.Cancel(shown.meeting.id)),),
        (Button(language.label("Keep the meeting"), actions.Meeting(shown.meeting.id)),),
    )
    return Screen(text, rows)


def cannot_come_prompt(language: Language, me: Me, shown: Entry, now: datetime) -> Screen:
    """Ask once more before a meeting is given up; while it can be moved, that is offered as well."""
    text = language.say(
        "Tell {name} that you cannot come on {time}? The meeting is cancelled then.",
        name=name(language, shown.other),
        time=when(language, me.event, shown.meeting.slot),
    )
    move = (Button(language.label("Move the meeting"), Move(shown.meeting.id)),)
    rows = (
        (Button(language.label("Yes, I cannot come"), actions.CannotCome(shown.meeting.id, sure=True)),),
        *((move,) if now < change_deadline(me, shown.meeting) else ()),
        (Button(language.label("Keep the meeting"), actions.Meeting(shown.meeting.id)),),
    )
    return Screen(text, rows)


def status_row(language: Language, meeting_id: int, *, begun: bool = False) -> Rows:
    """Give the buttons by which one says whether he comes; once ``begun``, that the other side is missed."""
    label = language.label
    cannot_come = Button(label("Cannot come"), actions.CannotCome(meeting_id))
    not_here = Button(label("They are not here"), after_actions.NotHere(meeting_id))
    return (
        (
            Button(label("On my way"), actions.Say(meeting_id, Attendance.ON_MY_WAY.value)),
            Button(label("5 min late"), actions.Say(meeting_id, Attendance.LATE.value)),
        ),
        (cannot_come, not_here) if begun else (cannot_come,),
    )


def said(language: Language, shown: Entry) -> Html:
    """Say what each side has said about coming; whoever cannot come has cancelled the meeting."""
    say = language.say
    mine = {
        Attendance.ON_MY_WAY: lambda: say("You said: on my way."),
        Attendance.LATE: lambda: say("You said: 5 minutes late."),
    }
    theirs = {
        Attendance.ON_MY_WAY: lambda who: say("{name} is on the way.", name=who),
        Attendance.LATE: lambda who: say("{name} will be 5 minutes late.", name=who),
    }
    return join(
        (
            mine[shown.said]() if shown.said in mine else "",
            theirs[shown.other_said](name(language, shown.other)) if shown.other_said in theirs else "",
        )
    )


def _held(shown: Entry) -> bool:
    return shown.meeting.state in AGREED


def _state(language: Language, me: Me, shown: Entry) -> Html:
    say = language.say
    state = shown.meeting.state
    if state is MeetingState.CONFIRMED:
        return say("Your meeting with")
    if state is MeetingState.DONE:
        return say("You met")
    if state is MeetingState.NOT_HELD:
        return say("This meeting was not held:")
    if shown.meeting.cancelled_by == me.id:
        return say("You cancelled the meeting with")
    return say("This meeting was cancelled by")


def _actions(language: Language, me: Me, shown: Entry, now: datetime) -> Rows:
    label, found = language.label, shown.meeting
    calendar = Button(label("Calendar file"), actions.CalendarFile(found.id))
    if found.state in (MeetingState.CANCELLED, MeetingState.CANCELLED_LATE):
        return ((Button(label("Remove from my calendar"), actions.CalendarFile(found.id)),),)
    if found.state is not MeetingState.CONFIRMED or now >= found.slot.end:
        return ((feedback_button(language, found.id),),)
    if now < change_deadline(me, found):
        cancel = Button(label("Cancel the meeting"), actions.Cancel(found.id))
        hand_over = card_button(language, shown)
        if shown.move:
            return (*proposal_rows(language, me, shown.move), (calendar, cancel), (hand_over,))
        return ((Button(label("Move the meeting"), Move(found.id)), cancel), (calendar, hand_over))
    return (*status_row(language, found.id, begun=now >= found.slot.start), (calendar,))


def _reach(language: Language, me: Me, shown: Entry, now: datetime) -> Rows:
    """Give the buttons by which the other side of an agreed meeting is reached."""
    if not _held(shown) or not shown.other.profile.name:
        return ()
    write = (write_button(language, shown.other),)
    return ((contact_button(language, shown.meeting.id),), *((write,) if now < closes_at(me.event) else ()))


def _day(event: Event, slot: Slot) -> date:
    return event.local(slot.start).date()


def _next_day(event: Event, planned: Sequence[Slot], now: datetime) -> date:
    """Give the day of what comes next, or was last; ``planned`` are in time order."""
    return _day(event, next((one for one in planned if one.end > now), planned[-1]))
