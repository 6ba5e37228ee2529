"""One's own meeting times: tapping and writing them, and dealing with what stands against them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from telegram import Message

from bot.botapi.turn import Turn
from bot.domain.errors import NotBookableError, StaleError
from bot.domain.moving import may_propose
from bot.screens import actions, profile_actions
from bot.screens import my_times as screens
from bot.usecases import agenda, booking, my_times
from bot.usecases.files import TimesReading
from bot.usecases.identity import participant_of
from bot.usecases.my_times import STEP, Outside
from bot.usecases.settings import set_dialog
from handlers.agenda import show_meeting, side
from handlers.moving import explain
from handlers.own_profile import on_my_profile
from handlers.visitor import NotAnAnswerError, participant

_LAST_DAY = date.max.toordinal()


async def on_my_times(turn: Turn, action: profile_actions.MyTimes) -> None:
    """Show one's times; from now on a text is read as times."""
    day = date.fromordinal(action.day) if 1 <= action.day <= _LAST_DAY else None
    async with turn.transaction() as uow:
        await set_dialog(uow, turn.sender, {"step": STEP})
    await _show(turn, day)


async def on_take_slot(turn: Turn, action: profile_actions.TakeSlot) -> None:
    start = actions.from_minute(action.start)
    async with turn.transaction() as uow:
        me, _ = await participant(turn, uow)
        await my_times.choose_slot(uow, me, start, taken=action.taken)
    await _show(turn, me.event.local(start).date())


async def on_take_block(turn: Turn, action: profile_actions.TakeBlock) -> None:
    async with turn.transaction() as uow:
        me, _ = await participant(turn, uow)
        await my_times.choose_block(uow, me, action.block, taken=action.taken)
    await _show(turn, next(one.date for one in me.event.blocks if one.id == action.block))


async def times_text(turn: Turn, message: Message, _dialog: Mapping[str, Any]) -> None:
    """Read one's times.

    Raises:
        NotAnAnswerError: a question is none, nor is what does not even look like times.
    """
    said = (message.text or "").strip()
    if said.endswith("?"):  # nobody writes his times as a question
        raise NotAnAnswerError
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        read = await my_times.write(uow, turn.services.files, me, said)
        screen = screens.unreadable(language, read.problems)
        if read.problems and not my_times.are_meant(said, read.problems):
            raise NotAnAnswerError(screen)
    if read.problems:
        await turn.show(screen)
    else:
        await _show_read(turn, read)


async def on_told(turn: Turn, text: str) -> None:
    """Take times that were written without being asked for; they are shown, and kept on a tap."""
    async with turn.transaction() as uow:
        me, _ = await participant(turn, uow)
        await set_dialog(uow, turn.sender, {"step": STEP})
        read = await my_times.write(uow, turn.services.files, me, text)
    await _show_read(turn, read)


async def on_forget(turn: Turn, _action: profile_actions.ForgetTimes) -> None:
    async with turn.transaction() as uow:
        me, _ = await participant(turn, uow)
        await my_times.forget(uow, me)
    await _show(turn, None)


async def on_save(turn: Turn, _action: profile_actions.SaveTimes) -> None:
    try:
        outside = await _save(turn)
    except StaleError:  # kept before, or forgotten: the card shows how things stand
        await _show(turn, None)
        return
    if not outside:
        await on_my_profile(turn)


async def _save(turn: Turn) -> Outside:
    now = turn.clock.now()
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        outside = await my_times.save(uow, me, now)
        if not outside:
            await set_dialog(uow, turn.sender, None)
    if outside:
        await turn.show(screens.outside(language, me.event, outside))
    else:
        turn.toast(language.label("Saved."))
    return outside


async def on_move_inside(turn: Turn, action: profile_actions.MoveInside) -> None:
    try:
        async with turn.reading() as uow:
            me, language = await side(turn, uow, action.meeting)
            choice, near = await my_times.where_to(uow, me, action.meeting, turn.clock.now())
    except (StaleError, NotBookableError) as refusal:
        await explain(turn, action.meeting, refusal)
        return
    if may_propose(choice.entry.move, me.id):
        await turn.show(screens.move_inside(language, me.event, choice, near))
    else:  # something is proposed for it: its card says what
        await show_meeting(turn, action.meeting)


async def on_end_request(turn: Turn, action: profile_actions.EndRequest) -> None:
    now = turn.clock.now()
    if not action.sure:
        async with turn.reading() as uow:
            me, language = await participant(turn, uow)
            request = await booking.my_request(uow, me, action.request)
            other = await participant_of(uow, request.other(me.id), me.event.id)
        await turn.show(screens.end_prompt(language, me.event, request, other))
        return
    try:
        async with turn.transaction() as uow:
            me, _ = await participant(turn, uow)
            await my_times.end_request(uow, me, action.request, now)
    except StaleError:  # it has ended by itself
        pass
    await on_save(turn, profile_actions.SaveTimes())


async def on_end_meeting(turn: Turn, action: profile_actions.EndMeeting) -> None:
    now = turn.clock.now()
    if not action.sure:
        async with turn.reading() as uow:
            me, language = await participant(turn, uow)
            entry = await agenda.entry(uow, me, action.meeting, now)
        await turn.show(screens.end_prompt(language, me.event, entry.meeting, entry.other))
        return
    try:
        async with turn.transaction() as uow:
            me, _ = await participant(turn, uow)
            await my_times.end_meeting(uow, me, action.meeting, now)
    except (StaleError, NotBookableError):  # it has ended by itself, or this very moment got too late
        pass
    await on_save(turn, profile_actions.SaveTimes())


async def _show_read(turn: Turn, read: TimesReading) -> None:
    """Show what the words have changed: the first day that they name, or that they name none."""
    await _show(turn, min(read.days) if read.days else None, dayless=read.dayless)


async def _show(turn: Turn, day: date | None, *, dayless: bool = False) -> None:
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
        shown = await my_times.my_times(uow, me, day)
    await turn.show(screens.my_times(language, me.event, shown, dayless=dayless))


routes = MappingProxyType(
    {
        profile_actions.MyTimes: on_my_times,
        profile_actions.TakeSlot: on_take_slot,
        profile_actions.TakeBlock: on_take_block,
        profile_actions.SaveTimes: on_save,
        profile_actions.ForgetTimes: on_forget,
        profile_actions.MoveInside: on_move_inside,
        profile_actions.EndRequest: on_end_request,
        profile_actions.EndMeeting: on_end_meeting,
    }
)
dialogs = MappingProxyType({STEP: times_text})
