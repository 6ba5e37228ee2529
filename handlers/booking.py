"""Asking for a time: free slots, the note, sending, and what to do when it is gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from telegram import Message

from bot.botapi.turn import Turn
from bot.domain.booking import Request
from bot.domain.deadlines import deadline
from bot.domain.errors import NotBookableError, NotFoundError, Reason, StaleError
from bot.domain.people import Participant
from bot.domain.slots import Slot
from bot.i18n import Language
from bot.screens import actions, booking, directory, requests
from bot.screens.screen import Screen
from bot.usecases.booking import (
    NOTE_CHARACTERS,
    Asked,
    ask,
    elsewhere,
    free_elsewhere,
    load_pair,
    my_request,
    nearest_slots,
)
from bot.usecases.directory import card
from bot.usecases.identity import Me, participant_of
from bot.usecases.ports import UnitOfWork
from bot.usecases.settings import set_dialog
from handlers.notes import own
from handlers.visitor import participant

_Sending = actions.Send | actions.AskInstead


async def on_slots(turn: Turn, action: actions.Slots) -> None:
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
        shown = await card(uow, me, action.host, turn.clock.now())
    if shown.refusal or shown.request or shown.meeting:
        await turn.show(directory.card(language, me.event, shown))
        return
    await turn.show(booking.slots(language, me.event, shown.person, shown.slots, action.day))


async def on_pick(turn: Turn, action: actions.Pick) -> None:
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
        start = actions.from_minute(action.start)
        screen = await look(uow, me, language, action.host, start, turn.clock.now())
    await turn.show(screen)


async def look(
    uow: UnitOfWork, me: Me, language: Language, host_id: int, start: datetime, now: datetime, note: str = ""
) -> Screen:
    """Make the last look before sending; when the slot is not offered, why, and the nearest that are."""
    shown = await card(uow, me, host_id, now)
    if shown.refusal or shown.request or shown.meeting:
        return directory.card(language, me.event, shown)
    slot = next((one for one in me.event.slots if one.start == start), None)
    if slot is None:
        raise NotFoundError
    if slot not in shown.slots:
        pair = await load_pair(uow, me.event, me.id, host_id, now)
        reason, near = pair.why_not_at(slot, now, me.id), pair.nearest(start, now)
        return booking.refused(language, me.event, shown.person, reason, near)
    until = deadline(me.event, now, slot.start)
    others = await elsewhere(uow, me, slot, now)
    return booking.confirm(language, me.event, shown.person, slot, until, note, shown.requests_left, others)


async def on_write_note(turn: Turn, action: actions.WriteNote) -> None:
    start = actions.from_minute(action.start)
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        shown = await card(uow, me, action.host, turn.clock.now())
        slot: Slot | None = next((one for one in shown.slots if one.start == start), None)
        if slot is None or shown.refusal or shown.request or shown.meeting:
            screen = await look(uow, me, language, action.host, start, turn.clock.now())
        else:
            dialog = {"step": "note", "host": action.host, "start": action.start}
            await set_dialog(uow, turn.sender, dialog)
            screen = booking.note_prompt(language, me.event, shown.person, slot, NOTE_CHARACTERS)
    await turn.show(screen)


async def note_text(turn: Turn, message: Message, dialog: Mapping[str, Any]) -> None:
    note = (message.text or "").strip()
    start = actions.from_minute(dialog["start"])
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        if len(note) > NOTE_CHARACTERS:
            screen = booking.note_too_long(language, len(note), NOTE_CHARACTERS)
        else:
            await set_dialog(uow, turn.sender, {**dialog, "step": "noted", "note": note})
            screen = await look(uow, me, language, dialog["host"], start, turn.clock.now(), note)
    await turn.show(screen)


async def on_send(turn: Turn, action: actions.Send) -> None:
    try:
        await _send(turn, action)
    except StaleError:
        await on_pick(turn, actions.Pick(action.host, action.start))


async def on_ask_instead(turn: Turn, action: actions.AskInstead) -> None:
    await _send(turn, action)


async def _send(turn: Turn, action: _Sending) -> None:
    start = actions.from_minute(action.start)
    now = turn.clock.now()
    try:
        async with turn.transaction() as uow:
            me, language = await participant(turn, uow)
            host_id, note = await _wish(uow, me, action)
            result = await ask(uow, me, host_id, start, note, now)
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
    """Say why nothing was sent; the nearest times are one tap away, with the same note."""
    now, start = turn.clock.now(), actions.from_minute(action.start)
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        host_id, note = await _wish(uow, me, action)
        shown = await card(uow, me, host_id, now)
        if reason is Reason.ALREADY or shown.refusal:
            screen = directory.card(language, me.event, shown)
        else:
            near = await nearest_slots(uow, me, host_id, start, now)
            at_once = await free_elsewhere(uow, me, near, now)
            starts = [actions.to_minute(slot.start) for slot in near]
            pick = [
                replace(action, start=minute) if slot in at_once else actions.Pick(host_id, minute)
                for slot, minute in zip(near, starts, strict=True)
            ]
            if isinstance(action, actions.Send) and action.noted:
                await set_dialog(uow, turn.sender, {**(me.person.dialog or {}), "instead": starts})
            hint = booking.one_tap(language, me.event, note)
            screen = booking.refused(language, me.event, shown.person, reason, near, pick, hint)
    if reason is Reason.TAKEN:
        turn.toast(language.label("Just taken. Here are the nearest free times."))
    await turn.show(screen)


async def _wish(uow: UnitOfWork, me: Me, action: _Sending) -> tuple[int, str]:
    """Give whom a button asks, and the note that goes along.

    Raises:
        NotFoundError: no such request of this person.
        StaleError: see ``_note``.
    """
    if isinstance(action, actions.Send):
        return action.host, _note(me, action) if action.noted else ""
    ended = await my_request(uow, me, action.request)
    return ended.other(me.id), ended.note if ended.guest_id == me.id else ""


def _note(me: Me, action: actions.Send) -> str:
    """Give the note that the card showed, or that was refused for another time.

    Raises:
        StaleError: it has been written over; nothing is sent without it.
    """
    dialog = me.person.dialog or {}
    if dialog.get("step") != "noted" or dialog["host"] != action.host:
        raise StaleError
    if action.start not in (dialog["start"], *dialog.get("instead", ())):
        raise StaleError
    return str(dialog["note"])


routes = MappingProxyType(
    {
        actions.Slots: on_slots,
        actions.Pick: on_pick,
        actions.WriteNote: on_write_note,
        actions.Send: on_send,
        actions.AskInstead: on_ask_instead,
    }
)
dialogs = MappingProxyType({"note": note_text})
