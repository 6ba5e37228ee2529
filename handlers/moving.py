"""Moving a meeting: where to, and asking the other side; its answers are in ``move_answers``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from types import MappingProxyType

from bot.botapi.turn import Turn
from bot.domain.booking import Request
from bot.domain.errors import NotBookableError, NotFoundError, Reason, StaleError
from bot.domain.moving import may_propose, move_deadline
from bot.domain.people import Participant
from bot.domain.slots import Slot
from bot.i18n import Language
from bot.screens import actions, agenda, moving
from bot.screens.asking_actions import unpacked
from bot.screens.moving_actions import (
    AddMoveTime,
    AskMove,
    AskMoveToAny,
    CounterMove,
    CounterMoveWithAny,
    Move,
    MoveTo,
    MoveToAny,
)
from bot.screens.reasons import reason_text
from bot.screens.screen import Screen
from bot.usecases import contacts
from bot.usecases import moving as moves
from bot.usecases.agenda import entry
from bot.usecases.elsewhere import elsewhere
from bot.usecases.identity import Me, participant_of
from bot.usecases.ports import UnitOfWork
from handlers.agenda import show_meeting, side
from handlers.notes import own


async def on_move(turn: Turn, action: Move) -> None:
    try:
        async with turn.reading() as uow:
            me, language = await side(turn, uow, action.meeting)
            choice = await moves.choices(uow, me, action.meeting, turn.clock.now())
            wish = await _wish(uow, me, action.wish)
    except (StaleError, NotBookableError) as refusal:
        await explain(turn, action.meeting, refusal)
        return
    if not may_propose(choice.entry.move, me.id):  # one thing at a time
        await show_meeting(turn, action.meeting)
        return
    await turn.show(moving.slots(language, me.event, choice, action.day, wish))


async def on_move_to(turn: Turn, action: MoveTo) -> None:
    await _look(turn, action.meeting, (actions.from_minute(action.start),), action.wish)


async def on_move_to_any(turn: Turn, action: MoveToAny) -> None:
    await _look(turn, action.meeting, unpacked(action.times), action.wish)


async def _look(turn: Turn, meeting_id: int, starts: Sequence[datetime], wish_id: int = 0) -> None:
    try:
        async with turn.reading() as uow:
            me, language = await side(turn, uow, meeting_id)
            slots = _slots_at(me, starts)
            screen = await look(turn, uow, me, language, meeting_id, slots, wish_id)
    except (StaleError, NotBookableError) as refusal:
        await explain(turn, meeting_id, refusal)
        return
    await turn.show(screen)


async def on_add_time(turn: Turn, action: AddMoveTime) -> None:
    """Offer the times that can be added to those chosen; where one is gone, look at the others first."""
    starts = unpacked(action.times)
    try:
        async with turn.reading() as uow:
            me, language = await side(turn, uow, action.meeting)
            choice = await moves.choices(uow, me, action.meeting, turn.clock.now())
    except (StaleError, NotBookableError) as refusal:
        await explain(turn, action.meeting, refusal)
        return
    chosen = [slot for slot in choice.free if slot.start in starts]
    if not chosen or len(chosen) < len(starts) or not may_propose(choice.entry.move, me.id):
        await _look(turn, action.meeting, starts, action.wish)
        return
    await turn.show(moving.choose_times(language, me.event, choice, chosen, action.day, action.wish))


async def show_nearest(turn: Turn, meeting_id: int, at: datetime) -> None:
    """Offer the times nearest to one at which no slot begins."""
    try:
        async with turn.reading() as uow:
            me, language = await side(turn, uow, meeting_id)
            choice = await moves.choices(uow, me, meeting_id, turn.clock.now())
    except (StaleError, NotBookableError) as refusal:
        await explain(turn, meeting_id, refusal)
        return
    if not may_propose(choice.entry.move, me.id):
        await show_meeting(turn, meeting_id)
        return
    await turn.show(moving.between(language, me.event, choice, at))


async def look(
    turn: Turn,
    uow: UnitOfWork,
    me: Me,
    language: Language,
    meeting_id: int,
    slots: Sequence[Slot],
    wish_id: int = 0,
) -> Screen:
    """Make the last look before asking; when the meeting can go to none of them, why, and the nearest times.

    Of several slots those to which it cannot go any more are left out, and it says so.

    Raises:
        StaleError: the meeting is not confirmed any more, or it stands in the only slot.
        NotBookableError: CHANGE_DEADLINE.
    """
    now = turn.clock.now()
    choice = await moves.choices(uow, me, meeting_id, now)
    found, first = choice.entry, slots[0]
    if (len(slots) == 1 and first == found.meeting.slot) or not may_propose(found.move, me.id):
        raise StaleError
    free = [slot for slot in slots if slot in choice.free]
    if not free:
        offered = first in choice.pair.offered(now)  # to others, but too near for a move
        reason = Reason.TOO_SOON if offered else choice.pair.why_not_at(first, now, me.id)
        return moving.refused(language, me.event, choice, reason, choice.nearest(first.start), wish_id)
    until = move_deadline(me.event, found.meeting, free[0], now)
    others = await elsewhere(uow, me, free, now)
    wish, gone = await _wish(uow, me, wish_id), [slot for slot in slots if slot not in free]
    return moving.look(language, me.event, choice, free, until, wish, others, gone)


async def on_ask(turn: Turn, action: AskMove | AskMoveToAny) -> None:
    now = turn.clock.now()
    starts = _starts(action)
    try:
        async with turn.transaction() as uow:
            me, language = await side(turn, uow, action.meeting)
            wish = await _wish(uow, me, action.wish)
            wish_id = wish.id if wish else None
            await moves.propose(uow, me, action.meeting, action.version, starts, now, wish_id)
            screen = await confirmed(turn, uow, me, language, action.meeting)
    except StaleError:
        await show_meeting(turn, action.meeting, stale=True)
        return
    except NotBookableError as refusal:
        await _taken(turn, action.meeting, starts, refusal, action.wish)
        return
    turn.toast(language.label("Proposed"))
    await turn.deliver(screen)


async def on_counter(turn: Turn, action: CounterMove | CounterMoveWithAny) -> None:
    starts, now = _starts(action), turn.clock.now()
    proposed = await proposed_in(turn, action.request)
    meeting_id = proposed.moves or 0
    try:
        async with turn.transaction() as uow:
            me, language = await side(turn, uow, meeting_id)
            await moves.counter(uow, me, action.request, action.version, starts, now)
            screen = await confirmed(turn, uow, me, language, meeting_id)
    except StaleError:
        await show_meeting(turn, meeting_id, stale=True)
        return
    except NotBookableError as refusal:
        await _taken(turn, meeting_id, starts, refusal)
        return
    turn.toast(language.label("Proposed"))
    await turn.deliver(screen)


async def _taken(
    turn: Turn, meeting_id: int, starts: Sequence[datetime], refusal: NotBookableError, wish_id: int = 0
) -> None:
    """Say why it cannot be asked; of several times look at those that are left."""
    if len(starts) > 1 and refusal.reason is not Reason.CHANGE_DEADLINE:
        await _look(turn, meeting_id, starts, wish_id)
    else:
        await offer_others(turn, meeting_id, starts[0], refusal, wish_id)


async def offer_others(
    turn: Turn, meeting_id: int, start: datetime, refusal: NotBookableError, wish_id: int = 0
) -> None:
    """Say why a meeting cannot go to a time, and offer the nearest to which it can."""
    try:
        async with turn.reading() as uow:
            me, language = await side(turn, uow, meeting_id)
            choice = await moves.choices(uow, me, meeting_id, turn.clock.now())
    except (StaleError, NotBookableError) as later:
        await explain(turn, meeting_id, later)
        return
    if refusal.reason is Reason.TAKEN:
        turn.toast(language.label("Just taken. Here are the nearest free times."))
    near = choice.nearest(start)
    await turn.show(moving.refused(language, me.event, choice, refusal.reason, near, wish_id))


async def explain(turn: Turn, meeting_id: int, refusal: StaleError | NotBookableError) -> None:
    """Show the meeting as it is, with the reason why it cannot be moved."""
    if isinstance(refusal, NotBookableError):
        await show_meeting(turn, meeting_id, refusal.reason)
    else:
        await show_meeting(turn, meeting_id, stale=True)


async def confirmed(
    turn: Turn, uow: UnitOfWork, me: Me, language: Language, meeting_id: int, notice: Reason | str = ""
) -> Screen:
    """Write the confirmation of a press, and give what it shows: the meeting as it is now."""
    shown = await entry(uow, me, meeting_id, turn.clock.now())
    contact = await contacts.of_entry(uow, shown)
    await turn.confirm(uow, own(turn, "card.meeting", to=me.id, meeting=meeting_id))
    if isinstance(notice, Reason):
        notice = reason_text(language, notice, me.event, shown.other.profile.name)
    return agenda.meeting(language, me, shown, contact, turn.clock.now(), notice)


async def proposed_in(turn: Turn, request_id: int) -> Request:
    """Give the proposal that a button names.

    Raises:
        NotFoundError: there is none.
    """
    async with turn.reading() as uow:
        request = await uow.requests.get(request_id)
    if request is None or not request.moves:
        raise NotFoundError
    return request


async def _wish(uow: UnitOfWork, me: Me, host_id: int) -> Participant | None:
    """Give whom the person would like to meet in place of a meeting, if anybody.

    Raises:
        NotFoundError: no such person in the event.
    """
    return await participant_of(uow, host_id, me.event.id) if host_id else None


def _starts(action: AskMove | AskMoveToAny | CounterMove | CounterMoveWithAny) -> tuple[datetime, ...]:
    """Give the times that a button asks for.

    Raises:
        NotFoundError: none can be read of a forged one.
    """
    if isinstance(action, AskMove | CounterMove):
        return (actions.from_minute(action.start),)
    if not (starts := unpacked(action.times)):
        raise NotFoundError
    return starts


def _slots_at(me: Me, starts: Sequence[datetime]) -> tuple[Slot, ...]:
    """Give the slots that a button names.

    Raises:
        NotFoundError: the event has none of them.
    """
    found = tuple(slot for slot in me.event.slots if slot.start in starts)
    if not found:
        raise NotFoundError
    return found


routes = MappingProxyType(
    {
        Move: on_move,
        MoveTo: on_move_to,
        MoveToAny: on_move_to_any,
        AddMoveTime: on_add_time,
        AskMove: on_ask,
        AskMoveToAny: on_ask,
        CounterMove: on_counter,
        CounterMoveWithAny: on_counter,
    }
)
