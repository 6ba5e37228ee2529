"""The agenda: meetings by day, cancelling, what is said just before, calendar files."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from telegram import Message

from bot.botapi.turn import Turn
from bot.domain.booking import Attendance, MeetingState
from bot.domain.errors import NotBookableError, NotFoundError, Reason, StaleError
from bot.domain.steps import code_of, reason_of, reasoned
from bot.i18n import Language
from bot.screens import actions, agenda, agenda_actions
from bot.screens.calendar import calendar_entry, calendar_file
from bot.screens.reason_actions import CancelWith
from bot.screens.reasons import reason_text
from bot.screens.screen import Screen
from bot.usecases import agenda as meetings
from bot.usecases import contacts
from bot.usecases.answering import REASON_CHARACTERS
from bot.usecases.company import askable
from bot.usecases.identity import Me, in_event
from bot.usecases.notify import minutes_before
from bot.usecases.ports import UnitOfWork
from bot.usecases.settings import ask, set_dialog
from handlers.notes import own
from handlers.visitor import close_question, participant


async def on_agenda(turn: Turn, action: actions.Agenda) -> None:
    await turn.show(await agenda_card(turn, action))


async def on_agenda_page(turn: Turn, action: agenda_actions.AgendaPage) -> None:
    await turn.show(await agenda_card(turn, actions.Agenda(action.day, action.event), max(0, action.page)))


async def agenda_card(turn: Turn, action: actions.Agenda, page: int = -1) -> Screen:
    """Draw the sender's agenda of a day."""
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
        plan = await meetings.plan(uow, me, turn.clock.now())
        gaps = await askable(uow, me, me.event.slots, turn.clock.now())
    return agenda.agenda(language, me.event, plan, action.day, turn.clock.now(), gaps, page)


async def on_meeting(turn: Turn, action: actions.Meeting) -> None:
    await show_meeting(turn, action.meeting)


async def show_meeting(
    turn: Turn, meeting_id: int, notice: Reason | str = "", *, stale: bool = False
) -> None:
    """Show a meeting as it is now; with a notice, or that something changed meanwhile."""
    await turn.show(await meeting_card(turn, meeting_id, notice, stale=stale))


async def meeting_card(
    turn: Turn, meeting_id: int, notice: Reason | str = "", *, stale: bool = False
) -> Screen:
    """Draw what ``show_meeting`` shows."""
    async with turn.reading() as uow:
        me, language = await side(turn, uow, meeting_id)
        entry = await meetings.entry(uow, me, meeting_id, turn.clock.now())
        contact = await contacts.of_entry(uow, entry)
    if stale:
        notice = language.say("<b>This has changed meanwhile.</b>")
    elif isinstance(notice, Reason):
        notice = reason_text(language, notice, me.event, entry.other.profile.name)
    return agenda.meeting(language, me, entry, contact, turn.clock.now(), notice)


async def on_cancel(turn: Turn, action: actions.Cancel) -> None:
    await _ask(turn, action.meeting)


async def cancel_text(turn: Turn, message: Message, dialog: Mapping[str, Any]) -> None:
    """Show the reason that was written; the meeting is cancelled by the tap alone."""
    await _ask(turn, dialog["meeting"], (message.text or "").strip()[:REASON_CHARACTERS])


async def _ask(turn: Turn, meeting_id: int, reason: str = "") -> None:
    """Ask for the reason of a cancellation; with one, whether to cancel with it."""
    now = turn.clock.now()
    async with turn.transaction() as uow:
        me, language = await side(turn, uow, meeting_id)
        entry = await meetings.entry(uow, me, meeting_id, now)
        late = now >= meetings.change_deadline(me, entry.meeting)
        confirmed = entry.meeting.state is MeetingState.CONFIRMED
        if late or not confirmed:
            await set_dialog(uow, turn.sender, None)
        elif reason:
            await set_dialog(uow, turn.sender, reasoned(_step(meeting_id), reason))
        else:
            await ask(uow, turn.sender, _step(meeting_id), now)
    if late or not confirmed:
        await show_meeting(turn, meeting_id, Reason.CHANGE_DEADLINE if confirmed else "")
    elif reason:
        await turn.show(agenda.cancel_with_reason(language, me, entry, reason))
    else:
        await turn.show(agenda.cancel_prompt(language, me, entry))


def _step(meeting_id: int) -> dict[str, Any]:
    return {"step": "cancel", "meeting": meeting_id}


async def on_cancel_now(turn: Turn, action: actions.CancelNow) -> None:
    await _cancel(turn, action.meeting, "")


