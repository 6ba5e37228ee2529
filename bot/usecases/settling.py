"""Meetings whose slot is over: both sides are asked about them, and what they say makes them held or not."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.booking import Meeting
from bot.domain.event import Event
from bot.domain.feedback import settled_at, state_by
from bot.usecases.identity import event_of
from bot.usecases.ports import UnitOfWork

_CLAIMS_COUNT_WITHIN = timedelta(hours=1)  # of a press that was on its way while its meeting was finished


async def settle(uow: UnitOfWork, event: Event, meeting: Meeting, now: datetime) -> None:
    """Make a meeting that is over what its sides say it was, until the event is settled.

    A meeting that only counts as *done* becomes it at the next sweep.
    """
    if now >= settled_at(event):
        return
    state = state_by(one.outcome for one in (await uow.feedback.about(meeting.id)).values())
    if state is not meeting.state:
        await uow.meetings.change(meeting.id, state=state, closed_at=now)


async def sweep(uow: UnitOfWork, now: datetime) -> int:
    """Ask both sides of each meeting that is over, and finish it. Gives how many meetings that are."""
    await uow.feedback.ask(now)
    finished = await uow.meetings.finish(now)
    for meeting_id in await uow.feedback.missed(now - _CLAIMS_COUNT_WITHIN, now):
        meeting = await uow.meetings.get(meeting_id)
        if meeting is not None:
            await settle(uow, await event_of(uow, meeting.event_id), meeting, now)
    return finished
