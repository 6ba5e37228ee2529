"""Plain text that speaks of a time: who is free then, or the last look at a meeting with whoever is named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.botapi.turn import Turn
from bot.domain.bookable import nearest
from bot.domain.booking import MeetingState
from bot.domain.errors import Reason
from bot.domain.people import Participant
from bot.i18n import Language
from bot.screens import directory
from bot.screens import plain_text as screens
from bot.screens.moving import no_meeting_begins
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

_MOST_CHOICES = 8
_NEAREST = 6


async def answered(
    turn: Turn, uow: UnitOfWork, me: Me, language: Language, meant: Understood
) -> Screen | None:
    """Choose the card; None: a search for the text, which remembers it for its pages."""
    reading, people = meant.reading, meant.people
    if reading is None:
        return None
    if not meant.words:
        return await _time_only(turn, uow, me, language, reading)
    if not people:
        return directory.nobody(language, meant.words)
    if len(people) > 1:
        choices = []
        for person in people[:_MOST_CHOICES]:
            shown = await card(uow, me, person.id, turn.clock.now())
            fits = plain_text.fitting(me.event, shown.slots, reading)
            choices.append((person, fits[0] if fits and shown.refusal is None else None))
        return screens.choose_person(language, reading, choices)
    return await _person_and_time(turn, uow, me, language, meant)


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
) -> Screen:
    now = turn.clock.now()
    person, reading = meant.people[0], meant.reading
    shown = await card(uow, me, person.id, now)
    if shown.refusal or shown.request or shown.meeting or reading is None:
        return directory.card(language, me.event, shown)
    fits = plain_text.fitting(me.event, shown.slots, reading)
    if len(fits) == 1:
        return await booking.look(uow, me, language, person.id, (fits[0].start,), now)
    if fits:
        return screens.times_with(language, me.event, person, reading, fits, fits=True)
    start, why = None, ""
    if isinstance(reading, Instant):
        start = me.event.instant(reading.at.date(), reading.at.time())
        if any(slot.start == start for slot in shown.slots):
            return await booking.look(uow, me, language, person.id, (start,), now)
        why = await _why_not_then(uow, me, language, person, start, now)
    near = nearest(shown.slots, plain_text.nearest_instant(me.event, reading), _NEAREST)
    more = await booking.other_ways(uow, me, language, person.id, (start,) if start else (), now)
    return screens.times_with(language, me.event, person, reading, near, fits=False, why=why, more=more)


async def _why_not_then(
    uow: UnitOfWork, me: Me, language: Language, person: Participant, start: datetime, now: datetime
) -> str:
    """Say why two who have other times cannot meet at an instant."""
    slot = me.event.slot_at(start)
    if slot is None:
        return no_meeting_begins(language, me.event, start)
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
