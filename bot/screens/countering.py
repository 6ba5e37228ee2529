"""Proposing other times for a request: up to three that suit both, of which the other side takes one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.domain.booking import MOST_TIMES, Request
from bot.domain.people import Participant
from bot.domain.slots import Slot
from bot.i18n import Html, Language, join
from bot.screens import actions
from bot.screens.asking_actions import ChooseTimes, ProposeAny, packed
from bot.screens.booking import MOST_FREE, chooses
from bot.screens.parts import any_of, by_day, each_of, grid, name, short, times, who, zone_note
from bot.screens.screen import Button, Rows, Screen
from bot.usecases.identity import Me

_COLUMNS = 3


def choose(
    language: Language,
    me: Me,
    request: Request,
    other: Participant,
    offered: Sequence[Slot],
    chosen: Sequence[Slot],
    day: int,
    deadline: datetime | None = None,
    gone: Sequence[Slot] = (),
) -> Screen:
    """Offer the times that suit both, to be chosen and taken out again, and to propose those chosen.

    ``deadline`` is that of the proposal as it would be sent now; ``gone`` are times that were chosen and are
    not free any more.
    """
    event = me.event
    back = (Button(language.label("‹ Back"), actions.Request(request.id)),)
    free = [slot for slot in offered if slot not in (*request.slots, *chosen)]
    if not free and not chosen:
        text = language.say("You and {name} have no other free time in common.", name=name(language, other))
        return Screen(text, (back,))
    full = len(chosen) >= MOST_TIMES
    days = {} if full else by_day(event, free)
    first = event.days.index(event.local((*chosen, request.slot)[0].start).date())
    day = day if day in days else first if first in days else next(iter(days), 0)
    text = join(
        (
            language.say("<b>No longer free: {times}</b>", times=any_of(language, event, gone))
            if gone
            else "",
            join(
                (
                    language.say("Propose another time to {who}", who=who(language, other)),
                    each_of(language, event, chosen),
                )
            ),
            _what_next(language, other, chosen, deadline),
            Html(f"<b>{language.day(event.days[day])}</b>") if days else "",
            zone_note(language, event),
        ),
        "\n\n",
    )
    starts = [slot.start for slot in chosen]
    adding = [
        Button(times(event, slot), ChooseTimes(request.id, packed((*starts, slot.start)), day))
        for slot in days.get(day, [])[:MOST_FREE]
    ]
    others = [
        Button(language.short_day(event.days[one]), ChooseTimes(request.id, packed(starts), one))
        for one in days
        if one != day
    ]
    rows = (*grid(adding, _COLUMNS), *grid(others, 2), *_out(language, me, request, chosen, day), back)
    return Screen(text, (*_send(language, request, chosen), *rows))


def _what_next(
    language: Language, other: Participant, chosen: Sequence[Slot], deadline: datetime | None
) -> Html:
    whom = name(language, other)
    if not chosen or deadline is None:
        return language.say(
            "Choose up to {n} times that suit you; {name} takes one of them.", n=MOST_TIMES, name=whom
        )
    more = (
        language.say("These are {n} times, the most for one request.", n=MOST_TIMES)
        if len(chosen) >= MOST_TIMES
        else language.say(
            "Choose another time that would suit you as well; {name} takes one of them.", name=whom
        )
    )
    until = language.say(
        "{name} has until <b>{deadline}</b> to answer.", name=whom, deadline=language.moment(deadline)
    )
    return join((chooses(language, other, chosen), until, more))


def _send(language: Language, request: Request, chosen: Sequence[Slot]) -> Rows:
    if not chosen:
        return ()
    send = ProposeAny(request.id, request.version, packed(slot.start for slot in chosen))
    return ((Button(language.label("Send the proposal"), send),),)


def _out(language: Language, me: Me, request: Request, chosen: Sequence[Slot], day: int) -> Rows:
    return tuple(
        (
            Button(
                language.label("Without {time}", time=short(language, me.event, slot)),
                ChooseTimes(request.id, packed(one.start for one in chosen if one != slot), day),
            ),
        )
        for slot in chosen
    )
