"""Moving a meeting: the times it could go to, the last look, and what is proposed for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.booking import Meeting, Request
from bot.domain.errors import Reason
from bot.domain.event import Event
from bot.domain.people import Participant
from bot.domain.slots import Slot
from bot.i18n import Html, Language, join
from bot.screens import actions
from bot.screens.moving_actions import AgreeMove, AskMove, CounterMove, KeepTime, Move, MoveTo, TakeBackMove
from bot.screens.parts import MOST_SLOTS, clip, grid, home_row, moment, name, times, when, who, zone_note
from bot.screens.reasons import reason_text
from bot.screens.screen import Button, Rows, Screen
from bot.usecases.agenda import Entry
from bot.usecases.identity import Me
from bot.usecases.moving import WhereTo


def slots(language: Language, event: Event, choice: WhereTo, day: int, wish: Participant | None) -> Screen:
    """Show the times of one day to which a meeting could go; ``wish``: to meet whom in its place."""
    found = choice.entry
    if not choice.slots:
        text = language.say(
            "You and {name} have no other free time in common.", name=name(language, found.other)
        )
        return Screen(text, (_back(language, found.meeting),))
    days = sorted({event.days.index(_date(event, slot)) for slot in choice.slots})
    own = next((n for n, one in enumerate(event.days) if one == _date(event, found.meeting.slot)), -1)
    day = day if day in days else (own if own in days else days[0])
    text = join(
        (
            language.say("To what time shall your meeting with {who} move?", who=who(language, found.other)),
            _now(language, event, found.meeting.slot),
            _wished(language, event, found.meeting.slot, wish),
            Html(f"<b>{language.day(event.days[day])}</b>"),
            zone_note(language, event),
        ),
        "\n\n",
    )
    wish_id = wish.id if wish else 0
    buttons = [
        Button(times(event, slot), MoveTo(found.meeting.id, actions.to_minute(slot.start), wish_id))
        for slot in choice.slots
        if _date(event, slot) == event.days[day]
    ][:MOST_SLOTS]
    others = [
        Button(language.short_day(event.days[one]), Move(found.meeting.id, one, wish_id))
        for one in days
        if one != day
    ]
    return Screen(text, (*grid(buttons, 3), *grid(others, 2), _back(language, found.meeting)))


def look(
    language: Language,
    event: Event,
    choice: WhereTo,
    slot: Slot,
    deadline: datetime,
    wish: Participant | None = None,
    elsewhere: Sequence[str] = (),
) -> Screen:
    """Show what will be proposed, before it is; ``elsewhere`` are events at the same time."""
    found = choice.entry
    text = join(
        (
            join(
                (
                    who(language, found.other),
                    _now(language, event, found.meeting.slot),
                    _new(language, event, slot),
                )
            ),
            _wished(language, event, found.meeting.slot, wish),
            language.say(
                "<b>At that time you have a meeting or a request at {events} already.</b>",
                events=language.listing(elsewhere),
            )
            if elsewhere
            else "",
            language.say(
                "{name} has until <b>{deadline}</b> to agree. Until then the meeting stays where it is.",
                name=name(language, found.other),
                deadline=moment(language, event, deadline),
            ),
        ),
        "\n\n",
    )
    start, wish_id = actions.to_minute(slot.start), wish.id if wish else 0
    ask = (
        CounterMove(found.move.id, found.move.version, start)
        if found.move
        else AskMove(found.meeting.id, found.meeting.version, start, wish_id)
    )
    day = event.days.index(_date(event, slot))
    rows = (
        (Button(language.label("Ask to move"), ask),),
        (
            Button(language.label("Other times"), Move(found.meeting.id, day, wish_id)),
            *_back(language, found.meeting),
        ),
    )
    return Screen(text, rows)


def refused(
    language: Language, event: Event, choice: WhereTo, reason: Reason, near: Sequence[Slot], wish_id: int = 0
) -> Screen:
    """Say why a meeting cannot go to a time, and offer the nearest to which it can."""
    words = reason_text(language, reason, event, name(language, choice.entry.other))
    return _nearest(language, event, choice, words, near, wish_id)


def between(language: Language, event: Event, choice: WhereTo, at: datetime) -> Screen:
    """Say that no meeting begins at a time, and offer the nearest to which the meeting can go."""
    return _nearest(language, event, choice, no_meeting_begins(language, event, at), choice.nearest(at))


def no_meeting_begins(language: Language, event: Event, at: datetime) -> Html:
    """Say that the grid has no slot that begins at an instant."""
    return language.say("No meeting begins at {time}.", time=moment(language, event, at))


def _nearest(
    language: Language, event: Event, choice: WhereTo, words: Html, near: Sequence[Slot], wish_id: int = 0
) -> Screen:
    found = choice.entry
    offer = language.say("The nearest times to which the meeting could move:") if near else ""
    if len(near) == 1:
        offer = language.say("The nearest time to which the meeting could move:")
    where = join((who(language, found.other), _now(language, event, found.meeting.slot)))
    text = join((Html(f"<b>{words}</b>"), where, offer), "\n\n")
    buttons = [
        Button(
            f"{language.short_day(_date(event, slot))} {event.local(slot.start):%H:%M}",
            MoveTo(found.meeting.id, actions.to_minute(slot.start), wish_id),
        )
        for slot in near
    ]
    return Screen(text, (*grid(buttons, 2), (*_back(language, found.meeting), *home_row(language))))


def agree_warning(language: Language, me: Me, shown: Entry, move: Request, lost: Sequence[str]) -> Screen:
    """Name the requests of one's own that agreeing would withdraw, before the tap."""
    text = language.say(
        "If you meet {name} on {time}, your own request for that time is withdrawn: {lost}.",
        name=name(language, shown.other),
        time=when(language, me.event, move.slot),
        lost=language.listing(clip(one) for one in lost),
    )
    agree = Button(language.label("Agree all the same"), AgreeMove(move.id, move.version, sure=True))
    return Screen(text, ((agree,), _back(language, shown.meeting)))


