"""A text that says of a time that it suits ("15:45 is fine") answers what waits, if anything does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.i18n import Language
from bot.screens import actions
from bot.screens.asking_actions import ChooseTimes, packed
from bot.screens.callbacks import Action
from bot.screens.handover_actions import HandoverCard
from bot.screens.moving_actions import Move, MoveTo
from bot.screens.plain_text import not_proposed
from bot.usecases.by_command import Awaited, awaited
from bot.usecases.identity import Me, elsewhere_of
from bot.usecases.plain_text import Understood
from bot.usecases.ports import UnitOfWork
from bot.usecases.replies import suits
from bot.usecases.times import Instant, Intent
from bot.usecases.wishes import Arranged, ahead
from handlers.by_command import card_of, press
from handlers.pages import Page
from handlers.requests import show_request


async def suited(
    uow: UnitOfWork, me: Me, language: Language, meant: Understood, now: datetime
) -> Page | None:
    """Choose what a text leads to that only says that a time suits; None: it says more, or nothing waits.

    A proposal of that very time goes first, then one of another time, which is answered with this one, and
    what waits for somebody else; then what is proposed at other events, and last the meetings, which can be
    moved there.
    """
    at = meant.reading
    if not isinstance(at, Instant) or meant.words or meant.people or not suits(meant.text):
        return None
    if meant.intent not in (None, Intent.BOOK, Intent.ANSWER):
        return None
    start = me.event.instant(at.at.date(), at.at.time())
    waits, mine = await awaited(uow, me, now), await ahead(uow, me, now)
    if proposed := [one for one in waits if one.slot.start == start]:
        return _of(me, language, [(one, card_of(one)) for one in proposed])
    if meant.intent is Intent.BOOK:
        return None  # "a meeting at 15:45 would be great" asks for one
    if any(one.agreed and one.slot.start == start for one in mine):
        return None  # it is shown to whoever writes its time
    answers = {one.one: (one, _answer(me, one, start)) for one in waits}
    to_me = {one.id for one in waits if not (one.agreed or one.handover or one.held)}
    asked = [one for one in mine if not one.agreed and one.id not in to_me]
    at_it = [one for one in asked if one.slot.start == start]
    others = {one.id: one for one in at_it or asked}
    if len(others) == 1 and not answers:
        request, one = others.popitem()
        notice = "" if at_it else not_proposed(language, at, one.other)
        return partial(show_request, request_id=request, notice=notice)
    choices = [*answers.values(), *((one, actions.Request(one.id)) for one in others.values())]
    return (
        _of(me, language, choices)
        or await _elsewhere(uow, me, language, at, now)
        or _of(me, language, [(one, _moved(me, one, start)) for one in mine])
    )


async def _elsewhere(uow: UnitOfWork, me: Me, language: Language, at: Instant, now: datetime) -> Page | None:
    """Ask about what is proposed for that time of any day, on their clocks, at other events of somebody's."""
    found = [
        (other.event, one, card_of(one))
        for other in await elsewhere_of(uow, me)
        for one in await awaited(uow, other, now)
        if other.event.local(one.slot.start).time() == at.at.time()
    ]
    return partial(press, me=me, language=language, found=found) if found else None


def _of(me: Me, language: Language, choices: Sequence[tuple[Arranged, Action]]) -> Page | None:
    found = [(me.event, one, action) for one, action in choices]
    return partial(press, me=me, language=language, found=found) if found else None


def _answer(me: Me, one: Awaited, start: datetime) -> Action:
    """Give what answers a proposal of another time with this one, where a meeting can begin then."""
    known = me.event.slot_at(start) is not None
    if one.handover:
        return HandoverCard(one.id)
    if one.held:
        return actions.Pick(one.other.id, actions.to_minute(start)) if known else card_of(one)
    if one.agreed:
        return _moved(me, one, start)
    return ChooseTimes(one.id, packed([start])) if known else actions.Counter(one.id, one.version)


def _moved(me: Me, one: Arranged, start: datetime) -> Action:
    known = me.event.slot_at(start) is not None
    return MoveTo(one.id, actions.to_minute(start)) if known else Move(one.id)
