"""The home card: where somebody stands in his event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.usecases.agenda import Entry, coming
from bot.usecases.identity import Me
from bot.usecases.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Home:
    """What the home card says; counts are of open requests."""

    me: Me
    next: Entry | None
    meetings: int  # coming ones
    to_answer: int
    waiting: int  # for somebody else's answer
    events: int  # in how many events the person takes part


async def home(uow: UnitOfWork, me: Me, events: int, now: datetime) -> Home:
    """Give what the home card of a participant says, who takes part in so many events."""
    ahead = await coming(uow, me, now)
    pending = [one for one in await uow.requests.open_of(me.id) if not one.overdue(now)]
    to_answer = sum(one.turn_id == me.id for one in pending)
    return Home(
        me=me,
        next=ahead[0] if ahead else None,
        meetings=len(ahead),
        to_answer=to_answer,
        waiting=len(pending) - to_answer,
        events=events,
    )
