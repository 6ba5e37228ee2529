"""Proposing other times for a request: up to three that suit both, of which the other side takes one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.domain.booking import MOST_TIMES, Request
from bot.domain.event import Event
from bot.domain.people import Participant
from bot.domain.slots import Slot
from bot.i18n import Html, Language, join
from bot.screens import actions
from bot.screens.asking_actions import ChooseTimes, ProposeAny, packed
from bot.screens.booking import chooses
from bot.screens.choosing import another, choice
from bot.screens.parts import any_of, each_of, moment, name, who, zone_note
from bot.screens.screen import Button, Rows, Screen
from bot.usecases.identity import Me


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
    head, rows = choice(
        language,
        event,
        free,
        chosen,
        day,
        near=(*chosen, request.slot)[0],
        least=0,
        choose=lambda starts, day: ChooseTimes(request.id, packed(starts), day),
        turn_to=lambda day: ChooseTimes(request.id, packed(slot.start for slot in chosen), day),
    )
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
            _what_next(language, event, other, chosen, deadline),
            head,
            zone_note(language, event),
        ),
        "\n\n",
    )
    return Screen(text, (*_send(language, request, chosen), *rows, back))


def _what_next(
    language: Language, event: Event, other: Participant, chosen: Sequence[Slot], deadline: datetime | None
) -> Html:
    whom = name(language, other)
    if not chosen or deadline is None:
        return language.say(
            "Choose up to {n} times that suit you; {name} takes one of them.", n=MOST_TIMES, name=whom
        )
    until = language.say(
        "{name} has until <b>{deadline}</b> to answer.",
        name=whom,
        deadline=moment(language, event, deadline),
    )
    return join((chooses(language, other, chosen), until, another(language, other, chosen)))


def _send(language: Language, request: Request, chosen: Sequence[Slot]) -> Rows:
    if not chosen:
        return ()
    send = ProposeAny(request.id, request.version, packed(slot.start for slot in chosen))
    return ((Button(language.label("Send the proposal"), send),),)
