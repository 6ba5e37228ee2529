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
from bot.screens import wrap_up as wrap_up_screens
from bot.screens.screen import Screen
from bot.usecases import contacts, feedback, no_show, relay, wrap_up
from bot.usecases.identity import Me, participant_of
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


async def _wrap_up(
    uow: UnitOfWork, me: Me, language: Language, _params: Params, now: datetime
) -> Screen | None:
    shown = await wrap_up.wrap_up(uow, me, 0, now)
    return wrap_up_screens.wrap_up(language, shown) if shown.met or shown.missed else None


async def _introduction(
    uow: UnitOfWork, me: Me, language: Language, params: Params, _now: datetime
) -> Screen:
    return wrap_up_screens.introduction(language, me.event, await wrap_up.asked(uow, me, params["other"]))


async def _introduced(
    uow: UnitOfWork, me: Me, language: Language, params: Params, _now: datetime
) -> Screen | None:
    other = await participant_of(uow, params["other"], me.event.id)
    contact = await contacts.of_pair(uow, me, other)
    return wrap_up_screens.introduced(language, other, contact) if contact else None


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
        "wrap_up": _wrap_up,
        "introduction": _introduction,
        "introduced": _introduced,
    }
)
CARDS = frozenset({"card.feedback", "card.missed"})  # drawn as things stand
