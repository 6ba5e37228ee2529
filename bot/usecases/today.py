"""The card of the day: pinned in the morning, edited as meetings come, go and change, closed after the last.

The morning digest is its first form, so that nobody gets two messages that say the same. Each edit is a row
of the outbox, drawn from the rows as they are then; of several that are due, only the last one is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.domain.booking import Meeting
from bot.domain.event import Event
from bot.domain.people import Participant
from bot.domain.today import card_begins, day_ends, is_near, own_minute
from bot.usecases.identity import Me, event_of
from bot.usecases.outbox import Note, Priority
from bot.usecases.ports import UnitOfWork

KIND = "today"


def when_over(event: Event, meeting: Meeting, participant: Participant, now: datetime) -> tuple[Note, ...]:
    """Make the note that brings a card up to date once a meeting is over; none when it is."""
    end = meeting.slot.end
    return (
        () if end <= now else _notes(event, participant, end, own_minute(end, participant.id), planned=True)
    )


async def touch(
    uow: UnitOfWork, event: Event, meeting: Meeting, people: Iterable[Participant], now: datetime
) -> None:
    """Bring cards up to date with a meeting of today: at once when it is near, else within a minute."""
    day = event.local(meeting.slot.start).date()
    if day != event.local(now).date() or now < card_begins(event, day):
        return
    for one in people:
        due_at = now if is_near(meeting.slot, now) else own_minute(now, one.id)
        await uow.outbox.add(*_notes(event, one, now, due_at))


async def switch(uow: UnitOfWork, me: Me, now: datetime, *, on: bool) -> None:
    """Have a card of the day, or none; that of today follows at once."""
    await uow.persons.change(me.person.telegram_id, today_card=on)
    await switched(uow, me, now)


async def switched(uow: UnitOfWork, me: Me, now: datetime) -> None:
    """Let the cards of today follow what a person has just chosen."""
    for mine in await uow.participants.of_person(me.person.telegram_id):
        event = await event_of(uow, mine.event_id)
        day = event.local(now).date()
        if day in event.days and now >= card_begins(event, day):
            await uow.outbox.add(*_notes(event, mine, now, now, switched=True))


def _notes(
    event: Event, to: Participant, about: datetime, due_at: datetime, *, planned: bool = False, **more: Any
) -> tuple[Note, ...]:
    """Make the note by which the card of the day of ``about`` is edited; none for one not on Telegram.

    Only what is planned has a key. What is not may be added while another row for the same minute is already
    on its way, drawn before this change: so it is a row of its own.
    """
    if to.telegram_id is None:
        return ()
    day = event.local(about).date()
    note = Note(
        kind=KIND,
        chat_id=to.telegram_id,
        due_at=due_at,
        not_after=day_ends(event, day),
        params={"to": to.id, "day": day.isoformat(), **more},
        priority=Priority.BROADCAST,
        silent=True,
        dedupe=f"{KIND}:{to.id}:{to.telegram_id}:{due_at:%Y-%m-%dT%H:%M:%S}" if planned else None,
    )
    return (note,)
