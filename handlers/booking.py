"""Asking for a time: free slots, the last look at one or several of them, and the note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from telegram import Message

from bot.botapi.turn import Turn
from bot.domain.deadlines import deadline
from bot.domain.errors import NotFoundError
from bot.domain.steps import NOTED, answered, changed
from bot.i18n import Language
from bot.screens import actions, booking, directory, last_look, notes
from bot.screens.asking_actions import AddTime, AnyOf, AnyTimes, NoteForAny, packed, unpacked
from bot.screens.moving import swap_rows
from bot.screens.screen import Rows, Screen
from bot.screens.waiting import wait_button
from bot.usecases import waiting
from bot.usecases.booking import NOTE_CHARACTERS, several
from bot.usecases.directory import Card, card
from bot.usecases.elsewhere import elsewhere
from bot.usecases.identity import Me
from bot.usecases.pair import load_pair
from bot.usecases.ports import UnitOfWork
from bot.usecases.settings import ask, set_dialog
from bot.usecases.swapping import in_the_way
from handlers.visitor import participant


async def on_slots(turn: Turn, action: actions.Slots) -> None:
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
        shown = await card(uow, me, action.host, turn.clock.now())
    if not bookable(shown):
        await turn.show(directory.card(language, me.event, shown))
        return
    await turn.show(booking.slots(language, me.event, shown.person, shown.slots, action.day))


async def on_pick(turn: Turn, action: actions.Pick | AnyOf) -> None:
    starts = starts_of(action)
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
        screen = await look(uow, me, language, action.host, starts, turn.clock.now())
    await turn.show(screen)


async def on_any_of(turn: Turn, action: AnyOf) -> None:
    """Show the last look; a note that was written for other times of the same host goes along."""
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
    dialog = me.person.dialog or {}
    if dialog.get("step") != NOTED or dialog["host"] != action.host:
        await on_pick(turn, action)
        return
    async with turn.transaction() as uow:
        await set_dialog(uow, turn.sender, changed(dialog, times=action.times))
        starts, now = starts_of(action), turn.clock.now()
        screen = await look(uow, me, language, action.host, starts, now, dialog["note"])
    await turn.show(screen)


async def on_add_time(turn: Turn, action: AddTime) -> None:
    starts, now = starts_of(action), turn.clock.now()
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
        shown = await card(uow, me, action.host, now)
        chosen = [slot for slot in shown.slots if slot.start in starts]
        if len(chosen) < len(starts) or not bookable(shown) or not several(me.event):
            screen = await look(uow, me, language, action.host, starts, now)
        else:
            screen = booking.choose_times(language, me.event, shown.person, shown.slots, chosen, action.day)
    await turn.show(screen)


async def look(
    uow: UnitOfWork,
    me: Me,
    language: Language,
    host_id: int,
    starts: Sequence[datetime],
    now: datetime,
    note: str = "",
) -> Screen:
    """Make the last look before sending; when no slot is offered, why, and the nearest that are.

    Of several slots those that are not offered any more are left out, and it says so.
    """
    shown = await card(uow, me, host_id, now)
    if not bookable(shown):
        return directory.card(language, me.event, shown)
    slots = [slot for slot in me.event.slots if slot.start in starts]
    offered = [slot for slot in slots if slot in shown.slots]
    if not slots:
        raise NotFoundError
    if not offered:
        pair = await load_pair(uow, me.event, me.id, host_id, now)
        reason, near = pair.why_not_at(slots[0], now, me.id), pair.nearest(slots[0].start, now)
        rows = await other_ways(uow, me, language, host_id, starts, now)
        return booking.refused(language, me.event, shown.person, reason, near, more=rows)
    return last_look.confirm(
        language,
        me.event,
        shown.person,
        offered if several(me.event) else offered[:1],
        deadline(me.event, now, offered[0].start),
        note,
        shown.limits,
        await elsewhere(uow, me, offered, now),
        more=several(me.event) and len(shown.slots) > len(offered),
        gone=[slot for slot in slots if slot not in offered],
    )


async def on_write_note(turn: Turn, action: actions.WriteNote | NoteForAny) -> None:
    starts, now = starts_of(action), turn.clock.now()
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        shown = await card(uow, me, action.host, now)
        slots = [slot for slot in shown.slots if slot.start in starts]
        if len(slots) < len(starts) or not bookable(shown):
            screen = await look(uow, me, language, action.host, starts, now)
        else:
            await ask(uow, turn.sender, {"step": "note", "host": action.host, "times": packed(starts)}, now)
            screen = notes.note_prompt(language, me.event, shown.person, slots, NOTE_CHARACTERS)
    await turn.show(screen)


async def note_text(turn: Turn, message: Message, dialog: Mapping[str, Any]) -> None:
    note, now = (message.text or "").strip(), turn.clock.now()
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        if len(note) > NOTE_CHARACTERS:
            await ask(uow, turn.sender, dialog, now)
            screen = notes.note_too_long(language, len(note), NOTE_CHARACTERS)
        else:
            await set_dialog(uow, turn.sender, answered(dialog, NOTED, note=note))
            starts = unpacked(dialog["times"])
            screen = await look(uow, me, language, dialog["host"], starts, now, note)
    await turn.show(screen)


async def show_noted(turn: Turn, *, screen: Screen, host: int, start: datetime, note: str) -> None:
    """Show times of a host, with a note that was written beside them and goes with the one that is chosen."""
    async with turn.transaction() as uow:
        times = packed((start,))
        await set_dialog(uow, turn.sender, {"step": "noted", "host": host, "times": times, "note": note})
    await turn.show(screen)


def starts_of(action: actions.Pick | actions.WriteNote | actions.Send | AnyTimes) -> tuple[datetime, ...]:
    """Give the times that a button is about."""
    if isinstance(action, AnyTimes):
        return unpacked(action.times)
    return (actions.from_minute(action.start),)


async def other_ways(
    uow: UnitOfWork, me: Me, language: Language, host_id: int, starts: Sequence[datetime], now: datetime
) -> Rows:
    """Give the rows that wait for slots that are not free, or make room in the first, where that helps."""
    if not starts:
        return ()
    useful = await waiting.awaitable(uow, me, host_id, starts, now)
    pair = await load_pair(uow, me.event, me.id, host_id, now)
    host, in_way = pair.host.participant, await in_the_way(uow, me, pair, now, starts[0])
    swaps = swap_rows(language, me.event, host, in_way)
    return (*swaps, *(((wait_button(language, host, useful),),) if useful else ()))


def bookable(shown: Card) -> bool:
    """Tell whether times of somebody can be asked for at all."""
    return not (shown.refusal or shown.request or shown.meeting)


routes = MappingProxyType(
    {
        actions.Slots: on_slots,
        actions.Pick: on_pick,
        actions.WriteNote: on_write_note,
        AnyOf: on_any_of,
        AddTime: on_add_time,
        NoteForAny: on_write_note,
    }
)
dialogs = MappingProxyType({"note": note_text})
