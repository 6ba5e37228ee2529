"""Another table for a meeting whose own cannot be used, given by those who help on site."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.booking import Attendance, Meeting, MeetingState
from bot.domain.errors import NotBookableError, NotFoundError, Reason, StaleError
from bot.domain.people import Participant
from bot.domain.tables import VenueTable, table_order
from bot.usecases.notify import plan_reminders, tell_meeting
from bot.usecases.ports import UnitOfWork
from bot.usecases.presence import plan_question
from bot.usecases.stewarding import Steward

TOLD = "move.table"  # the kind of the news that both sides get


@dataclass(frozen=True, slots=True)
class Choice:
    """A meeting and the tables that it could have instead, the nearest to its own first."""

    meeting: Meeting
    guest: Participant
    host: Participant
    tables: tuple[VenueTable, ...]


async def choices(uow: UnitOfWork, who: Steward, meeting_id: int, now: datetime) -> Choice:
    """Give the tables to which a meeting could go.

    Raises:
        NotFoundError: no such meeting in the steward's event.
        StaleError: it is cancelled or over, or has no table.
    """
    meeting = await _coming(uow, who, meeting_id, now)
    people = await uow.participants.many((meeting.guest_id, meeting.host_id))
    taken = await uow.seats.tables_at(meeting.slot)
    tables = await uow.events.tables(meeting.slot.block_id)
    free = [one for one in tables if one.id not in taken]
    own = [one.position for one in tables if one.name == meeting.table]
    reserved = await uow.seats.fixed_tables(who.event.id)
    order = table_order(free, "", own, reserved)
    return Choice(meeting, people[meeting.guest_id], people[meeting.host_id], tuple(order))


async def reseat(
    uow: UnitOfWork, who: Steward, meeting_id: int, version: int, table_id: int, now: datetime
) -> Meeting:
    """Give a meeting another table; both sides are told, and reminders and calendars follow.

    Raises:
        NotFoundError: no such meeting in the steward's event, or no such table in its block.
        StaleError: it is cancelled or over, has no table, or has changed since the button was drawn.
        NotBookableError: NO_TABLE, another meeting has the table.
    """
    first = await _coming(uow, who, meeting_id, now)
    await uow.participants.lock((first.guest_id, first.host_id))
    meeting = await _coming(uow, who, meeting_id, now)
    if meeting.version != version:
        raise StaleError
    tables = await uow.events.tables(meeting.slot.block_id)
    table = next((one for one in tables if one.id == table_id), None)
    if table is None:
        raise NotFoundError
    await uow.seats.release_table(meeting.id)
    if not await uow.seats.take_table(table.id, meeting.slot.start, meeting.id):
        raise NotBookableError(Reason.NO_TABLE)
    moved = replace(meeting, table=table.name, version=meeting.version + 1, confirmed_at=now)
    await uow.meetings.change(moved.id, version=moved.version, confirmed_at=now)
    await _follow(uow, who, moved, meeting.table, now)
    return moved


async def _follow(uow: UnitOfWork, who: Steward, moved: Meeting, left: str, now: datetime) -> None:
    """Tell both sides, and plan anew whatever names the version of the meeting."""
    people = await uow.participants.many((moved.guest_id, moved.host_id))
    said = await uow.meetings.said(moved.id)
    for side in people.values():
        await tell_meeting(uow, who.event, side, TOLD, moved, now, version=moved.version, left=left)
        if said.get(side.id) is Attendance.ON_MY_WAY:
            await plan_question(uow, side, moved, now)
    await plan_reminders(uow, who.event, moved, people.values(), now)


async def _coming(uow: UnitOfWork, who: Steward, meeting_id: int, now: datetime) -> Meeting:
    found = await uow.meetings.get(meeting_id)
    if found is None or found.event_id != who.event.id:
        raise NotFoundError
    if found.as_of(now).state is not MeetingState.CONFIRMED or not found.table:
        raise StaleError
    return found
