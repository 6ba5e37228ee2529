"""What a text asks for leads to the card where it is one tap away: cancelling, moving, writing, finding."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from bot.botapi.turn import Turn
from bot.domain.deadlines import change_deadline
from bot.domain.errors import Reason
from bot.domain.event import Event
from bot.domain.relay import Obstacle
from bot.i18n import Language
from bot.screens import actions, asked_times, directory
from bot.screens import plain_text as screens
from bot.screens import relay as relaying
from bot.screens.finding_actions import FreeNow
from bot.screens.moving_actions import Move, MoveTo
from bot.screens.profile_actions import MyTimes
from bot.screens.screen import Screen
from bot.usecases import relay, wishes
from bot.usecases.agenda import plan
from bot.usecases.identity import Me
from bot.usecases.my_times import are_told, as_times
from bot.usecases.plain_text import Understood
from bot.usecases.ports import UnitOfWork
from bot.usecases.times import Intent
from handlers import agenda, booking, by_command, free_now, home, moving, my_times, requests
from handlers import directory as finding
from handlers.asked_times import free_then
from handlers.pages import PAGES, Page

_MOST_CHOICES = 8


async def wished(
    turn: Turn, uow: UnitOfWork, me: Me, language: Language, meant: Understood
) -> Screen | Page | None:
    """Choose what a wish leads to; None: nothing but the name and the time is to be answered."""
    reading, words = meant.reading, meant.words
    if page := _page(meant):
        return page
    if shown := _SHOWN.get(meant.intent) if meant.intent else None:
        return await shown(turn, uow, me, language, meant)
    match meant.intent:
        case Intent.WHO_IS_FREE if not words:
            then = reading or wishes.next_day(me.event, turn.clock.now())
            return await free_then(turn, uow, me, language, then) if then else home.on_help
        case Intent.BOOK | Intent.FIND if meant.options or meant.unsure:
            return None
        case Intent.BOOK | Intent.FIND if not words and reading is None:
            return partial(finding.on_directory, action=actions.Directory())
        case Intent.BOOK | Intent.FIND if reading is None:
            return person_meant(language, meant)
    return None


def _page(meant: Understood) -> Page | None:
    """Give the page that a wish names; one's times on the day that is named with them."""
    if meant.intent is Intent.TIMES and (day := wishes.day_of(meant.reading)):
        return partial(my_times.on_my_times, action=MyTimes(day.toordinal()))
    if page := PAGES.get(meant.intent) if meant.intent else None:
        return page
    said = by_command.IN_WORDS.get(meant.intent) if meant.intent else None
    return partial(said, meant=meant) if said else None


async def _change(
    turn: Turn, uow: UnitOfWork, me: Me, language: Language, meant: Understood
) -> Screen | Page:
    now = turn.clock.now()
    named = not meant.words or meant.people
    found = await wishes.arranged(uow, me, meant, now) if named else []
    if not any(wishes.begins_then(me.event, one, meant) for one in found) and (meant.times or not found):
        away = await _elsewhere(turn, uow, me, meant, here=bool(found))
        if away:
            return _away(language, me, found, away)
    if not found:
        nobody = directory.nobody(language, meant.words)
        return screens.nothing_arranged(language, meant.people[:_MOST_CHOICES]) if named else nobody
    if meant.intent is Intent.MOVE and len(found) == 1 and found[0].agreed:
        return _move(turn, me, meant, found[0])
    if len(found) == 1 and found[0].agreed:  # a command of /cancel, too
        late = now >= change_deadline(me.event, found[0].slot.start)
        notice = Reason.CHANGE_DEADLINE if late else ""
        return partial(agenda.show_meeting, meeting_id=found[0].id, notice=notice)
    return _one_of(language, me, found)


async def _elsewhere(
    turn: Turn, uow: UnitOfWork, me: Me, meant: Understood, *, here: bool
) -> list[tuple[Event, wishes.Arranged]]:
    """Give what a text can mean at other events; if something is ``here``, only what begins at its time."""
    services = turn.services
    reader = (services.similar, services.time_words, turn.clock.now())
    found = await wishes.arranged_elsewhere(uow, me, meant, *reader)
    return [one for one in found if not here or wishes.begins_then(*one, meant)]


def _away(
    language: Language,
    me: Me,
    here: Sequence[wishes.Arranged],
    away: Sequence[tuple[Event, wishes.Arranged]],
) -> Screen | Page:
    """Show the one meeting at another event that is meant, or ask which; nothing is done to it yet."""
    (event, first), *others = away
    if here or others or not first.agreed:
        every = [*((me.event, one) for one in here), *away]
        return screens.choose_everywhere(language, me.event, every)
    notice = screens.at_other(language, [event.name])
    return partial(agenda.show_meeting, meeting_id=first.id, notice=notice)


def _move(turn: Turn, me: Me, meant: Understood, found: wishes.Arranged) -> Page:
    """Lead to the last look of a move to the slot that is meant; else to the times of the day that is."""
    now, words = turn.clock.now(), turn.services.time_words
    slot, day, between = wishes.where_to(
        me.event, found, meant.text, words, now, meant.language or me.person.language
    )
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
    planned = (await plan(uow, me, turn.clock.now())).slots()
    days = {me.event.local(one.start).date() for one in planned}
    if meant.reading and day not in days:
        return await free_then(turn, uow, me, language, meant.reading, idle=True)
    return partial(agenda.on_agenda, action=actions.Agenda(day.toordinal() if day else 0))


async def _available(
    turn: Turn, uow: UnitOfWork, me: Me, language: Language, meant: Understood
) -> Screen | Page | None:
    """Fill "I am free Thursday afternoon" in for one's meeting times; a time alone is one for a meeting."""
    if meant.words:
        return None
    if meant.text.rstrip().endswith("?"):
        return await _agenda(turn, uow, me, language, meant)
    if meant.reading is None:
        return partial(free_now.on_free_now, action=FreeNow())
    told = as_times(meant.reading)
    return partial(my_times.on_told, text=told) if are_told(turn.services.files, me.event, told) else None


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


_SHOWN: Mapping[Intent, Callable[..., Awaitable[Screen | Page | None]]] = MappingProxyType(
    {
        Intent.CANCEL: _change,
        Intent.MOVE: _change,
        Intent.MESSAGE: _message,
        Intent.AGENDA: _agenda,
        Intent.AVAILABLE: _available,
    }
)


def person_meant(language: Language, meant: Understood) -> Screen | Page | None:
    if not meant.people:
        return partial(finding.find, query=meant.words)
    only = meant.people[0] if len(meant.people) == 1 else None
    if meant.intent is Intent.BOOK:
        if only:
            return partial(booking.on_slots, action=actions.Slots(only.id))
        return asked_times.choose_person(
            language, None, [(one, None) for one in meant.people[:_MOST_CHOICES]]
        )
    return partial(finding.on_person, action=actions.Person(only.id)) if only else None
