"""The card of the day: drawn for the outbox, and what its buttons open beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from types import MappingProxyType

from bot.botapi.turn import Turn
from bot.domain.booking import MeetingState
from bot.i18n import Language
from bot.screens import actions, agenda_actions
from bot.screens import today as screens
from bot.screens.screen import Screen
from bot.usecases import today
from bot.usecases.agenda import Entry, entries
from bot.usecases.identity import Me
from bot.usecases.outbox import NotYetError, OutboxRow
from bot.usecases.ports import UnitOfWork
from handlers.agenda import agenda_card, meeting_card
from handlers.settings import on_settings
from handlers.visitor import participant

_LOOK_AGAIN = timedelta(minutes=1)


async def render(uow: UnitOfWork, me: Me, language: Language, row: OutboxRow, now: datetime) -> Screen | None:
    """Draw the card as the day is now: in place of the message that it is, else as that message.

    Raises:
        NotYetError: the morning digest, which it begins as, or an older row is still on its way: two that
            know of no card would each send one.
    """
    day, switched = date.fromisoformat(row.note.params["day"]), "switched" in row.note.params
    card = await uow.day_cards.of(row, now)
    if card.outdone or not me.person.reachable:
        return None
    if card.awaited:
        raise NotYetError(now + _LOOK_AGAIN)
    if card.after_another:
        raise NotYetError(now)
    if not me.person.follows_day:
        known = card.message_id is not None and switched
        return replace(screens.off(language), edits=card.message_id, pinned=False) if known else None
    coming = await still_to_come(uow, me, day, now)
    shown = screens.today(language, me.event, day, coming)
    if card.message_id is not None:
        pinned = True if coming and switched else None
        return replace(shown, edits=card.message_id, pinned=pinned if coming else False)
    if not coming or card.unsure:  # a second card would be one too many: the first would never change again
        return None
    return replace(shown, pinned=True)


async def still_to_come(uow: UnitOfWork, me: Me, day: date, now: datetime) -> list[Entry]:
    """Give the meetings of a day that are not over, with what the other side of the first one says."""
    coming = [
        one
        for one in await entries(uow, me)
        if one.meeting.state is MeetingState.CONFIRMED
        and me.event.local(one.meeting.slot.start).date() == day
        and one.meeting.slot.end > now
    ]
    if not coming:
        return []
    first = coming[0]
    said = await uow.meetings.said(first.meeting.id)
    return [replace(first, other_said=said.get(first.other.id)), *coming[1:]]


async def on_open_agenda(turn: Turn, action: agenda_actions.OpenAgenda) -> None:
    await turn.send(await agenda_card(turn, actions.Agenda(action.day, action.event)))


async def on_open_meeting(turn: Turn, action: agenda_actions.OpenMeeting) -> None:
    await turn.send(await meeting_card(turn, action.meeting))


async def on_today_card(turn: Turn, action: agenda_actions.TodayCard) -> None:
    async with turn.transaction() as uow:
        me, _ = await participant(turn, uow)
        await today.switch(uow, me, turn.clock.now(), on=action.on)
    await on_settings(turn)


routes = MappingProxyType(
    {
        agenda_actions.OpenAgenda: on_open_agenda,
        agenda_actions.OpenMeeting: on_open_meeting,
        agenda_actions.TodayCard: on_today_card,
    }
)
