"""Answers to a proposal to move a meeting: agreeing, keeping the time, taking one's own proposal back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from types import MappingProxyType

from bot.botapi.turn import Turn
from bot.domain.booking import RequestState
from bot.domain.errors import NotBookableError, Reason, StaleError
from bot.i18n import Language
from bot.screens import actions, move_proposals
from bot.screens.moving_actions import AgreeMove, AgreeMoveAt, KeepTime, TakeBackMove
from bot.screens.moving_notices import moved_head
from bot.usecases import moving as moves
from bot.usecases.agenda import entry
from bot.usecases.answering import own_competing
from bot.usecases.identity import Me
from bot.usecases.move_answers import NotMoved, agree, keep
from bot.usecases.ports import UnitOfWork
from handlers.agenda import show_meeting, side
from handlers.moving import confirmed, offer_others, proposed_in


async def on_agree(turn: Turn, action: AgreeMove | AgreeMoveAt) -> None:
    now = turn.clock.now()
    start = actions.from_minute(action.start) if isinstance(action, AgreeMoveAt) else None
    proposed = await proposed_in(turn, action.request)
    meeting_id = proposed.moves or 0
    if not action.sure and await _warned(turn, meeting_id, action, start):
        return
    try:
        async with turn.transaction() as uow:
            me, language = await side(turn, uow, meeting_id)
            result = await agree(uow, me, action.request, action.version, now, start)
            notice = _not_moved(language, result) if isinstance(result, NotMoved) else moved_head(language)
            screen = await confirmed(turn, uow, me, language, meeting_id, notice)
    except StaleError:
        await show_meeting(turn, meeting_id, stale=True)
        return
    except NotBookableError as refusal:  # no table, or taken by another process at this very moment
        await offer_others(turn, meeting_id, start or proposed.slot.start, refusal)
        return
    if not isinstance(result, NotMoved):
        turn.toast(language.label("Moved"))
    await turn.deliver(screen)


def _not_moved(language: Language, result: NotMoved) -> Reason | str:
    if result.proposed.state is RequestState.EXPIRED:
        return language.say("This request ran out without an answer.")
    return result.reason


async def on_keep(turn: Turn, action: KeepTime) -> None:
    async def end(uow: UnitOfWork, me: Me) -> object:
        return await keep(uow, me, action.request, action.version, turn.clock.now())

    await _stays(turn, action.request, end, lambda language: language.label("The meeting stays where it is."))


async def on_take_back(turn: Turn, action: TakeBackMove) -> None:
    async def end(uow: UnitOfWork, me: Me) -> object:
        return await moves.withdraw(uow, me, action.request, turn.clock.now())

    await _stays(turn, action.request, end, lambda language: language.label("Taken back."))


async def _stays(
    turn: Turn,
    request_id: int,
    end: Callable[[UnitOfWork, Me], Awaitable[object]],
    said: Callable[[Language], str],
) -> None:
    """End what was proposed, and show the meeting at the time that it keeps."""
    proposed = await proposed_in(turn, request_id)
    meeting_id = proposed.moves or 0
    try:
        async with turn.transaction() as uow:
            me, language = await side(turn, uow, meeting_id)
            await end(uow, me)
            screen = await confirmed(turn, uow, me, language, meeting_id)
    except StaleError:
        await show_meeting(turn, meeting_id, stale=True)
        return
    turn.toast(said(language))
    await turn.deliver(screen)


async def _warned(
    turn: Turn, meeting_id: int, action: AgreeMove | AgreeMoveAt, start: datetime | None
) -> bool:
    """Name the person's own requests that agreeing would withdraw; False when there are none."""
    now = turn.clock.now()
    async with turn.reading() as uow:
        me, language = await side(turn, uow, meeting_id)
        shown = await entry(uow, me, meeting_id, now)
        if shown.move is None or (shown.move.id, shown.move.version) != (action.request, action.version):
            return False
        if (slot := shown.move.at(start)) is None:
            return False
        mine = await own_competing(uow, me, shown.move, slot, now)
        people = await uow.participants.many([one.other(me.id) for one in mine])
    if not mine:
        return False
    names = [people[one.other(me.id)].profile.name for one in mine]
    await turn.show(move_proposals.agree_warning(language, me, shown, shown.move, slot, names))
    return True


routes = MappingProxyType(
    {
        AgreeMove: on_agree,
        AgreeMoveAt: on_agree,
        KeepTime: on_keep,
        TakeBackMove: on_take_back,
    }
)
