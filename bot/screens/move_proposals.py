"""What is proposed for a meeting: another time, or any of several, with the answers to it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.booking import Request
from bot.domain.event import Event
from bot.domain.slots import Slot
from bot.i18n import Html, Language, join
from bot.screens import actions
from bot.screens.moving_actions import AgreeMove, AgreeMoveAt, KeepTime, Move, TakeBackMove
from bot.screens.parts import any_of, clip, moment, name, short, when
from bot.screens.screen import Button, Rows, Screen
from bot.usecases.agenda import Entry
from bot.usecases.identity import Me


def proposal(language: Language, me: Me, shown: Entry) -> Html:
    """Say on a meeting's card what is proposed for it; nothing when nothing is."""
    move = shown.move
    if move is None:
        return Html()
    facts = {
        "name": name(language, shown.other),
        "time": any_of(language, me.event, move.slots),
        "deadline": moment(language, me.event, move.deadline),
    }
    if move.turn_id == me.id:
        return language.say(
            "{name} would like to move this meeting to <b>{time}</b>. Please answer by {deadline}; "
            "until you agree, it stays where it is.",
            **facts,
        )
    return language.say(
        "You have asked to move this meeting to <b>{time}</b>. {name} has until {deadline} to agree; "
        "until then it stays where it is.",
        **facts,
    )


def proposal_rows(language: Language, me: Me, move: Request) -> Rows:
    """Give the buttons by which a side answers a proposal, or takes back its own."""
    label = language.label
    if move.turn_id != me.id:
        return ((Button(label("Do not move it"), TakeBackMove(move.id)),),)
    return (
        *_agreeing(language, me.event, move),
        (
            Button(label("Another time"), Move(move.moves or 0)),
            Button(label("Keep the time"), KeepTime(move.id, move.version)),
        ),
    )


def _agreeing(language: Language, event: Event, move: Request) -> Rows:
    if not move.further:
        return ((Button(language.label("Agree to the new time"), AgreeMove(move.id, move.version)),),)
    return tuple(
        (
            Button(
                language.label("Agree to {time}", time=short(language, event, slot)),
                AgreeMoveAt(move.id, move.version, actions.to_minute(slot.start)),
            ),
        )
        for slot in move.slots
    )


def agree_warning(
    language: Language, me: Me, shown: Entry, move: Request, slot: Slot, lost: Sequence[str]
) -> Screen:
    """Name the requests of one's own that agreeing would withdraw, before the tap."""
    text = language.say(
        "If you meet {name} on {time}, your own request for that time is withdrawn: {lost}.",
        name=name(language, shown.other),
        time=when(language, me.event, slot),
        lost=language.listing(clip(one) for one in lost),
    )
    sure = AgreeMoveAt(move.id, move.version, actions.to_minute(slot.start), sure=True)
    back = Button(language.label("‹ The meeting"), actions.Meeting(shown.meeting.id))
    return Screen(text, ((Button(language.label("Agree all the same"), sure),), (back,)))


def moved(language: Language, event: Event, slots: Sequence[Slot]) -> Html:
    """Say in a list that a move to another time, or to any of several, is proposed."""
    return language.say("A move to {time} is proposed.", time=any_of(language, event, slots))


def from_to(language: Language, event: Event, old: Slot, slots: Sequence[Slot]) -> Html:
    """Write where a meeting is and where it may go."""
    return join((now(language, event, old), new(language, event, slots)))


def now(language: Language, event: Event, slot: Slot) -> Html:
    """Write where a meeting is."""
    return language.say("Now: {time}", time=when(language, event, slot))


def new(language: Language, event: Event, slots: Sequence[Slot]) -> Html:
    """Write where it may go: to any of these."""
    return language.say("New: <b>{time}</b>", time=any_of(language, event, slots))