async def on_cancel_with(turn: Turn, action: CancelWith) -> None:
    """Cancel with the reason that the card shows; one that is not kept any more is asked for again."""
    async with turn.reading() as uow:
        me, _ = await side(turn, uow, action.meeting)
    reason = reason_of(me.person.dialog, _step(action.meeting))
    if code_of(reason) == action.value:
        await _cancel(turn, action.meeting, reason)
    else:
        await _ask(turn, action.meeting, reason)


async def _cancel(turn: Turn, meeting_id: int, reason: str) -> None:
    try:
        async with turn.transaction() as uow:
            me, language = await side(turn, uow, meeting_id)
            entry = await meetings.cancel(uow, me, meeting_id, reason, turn.clock.now())
            await set_dialog(uow, turn.sender, None)
            await turn.confirm(uow, own(turn, "card.meeting", to=me.id, meeting=meeting_id))
    except StaleError:
        await close_question(turn)
        await show_meeting(turn, meeting_id)
        return
    except NotBookableError as refusal:
        await close_question(turn)
        await show_meeting(turn, meeting_id, refusal.reason)
        return
    turn.toast(language.label("Cancelled"))
    await turn.deliver(agenda.meeting(language, me, entry, None, turn.clock.now()))


async def on_say(turn: Turn, action: actions.Say) -> None:
    if action.status not in (Attendance.ON_MY_WAY, Attendance.LATE):
        raise NotFoundError
    try:
        async with turn.transaction() as uow:
            me, language = await side(turn, uow, action.meeting)
            entry = await meetings.say(uow, me, action.meeting, Attendance(action.status), turn.clock.now())
            contact = await contacts.of_entry(uow, entry)
            await turn.confirm(uow, own(turn, "card.meeting", to=me.id, meeting=action.meeting))
    except StaleError:
        await show_meeting(turn, action.meeting)
        return
    if entry.other.connected and entry.other.reachable:
        turn.toast(language.label("{name} knows.", name=entry.other.profile.name))
    await turn.deliver(agenda.meeting(language, me, entry, contact, turn.clock.now()))


async def on_cannot_come(turn: Turn, action: actions.CannotCome) -> None:
    if not action.sure:
        async with turn.reading() as uow:
            me, language = await side(turn, uow, action.meeting)
            entry = await meetings.entry(uow, me, action.meeting, turn.clock.now())
        if entry.meeting.state is MeetingState.CONFIRMED:
            await turn.show(agenda.cannot_come_prompt(language, me, entry, turn.clock.now()))
        else:
            await show_meeting(turn, action.meeting)
        return
    try:
        async with turn.transaction() as uow:
            me, language = await side(turn, uow, action.meeting)
            entry = await meetings.cannot_come(uow, me, action.meeting, turn.clock.now())
            await turn.confirm(uow, own(turn, "card.meeting", to=me.id, meeting=action.meeting))
    except StaleError:
        await show_meeting(turn, action.meeting)
        return
    turn.toast(language.label("Cancelled"))
    await turn.deliver(agenda.meeting(language, me, entry, None, turn.clock.now()))


async def on_calendar_file(turn: Turn, action: actions.CalendarFile) -> None:
    async with turn.reading() as uow:
        me, language = await side(turn, uow, action.meeting)
        entry = await meetings.entry(uow, me, action.meeting, turn.clock.now())
    leads = minutes_before(me.event, me.participant)
    content = turn.services.files.calendar(calendar_entry(language, me.event, entry, leads, turn.clock.now()))
    await turn.send(calendar_file(language, entry, content))


async def side(turn: Turn, uow: UnitOfWork, meeting_id: int) -> tuple[Me, Language]:
    """Load the sender in the event of a meeting, whichever event is the current one."""
    meeting = await uow.meetings.get(meeting_id)
    if meeting is None:
        raise NotFoundError
    me = await in_event(uow, turn.sender, meeting.event_id, turn.arrived)
    return me, turn.services.languages.of(me.person)


routes = MappingProxyType(
    {
        actions.Agenda: on_agenda,
        agenda_actions.AgendaPage: on_agenda_page,
        actions.Meeting: on_meeting,
        actions.Cancel: on_cancel,
        actions.CancelNow: on_cancel_now,
        CancelWith: on_cancel_with,
        actions.Say: on_say,
        actions.CannotCome: on_cannot_come,
        actions.CalendarFile: on_calendar_file,
    }
)
dialogs = MappingProxyType({"cancel": cancel_text})
