"""What rows of the outbox say after a meeting is agreed: words passed on, feedback, no-shows, the wrap-up."""

from __future__ import annotations

from types import MappingProxyType

from bot.domain.relay import NotRelayedError, Outcome
from bot.screens import feedback as feedback_screens
from bot.screens import no_show as no_show_screens
from bot.screens import relay as relay_screens
from bot.screens import wrap_up as wrap_up_screens
from bot.screens.screen import Screen
from bot.usecases import contacts, feedback, no_show, relay, wrap_up
from bot.usecases.identity import participant_of
from bot.usecases.presence import QUESTION
from handlers.job import Job


async def _relay(job: Job) -> Screen | None:
    try:
        written, author = await relay.delivery(job.uow, job.me, job.params["message"], job.now)
    except NotRelayedError:  # cancelled or reported since it was written
        return None
    return relay_screens.message(job.language, author, written)


async def _relay_outcome(job: Job) -> Screen | None:
    written, other = await relay.mine(job.uow, job.me, job.params["message"])
    if written.outcome in (None, Outcome.DELIVERED) or await job.uow.relays.answered(written):
        return None
    return relay_screens.outcome(job.language, other, written.outcome)


async def _relay_sent(job: Job) -> Screen:
    _, other = await relay.mine(job.uow, job.me, job.params["message"])
    return relay_screens.sent(job.language, other)


async def _feedback(job: Job) -> Screen | None:
    found, mine = await feedback.of_meeting(job.uow, job.me, job.params["meeting"], job.now)
    asked = mine is None and found.other.profile.name  # nothing was said yet, nor was the other erased
    return feedback_screens.card(job.language, job.me.event, found, mine) if asked else None


async def _feedback_card(job: Job) -> Screen:
    found, mine = await feedback.of_meeting(job.uow, job.me, job.params["meeting"], job.now)
    return feedback_screens.card(job.language, job.me.event, found, mine)


async def _question(job: Job) -> Screen | None:
    shown = await no_show.question(job.uow, job.me, job.params["meeting"], job.params["version"], job.now)
    return no_show_screens.question(job.language, job.me.event, shown)


async def _summons(job: Job) -> Screen | None:
    shown = await no_show.summons(job.uow, job.me, job.params["meeting"], job.now)
    return no_show_screens.summons(job.language, job.me.event, shown)


async def _missed_card(job: Job) -> Screen:
    shown = await no_show.missed(job.uow, job.me, job.params["meeting"], job.now)
    return no_show_screens.missed(job.language, job.me.event, shown)


async def _wrap_up(job: Job) -> Screen | None:
    shown = await wrap_up.wrap_up(job.uow, job.me, 0, job.now)
    return wrap_up_screens.wrap_up(job.language, shown) if shown.met or shown.missed else None


async def _introduction(job: Job) -> Screen:
    other = await wrap_up.asked(job.uow, job.me, job.params["other"])
    return wrap_up_screens.introduction(job.language, job.me.event, other)


async def _introduced(job: Job) -> Screen | None:
    other = await participant_of(job.uow, job.params["other"], job.me.event.id)
    contact = await contacts.of_pair(job.uow, job.me, other)
    return wrap_up_screens.introduced(job.language, other, contact) if contact else None


KINDS = MappingProxyType(
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
