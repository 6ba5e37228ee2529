"""Asking for a time: the last look at what will be sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.domain.booking import MOST_TIMES
from bot.domain.event import BookingMode, Event
from bot.domain.limits import Limit, Use
from bot.domain.people import Participant
from bot.domain.slots import Slot
from bot.i18n import Language, join
from bot.screens import actions
from bot.screens.asking_actions import AddTime, NoteForAny, SendAny, packed
from bot.screens.booking import chooses, meanwhile, profile_row
from bot.screens.limits import limit_lines
from bot.screens.parts import any_of, each_of, moment, name, quote, who
from bot.screens.screen import Button, Rows, Screen


def confirm(
    language: Language,
    event: Event,
    host: Participant,
    slots: Sequence[Slot],
    deadline: datetime,
    note: str = "",
    limits: Sequence[Use] = (),
    elsewhere: Sequence[str] = (),
    *,
    more: bool = False,
    gone: Sequence[Slot] = (),
) -> Screen:
    """Show what will be sent, with its deadline, before it is; ``elsewhere`` are events at the same time.

    ``more`` tells that another time could be added to the ``slots``, of which the host chooses any;
    ``gone`` are times that were chosen and are not free any more.
    """
    instant = event.booking.mode is BookingMode.INSTANT
    if instant:
        question = language.say("The time is yours as soon as you book it.")
    else:
        question = language.say(
            "{name} has until <b>{deadline}</b> to answer.",
            name=name(language, host),
            deadline=moment(language, event, deadline),
        )
    blocks = {block.name for block in event.blocks if block.id in {slot.block_id for slot in slots}}
    concerned = [one for one in limits if one.limit is not Limit.BLOCK or one.block in blocks]
    text = join(
        (
            language.say("<b>No longer free: {times}</b>", times=any_of(language, event, gone))
            if gone
            else "",
            join((who(language, host), each_of(language, event, slots))),
            chooses(language, host, slots),
            join((language.say("Your note:"), quote(note)), "") if note else "",
            meanwhile(language, elsewhere),
            join((question, limit_lines(language, concerned))),
        ),
        "\n\n",
    )
    return Screen(text, _rows(language, event, host, slots, noted=bool(note), more=more))


def _rows(
    language: Language, event: Event, host: Participant, slots: Sequence[Slot], *, noted: bool, more: bool
) -> Rows:
    label = language.label
    send = label("Book it") if event.booking.mode is BookingMode.INSTANT else label("Send the request")
    note = label("Change the note") if noted else label("Add a note")
    start, times_ = actions.to_minute(slots[0].start), packed(slot.start for slot in slots)
    if len(slots) > 1:
        room = more and len(slots) < MOST_TIMES
        change = label("Add or remove a time") if room else label("Change the times")
        return (
            (Button(send, SendAny(host.id, times_, noted=noted)),),
            (Button(note, NoteForAny(host.id, times_)), Button(change, AddTime(host.id, times_))),
            profile_row(language, host),
        )
    day = event.days.index(event.local(slots[0].start).date())
    add = (Button(label("Add another time"), AddTime(host.id, times_)),)
    return (
        (Button(send, actions.Send(host.id, start, noted=noted)),),
        (
            Button(note, actions.WriteNote(host.id, start)),
            Button(label("Other times"), actions.Slots(host.id, day)),
        ),
        *((add,) if more else ()),
        profile_row(language, host),
    )
