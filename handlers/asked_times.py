"""Plain text that speaks of a time: who is free then, or the last look at a meeting with whoever is named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.botapi.turn import Turn
from bot.domain.bookable import nearest
from bot.domain.booking import MeetingState
from bot.domain.errors import Reason
from bot.domain.people import Participant
from bot.i18n import Language
from bot.screens import asked_times as screens
from bot.screens import directory
from bot.screens.screen import Screen
from bot.usecases import plain_text
from bot.usecases.agenda import Entry, entries
from bot.usecases.company import who_is_free
from bot.usecases.directory import card
from bot.usecases.identity import Me
from bot.usecases.pair import load_pair
from bot.usecases.plain_text import Understood
from bot.usecases.ports import UnitOfWork
from bot.usecases.times import Instant, Reading
from handlers import booking
from handlers.pages import Page

_MOST_CHOICES = 8
_NEAREST = 6


async def answered(
    turn: Turn, uow: UnitOfWork, me: Me, language: Language, meant: Understood
) -> Screen | Page | None:
    """Choose the card; None: a search for the text, which remembers it for its pages."""
    reading, people = meant.reading, meant.people
    if reading is None and meant.options and (people or not meant.words):
        return await _any_of(turn, uow, me, language, meant)
    if reading is None and not meant.unsure:
        return None
    if reading and not meant.words:
        return await _time_only(turn, uow, me, language, reading)
    if not people:
        return directory.nobody(language, meant.words)
    if len(people) > 1 or meant.unsure:
        return await _whom(turn, uow, me, language, meant)
    return await _person_and_time(turn, uow, me, language, meant)


async def _whom(turn: Turn, uow: UnitOfWork, me: Me, language: Language, meant: Understood) -> Screen:
    """Ask which of several people is meant, and say which words named nobody."""
    choices = []
    for person in meant.people[:_MOST_CHOICES]:
        shown = await card(uow, me, person.id, turn.clock.now())
        fits = plain_text.fitting(me.event, shown.slots, meant.reading) if meant.reading else ()
        choices.append((person, fits[0] if fits and shown.refusal is None else None))
    return screens.choose_person(language, meant.reading, choices, meant.unused)


async def _any_of(turn: Turn, uow: UnitOfWork, me: Me, language: Language, meant: Understood) -> Screen:
    """Offer the times of which any will do; all of them in one request, where somebody is named."""
    if len(meant.people) > 1:
        return await _whom(turn, uow, me, language, meant)
    if not meant.people:
        return screens.choose_time(language, me.event, meant.options)
    person = meant.people[0]
    shown = await card(uow, me, person.id, turn.clock.now())
    if not booking.bookable(shown):
        return directory.card(language, me.event, shown)
    fits = {slot for one in meant.options for slot in plain_text.fitting(me.event, shown.slots, one)}
    if fits:
        slots = sorted(fits, key=lambda slot: slot.start)
        return screens.times_with(language, me.event, person, meant.options, slots, fits=True)
    near = nearest(shown.slots, plain_text.nearest_instant(me.event, meant.options[0]), _NEAREST)
    return screens.times_with(language, me.event, person, meant.options, near, fits=False)


async def _time_only(turn: Turn, uow: UnitOfWork, me: Me, language: Language, reading: Reading) -> Screen:
    mine = [
        one
        for one in await entries(uow, me)
        if one.meeting.state is MeetingState.CONFIRMED
        and plain_text.fitting(me.event, (one.meeting.slot,), reading)
    ]
    return await free_then(turn, uow, me, language, reading, mine)


async def free_then(
    turn: Turn,
    uow: UnitOfWork,
    me: Me,
    language: Language,
    reading: Reading,
    mine: Sequence[Entry] = (),
    *,
    idle: bool = False,
) -> Screen:
    found = await who_is_free(uow, me, reading, turn.clock.now())
    return screens.at_time(language, me.event, reading, mine, found, idle=idle)


async def _person_and_time(
    turn: Turn, uow: UnitOfWork, me: Me, language: Language, meant: Understood
) -> Screen | Page:
    now = turn.clock.now()
    person, reading = meant.people[0], meant.reading
    shown = await card(uow, me, person.id, now)
    if shown.refusal or shown.request or shown.meeting or reading is None:
        return directory.card(language, me.event, shown)
    fits = plain_text.fitting(me.event, shown.slots, reading)
    if len(fits) == 1:
        return await _look(uow, me, language, meant, fits[0].start, now)
    if fits:
        return _noted(
            meant,
            screens.times_with(language, me.event, person, [reading], fits, fits=True, note=meant.note),
            fits[0].start,
        )
    start, why = None, ""
    if isinstance(reading, Instant):
        start = me.event.instant(reading.at.date(), reading.at.time())
        if any(slot.start == start for slot in shown.slots):
            return await _look(uow, me, language, meant, start, now)
        why = await _why_not_then(uow, me, language, person, start, now)
    near = nearest(shown.slots, plain_text.nearest_instant(me.event, reading), _NEAREST)
    more = await booking.other_ways(uow, me, language, person.id, (start,) if start else (), now)
    screen = screens.times_with(
        language, me.event, person, [reading], near, fits=False, why=why, more=more, note=meant.note
    )
    return _noted(meant, screen, near[0].start) if near else screen


async def _look(
    uow: UnitOfWork, me: Me, language: Language, meant: Understood, start: datetime, now: datetime
) -> Screen | Page:
    """Make the last look at a meeting with the one who is named, with the note that the text holds."""
    screen = await booking.look(uow, me, language, meant.people[0].id, (start,), now, meant.note)
    return _noted(meant, screen, start)


def _noted(meant: Understood, screen: Screen, start: datetime) -> Screen | Page:
    """Keep the note of a text for the tap that sends it, as if it had been asked for."""
    return (
        partial(booking.show_noted, screen=screen, host=meant.people[0].id, start=start, note=meant.note)
        if meant.note
        else screen
    )


async def _why_not_then(
    uow: UnitOfWork, me: Me, language: Language, person: Participant, start: datetime, now: datetime
) -> str:
    """Say why two who have other times cannot meet at an instant."""
    slot = me.event.slot_at(start)
    if slot is None:
        return screens.why_not_then(language, me.event, None, person, None)
    pair = await load_pair(uow, me.event, me.id, person.id, now)
    reason = pair.why_not_at(slot, now, me.id)
    mine = [
        one
        for one in (await entries(uow, me) if reason is Reason.BUSY else ())
        if one.meeting.state is MeetingState.CONFIRMED
        and one.meeting.slot.start < slot.end
        and slot.start < one.meeting.slot.end
    ]
    return screens.why_not_then(language, me.event, reason, person, mine[0].other if mine else None)
