"""What rows of the outbox about a request and its meeting say, read as things are when they are sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from types import MappingProxyType

from bot.domain.booking import Attendance, MeetingState, Request, RequestState
from bot.domain.errors import NotFoundError
from bot.domain.event import Event
from bot.domain.feedback import Outcome
from bot.domain.people import Participant
from bot.i18n import Language
from bot.screens import agenda, booking, requests
from bot.screens import notices as screens
from bot.screens.screen import Screen
from bot.usecases import contacts, waiting
from bot.usecases.agenda import Entry, entry
from bot.usecases.booking import my_request
from bot.usecases.waiting import Instead
from handlers.job import Draw, Job


async def _awaiting(job: Job, *, nudge: bool) -> Screen | None:
    request, other = await _request(job)
    current = request.state is RequestState.PENDING and request.version == job.params["version"]
    if not current or request.overdue(job.now) or request.turn_id != job.me.id:
        return None
    return screens.asked(job.language, job.me, request, other, nudge=nudge)


def _ended(about: Callable[[Language, Event, Request, Participant], Screen]) -> Draw:
    async def draw(job: Job) -> Screen | None:
        request, other = await _request(job)
        if job.past(request.slots[-1]):
            return None
        return about(job.language, job.me.event, request, other)

    return draw


def _slot_gone(about: Callable[[Language, Event, Request, Participant, Instead], Screen]) -> Draw:
    """Draw the end of a request with what its guest can do instead."""

    async def draw(job: Job) -> Screen | None:
        request, other = await _request(job)
        if job.past(request.slots[-1]):
            return None
        instead = await waiting.instead(job.uow, job.me, other, request.slot, job.now)
        return about(job.language, job.me.event, request, other, instead)

    return draw


async def _narrowed(job: Job) -> Screen | None:
    request, other = await _request(job)
    gone = job.me.event.slot_at(datetime.fromisoformat(job.params["gone"]))
    closed = request.state is not RequestState.PENDING or request.version != job.params["version"]
    if closed or request.overdue(job.now) or gone is None:
        return None
    return screens.narrowed(job.language, job.me, request, other, gone)


async def _confirmed(job: Job) -> Screen | None:
    found = await _entry(job)
    if found.meeting.state is not MeetingState.CONFIRMED or job.past(found.meeting.slot):
        return None
    request = await my_request(job.uow, job.me, found.meeting.request_id)
    note = request.note if job.me.id == request.host_id else ""
    return screens.confirmed(job.language, job.me.event, found.meeting, found.other, note)


async def _cancelled(job: Job) -> Screen | None:
    found = await _entry(job)
    if job.past(found.meeting.slot):
        return None
    return screens.cancelled(job.language, job.me.event, found.meeting, found.other)


async def _attendance(job: Job) -> Screen | None:
    found = await _entry(job)
    if found.meeting.state is not MeetingState.CONFIRMED or job.past(found.meeting.slot):
        return None
    told = (await job.uow.feedback.about(found.meeting.id)).get(job.me.id)
    missed = told is not None and told.outcome is Outcome.ABSENT
    status = Attendance(job.params["status"])
    return screens.attendance(job.language, job.me.event, found, status, missed=missed)


async def _request_card(job: Job) -> Screen:
    request, other = await _request(job)
    request = request.as_of(job.now)
    if request.state is RequestState.PENDING and job.me.id == request.guest_id == request.proposer_id:
        return booking.asked(job.language, job.me.event, other, request)
    return requests.card(job.language, job.me, request, other)


async def _meeting_card(job: Job) -> Screen:
    found = await _entry(job)
    contact = await contacts.of_entry(job.uow, found)
    return agenda.meeting(job.language, job.me, found, contact, job.now)


async def _request(job: Job) -> tuple[Request, Participant]:
    request = await my_request(job.uow, job.me, job.params["request"])
    other = await job.uow.participants.get(request.other(job.me.id))
    if other is None:
        raise NotFoundError
    return request, other


async def _entry(job: Job) -> Entry:
    return await entry(job.uow, job.me, job.params["meeting"], job.now)


KINDS: Mapping[str, Draw] = MappingProxyType(
    {
        "asked": partial(_awaiting, nudge=False),
        "countered": partial(_awaiting, nudge=False),
        "nudge": partial(_awaiting, nudge=True),
        "declined": _ended(screens.declined),
        "withdrawn": _ended(screens.withdrawn),
        "expired": _slot_gone(screens.expired),
        "lost": _slot_gone(screens.lost),
        "narrowed": _narrowed,
        "gave_way": _ended(screens.gave_way),
        "confirmed": _confirmed,
        "cancelled": _cancelled,
        "attendance": _attendance,
        "card.request": _request_card,
        "card.meeting": _meeting_card,
    }
)
CARDS = frozenset({"card.request", "card.meeting"})  # drawn as things stand
