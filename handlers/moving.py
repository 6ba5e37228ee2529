"""Moving a meeting: where to, asking the other side, and the answers."""

from __future__ import annotations

from datetime import datetime
from types import MappingProxyType

from bot.botapi.turn import Turn
from bot.domain.booking import Request, RequestState
from bot.domain.errors import NotBookableError, NotFoundError, Reason, StaleError
from bot.domain.moving import move_deadline
from bot.domain.people import Participant
from bot.domain.slots import Slot
from bot.i18n import Language
from bot.screens import actions, agenda, moving
from bot.screens.moving_actions import AgreeMove, AskMove, CounterMove, KeepTime, Move, MoveTo, TakeBackMove
from bot.screens.moving_notices import moved_head
from bot.screens.reasons import reason_text
from bot.screens.screen import Screen
from bot.usecases import contacts
from bot.usecases import moving as moves
from bot.usecases.agenda import entry
from bot.usecases.answering import own_competing
from bot.usecases.elsewhere import elsewhere
from bot.usecases.identity import Me, participant_of
from bot.usecases.move_answers import NotMoved, agree, keep
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
        await _explain(turn, action.meeting, refusal)
        return
    if choice.entry.move and choice.entry.move.turn_id != me.id:  # one thing at a time
        await show_meeting(turn, action.meeting)
        return
    await turn.show(moving.slots(language, me.event, choice, action.day, wish))


async def on_move_to(turn: Turn, action: MoveTo) -> None:
    try:
        async with turn.reading() as uow:
            me, language = await side(turn, uow, action.meeting)
            slot = _slot_at(me, action.start)
            screen = await look(turn, uow, me, language, action.meeting, slot, action.wish)
    except (StaleError, NotBookableError) as refusal:
        await _explain(turn, action.meeting, refusal)
        return
    await turn.show(screen)


async def show_nearest(turn: Turn, meeting_id: int, at: datetime) -> None:
    """Offer the times nearest to one at which no slot begins."""
    try:
        async with turn.reading() as uow:
            me, language = await side(turn, uow, meeting_id)
            choice = await moves.choices(uow, me, meeting_id, turn.clock.now())
    except (StaleError, NotBookableError) as refusal:
        await _explain(turn, meeting_id, refusal)
        return
    if choice.entry.move and choice.entry.move.turn_id != me.id:
        await show_meeting(turn, meeting_id)
        return
    await turn.show(moving.between(language, me.event, choice, at))


async def look(
    turn: Turn, uow: UnitOfWork, me: Me, language: Language, meeting_id: int, slot: Slot, wish_id: int = 0
) -> Screen:
    """Make the last look before asking; when the meeting cannot go there, why, and the nearest times.

    Raises:
        StaleError: the meeting is not confirmed any more, or it stands in that slot.
        NotBookableError: CHANGE_DEADLINE.
    """
    now = turn.clock.now()
    choice = await moves.choices(uow, me, meeting_id, now)
    found = choice.entry
    if slot.start == found.meeting.slot.start or (found.move and found.move.turn_id != me.id):
        raise StaleError
    if slot not in choice.slots:
        offered = slot in choice.pair.offered(now)  # to others, but too near for a move
        reason = Reason.TOO_SOON if offered else choice.pair.why_not_at(slot, now, me.id)
        return moving.refused(language, me.event, choice, reason, choice.nearest(slot.start), wish_id)
    until = move_deadline(me.event, found.meeting, slot, now)
    others = await elsewhere(uow, me, (slot,), now)
    return moving.look(language, me.event, choice, slot, until, await _wish(uow, me, wish_id), others)


async def on_ask(turn: Turn, action: AskMove) -> None:
    start, now = actions.from_minute(action.start), turn.clock.now()
    try:
        async with turn.transaction() as uow:
            me, language = await side(turn, uow, action.meeting)
            wish = await _wish(uow, me, action.wish)
            wish_id = wish.id if wish else None
            await moves.propose(uow, me, action.meeting, action.version, start, now, wish_id)
            screen = await _confirmed(turn, uow, me, language, action.meeting)
    except StaleError:
        await show_meeting(turn, action.meeting, stale=True)
        return
    except NotBookableError as refusal:
        await _offer_others(turn, action.meeting, action.start, refusal, action.wish)
        return
    turn.toast(language.label("Proposed"))
    await turn.deliver(screen)


async def on_counter(turn: Turn, action: CounterMove) -> None:
    start, now = actions.from_minute(action.start), turn.clock.now()
    proposed = await _proposed(turn, action.request)
    meeting_id = proposed.moves or 0
    try:
        async with turn.transaction() as uow:
            me, language = await side(turn, uow, meeting_id)
            await moves.counter(uow, me, action.request, action.version, start, now)
            screen = await _confirmed(turn, uow, me, language, meeting_id)
    except StaleError:
        await show_meeting(turn, meeting_id, stale=True)
        return
    except NotBookableError as refusal:
        await _offer_others(turn, meeting_id, action.start, refusal)
        return
    turn.toast(language.label("Proposed"))
    await turn.deliver(screen)


