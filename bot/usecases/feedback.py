"""After the slot: what each side says about a meeting, for organizers alone; and whether it was held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.booking import MeetingState
from bot.domain.errors import NotFoundError, StaleError
from bot.domain.event import Event
from bot.domain.feedback import COMMENT_CHARACTERS, Feedback, Outcome
from bot.domain.pages import existing_page, page_count
from bot.usecases.after_repositories import Said
from bot.usecases.agenda import Entry, entry
from bot.usecases.identity import Me, locked
from bot.usecases.organizing import Organizer
from bot.usecases.ports import UnitOfWork
from bot.usecases.settling import settle

PAGE_SIZE = 8
_OVER = (MeetingState.DONE, MeetingState.NOT_HELD)


@dataclass(frozen=True, slots=True)
class Report:
    """What was said about an event's meetings: how often what, and a page of comments, the newest first."""

    event: Event
    tally: Mapping[Outcome, int]
    comments: tuple[Said, ...]
    number: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages of comments there are, at least one."""
        return page_count(self.total, PAGE_SIZE)


async def of_meeting(
    uow: UnitOfWork, me: Me, meeting_id: int, now: datetime
) -> tuple[Entry, Feedback | None]:
    """Give a meeting that is over, and what one said about it.

    Raises:
        NotFoundError: no such meeting of this person.
        StaleError: it is not over, or was cancelled.
    """
    shown = await entry(uow, me, meeting_id, now)
    if shown.meeting.state not in _OVER:
        raise StaleError
    return shown, (await uow.feedback.about(meeting_id)).get(me.id)


async def give(
    uow: UnitOfWork, me: Me, meeting_id: int, outcome: Outcome, now: datetime
) -> tuple[Entry, Feedback]:
    """Say how a meeting was, in place of what one said before.

    Raises: as ``of_meeting``.
    """
    shown, _ = await of_meeting(uow, me, meeting_id, now)
    me = await locked(uow, me, (me.id, shown.other.id))  # what both say is weighed together
    shown, before = await of_meeting(uow, me, meeting_id, now)
    await uow.feedback.save(meeting_id, me.id, outcome, now)
    await settle(uow, me.event, shown.meeting, now)
    return await entry(uow, me, meeting_id, now), Feedback(outcome, before.comment if before else "")


async def comment(
    uow: UnitOfWork, me: Me, meeting_id: int, text: str, now: datetime
) -> tuple[Entry, Feedback]:
    """Add a comment to what one said, in place of the one before.

    Raises: as ``of_meeting``, and
        StaleError: one has said nothing yet.
    """
    shown, said = await of_meeting(uow, me, meeting_id, now)
    if said is None:
        raise StaleError
    words = text.strip()[:COMMENT_CHARACTERS]
    await uow.feedback.comment(meeting_id, me.id, words)
    return shown, Feedback(said.outcome, words)


async def report(uow: UnitOfWork, who: Organizer, number: int) -> Report:
    """Give what was said about an event's meetings, with a page of comments; beyond the end the last."""
    tally = await uow.feedback.tally(who.event.id)
    _, total = await uow.feedback.comments(who.event.id, 0, 0)
    number = existing_page(number, total, PAGE_SIZE)
    shown, _ = await uow.feedback.comments(who.event.id, number * PAGE_SIZE, PAGE_SIZE)
    return Report(who.event, tally, tuple(shown), number, total)


async def everything(uow: UnitOfWork, who: Organizer) -> list[Said]:
    """Give all that was said, for a file.

    Raises:
        NotFoundError: nothing was.
    """
    found = await uow.feedback.of_event(who.event.id)
    if not found:
        raise NotFoundError
    return found
