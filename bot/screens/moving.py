"""Moving a meeting: the times it could go to, and the last look; ``move_proposals`` shows what is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.booking import Meeting
from bot.domain.errors import Reason
from bot.domain.event import Event
from bot.domain.people import Participant
from bot.domain.slots import Slot
from bot.i18n import Html, Language, join
from bot.screens import actions
from bot.screens.asking_actions import packed
from bot.screens.booking import chooses, meanwhile
from bot.screens.callbacks import Action
from bot.screens.choosing import another
from bot.screens.choosing import choice as choosing
from bot.screens.move_proposals import new, now
from bot.screens.moving_actions import (
    AddMoveTime,
    AskMove,
    AskMoveToAny,
    CounterMove,
    CounterMoveWithAny,
    Move,
    MoveTo,
    MoveToAny,
)
from bot.screens.parts import MOST_SLOTS, any_of, grid, home_row, moment, name, times, when, who, zone_note
from bot.screens.reasons import reason_text
from bot.screens.screen import Button, Rows, Screen
from bot.usecases.agenda import Entry
from bot.usecases.moving import WhereTo


def slots(language: Language, event: Event, choice: WhereTo, day: int, wish: Participant | None) -> Screen:
    """Show the times of one day to which a meeting could go; ``wish``: to meet whom in its place."""
    found = choice.entry
    if not choice.free:
        text = language.say(
            "You and {name} have no other free time in common.", name=name(language, found.other)
        )
        return Screen(text, (_back(language, found.meeting),))
    days = sorted({event.days.index(_date(event, slot)) for slot in choice.free})
    own = next((n for n, one in enumerate(event.days) if one == _date(event, found.meeting.slot)), -1)
    full = ""
    if day not in days and 0 <= day < len(event.days):  # what was asked for is answered before another day is
        full = language.say("You have no free time in common on {day}.", day=language.day(event.days[day]))
    day = day if day in days else (own if own in days else days[0])
    text = join(
        (
            full,
            language.say("To what time shall your meeting with {who} move?", who=who(language, found.other)),
            now(language, event, found.meeting.slot),
            _wished(language, event, found.meeting.slot, wish),
            Html(f"<b>{language.day(event.days[day])}</b>"),
            zone_note(language, event),
        ),
        "\n\n",
    )
    wish_id = wish.id if wish else 0
    buttons = [
        Button(times(event, slot), MoveTo(found.meeting.id, actions.to_minute(slot.start), wish_id))
        for slot in choice.free
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
    slots: Sequence[Slot],
    deadline: datetime,
    wish: Participant | None = None,
    elsewhere: Sequence[str] = (),
    gone: Sequence[Slot] = (),
) -> Screen:
    """Show what will be proposed, before it is; ``elsewhere`` are events at the same time.

    ``gone`` are slots that were chosen and are not free any more.
    """
    found = choice.entry
    text = join(
        (
            language.say("<b>No longer free: {times}</b>", times=any_of(language, event, gone))
            if gone
            else "",
            join(
                (
                    who(language, found.other),
                    now(language, event, found.meeting.slot),
                    new(language, event, slots),
                )
            ),
            chooses(language, found.other, slots),
            _wished(language, event, found.meeting.slot, wish),
            meanwhile(language, elsewhere),
            language.say(
                "{name} has until <b>{deadline}</b> to agree. Until then the meeting stays where it is.",
                name=name(language, found.other),
                deadline=moment(language, event, deadline),
            ),
        ),
        "\n\n",
    )
    return Screen(text, _look_rows(language, event, choice, slots, wish.id if wish else 0))


def _look_rows(
    language: Language, event: Event, choice: WhereTo, slots: Sequence[Slot], wish_id: int
) -> Rows:
    label, found = language.label, choice.entry
    times_ = packed(slot.start for slot in slots)
    ask = (Button(label("Ask to move"), _ask(found, slots, wish_id)),)
    if len(slots) > 1:
        change = Button(label("Change the times"), AddMoveTime(found.meeting.id, times_, wish=wish_id))
        return (ask, (change, *_back(language, found.meeting)))
    others = Move(found.meeting.id, event.days.index(_date(event, slots[0])), wish_id)
    add = (Button(label("Add another time"), AddMoveTime(found.meeting.id, times_, wish=wish_id)),)
    return (
        ask,
        *((add,) if len(choice.free) > 1 else ()),
        (Button(label("Other times"), others), *_back(language, found.meeting)),
    )


def _ask(found: Entry, slots: Sequence[Slot], wish_id: int) -> Action:
    meeting, move, start = found.meeting, found.move, actions.to_minute(slots[0].start)
    if len(slots) == 1:
        if move:
            return CounterMove(move.id, move.version, start)
        return AskMove(meeting.id, meeting.version, start, wish_id)
    times_ = packed(slot.start for slot in slots)
    if move:
        return CounterMoveWithAny(move.id, move.version, times_)
    return AskMoveToAny(meeting.id, meeting.version, times_, wish_id)


def choose_times(
    language: Language, event: Event, choice: WhereTo, chosen: Sequence[Slot], day: int, wish_id: int = 0
) -> Screen:
    """Offer the slots of a day to be added to those chosen, and those to be taken out again."""
    found, starts = choice.entry, packed(slot.start for slot in chosen)
    head, rows = choosing(
        language,
        event,
        choice.free,
        chosen,
        day,
        near=chosen[0],
        least=1,
        choose=lambda left, _day: MoveToAny(found.meeting.id, packed(left), wish_id),
        turn_to=lambda day: AddMoveTime(found.meeting.id, starts, day, wish_id),
    )
    text = join(
        (
            join(
                (
                    who(language, found.other),
                    now(language, event, found.meeting.slot),
                    new(language, event, chosen),
                )
            ),
            another(language, found.other, chosen),
            head,
            zone_note(language, event),
        ),
        "\n\n",
    )
    back = (Button(language.label("‹ Back"), MoveToAny(found.meeting.id, starts, wish_id)),)
    return Screen(text, (*rows, back))


def refused(
    language: Language, event: Event, choice: WhereTo, reason: Reason, near: Sequence[Slot], wish_id: int = 0
) -> Screen:
    """Say why a meeting cannot go to a time, and offer the nearest to which it can."""
    words = reason_text(language, reason, event, name(language, choice.entry.other))
    return _nearest(language, event, choice, words, near, wish_id)


def between(language: Language, event: Event, choice: WhereTo, at: datetime) -> Screen:
    """Say that no meeting begins at a time, and offer the nearest to which the meeting can go."""
    words = language.say("No meeting begins on {time}.", time=moment(language, event, at))
    return _nearest(language, event, choice, words, choice.nearest(at))


def _nearest(
    language: Language, event: Event, choice: WhereTo, words: Html, near: Sequence[Slot], wish_id: int = 0
) -> Screen:
    found = choice.entry
    offer = language.say("The nearest times to which the meeting could move:") if near else ""
    if len(near) == 1:
        offer = language.say("The nearest time to which the meeting could move:")
    where = join((who(language, found.other), now(language, event, found.meeting.slot)))
    text = join((Html(f"<b>{words}</b>"), where, offer), "\n\n")
    buttons = [
        Button(
            f"{language.short_day(_date(event, slot))} {event.local(slot.start):%H:%M}",
            MoveTo(found.meeting.id, actions.to_minute(slot.start), wish_id),
        )
        for slot in near
    ]
    return Screen(text, (*grid(buttons, 2), (*_back(language, found.meeting), *home_row(language))))


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
