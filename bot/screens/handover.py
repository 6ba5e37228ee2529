"""Handing a meeting over: to whom, the last look, and how a proposal stands."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.booking import Meeting, MeetingState
from bot.domain.errors import Reason
from bot.domain.event import Event
from bot.domain.handover import Handover, HandoverState
from bot.domain.people import Participant
from bot.i18n import Html, Language, join
from bot.screens import actions
from bot.screens.handover_actions import (
    AgreeHandover,
    AskHandOver,
    HandOver,
    HandoverCard,
    HandTo,
    LeftFile,
    RefuseHandover,
    TakeBackHandover,
    TakeBackYes,
)
from bot.screens.parts import clip, home_row, moment, name, place, times, when, who
from bot.screens.reasons import reason_text
from bot.screens.screen import Button, Rows, Screen
from bot.usecases.agenda import Entry
from bot.usecases.handover import Shown
from bot.usecases.identity import Me

_LABEL_CHARACTERS = 60


def to_whom(
    language: Language, event: Event, found: Entry, people: Sequence[Participant], *, searched: str = ""
) -> Screen:
    """Offer people who could come instead, and ask for a name; ``searched`` were words that were written."""
    if people:
        head = language.say("Who shall come instead of you?")
    elif searched:
        head = language.say("Nobody was found for “{query}”.", query=clip(searched))
    else:
        head = language.say("Nobody of your organization who has joined is free then.")
    text = join(
        (
            join((who(language, found.other), when(language, event, found.meeting.slot))),
            head,
            language.say("Write the name of somebody else, or /cancel."),
        ),
        "\n\n",
    )
    rows = [(Button(_label(language, one), HandTo(found.meeting.id, one.id)),) for one in people]
    return Screen(text, (*rows, _back(language, found.meeting)))


def look(language: Language, event: Event, found: Entry, to: Participant) -> Screen:
    """Show what both will be asked, before they are."""
    text = join(
        (
            language.say("Hand this meeting over to {who}?", who=who(language, to)),
            join((who(language, found.other), when(language, event, found.meeting.slot))),
            language.say(
                "{name} and {other} have to agree. Until then it stays your meeting.",
                name=name(language, to),
                other=name(language, found.other),
            ),
        ),
        "\n\n",
    )
    ask = Button(language.label("Ask both"), AskHandOver(found.meeting.id, found.meeting.version, to.id))
    others = Button(language.label("Somebody else"), HandOver(found.meeting.id))
    return Screen(text, ((ask,), (others, *_back(language, found.meeting))))


def not_possible(language: Language, event: Event, found: Entry, to: Participant, reason: Reason) -> Screen:
    """Say why somebody cannot come instead."""
    if reason in (Reason.NOT_CONNECTED, Reason.CHANGE_DEADLINE):
        why = reason_text(language, reason, event, name(language, to))
    elif reason is Reason.BUSY:
        why = language.say("{name} is not free at that time.", name=name(language, to))
    else:
        why = language.say(
            "{name} cannot meet {other} at this event.",
            name=name(language, to),
            other=name(language, found.other),
        )
    others = Button(language.label("Somebody else"), HandOver(found.meeting.id))
    return Screen(Html(f"<b>{why}</b>"), ((others, *_back(language, found.meeting)),))


def card(language: Language, me: Me, shown: Shown, *, nudge: bool = False) -> Screen:
    """Show a proposal to one of the three as it stands, with what he can do about it."""
    found, people = shown.handover, shown.people
    leaver, other = people[found.from_id], people[found.other_id]
    whom = other if me.id != found.other_id else people[found.to_id]
    text = join(
        (
            language.say("<b>Still waiting for your answer</b>") if nudge else "",
            _head(language, me, shown),
            join(
                (
                    who(language, whom),
                    Html(f"<b>{when(language, me.event, shown.meeting.slot)}</b>"),
                    place(language, me.event, shown.meeting.table),
                )
            ),
            _open(language, me, shown),
        ),
        "\n\n",
    )
    profile = Button(language.label("See the profile"), actions.Person(whom.id))
    mine = found.from_id == me.id or shown.meeting.involves(me.id)
    meeting = Button(language.label("Open the meeting"), actions.Meeting(shown.meeting.id))
    seen = meeting if mine and shown.meeting.involves(me.id) else profile
    left = Button(language.label("Remove from my calendar"), LeftFile(found.id))
    done = found.state is HandoverState.DONE and me.id == leaver.id
    last = (seen, *home_row(language))
    return Screen(text, (*_answers(language, me, found), *(((left,),) if done else ()), last))


def card_line(language: Language, shown: Entry) -> Html:
    """Say on a meeting's card that a hand-over is proposed."""
    return language.say("It is proposed to hand this meeting over.") if shown.handover else Html()


