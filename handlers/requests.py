"""Requests: the list, and answering one with accept, decline or another time; taking one back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from telegram import Message

from bot.botapi.turn import Turn
from bot.domain.bookable import nearest
from bot.domain.booking import RequestState
from bot.domain.errors import NotBookableError, Reason, StaleError
from bot.domain.limits import ahead, uses
from bot.domain.steps import code_of, reason_of, reasoned
from bot.i18n import Html, Language
from bot.screens import actions, booking, requests
from bot.screens.asking_actions import AcceptAt
from bot.screens.parts import name
from bot.screens.reason_actions import DeclineWith
from bot.screens.reasons import reason_text
from bot.usecases import handover, waiting, wanting
from bot.usecases.answering import REASON_CHARACTERS, Refused, accept, decline, own_competing
from bot.usecases.booking import my_request, request_event, withdraw
from bot.usecases.identity import Me, in_event, participant_of
from bot.usecases.pair import load_pair
from bot.usecases.ports import UnitOfWork
from bot.usecases.settings import ask, set_dialog
from handlers.agenda import show_meeting
from handlers.notes import own
from handlers.visitor import close_question, participant

_NEAREST = 6


async def on_requests(turn: Turn, _action: actions.Requests | None = None) -> None:
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
        pending = await uow.requests.open_of(me.id)
        pending = [one for one in pending if not one.overdue(turn.clock.now())]
        people, wanted = await wanting.beside(uow, me, [one.other(me.id) for one in pending])
        waits = replace(await waiting.waits(uow, me, turn.clock.now()), wanted=wanted)
        handovers = await handover.awaited(uow, me, turn.clock.now())
        mine = (await uow.seats.standing([me.participant], turn.clock.now()))[me.id]
        meetings = [await uow.meetings.get(one.moves) for one in pending if one.moves]
    slots = {meeting.id: meeting.slot for meeting in meetings if meeting}
    limits = uses(me.event, mine, ahead(me.event, turn.clock.now()))
    await turn.show(requests.listing(language, me, pending, people, slots, waits, handovers, limits))


async def on_request(turn: Turn, action: actions.Request) -> None:
    await show_request(turn, action.request)


async def show_request(
    turn: Turn, request_id: int, *, stale: bool = False, start: datetime | None = None, notice: str = ""
) -> None:
    """Show a request as it is now; ``stale``: and say what changed meanwhile; ``notice`` goes on top.

    ``start`` is that of the time that the button was for, which may be gone while others are left.
    """
    async with turn.reading() as uow:
        me, language = await side_of(turn, uow, request_id)
        request = (await my_request(uow, me, request_id)).as_of(turn.clock.now())
        other = await uow.participants.get(request.other(me.id))
        if request.moves:
            meeting = await uow.meetings.get(request.moves)
        elif request.state is RequestState.ACCEPTED:
            meeting = await uow.meetings.of_request(request.id)
        else:
            meeting = None
    if other is None:
        raise StaleError
    gone = me.event.slot_at(start) if request.state is RequestState.PENDING else None
    notice = language.say("<b>This has changed meanwhile.</b>") if stale else notice
    if gone is not None and gone not in request.slots:
        notice = Html(f"<b>{requests.no_longer_free(language, me.event, gone, other)}</b>")
    if meeting is not None:
        await show_meeting(turn, meeting.id, stale=stale and request.moves is not None)
        return
    await turn.show(requests.card(language, me, request, other, notice))


async def on_accept(turn: Turn, action: actions.Accept | AcceptAt) -> None:
    now = turn.clock.now()
    start = actions.from_minute(action.start) if isinstance(action, AcceptAt) else None
    if not action.sure and await _warned(turn, action, start):
        return
    try:
        async with turn.transaction() as uow:
            me, language = await side_of(turn, uow, action.request)
            result = await accept(uow, me, action.request, action.version, now, start)
            if isinstance(result, Refused):
                other = await participant_of(uow, result.request.other(me.id), me.event.id)
            else:
                other = await participant_of(uow, result.meeting.other(me.id), me.event.id)
                await turn.confirm(uow, own(turn, "card.meeting", to=me.id, meeting=result.meeting.id))
    except StaleError:
        await show_request(turn, action.request, stale=True, start=start)
        return
    except NotBookableError as refusal:  # taken by another process at this very moment
        await offer_others(turn, action.request, refusal.reason)
        return
    if isinstance(result, Refused):
        await offer_others(turn, action.request, result.reason, narrowed=result.reason is Reason.TAKEN)
        return
    turn.toast(language.label("Confirmed"))
    await turn.deliver(booking.booked(language, me.event, other, result.meeting))


async def _warned(turn: Turn, action: actions.Accept | AcceptAt, start: datetime | None) -> bool:
    """Name the person's own requests that accepting would withdraw; False when there are none."""
    now = turn.clock.now()
    async with turn.reading() as uow:
        me, language = await side_of(turn, uow, action.request)
        request = (await my_request(uow, me, action.request)).as_of(now)
        slot = request.at(start)
        if slot is None or request.state is not RequestState.PENDING:
            return False
        mine = await own_competing(uow, me, request, slot, now)
        people = await uow.participants.many([one.other(me.id) for one in mine])
        other = await participant_of(uow, request.other(me.id), me.event.id)
    if not mine:
        return False
    names = [people[one.other(me.id)].profile.name for one in mine]
    await turn.show(requests.accept_warning(language, me, request, slot, other, names))
    return True


