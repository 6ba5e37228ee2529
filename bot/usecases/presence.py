"""Who said that he is on his way is asked, a few minutes into the slot, whether the other side is there."""

from __future__ import annotations

from datetime import datetime

from bot.domain.booking import Meeting
from bot.domain.no_show import asked_at
from bot.domain.people import Participant
from bot.usecases.outbox import Note
from bot.usecases.ports import UnitOfWork

QUESTION = "no_show.question"


async def plan_question(uow: UnitOfWork, side: Participant, meeting: Meeting, now: datetime) -> None:
    """Plan the question to one side, once for each version of a meeting.

    There is none when its moment has passed, and for one who is not on Telegram.
    """
    at = asked_at(meeting.slot)
    if now >= at or side.telegram_id is None:
        return
    await uow.outbox.add(
        Note(
            kind=QUESTION,
            chat_id=side.telegram_id,
            due_at=at,
            not_after=meeting.slot.end,
            params={"to": side.id, "meeting": meeting.id, "version": meeting.version},
            dedupe=f"{QUESTION}:{meeting.id}:{meeting.version}:{side.id}",
            silent=True,
        )
    )