def card_button(language: Language, shown: Entry) -> Button:
    """Give the button of a meeting's card that hands it over, or shows how that stands."""
    if shown.handover:
        return Button(language.label("The hand-over"), HandoverCard(shown.handover.id))
    return Button(language.label("Hand over"), HandOver(shown.meeting.id))


def lines(language: Language, me: Me, found: Sequence[Shown]) -> tuple[Html, ...]:
    """Write the open proposals for the list of requests."""
    return tuple(
        join((_head(language, me, one), when(language, me.event, one.meeting.slot))) for one in found
    )


def buttons(language: Language, me: Me, found: Sequence[Shown]) -> list[Button]:
    """Give the buttons that lead to open proposals."""
    return [
        Button(
            language.label(
                "Hand-over · {day} {time}",
                day=language.short_day(me.event.local(one.meeting.slot.start).date()),
                time=times(me.event, one.meeting.slot)[:5],
            ),
            HandoverCard(one.handover.id),
        )
        for one in found
    ]


def _head(language: Language, me: Me, shown: Shown) -> Html:
    found = shown.handover
    names = {
        "leaver": name(language, shown.people[found.from_id]),
        "colleague": name(language, shown.people[found.to_id]),
        "other": name(language, shown.people[found.other_id]),
    }
    if found.state is HandoverState.OPEN:
        if me.id == found.to_id:
            return language.say("<b>{leaver} asks you to take this meeting over:</b>", **names)
        if me.id == found.other_id:
            return language.say(
                "<b>{leaver} would like {colleague} to come to your meeting instead:</b>", **names
            )
        return language.say("<b>You have asked {colleague} to take this meeting over:</b>", **names)
    if found.state is HandoverState.DONE:
        if me.id == found.to_id:
            return language.say("<b>This is your meeting now, in place of {leaver}:</b>", **names)
        if me.id == found.other_id:
            return language.say("<b>{colleague} comes to your meeting instead of {leaver}:</b>", **names)
        return language.say("<b>{colleague} has taken your meeting over:</b>", **names)
    texts = {
        HandoverState.DECLINED: lambda: language.say(
            "<b>The meeting is not handed over: it was declined.</b>"
        ),
        HandoverState.WITHDRAWN: lambda: language.say("<b>The meeting is not handed over any more.</b>"),
        HandoverState.EXPIRED: lambda: language.say(
            "<b>The meeting is not handed over: not everybody answered in time.</b>"
        ),
        HandoverState.LOST: lambda: language.say(
            "<b>The meeting is not handed over: {colleague} is not free any more.</b>", **names
        ),
    }
    cancelled = shown.meeting.state in (MeetingState.CANCELLED, MeetingState.CANCELLED_LATE)
    stays = "" if cancelled else language.say("It stays with {leaver}.", **names)
    return join((texts[found.state](), stays))


def _open(language: Language, me: Me, shown: Shown) -> Html:
    found = shown.handover
    if found.state is not HandoverState.OPEN:
        return Html()
    agreed = [
        name(language, shown.people[one]) for one in (found.to_id, found.other_id) if not found.waits_for(one)
    ]
    deadline = moment(language, me.event, found.deadline)
    return join(
        (
            language.say("Agreed so far: {names}.", names=language.listing(agreed)) if agreed else "",
            language.say(
                "Answer due by {deadline}. Until both have agreed, nothing changes.", deadline=deadline
            ),
        )
    )


def _answers(language: Language, me: Me, found: Handover) -> Rows:
    label = language.label
    if found.waits_for(me.id):
        agree, refuse = AgreeHandover(found.id), RefuseHandover(found.id)
        return ((Button(label("Agree"), agree), Button(label("Decline"), refuse)),)
    if found.may_be_taken_back_by(me.id):
        return ((Button(label("Take my yes back"), TakeBackYes(found.id)),),)
    if found.state is HandoverState.OPEN and found.from_id == me.id:
        return ((Button(label("Do not hand it over"), TakeBackHandover(found.id)),),)
    return ()


def _label(language: Language, person: Participant) -> str:
    parts = (name(language, person), person.profile.role)
    return clip(" · ".join(part for part in parts if part), _LABEL_CHARACTERS)


def _back(language: Language, meeting: Meeting) -> tuple[Button, ...]:
    return (Button(language.label("‹ The meeting"), actions.Meeting(meeting.id)),)