async def on_agree(turn: Turn, action: AgreeMove) -> None:
    now = turn.clock.now()
    proposed = await _proposed(turn, action.request)
    meeting_id = proposed.moves or 0
    if not action.sure and await _warned(turn, meeting_id, action):
        return
    try:
        async with turn.transaction() as uow:
            me, language = await side(turn, uow, meeting_id)
            result = await agree(uow, me, action.request, action.version, now)
            notice = _not_moved(language, result) if isinstance(result, NotMoved) else moved_head(language)
            screen = await _confirmed(turn, uow, me, language, meeting_id, notice)
    except StaleError:
        await show_meeting(turn, meeting_id, stale=True)
        return
    except NotBookableError as refusal:  # no table, or taken by another process at this very moment
        await _offer_others(turn, meeting_id, actions.to_minute(proposed.slot.start), refusal)
        return
    if not isinstance(result, NotMoved):
        turn.toast(language.label("Moved"))
    await turn.deliver(screen)


def _not_moved(language: Language, result: NotMoved) -> Reason | str:
    if result.proposed.state is RequestState.EXPIRED:
        return language.say("This request ran out without an answer.")
    return result.reason


async def on_keep(turn: Turn, action: KeepTime) -> None:
    proposed = await _proposed(turn, action.request)
    meeting_id = proposed.moves or 0
    try:
        async with turn.transaction() as uow:
            me, language = await side(turn, uow, meeting_id)
            await keep(uow, me, action.request, action.version, turn.clock.now())
            screen = await _confirmed(turn, uow, me, language, meeting_id)
    except StaleError:
        await show_meeting(turn, meeting_id, stale=True)
        return
    turn.toast(language.label("The meeting stays where it is."))
    await turn.deliver(screen)


async def on_take_back(turn: Turn, action: TakeBackMove) -> None:
    proposed = await _proposed(turn, action.request)
    meeting_id = proposed.moves or 0
    try:
        async with turn.transaction() as uow:
            me, language = await side(turn, uow, meeting_id)
            await moves.withdraw(uow, me, action.request, turn.clock.now())
            screen = await _confirmed(turn, uow, me, language, meeting_id)
    except StaleError:
        await show_meeting(turn, meeting_id, stale=True)
        return
    turn.toast(language.label("Taken back."))
    await turn.deliver(screen)


async def _warned(turn: Turn, meeting_id: int, action: AgreeMove) -> bool:
    """Name the person's own requests that agreeing would withdraw; False when there are none."""
    now = turn.clock.now()
    async with turn.reading() as uow:
        me, language = await side(turn, uow, meeting_id)
        shown = await entry(uow, me, meeting_id, now)
        if shown.move is None or (shown.move.id, shown.move.version) != (action.request, action.version):
            return False
        mine = await own_competing(uow, me, shown.move, shown.move.slot, now)
        people = await uow.participants.many([one.other(me.id) for one in mine])
    if not mine:
        return False
    names = [people[one.other(me.id)].profile.name for one in mine]
    await turn.show(moving.agree_warning(language, me, shown, shown.move, names))
    return True


async def _offer_others(
    turn: Turn, meeting_id: int, start: int, refusal: NotBookableError, wish_id: int = 0
) -> None:
    """Say why a meeting cannot go to a time, and offer the nearest to which it can."""
    try:
        async with turn.reading() as uow:
            me, language = await side(turn, uow, meeting_id)
            choice = await moves.choices(uow, me, meeting_id, turn.clock.now())
    except (StaleError, NotBookableError) as later:
        await _explain(turn, meeting_id, later)
        return
    if refusal.reason is Reason.TAKEN:
        turn.toast(language.label("Just taken. Here are the nearest free times."))
    near = choice.nearest(actions.from_minute(start))
    await turn.show(moving.refused(language, me.event, choice, refusal.reason, near, wish_id))


async def _explain(turn: Turn, meeting_id: int, refusal: StaleError | NotBookableError) -> None:
    """Show the meeting as it is, with the reason why it cannot be moved."""
    if isinstance(refusal, NotBookableError):
        await show_meeting(turn, meeting_id, refusal.reason)
    else:
        await show_meeting(turn, meeting_id, stale=True)


async def _confirmed(
    turn: Turn, uow: UnitOfWork, me: Me, language: Language, meeting_id: int, notice: Reason | str = ""
) -> Screen:
    """Write the confirmation of a press, and give what it shows: the meeting as it is now."""
    shown = await entry(uow, me, meeting_id, turn.clock.now())
    contact = await contacts.of_entry(uow, shown)
    await turn.confirm(uow, own(turn, "card.meeting", to=me.id, meeting=meeting_id))
    if isinstance(notice, Reason):
        notice = reason_text(language, notice, me.event, shown.other.profile.name)
    return agenda.meeting(language, me, shown, contact, turn.clock.now(), notice)


async def _proposed(turn: Turn, request_id: int) -> Request:
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


def _slot_at(me: Me, minute: int) -> Slot:
    slot = me.event.slot_at(actions.from_minute(minute))
    if slot is None:
        raise NotFoundError
    return slot


routes = MappingProxyType(
    {
        Move: on_move,
        MoveTo: on_move_to,
        AskMove: on_ask,
        CounterMove: on_counter,
        AgreeMove: on_agree,
        KeepTime: on_keep,
        TakeBackMove: on_take_back,
    }
)
