"""Which messages follow from what happened; each is an outbox row of the same transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.domain.booking import Meeting, Request
from bot.domain.deadlines import nudge_at
from bot.domain.event import Event
from bot.domain.handover import Handover
from bot.domain.people import Participant
from bot.domain.quiet import is_silent_news
from bot.domain.reminders import digests, reminder_times
from bot.usecases import today
from bot.usecases.manners import ABOUT
from bot.usecases.outbox import Note, Priority
from bot.usecases.ports import UnitOfWork


def news(
    event: Event, to: Participant | None, kind: str, about: datetime, now: datetime, **params: Any
) -> tuple[Note, ...]:
    """Make the note that tells a participant of booking news; none for one who is gone or not on Telegram.

    ``about`` is the instant that they concern: it decides about the sound at night, when made and sent.
    """
    if to is None or to.telegram_id is None:
        return ()
    silent = is_silent_news(event, now, about)
    params |= {"to": to.id, ABOUT: about.isoformat()}
    return (Note(kind=kind, chat_id=to.telegram_id, due_at=now, params=params, silent=silent),)


async def tell_request(
    uow: UnitOfWork,
    event: Event,
    to: Participant | None,
    kind: str,
    request: Request,
    now: datetime,
    **params: Any,
) -> None:
    """Tell a participant what became of a request; nobody when he is gone."""
    kind = f"move.{kind}" if request.moves else kind
    params |= {"request": request.id, "version": request.version}
    await uow.outbox.add(*news(event, to, kind, request.slot.start, now, **params))


async def tell_meeting(
    uow: UnitOfWork, event: Event, to: Participant, kind: str, meeting: Meeting, now: datetime, **params: Any
) -> None:
    """Tell a participant what became of a meeting."""
    await uow.outbox.add(*news(event, to, kind, meeting.slot.start, now, meeting=meeting.id, **params))


async def tell_handover(
    uow: UnitOfWork,
    event: Event,
    to: Participant,
    kind: str,
    handover: Handover,
    meeting: Meeting,
    now: datetime,
) -> None:
    """Tell one of the three what became of handing a meeting over."""
    about = max(meeting.slot.start, min(now, meeting.slot.end))
    await uow.outbox.add(*news(event, to, f"handover.{kind}", about, now, handover=handover.id))


async def plan_nudge(
    uow: UnitOfWork, event: Event, to: Participant | None, request: Request, now: datetime
) -> None:
    """Plan the one nudge to whoever is to answer a request; none for one who is gone or not on Telegram."""
    at = nudge_at(event, now, request.deadline)
    if at is None or to is None or to.telegram_id is None:
        return
    await uow.outbox.add(
        Note(
            kind="move.nudge" if request.moves else "nudge",
            chat_id=to.telegram_id,
            due_at=at,
            not_after=request.deadline,
            params={"to": to.id, "request": request.id, "version": request.version},
            priority=Priority.DIGEST,
            dedupe=f"nudge:{request.id}:{request.version}",
        )
    )


def minutes_before(event: Event, participant: Participant) -> tuple[int, ...]:
    """Give the lead times of a participant's reminders: his own, else the event's."""
    if participant.minutes_before is None:
        return event.reminders.minutes_before
    return participant.minutes_before


async def plan_reminders(
    uow: UnitOfWork, event: Event, meeting: Meeting, people: Iterable[Participant], now: datetime
) -> None:
    """Plan every reminder and digest that a confirmed meeting asks for and that is still ahead.

    Cards of today show it.
    """
    sides = list(people)
    for participant in sides:
        await uow.outbox.add(*planned_notes(event, meeting, participant, now))
    await today.touch(uow, event, meeting, sides, now)


def planned_notes(event: Event, meeting: Meeting, participant: Participant, now: datetime) -> list[Note]:
    """Make the reminders and digests of a side of a meeting; none for one who is not on Telegram."""
    if participant.telegram_id is None:
        return []
    return [
        *_reminders(event, meeting, participant, participant.telegram_id, now),
        *_digests(event, meeting, participant, participant.telegram_id, now),
        *today.when_over(event, meeting, participant, now),
    ]


def _reminders(
    event: Event, meeting: Meeting, participant: Participant, chat_id: int, now: datetime
) -> list[Note]:
    return [
        Note(
            kind="reminder",
            chat_id=chat_id,
            due_at=at,
            not_after=meeting.slot.start,
            params={
                "to": participant.id,
                "meeting": meeting.id,
                "version": meeting.version,
                "minutes": minutes,
            },
            priority=Priority.REMINDER,
            dedupe=f"reminder:{meeting.id}:{meeting.version}:{participant.id}:{chat_id}:{minutes}",
            rank=-event.table_position(meeting.slot.block_id, meeting.table),
        )
        for minutes, at in reminder_times(minutes_before(event, participant), meeting.slot.start, now)
    ]


def _digests(
    event: Event, meeting: Meeting, participant: Participant, chat_id: int, now: datetime
) -> list[Note]:
    return [
        Note(
            kind="digest",
            chat_id=chat_id,
            due_at=digest.due_at,
            not_after=digest.not_after,
            params={"to": participant.id, "day": digest.day.isoformat(), "which": digest.kind},
            priority=Priority.DIGEST,
            dedupe=f"digest:{participant.id}:{chat_id}:{digest.kind}:{digest.day}:{digest.due_at:%H%M}",
        )
        for digest in digests(event, meeting.slot.start, now)
    ]
