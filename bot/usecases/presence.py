"""Who said that he is on his way is asked, a few minutes into the slot, whether the other side is there."""

from __future__ import annotations

from datetime import datetime

from bot.domain.booking import Meeting
from bot.domain.no_show import asked_at
from bot.usecases.identity import Me
from bot.usecases.outbox import Note
from bot.usecases.ports import UnitOfWork

QUESTION = "no_show.question"


async def plan_question(uow: UnitOfWork, me: Me, meeting: Meeting, now: datetime) -> None:
    """Plan the question, once for each version of a meeting; none when its moment has passed."""
    at = asked_at(meeting.slot)
    if now >= at:
        return
    await uow.outbox.add(
        Note(
            kind=QUESTION,
            chat_id=me.person.telegram_id,
            due_at=at,
            not_after=meeting.slot.end,
            params={"to": me.id, "meeting": meeting.id, "version": meeting.version},
            dedupe=f"{QUESTION}:{meeting.id}:{meeting.version}:{me.id}",
            silent=True,
        )
    )
