"""Blocking somebody, and telling the organizers about him."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.booking import Meeting, Request, RequestState
from bot.domain.errors import NotAvailableError, NotFoundError
from bot.domain.event import Event
from bot.domain.pages import existing_page, page_count
from bot.domain.people import Participant
from bot.domain.safety import REPORT_CHARACTERS, Report
from bot.usecases import agenda, closing, offering
from bot.usecases.identity import Me, locked, participant_of
from bot.usecases.notify import tell_request
from bot.usecases.organizing import Organizer, Owners, tell_organizers
from bot.usecases.ports import UnitOfWork

PAGE_SIZE = 8
REPORTED = "report"  # the kind of the news that organizers get


@dataclass(frozen=True, slots=True)
class Between:
    """Somebody, and what blocking him would end: a coming meeting or an open request."""

    person: Participant
    meeting: Meeting | None
    request: Request | None


@dataclass(frozen=True, slots=True)
class Told:
    """A report with both people as they are now."""

    report: Report
    author: Participant
    person: Participant


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A page of open or of closed reports, with how many there are of each."""

    reports: tuple[Told, ...]
    number: int
    open: int
    closed: int
    shows_closed: bool

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return page_count(self.closed if self.shows_closed else self.open, PAGE_SIZE)


async def between(uow: UnitOfWork, me: Me, person_id: int, now: datetime) -> Between:
    """Give somebody with what blocking him would end.

    Raises:
        NotFoundError: no such other person in the event, or the two are kept apart already.
    """
    person = await _other(uow, me, person_id)
    meeting = await uow.meetings.between(me.id, person_id)
    request = await uow.requests.open_between(me.id, person_id)
    return Between(
        person,
        meeting if meeting and meeting.slot.end > now else None,
        request if request and not request.overdue(now) else None,
    )


async def block(uow: UnitOfWork, me: Me, person_id: int, now: datetime) -> Participant:
    """Keep somebody away for good; what is open or agreed between the two ends as if it were cancelled.

    Gives the person, who is told of no block.

    Raises:
        NotFoundError: no such other person in the event, or the two are kept apart already.
    """
    me = await locked(uow, me, (me.id, person_id))
    await closing.expire_overdue(uow, me.event, (me.id, person_id), now)
    found = await between(uow, me, person_id, now)
    if found.meeting is not None:
        await agenda.cannot_come(uow, me, found.meeting.id, now)
    if found.request is not None:
        state = RequestState.WITHDRAWN if found.request.guest_id == me.id else RequestState.DECLINED
        closed = await closing.close(uow, found.request, state, now)
        await tell_request(uow, me.event, found.person, state.value, closed, now)
    await offering.settle(uow, me.id, person_id)
    await uow.participants.want_no_more(me.id, person_id)
    await uow.blocks.add(me.id, person_id, now)
    return found.person


async def unblock(uow: UnitOfWork, me: Me, person_id: int) -> None:
    """Keep somebody away no more; who has blocked oneself stays away."""
    await uow.blocks.remove(me.id, person_id)


async def blocked(uow: UnitOfWork, me: Me) -> list[Participant]:
    """Give those whom somebody keeps away, the last first."""
    ids = await uow.blocks.of(me.id)
    people = await uow.participants.many(ids)
    return [people[one] for one in ids if one in people]


async def report(
    uow: UnitOfWork, me: Me, person_id: int, text: str, owners: Owners, now: datetime
) -> Participant:
    """Tell the organizers about somebody, who does not hear of it. Gives the person.

    Raises:
        NotFoundError: no such other person in the event.
    """
    person = await participant_of(uow, person_id, me.event.id)
    if person.id == me.id:
        raise NotFoundError
    report_id = await uow.reports.add(me.event.id, me.id, person.id, text[:REPORT_CHARACTERS], now)
    await tell_organizers(uow, me.event.id, owners, REPORTED, now, report=report_id)
    return person


async def reports(uow: UnitOfWork, who: Organizer, number: int, *, closed: bool) -> ReportPage:
    """Give a page of the reports of an event; beyond the end the last page."""
    counts = await uow.reports.count(who.event.id)
    number = existing_page(number, counts[closed], PAGE_SIZE)
    shown = await uow.reports.page(who.event.id, number * PAGE_SIZE, PAGE_SIZE, closed=closed)
    people = await uow.participants.many({side for one in shown for side in (one.author_id, one.person_id)})
    told = tuple(Told(one, people[one.author_id], people[one.person_id]) for one in shown)
    return ReportPage(told, number, *counts, closed)


async def close_report(uow: UnitOfWork, who: Organizer, report_id: int, closed_at: datetime | None) -> Told:
    """Note that a report is dealt with; without an instant, that it is not after all.

    Raises:
        NotFoundError: no such report in the event.
    """
    shown = await told(uow, who.event, report_id)
    await uow.reports.close(report_id, closed_at)
    return replace(shown, report=replace(shown.report, closed_at=closed_at))


async def told(uow: UnitOfWork, event: Event, report_id: int) -> Told:
    """Give a report of an event.

    Raises:
        NotFoundError: no such report in the event.
    """
    found = await uow.reports.get(report_id)
    if found is None or found.event_id != event.id:
        raise NotFoundError
    people = await uow.participants.many((found.author_id, found.person_id))
    return Told(found, people[found.author_id], people[found.person_id])


async def _other(uow: UnitOfWork, me: Me, person_id: int) -> Participant:
    person = await participant_of(uow, person_id, me.event.id)
    if person.id == me.id:
        raise NotFoundError
    if await uow.blocks.are_apart(me.id, person.id):
        raise NotAvailableError
    return person