def proposal(language: Language, me: Me, shown: Entry) -> Html:
    """Say on a meeting's card what is proposed for it; nothing when nothing is."""
    move = shown.move
    if move is None:
        return Html()
    facts = {
        "name": name(language, shown.other),
        "time": when(language, me.event, move.slot),
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
        (Button(label("Agree to the new time"), AgreeMove(move.id, move.version)),),
        (
            Button(label("Another time"), Move(move.moves or 0)),
            Button(label("Keep the time"), KeepTime(move.id, move.version)),
        ),
    )


def swap_rows(language: Language, event: Event, host: Participant, found: Sequence[Entry]) -> Rows:
    """Offer to move meetings of one's own that stand in the way of meeting a host."""
    label = language.label
    return tuple(
        (
            Button(
                label(
                    "Move {time} · {name} first",
                    time=f"{event.local(one.meeting.slot.start):%H:%M}",
                    name=name(language, one.other),
                ),
                Move(one.meeting.id, -1, host.id),
            ),
        )
        for one in found
    )


def moved(language: Language, event: Event, slot: Slot) -> Html:
    """Say in a list that a move to another time is proposed."""
    return language.say("A move to {time} is proposed.", time=when(language, event, slot))


def from_to(language: Language, event: Event, old: Slot, new: Slot) -> Html:
    """Write where a meeting is and where it may go."""
    return join((_now(language, event, old), _new(language, event, new)))


def _now(language: Language, event: Event, slot: Slot) -> Html:
    return language.say("Now: {time}", time=when(language, event, slot))


def _new(language: Language, event: Event, slot: Slot) -> Html:
    return language.say("New: <b>{time}</b>", time=when(language, event, slot))


def _wished(language: Language, event: Event, freed: Slot, wish: Participant | None) -> Html:
    if wish is None:
        return Html()
    return language.say(
        "As soon as it is moved, you can ask {name} for {time}.",
        name=name(language, wish),
        time=when(language, event, freed),
    )


def _date(event: Event, slot: Slot) -> date:
    return event.local(slot.start).date()


def _back(language: Language, meeting: Meeting) -> tuple[Button, ...]:
    return (Button(language.label("‹ The meeting"), actions.Meeting(meeting.id)),)
