"""Handing a meeting over: to whom, asking both, and the answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any

from telegram import Message

from bot.botapi.turn import Turn
from bot.domain.booking import MeetingState
from bot.domain.errors import NotBookableError, NotFoundError, StaleError
from bot.domain.handover import Handover, HandoverState
from bot.i18n import Language
from bot.screens import handover as screens
from bot.screens import picking as choice
from bot.screens.calendar import calendar_entry, calendar_file
from bot.screens.handover_actions import (
    AgreeHandover,
    AskHandOver,
    HandOver,
    HandoverCard,
    HandTo,
    LeftFile,
    RefuseHandover,
    TakeBackHandover,
    TakeBackYes,
)
from bot.screens.screen import Screen
from bot.usecases import colleagues, handover, handover_answers, picking
from bot.usecases.agenda import Entry
from bot.usecases.directory import search
from bot.usecases.identity import Me, in_event, participant_of
from bot.usecases.notify import minutes_before
from bot.usecases.ports import UnitOfWork
from bot.usecases.settings import set_dialog
from handlers.agenda import show_meeting, side
from handlers.job import Draw, Job
from handlers.notes import own
from handlers.picking import new_request
from handlers.visitor import close_question


async def on_hand_over(turn: Turn, action: HandOver) -> None:
    now = turn.clock.now()
    try:
        async with turn.transaction() as uow:
            me, language = await side(turn, uow, action.meeting)
            found = await handover.mine(uow, me, action.meeting, now)
            people = await colleagues.colleagues(uow, me, found, now)
            question = {"step": "hand_over", "meeting": action.meeting}
            await picking.ask(uow, me, question, new_request(turn), now)
    except (StaleError, NotBookableError) as refusal:
        await _explain(turn, action.meeting, refusal)
        return
    await turn.show(screens.to_whom(language, me.event, found, people))


async def name_text(turn: Turn, message: Message, dialog: Mapping[str, Any]) -> None:
    """Look for the one whose name was written; the question stays open."""
    now, words = turn.clock.now(), message.text or ""
    meeting_id = int(dialog["meeting"])
    try:
        async with turn.reading() as uow:
            me, language = await side(turn, uow, meeting_id)
            found = await handover.mine(uow, me, meeting_id, now)
            people = await search(uow, me.event.id, words, turn.services.similar)
            others = await colleagues.who_may(uow, me, found, people, now)
    except (StaleError, NotBookableError) as refusal:
        await close_question(turn)
        await _explain(turn, meeting_id, refusal)
        return
    await turn.show(screens.to_whom(language, me.event, found, others, searched=words))


async def chosen(turn: Turn, accounts: Sequence[int], dialog: Mapping[str, Any]) -> None:
    """Look for the one who was chosen in Telegram; where that leads nowhere, the question stays open."""
    now, meeting_id = turn.clock.now(), int(dialog["meeting"])
    try:
        async with turn.reading() as uow:
            me, language = await side(turn, uow, meeting_id)
            found = await handover.mine(uow, me, meeting_id, now)
            sides = [one for one in (me.participant, found.other) if one.telegram_id in accounts]
            to = await colleagues.chosen(uow, me, found, accounts[0], now) if len(accounts) == 1 else None
    except (StaleError, NotBookableError) as refusal:
        await close_question(turn)
        await _explain(turn, meeting_id, refusal)
        return
    if len(accounts) != 1:
        await turn.show(choice.not_one(language))
    elif sides:
        await turn.show(choice.there_already(language, sides[0]))
    elif to is None:
        await turn.show(choice.nobody(language, me.event, found.other))
    else:
        await on_hand_to(turn, HandTo(meeting_id, to.id))
        await close_question(turn)  # after the answer: whoever dies in between is asked for it once more


async def on_hand_to(turn: Turn, action: HandTo) -> None:
    now = turn.clock.now()
    try:
        async with turn.reading() as uow:
            me, language = await side(turn, uow, action.meeting)
            found = await handover.mine(uow, me, action.meeting, now)
            to = await participant_of(uow, action.person, me.event.id)
            reason = await handover.why_not(uow, me.event, found.meeting, to.id, found.other.id, now)
    except (StaleError, NotBookableError) as refusal:
        await _explain(turn, action.meeting, refusal)
        return
    if reason is not None:
        await turn.show(screens.not_possible(language, me.event, found, to, reason))
        return
    await turn.show(screens.look(language, me.event, found, to))


async def on_ask(turn: Turn, action: AskHandOver) -> None:
    now = turn.clock.now()
    try:
        async with turn.transaction() as uow:
            me, language = await side(turn, uow, action.meeting)
            proposed = await handover.propose(uow, me, action.meeting, action.version, action.person, now)
            screen = await _confirmed(turn, uow, me, language, proposed.id)
    except StaleError:
        await show_meeting(turn, action.meeting, stale=True)
        return
    except NotBookableError:
        await on_hand_to(turn, HandTo(action.meeting, action.person))
        return
    turn.toast(language.label("Both are asked."))
    await turn.deliver(screen)


async def on_card(turn: Turn, action: HandoverCard) -> None:
    async with turn.reading() as uow:
        me, language = await _three(turn, uow, action.handover)
        shown = await handover.shown(uow, me, action.handover, turn.clock.now())
    await turn.show(screens.card(language, me, shown))


async def on_agree(turn: Turn, action: AgreeHandover) -> None:
    await _answer(turn, action.handover, handover_answers.agree)


async def on_refuse(turn: Turn, action: RefuseHandover) -> None:
    await _answer(turn, action.handover, handover_answers.refuse)


async def on_take_back_yes(turn: Turn, action: TakeBackYes) -> None:
    await _answer(turn, action.handover, handover_answers.take_back)


async def on_take_back(turn: Turn, action: TakeBackHandover) -> None:
    await _answer(turn, action.handover, handover_answers.withdraw)


async def _answer(turn: Turn, handover_id: int, use: Callable[..., Awaitable[Handover]]) -> None:
    try:
        async with turn.transaction() as uow:
            me, language = await _three(turn, uow, handover_id)
            await use(uow, me, handover_id, turn.clock.now())
            screen = await _confirmed(turn, uow, me, language, handover_id)
    except (StaleError, NotBookableError):  # taken at this very moment: the next press says how it stands
        await on_card(turn, HandoverCard(handover_id))
        return
    await turn.deliver(screen)


async def on_left_file(turn: Turn, action: LeftFile) -> None:
    now = turn.clock.now()
    async with turn.reading() as uow:
        me, language = await _three(turn, uow, action.handover)
        shown = await handover.shown(uow, me, action.handover, now)
    if shown.handover.from_id != me.id or shown.handover.state is not HandoverState.DONE:
        raise NotFoundError
    left = replace(shown.meeting, state=MeetingState.CANCELLED)
    entry = Entry(left, shown.people[shown.handover.other_id])
    leads = minutes_before(me.event, me.participant)
    content = turn.services.files.calendar(calendar_entry(language, me.event, entry, leads, now))
    await turn.send(calendar_file(language, entry, content))


async def _confirmed(turn: Turn, uow: UnitOfWork, me: Me, language: Language, handover_id: int) -> Screen:
    """Write the confirmation of a press, and give what it shows: the proposal as it is now."""
    shown = await handover.shown(uow, me, handover_id, turn.clock.now())
    await set_dialog(uow, turn.sender, None)
    await turn.confirm(uow, own(turn, "card.handover", to=me.id, handover=handover_id))
    return screens.card(language, me, shown)


async def _explain(turn: Turn, meeting_id: int, refusal: StaleError | NotBookableError) -> None:
    if isinstance(refusal, NotBookableError):
        await show_meeting(turn, meeting_id, refusal.reason)
    else:
        await show_meeting(turn, meeting_id, stale=True)


async def _three(turn: Turn, uow: UnitOfWork, handover_id: int) -> tuple[Me, Language]:
    """Load the sender in the event of a proposal, whichever event is the current one."""
    found = await uow.handovers.get(handover_id)
    if found is None:
        raise NotFoundError
    me = await in_event(uow, turn.sender, found.event_id)
    return me, turn.services.languages.get(me.person.language)


async def _awaiting(job: Job, *, nudge: bool) -> Screen | None:
    shown = await handover.shown(job.uow, job.me, job.params["handover"], job.now)
    if not shown.handover.waits_for(job.me.id):
        return None
    return screens.card(job.language, job.me, shown, nudge=nudge)


async def _ended(job: Job) -> Screen | None:
    shown = await handover.shown(job.uow, job.me, job.params["handover"], job.now)
    if job.past(shown.meeting.slot) or shown.handover.state is HandoverState.OPEN:
        return None
    return screens.card(job.language, job.me, shown)


async def _card(job: Job) -> Screen | None:
    shown = await handover.shown(job.uow, job.me, job.params["handover"], job.now)
    return screens.card(job.language, job.me, shown)


KINDS: Mapping[str, Draw] = MappingProxyType(
    {
        "handover.asked": partial(_awaiting, nudge=False),
        "handover.nudge": partial(_awaiting, nudge=True),
        "card.handover": _card,
        **{f"handover.{state}": _ended for state in HandoverState if state is not HandoverState.OPEN},
    }
)
routes = MappingProxyType(
    {
        HandOver: on_hand_over,
        HandTo: on_hand_to,
        AskHandOver: on_ask,
        HandoverCard: on_card,
        AgreeHandover: on_agree,
        RefuseHandover: on_refuse,
        TakeBackYes: on_take_back_yes,
        TakeBackHandover: on_take_back,
        LeftFile: on_left_file,
    }
)
dialogs = MappingProxyType({"hand_over": name_text})
picks = MappingProxyType({"hand_over": chosen})
