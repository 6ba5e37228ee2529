"""News about moving a meeting, made when they are sent."""

from __future__ import annotations

from datetime import datetime

from bot.domain.booking import Request
from bot.domain.event import Event
from bot.domain.people import Participant
from bot.domain.slots import Slot
from bot.i18n import Html, Language, escape, join
from bot.screens import actions
from bot.screens.booking import meeting_rows
from bot.screens.move_proposals import from_to, proposal_rows
from bot.screens.moving_actions import Move
from bot.screens.parts import any_of, home_row, moment, name, place, when, who
from bot.screens.screen import Button, Screen
from bot.usecases.agenda import Entry
from bot.usecases.identity import Me


def asked(language: Language, me: Me, shown: Entry, move: Request, *, nudge: bool = False) -> Screen:
    """Tell somebody that another time is proposed for a meeting; or remind him of that."""
    if nudge:
        head = language.say("<b>Still waiting for your answer</b>")
    else:
        head = language.say("<b>Another time is proposed for your meeting</b>")
    deadline = moment(language, me.event, move.deadline)
    text = join(
        (
            head,
            join((who(language, shown.other), from_to(language, me.event, shown.meeting.slot, move.slots))),
            language.say(
                "Answer due by {deadline}. Until you agree, the meeting stays where it is.", deadline=deadline
            ),
        ),
        "\n\n",
    )
    return Screen(text, (*proposal_rows(language, me, move), _open(language, shown)))


def declined(language: Language, event: Event, shown: Entry, move: Request) -> Screen:
    """Tell that the other side keeps to the agreed time."""
    return _stays(
        language,
        event,
        shown,
        language.say("{name} cannot move the meeting to {new}.", **_of(language, event, shown, move)),
    )


def withdrawn(language: Language, event: Event, shown: Entry, move: Request) -> Screen:
    """Tell that the other side no longer asks to move a meeting."""
    text = language.say(
        "{name} no longer asks to move the meeting to {new}.", **_of(language, event, shown, move)
    )
    return _stays(language, event, shown, text)


def expired(language: Language, event: Event, shown: Entry, move: Request) -> Screen:
    """Tell who waited for the answer that a proposal ran out."""
    text = language.say(
        "{name} has not answered in time whether the meeting can move to {new}.",
        **_of(language, event, shown, move),
    )
    return _stays(language, event, shown, text)


def lost(language: Language, event: Event, shown: Entry, move: Request) -> Screen:
    """Tell that the proposed time is no longer free; another one can be proposed."""
    text = language.say("The time {new} with {name} is no longer free.", **_of(language, event, shown, move))
    return _stays(language, event, shown, text)


def narrowed(language: Language, me: Me, shown: Entry, move: Request, gone: Slot) -> Screen:
    """Tell that one of several proposed times is no longer free, and which are left to choose from."""
    text = join(
        (
            language.say(
                "The time {new} with {name} is no longer free.",
                name=name(language, shown.other),
                new=when(language, me.event, gone),
            ),
            language.say("What is still proposed: {times}", times=any_of(language, me.event, move.slots)),
        ),
        "\n\n",
    )
    answer = proposal_rows(language, me, move) if move.turn_id == me.id else ()
    return Screen(text, (*answer, (*_open(language, shown), *home_row(language))))


def gave_way(language: Language, event: Event, shown: Entry, move: Request) -> Screen:
    """Tell somebody that his own proposal ended because he is met by somebody else at that time."""
    text = language.say(
        "The meeting with {name} is not moved to {new}: you have another meeting then.",
        **_of(language, event, shown, move),
    )
    return _stays(language, event, shown, text)


def agreed(language: Language, event: Event, shown: Entry, left: datetime) -> Screen:
    """Tell somebody that a meeting is moved as he had proposed; it ``left`` the slot that begins then."""
    text = join(
        (
            moved_head(language),
            join(
                (
                    who(language, shown.other),
                    language.say("Until now: {time}", time=moment(language, event, left)),
                    Html(f"<b>{when(language, event, shown.meeting.slot)}</b>"),
                    place(language, event, shown.meeting.table),
                )
            ),
        ),
        "\n\n",
    )
    return Screen(text, meeting_rows(language, shown.meeting))


def other_table(language: Language, event: Event, shown: Entry, left: str) -> Screen:
    """Tell somebody that a meeting stands at another table than the one that it ``left``."""
    text = join(
        (
            language.say(
                "<b>Your meeting has another table: {table}</b>, instead of {left}.",
                table=shown.meeting.table,
                left=left,
            ),
            join((who(language, shown.other), escape(when(language, event, shown.meeting.slot)))),
        ),
        "\n\n",
    )
    return Screen(text, meeting_rows(language, shown.meeting))


def moved_head(language: Language) -> Html:
    """Say that a meeting is moved, and what to do about calendars."""
    return language.say("<b>Your meeting is moved.</b> Its calendar file takes the place of the old entry.")


def freed(language: Language, event: Event, host: Participant, slot: Slot) -> Screen:
    """Tell somebody that the time is free in which he wanted to meet somebody else."""
    text = language.say(
        "Your time {time} is free now. You wanted to meet <b>{name}</b> then.",
        time=when(language, event, slot),
        name=name(language, host),
    )
    ask = Button(
        language.label("Ask for {time}", time=f"{event.local(slot.start):%H:%M}"),
        actions.Pick(host.id, actions.to_minute(slot.start)),
    )
    profile = Button(language.label("See the profile"), actions.Person(host.id))
    return Screen(text, ((ask,), (profile, *home_row(language))))


def _stays(language: Language, event: Event, shown: Entry, text: Html) -> Screen:
    stays = language.say("It stays on <b>{time}</b>.", time=when(language, event, shown.meeting.slot))
    other = Button(language.label("Other times"), Move(shown.meeting.id))
    return Screen(join((text, stays), "\n\n"), ((*_open(language, shown), other), home_row(language)))


def _open(language: Language, shown: Entry) -> tuple[Button, ...]:
    return (Button(language.label("Open the meeting"), actions.Meeting(shown.meeting.id)),)


def _of(language: Language, event: Event, shown: Entry, move: Request) -> dict[str, str]:
    return {"name": name(language, shown.other), "new": any_of(language, event, move.slots)}
