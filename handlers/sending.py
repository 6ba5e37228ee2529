"""Sending a request, for one time or any of several, and what to do when a time is gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from bot.botapi.turn import Turn
from bot.domain.booking import Request
from bot.domain.errors import NotBookableError, NotFoundError, Reason, StaleError
from bot.domain.people import Participant
from bot.domain.slots import Slot
from bot.domain.steps import NOTED
from bot.i18n import Language
from bot.screens import actions, booking, directory, requests
from bot.screens.asking_actions import AnyOf, SendAny, packed
from bot.screens.callbacks import Action
from bot.screens.screen import Screen
from bot.usecases import closing
from bot.usecases.booking import Asked, ask, my_request
from bot.usecases.directory import Card, card
from bot.usecases.elsewhere import free_elsewhere
from bot.usecases.identity import Me, locked, participant_of
from bot.usecases.pair import load_pair
from bot.usecases.ports import UnitOfWork
from bot.usecases.settings import set_dialog
from handlers.booking import bookable, look, on_pick, other_ways, starts_of
from handlers.notes import own
from handlers.visitor import participant

_Sending = actions.Send | SendAny | actions.AskInstead


async def on_send(turn: Turn, action: actions.Send | SendAny) -> None:
    try:
        await _send(turn, action)
    except StaleError:
        await on_pick(turn, AnyOf(action.host, packed(starts_of(action))))


async def on_ask_instead(turn: Turn, action: actions.AskInstead) -> None:
    await _send(turn, action)


async def _send(turn: Turn, action: _Sending) -> None:
    starts, now = _starts(action), turn.clock.now()
    try:
        async with turn.transaction() as uow:
            me, language = await participant(turn, uow)
            host_id, note = await _wish(uow, me, action)
            result = await ask(uow, me, host_id, starts[0], note, now, starts[1:])
            if me.person.dialog is not None:
                await set_dialog(uow, turn.sender, None)
            host = await participant_of(uow, host_id, me.event.id)
            if isinstance(result, Asked):
                await turn.confirm(uow, own(turn, "card.request", to=me.id, request=result.request.id))
                screen = _sent(language, me, host, result.request)
            else:
                await turn.confirm(uow, own(turn, "card.meeting", to=me.id, meeting=result.meeting.id))
                screen = booking.booked(language, me.event, host, result.meeting)
    except NotBookableError as refusal:
        await _refuse(turn, action, refusal.reason)
        return
    turn.toast(language.label("Sent") if isinstance(result, Asked) else language.label("Booked"))
    await turn.deliver(screen)


def _sent(language: Language, me: Me, host: Participant, request: Request) -> Screen:
    """Confirm what was sent; asking somebody who has just asked oneself answers that with another time."""
    if request.guest_id != me.id:
        return requests.card(language, me, request, host)
    return booking.asked(language, me.event, host, request)


async def _refuse(turn: Turn, action: _Sending, reason: Reason) -> None:
    """Say why nothing was sent; what else can be had is one tap away, with the same note."""
    starts, now = _starts(action), turn.clock.now()
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        host_id, note = await _wish(uow, me, action)
        me = await locked(uow, me, (me.id, host_id))
        await closing.expire_overdue(uow, me.event, (me.id, host_id), now)
        shown = await card(uow, me, host_id, now)
        left = [slot.start for slot in shown.slots if slot.start in starts]
        if reason is Reason.ALREADY or not bookable(shown):
            screen = directory.card(language, me.event, shown)
        elif len(starts) > 1 and left:  # of several times: the others, looked at without those that are gone
            if note:
                await set_dialog(uow, turn.sender, {**(me.person.dialog or {}), "times": packed(left)})
            screen = await look(uow, me, language, host_id, starts, now, note)
        else:
            screen = await _nearest(turn, uow, me, language, action, shown, reason, note)
    if reason is Reason.TAKEN:
        turn.toast(language.label("Just taken. Here are the nearest free times."))
    await turn.show(screen)


async def _nearest(
    turn: Turn,
    uow: UnitOfWork,
    me: Me,
    language: Language,
    action: _Sending,
    shown: Card,
    reason: Reason,
    note: str,
) -> Screen:
    now, host = turn.clock.now(), shown.person
    start = _starts(action)[0]
    near = (await load_pair(uow, me.event, me.id, host.id, now)).nearest(start, now)
    at_once = await free_elsewhere(uow, me, near, now)
    pick = [
        _instead(action, host.id, slot, noted=bool(note))
        if slot in at_once
        else actions.Pick(host.id, actions.to_minute(slot.start))
        for slot in near
    ]
    if note and not isinstance(action, actions.AskInstead):
        instead = [packed((slot.start,)) for slot in near]
        await set_dialog(uow, turn.sender, {**(me.person.dialog or {}), "instead": instead})
    hint = booking.one_tap(language, me.event, note)
    rows = await other_ways(uow, me, language, host.id, _starts(action), now)
    return booking.refused(language, me.event, host, reason, near, pick, hint, rows)


def _instead(action: _Sending, host_id: int, slot: Slot, *, noted: bool) -> Action:
    """Give the button that asks for another time instead."""
    start = actions.to_minute(slot.start)
    if isinstance(action, actions.AskInstead):
        return replace(action, start=start)
    return actions.Send(host_id, start, noted=noted)


def _starts(action: _Sending) -> Sequence[datetime]:
    if isinstance(action, actions.AskInstead):
        return (actions.from_minute(action.start),)
    starts = starts_of(action)
    if not starts:
        raise NotFoundError
    return starts


async def _wish(uow: UnitOfWork, me: Me, action: _Sending) -> tuple[int, str]:
    """Give whom a button asks, and the note that goes along.

    Raises:
        NotFoundError: no such request of this person.
        StaleError: see ``_note``.
    """
    if not isinstance(action, actions.AskInstead):
        return action.host, _note(me, action) if action.noted else ""
    ended = await my_request(uow, me, action.request)
    return ended.other(me.id), ended.note if ended.guest_id == me.id else ""


def _note(me: Me, action: actions.Send | SendAny) -> str:
    """Give the note that the card showed, or that was refused for another time.

    Raises:
        StaleError: it has been written over; nothing is sent without it.
    """
    dialog = me.person.dialog or {}
    if dialog.get("step") != NOTED or dialog["host"] != action.host:
        raise StaleError
    if packed(starts_of(action)) not in (dialog["times"], *dialog.get("instead", ())):
        raise StaleError
    return str(dialog["note"])


routes = MappingProxyType({actions.Send: on_send, SendAny: on_send, actions.AskInstead: on_ask_instead})