async def offer_others(turn: Turn, request_id: int, reason: Reason, *, narrowed: bool = False) -> None:
    """Say why accepting failed; offer the nearest times, as counter-proposals while that is possible.

    Those that are left of several times come first; ``narrowed``: there was one more of them.
    """
    now = turn.clock.now()
    async with turn.reading() as uow:
        me, language = await side_of(turn, uow, request_id)
        request = (await my_request(uow, me, request_id)).as_of(now)
        other = await participant_of(uow, request.other(me.id), me.event.id)
        pending = request.state is RequestState.PENDING
        guest, host = (request.guest_id, request.host_id) if pending else (me.id, other.id)
        pair = await load_pair(uow, me.event, guest, host, now, me.id if pending else None)
        full = reason in (Reason.LIMIT_MEETINGS_GUEST, Reason.LIMIT_MEETINGS_HOST)
        near = () if full else nearest(pair.offered(now), request.slot.start, _NEAREST)
    if request.state is RequestState.EXPIRED:
        await turn.show(requests.card(language, me, request, other))
        return
    if pending and (request.further or narrowed):
        words = reason_text(language, reason, me.event, name(language, other))
        await turn.show(requests.card(language, me, request, other, Html(f"<b>{words}</b>")))
        return
    pick = (
        [actions.Propose(request.id, request.version, actions.to_minute(slot.start)) for slot in near]
        if pending
        else []
    )
    await turn.show(booking.refused(language, me.event, other, reason, near, pick))


async def on_decline(turn: Turn, action: actions.Decline) -> None:
    await _ask(turn, action.request, action.version)


async def decline_text(turn: Turn, message: Message, dialog: Mapping[str, Any]) -> None:
    """Show the reason that was written; the request is declined by the tap alone."""
    reason = (message.text or "").strip()[:REASON_CHARACTERS]
    await _ask(turn, dialog["request"], dialog["version"], reason)


async def _ask(turn: Turn, request_id: int, version: int, reason: str = "") -> None:
    """Ask for the reason of a no; with one, whether to decline with it."""
    now, step, screen = turn.clock.now(), _step(request_id, version), None
    async with turn.transaction() as uow:
        me, language = await side_of(turn, uow, request_id)
        request = (await my_request(uow, me, request_id)).as_of(now)
        other = await participant_of(uow, request.other(me.id), me.event.id)
        waits = request.state is RequestState.PENDING and request.turn_id == me.id
        if not waits or request.version != version:
            await set_dialog(uow, turn.sender, None)
        elif reason:
            await set_dialog(uow, turn.sender, reasoned(step, reason))
            screen = requests.decline_with_reason(language, me, request, other, reason)
        else:
            await ask(uow, turn.sender, step, now)
            screen = requests.decline_prompt(language, request, other)
    if screen is not None:
        await turn.show(screen)
    else:
        await show_request(turn, request_id, stale=bool(reason))


def _step(request_id: int, version: int) -> dict[str, Any]:
    return {"step": "decline", "request": request_id, "version": version}


async def on_decline_now(turn: Turn, action: actions.DeclineNow) -> None:
    await _decline(turn, action.request, action.version, "")


async def on_decline_with(turn: Turn, action: DeclineWith) -> None:
    """Decline with the reason that the card shows; one that is not kept any more is asked for again."""
    async with turn.reading() as uow:
        me, _ = await side_of(turn, uow, action.request)
    reason = reason_of(me.person.dialog, _step(action.request, action.version))
    if code_of(reason) == action.value:
        await _decline(turn, action.request, action.version, reason)
    else:
        await _ask(turn, action.request, action.version, reason)


async def _decline(turn: Turn, request_id: int, version: int, reason: str) -> None:
    try:
        async with turn.transaction() as uow:
            me, language = await side_of(turn, uow, request_id)
            request = await decline(uow, me, request_id, version, reason, turn.clock.now())
            await set_dialog(uow, turn.sender, None)
            other = await participant_of(uow, request.other(me.id), me.event.id)
            await turn.confirm(uow, own(turn, "card.request", to=me.id, request=request.id))
    except StaleError:
        await close_question(turn)
        await show_request(turn, request_id, stale=True)
        return
    if request.state is RequestState.DECLINED:
        turn.toast(language.label("Declined"))
    await turn.deliver(requests.card(language, me, request, other))


async def on_withdraw(turn: Turn, action: actions.Withdraw) -> None:
    try:
        async with turn.transaction() as uow:
            me, language = await side_of(turn, uow, action.request)
            request = await withdraw(uow, me, action.request, turn.clock.now())
            other = await participant_of(uow, request.other(me.id), me.event.id)
            await turn.confirm(uow, own(turn, "card.request", to=me.id, request=request.id))
    except StaleError:
        await show_request(turn, action.request, stale=True)
        return
    if request.state is RequestState.WITHDRAWN:
        turn.toast(language.label("Withdrawn"))
    await turn.deliver(requests.card(language, me, request, other))


async def side_of(turn: Turn, uow: UnitOfWork, request_id: int) -> tuple[Me, Language]:
    """Load the sender in the event of a request, whichever event is the current one.

    Who is in one event alone can have it in no other; whether it is his is looked at with the request.
    """
    who = turn.arrived or await uow.persons.known(turn.sender)
    mine = who.participants if who else ()
    event_id = mine[0].event_id if len(mine) == 1 else await request_event(uow, request_id)
    me = await in_event(uow, turn.sender, event_id, who)
    return me, turn.services.languages.of(me.person)


routes = MappingProxyType(
    {
        actions.Requests: on_requests,
        actions.Request: on_request,
        actions.Accept: on_accept,
        AcceptAt: on_accept,
        actions.Decline: on_decline,
        actions.DeclineNow: on_decline_now,
        DeclineWith: on_decline_with,
        actions.Withdraw: on_withdraw,
    }
)
dialogs = MappingProxyType({"decline": decline_text})
