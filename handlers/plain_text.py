"""Plain text outside a dialogue."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from types import MappingProxyType

from bot.botapi.turn import Turn
from bot.domain.bookable import nearest
from bot.domain.booking import MeetingState
from bot.domain.deadlines import change_deadline
from bot.domain.errors import Reason
from bot.domain.foreign import looks_foreign
from bot.domain.links import card_of, is_link_payload, registration_of
from bot.domain.people import Participant
from bot.domain.relay import Obstacle
from bot.i18n import Language
from bot.screens import actions, directory
from bot.screens import plain_text as screens
from bot.screens import relay as relaying
from bot.screens.moving import no_meeting_begins
from bot.screens.moving_actions import Move, MoveTo
from bot.screens.screen import Screen
from bot.usecases import plain_text, relay, wishes
from bot.usecases.agenda import Entry, entries
from bot.usecases.company import who_is_free
from bot.usecases.directory import card
from bot.usecases.identity import Me
from bot.usecases.my_times import are_told
from bot.usecases.pair import load_pair
from bot.usecases.plain_text import Understood
from bot.usecases.ports import UnitOfWork
from bot.usecases.times import Instant, Intent, Reading
from handlers import agenda, booking, by_command, home, moving, my_times, requests
from handlers import directory as finding
from handlers import joining as links
from handlers.outside import outside
from handlers.pages import PAGES, Page
from handlers.visitor import visitor

_MOST_CHOICES = 8
_NEAREST = 6
_LINK = re.compile(r"(?:https?://)?t\.me/\w+\?start=([\w-]+)\s*")


def is_link(text: str) -> bool:
    """Tell whether a text may be a link that was pasted, or what stands in one."""
    return bool(_LINK.fullmatch(text.strip())) or is_link_payload(text.strip())


async def on_text(
    turn: Turn, text: str, wish: Intent | None = None, *, otherwise: Screen | None = None
) -> None:
    """Answer a text with the card that it means; a personal link that was pasted is opened.

    ``wish`` is what a command asks for whose argument the text is, ``otherwise`` what is said of a text that
    means nothing.
    """
    if await _opened(turn, text):
        return
    services = turn.services
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
        if who.me is None:
            answer: Screen | Page | None = await outside(turn, uow, who)
        elif len(text) > plain_text.LONGEST_CHARACTERS:
            answer = otherwise or screens.not_understood(who.language)
        elif wish is None and plain_text.is_reply(text):  # to whatever waits for an answer
            answer = partial(by_command.accept_command, argument="")
        else:
            now = turn.clock.now()
            reader = (services.similar, services.time_words, now)
            meant = (
                await plain_text.wanted(uow, who.me, wish, text, *reader)
                if wish
                else await plain_text.understand(uow, who.me, text, *reader)
            )
            words = meant.words
            answer = await _wish(turn, uow, who.me, who.language, meant)
            answer = answer or await _answer(turn, uow, who.me, who.language, meant)
            if answer is None and any(one.hidden for one in meant.people):  # whom no list shows
                answer = _person(who.language, meant)
            if answer is None and are_told(services.files, who.me.event, text):
                answer = partial(my_times.on_told, text=text)
    # Nothing is sent while a connection is held: a slow Telegram must not starve the readers.
    if answer is None:
        every = turn.services.languages if looks_foreign(text) else None
        await finding.find(
            turn, words, lambda language, _: otherwise or screens.not_understood(language, every)
        )
    elif isinstance(answer, Screen):
        await turn.show(answer)
    else:
        await answer(turn)


async def _opened(turn: Turn, text: str) -> bool:
    """Open a text that is a link, or what stands in one."""
    link = _LINK.fullmatch(text.strip())
    payload = link.group(1) if link else text.strip()
    opens = link is not None and (card_of(payload) is not None or registration_of(payload) is not None)
    if not opens and is_link_payload(payload):
        async with turn.reading() as uow:
            opens = link is not None or (await visitor(turn, uow)).me is None
    if opens:
        await links.start_command(turn, payload)
    return opens


async def _wish(
    turn: Turn, uow: UnitOfWork, me: Me, language: Language, meant: Understood
) -> Screen | Page | None:
    """Choose what a wish leads to; None: nothing but the name and the time is to be answered."""
    reading, words = meant.reading, meant.words
    if page := PAGES.get(meant.intent) if meant.intent else None:
        return page
    match meant.intent:
        case Intent.CANCEL | Intent.MOVE:
            return await _change(turn, uow, me, language, meant)
        case Intent.MESSAGE:
            return await _message(turn, uow, me, language, meant)
        case Intent.AGENDA:
            return await _agenda(turn, uow, me, language, meant)
        case Intent.WHO_IS_FREE if not words:
            then = reading or wishes.next_day(me.event, turn.clock.now())
            return await _free_then(turn, uow, me, language, then) if then else home.on_help
        case Intent.BOOK | Intent.FIND if not words and reading is None:
            return partial(finding.on_directory, action=actions.Directory())
        case Intent.BOOK | Intent.FIND if reading is None:
            return _person(language, meant)
    return None


async def _change(
    turn: Turn, uow: UnitOfWork, me: Me, language: Language, meant: Understood
) -> Screen | Page:
    if meant.words and not meant.people:
        return directory.nobody(language, meant.words)
    found = await wishes.arranged(uow, me, meant, turn.clock.now())
    if not found:
        return screens.nothing_arranged(language, meant.people[:_MOST_CHOICES])
    if meant.intent is Intent.MOVE and len(found) == 1 and found[0].agreed:
        return _move(turn, me, meant, found[0])
    if len(found) == 1 and found[0].agreed:  # a command of /cancel, too
        late = turn.clock.now() >= change_deadline(me.event, found[0].slot.start)
        notice = Reason.CHANGE_DEADLINE if late else ""
        return partial(agenda.show_meeting, meeting_id=found[0].id, notice=notice)
    return _one_of(language, me, found)


def _move(turn: Turn, me: Me, meant: Understood, found: wishes.Arranged) -> Page:
    """Lead to the last look of a move to the slot that is meant; else to the times of the day that is."""
    now, words = turn.clock.now(), turn.services.time_words
    slot, day, between = wishes.where_to(me.event, found, meant.text, words, now, me.person.language)
    if slot:
        return partial(moving.on_move_to, action=MoveTo(found.id, actions.to_minute(slot.start)))
    if between:
        return partial(moving.show_nearest, meeting_id=found.id, at=between)
    number = me.event.days.index(day) if day in me.event.days else -1
    return partial(moving.on_move, action=Move(found.id, number))


def _one_of(language: Language, me: Me, found: Sequence[wishes.Arranged]) -> Screen | Page:
    if len(found) > 1:
        return screens.choose_arranged(language, me.event, found)
    if found[0].agreed:
        return partial(agenda.show_meeting, meeting_id=found[0].id)
    return partial(requests.show_request, request_id=found[0].id)


async def _agenda(
    turn: Turn, uow: UnitOfWork, me: Me, language: Language, meant: Understood
) -> Screen | Page | None:
    """Show the agenda, or what is arranged with the one who is named."""
    if meant.words:
        found = await wishes.arranged(uow, me, meant, turn.clock.now()) if meant.people else []
        return _one_of(language, me, found) if found else None
    day = wishes.day_of(meant.reading)
    days = {me.event.local(one.meeting.slot.start).date() for one in await entries(uow, me)}
    if meant.reading and day not in days:
        return await _free_then(turn, uow, me, language, meant.reading, idle=True)
    return partial(agenda.on_agenda, action=actions.Agenda(day.toordinal() if day else 0))


async def _message(turn: Turn, uow: UnitOfWork, me: Me, language: Language, meant: Understood) -> Screen:
    """Lead to the message to whoever is meant; of several, to those who can be written to."""
    now = turn.clock.now()
    if meant.words and not meant.people:
        return directory.nobody(language, meant.words)
    people = meant.people or [one.other for one in await wishes.arranged(uow, me, meant, now)]
    refusals = [(one, await relay.obstacle(uow, me, one, now)) for one in people[:_MOST_CHOICES]]
    match refusals:
        case [(only, Obstacle() as refusal)]:
            return relaying.refused(language, only, refusal)
    return screens.whom_to_write(language, [one for one, refusal in refusals if refusal is None])


def _person(language: Language, meant: Understood) -> Screen | Page | None:
    if not meant.people:
        return directory.nobody(language, meant.words)
    only = meant.people[0] if len(meant.people) == 1 else None
    if meant.intent is Intent.BOOK:
        if only:
            return partial(booking.on_slots, action=actions.Slots(only.id))
        return screens.choose_person(language, None, [(one, None) for one in meant.people[:_MOST_CHOICES]])
    return partial(finding.on_person, action=actions.Person(only.id)) if only else None


async def _answer(
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
    return await _free_then(turn, uow, me, language, reading, mine)


async def _free_then(
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


def _wishing(wish: Intent) -> Callable[[Turn, str], Awaitable[None]]:
    """Make the command of a wish: ``/move Kelemen to 4``."""

    async def command(turn: Turn, argument: str) -> None:
        await on_text(turn, argument, wish)

    return command


cancel_command = _wishing(Intent.CANCEL)
commands = MappingProxyType(
    {"book": _wishing(Intent.BOOK), "move": _wishing(Intent.MOVE), "write": _wishing(Intent.MESSAGE)}
)
