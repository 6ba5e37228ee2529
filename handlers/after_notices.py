"""What the outbox rows of ``handlers.notices`` say that follow an agreed meeting."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from bot.domain.relay import NotRelayedError
from bot.i18n import Language
from bot.screens import feedback as feedback_screens
from bot.screens import no_show as no_show_screens
from bot.screens import relay as relay_screens
from bot.screens.screen import Screen
from bot.usecases import feedback, no_show, relay
from bot.usecases.identity import Me
from bot.usecases.ports import UnitOfWork
from bot.usecases.presence import QUESTION

Params = Mapping[str, Any]
Draw = Callable[[UnitOfWork, Me, Language, Params, datetime], Awaitable[Screen | None]]


async def _relay(uow: UnitOfWork, me: Me, language: Language, params: Params, now: datetime) -> Screen | None:
    try:
        written, author = await relay.delivery(uow, me, params["message"], now)
    except NotRelayedError:  # cancelled or reported since it was written
        return None
    return relay_screens.message(language, author, written)


async def _relay_outcome(
    uow: UnitOfWork, me: Me, language: Language, params: Params, _now: datetime
) -> Screen | None:
    written, other = await relay.mine(uow, me, params["message"])
    if written.outcome is None or await uow.relays.answered(written):
        return None
    return relay_screens.outcome(language, other, written.outcome)


async def _relay_sent(uow: UnitOfWork, me: Me, language: Language, params: Params, _now: datetime) -> Screen:
    _, other = await relay.mine(uow, me, params["message"])
    return relay_screens.sent(language, other)


async def _feedback(
    uow: UnitOfWork, me: Me, language: Language, params: Params, now: datetime
) -> Screen | None:
    found, mine = await feedback.of_meeting(uow, me, params["meeting"], now)
    asked = mine is None and found.other.profile.name  # nothing was said yet, nor was the other erased
    return feedback_screens.card(language, me.event, found, mine) if asked else None


async def _feedback_card(
    uow: UnitOfWork, me: Me, language: Language, params: Params, now: datetime
) -> Screen:
    found, mine = await feedback.of_meeting(uow, me, params["meeting"], now)
    return feedback_screens.card(language, me.event, found, mine)


async def _question(
    uow: UnitOfWork, me: Me, language: Language, params: Params, now: datetime
) -> Screen | None:
    shown = await no_show.question(uow, me, params["meeting"], params["version"], now)
    return no_show_screens.question(language, me.event, shown)


async def _summons(
    uow: UnitOfWork, me: Me, language: Language, params: Params, now: datetime
) -> Screen | None:
    return no_show_screens.summons(language, me.event, await no_show.summons(uow, me, params["meeting"], now))


async def _missed_card(uow: UnitOfWork, me: Me, language: Language, params: Params, now: datetime) -> Screen:
    return no_show_screens.missed(language, me.event, await no_show.missed(uow, me, params["meeting"], now))


KINDS: Mapping[str, Draw] = MappingProxyType(
    {
        "relay": _relay,
        "relay.outcome": _relay_outcome,
        "relay.sent": _relay_sent,
        "feedback": _feedback,
        "card.feedback": _feedback_card,
        QUESTION: _question,
        no_show.MISSED: _summons,
        "card.missed": _missed_card,
    }
)
CARDS = frozenset({"card.feedback", "card.missed"})  # drawn as things stand
