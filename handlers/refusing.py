"""Refusing somebody who registered himself, with or without a reason."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from telegram import Message

from bot.botapi.turn import Turn
from bot.domain.applications import REASON_CHARACTERS, ApplicationState
from bot.domain.errors import StaleError
from bot.domain.steps import code_of, reason_of, reasoned
from bot.screens import registering as screens
from bot.screens import registering_actions as buttons
from bot.screens.reason_actions import RefuseWith
from bot.usecases import registering
from bot.usecases.settings import ask, set_dialog
from handlers import organizer
from handlers.registering import entitled, on_application, registrations
from handlers.visitor import visitor

STEP = "refuse_registration"


async def on_refuse(turn: Turn, action: buttons.Refuse) -> None:
    await _refuse(turn, action.application, "")


async def on_refuse_with_reason(turn: Turn, action: buttons.RefuseWithReason) -> None:
    await _ask(turn, action.application)


async def reason_text(turn: Turn, message: Message, dialog: Mapping[str, Any]) -> None:
    """Show the reason that was written; the person is refused by the tap alone."""
    await _ask(turn, dialog["application"], (message.text or "").strip()[:REASON_CHARACTERS])


async def _ask(turn: Turn, application_id: int, reason: str = "") -> None:
    """Ask for the reason of a refusal; with one, whether to refuse with it."""
    async with turn.transaction() as uow:
        language = (await visitor(turn, uow)).language
        who, found = await entitled(turn, uow, application_id)
        await organizer.remember(turn, uow)
        waits = found.state is ApplicationState.PENDING
        if not waits:
            await set_dialog(uow, turn.sender, None)
        elif reason:
            await set_dialog(uow, turn.sender, reasoned(_step(application_id), reason))
            screen = screens.refuse_with_reason(language, found, reason)
        else:
            await ask(uow, turn.sender, _step(application_id), turn.clock.now())
            screen = screens.reason_prompt(language, who.event, found)
    if waits:
        await turn.show(screen)
    else:
        await on_application(turn, buttons.ShowApplication(application_id))


def _step(application_id: int) -> dict[str, Any]:
    return {"step": STEP, "application": application_id}


async def on_refuse_with(turn: Turn, action: RefuseWith) -> None:
    """Refuse with the reason that the card shows; one that is not kept any more is asked for again."""
    async with turn.reading() as uow:
        person = (await visitor(turn, uow)).person
    reason = reason_of(person.dialog, _step(action.application))
    if code_of(reason) == action.value:
        await _refuse(turn, action.application, reason)
    else:
        await _ask(turn, action.application, reason)


async def _refuse(turn: Turn, application_id: int, reason: str) -> None:
    now = turn.clock.now()
    try:
        async with turn.transaction() as uow:
            language = (await visitor(turn, uow)).language
            who, found = await entitled(turn, uow, application_id)
            await registering.refuse(uow, who, found, reason, now)
            await set_dialog(uow, turn.sender, None)
    except StaleError:
        await on_application(turn, buttons.ShowApplication(application_id))
        return
    await registrations(turn, who.event.id, notice=screens.decided(language, found, admitted=False))


routes = MappingProxyType(
    {
        buttons.Refuse: on_refuse,
        buttons.RefuseWithReason: on_refuse_with_reason,
        RefuseWith: on_refuse_with,
    }
)
dialogs = MappingProxyType({STEP: reason_text})
