"""Waiting for a time: into the list of a host, one's place there, out of it, and a time let pass."""

from __future__ import annotations

from types import MappingProxyType

from bot.botapi.turn import Turn
from bot.domain.errors import NotBookableError, NotFoundError, StaleError
from bot.screens import actions, directory, waiting_actions
from bot.screens import waiting as screens
from bot.screens.asking_actions import AnyOf, packed, unpacked
from bot.screens.reasons import reason_text
from bot.usecases import waiting
from bot.usecases.directory import card
from bot.usecases.identity import participant_of
from handlers.booking import on_pick
from handlers.directory import on_person
from handlers.visitor import participant


async def on_wait(turn: Turn, action: waiting_actions.Wait | waiting_actions.WaitForAny) -> None:
    now = turn.clock.now()
    if isinstance(action, waiting_actions.WaitForAny):
        starts = unpacked(action.times)
    else:
        starts = (actions.from_minute(action.start),) if action.start else ()
    try:
        async with turn.transaction() as uow:
            me, language = await participant(turn, uow)
            mine = await waiting.wait(uow, me, action.host, starts, now)
            host = await participant_of(uow, action.host, me.event.id)
    except StaleError:
        if starts:
            await on_pick(turn, AnyOf(action.host, packed(starts)))
        else:
            await on_person(turn, actions.Person(action.host))
        return
    except NotBookableError as refusal:
        turn.toast(reason_text(language, refusal.reason, me.event, ""), alert=True)
        await on_person(turn, actions.Person(action.host))
        return
    turn.toast(language.label("I will tell you."))
    await turn.show(screens.place(language, me.event, mine, host))


async def on_place(turn: Turn, action: waiting_actions.Place) -> None:
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
        host = await participant_of(uow, action.host, me.event.id)
        try:
            screen = screens.place(language, me.event, await waiting.place(uow, me, host.id), host)
        except NotFoundError:  # it has ended
            screen = directory.card(language, me.event, await card(uow, me, host.id, turn.clock.now()))
    await turn.show(screen)


async def on_stop_waiting(turn: Turn, action: waiting_actions.StopWaiting) -> None:
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        await waiting.leave(uow, me, action.host)
        shown = await card(uow, me, action.host, turn.clock.now())
    turn.toast(language.label("Removed."))
    await turn.show(directory.card(language, me.event, shown))


async def on_let_pass(turn: Turn, action: waiting_actions.LetPass) -> None:
    start, now = actions.from_minute(action.start), turn.clock.now()
    try:
        async with turn.transaction() as uow:
            me, language = await participant(turn, uow)
            mine = await waiting.let_pass(uow, me, action.host, start, now)
            host = await participant_of(uow, action.host, me.event.id)
    except StaleError:
        await on_person(turn, actions.Person(action.host))
        return
    if mine is None:
        await turn.show(screens.let_go(language, host))
    else:
        notice = language.say("This time goes on to whoever is next.")
        await turn.show(screens.place(language, me.event, mine, host, notice))


routes = MappingProxyType(
    {
        waiting_actions.Wait: on_wait,
        waiting_actions.WaitForAny: on_wait,
        waiting_actions.Place: on_place,
        waiting_actions.StopWaiting: on_stop_waiting,
        waiting_actions.LetPass: on_let_pass,
    }
)
