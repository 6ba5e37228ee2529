"""Proposing other times for a request: choosing up to three, and sending them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from types import MappingProxyType

from bot.botapi.turn import Turn
from bot.domain.booking import RequestState
from bot.domain.deadlines import deadline
from bot.domain.errors import NotBookableError, StaleError
from bot.screens import actions, countering, requests
from bot.screens.asking_actions import ChooseTimes, ProposeAny, unpacked
from bot.usecases.booking import my_request
from bot.usecases.countering import counter
from bot.usecases.identity import participant_of
from bot.usecases.pair import load_pair
from handlers.notes import own
from handlers.requests import offer_others, show_request, side_of


async def on_counter(turn: Turn, action: actions.Counter) -> None:
    await _choose(turn, action.request, (), action.day)


async def on_choose_times(turn: Turn, action: ChooseTimes) -> None:
    await _choose(turn, action.request, unpacked(action.times), action.day)


async def _choose(turn: Turn, request_id: int, starts: Sequence[datetime], day: int = -1) -> None:
    """Show what can be proposed; of the times chosen those that are gone are left out, and it says so."""
    now = turn.clock.now()
    async with turn.reading() as uow:
        me, language = await side_of(turn, uow, request_id)
        request = (await my_request(uow, me, request_id)).as_of(now)
        other = await participant_of(uow, request.other(me.id), me.event.id)
        pair = await load_pair(uow, me.event, request.guest_id, request.host_id, now, me.id)
    if request.moves or request.turn_id != me.id or request.state is not RequestState.PENDING:
        await show_request(turn, request_id)
        return
    offered = pair.offered(now)
    wanted = [slot for slot in me.event.slots if slot.start in starts and slot not in request.slots]
    chosen = [slot for slot in wanted if slot in offered]
    gone = [slot for slot in wanted if slot not in offered]
    until = deadline(me.event, now, chosen[0].start) if chosen else None
    await turn.show(countering.choose(language, me, request, other, offered, chosen, day, until, gone))


async def on_propose(turn: Turn, action: actions.Propose | ProposeAny) -> None:
    starts = (
        (actions.from_minute(action.start),)
        if isinstance(action, actions.Propose)
        else unpacked(action.times)
    )
    try:
        async with turn.transaction() as uow:
            me, language = await side_of(turn, uow, action.request)
            request = await counter(uow, me, action.request, action.version, starts, turn.clock.now())
            other = await participant_of(uow, request.other(me.id), me.event.id)
            await turn.confirm(uow, own(turn, "card.request", to=me.id, request=request.id))
    except StaleError:
        await show_request(turn, action.request, stale=True)
        return
    except NotBookableError as refusal:
        if len(starts) > 1:
            await _choose(turn, action.request, starts)
        else:
            await offer_others(turn, action.request, refusal.reason)
        return
    if request.state is RequestState.PENDING:
        turn.toast(language.label("Proposed"))
    await turn.deliver(requests.card(language, me, request, other))


routes = MappingProxyType(
    {
        actions.Counter: on_counter,
        ChooseTimes: on_choose_times,
        actions.Propose: on_propose,
        ProposeAny: on_propose,
    }
)
