"""What each kind of outbox row says, read from the rows as they are when it is sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType

from bot.domain.booking import Attendance, MeetingState, Request, RequestState
from bot.domain.errors import NotFoundError, StaleError
from bot.domain.event import Event
from bot.domain.people import Participant
from bot.domain.persons import Known
from bot.i18n import Language, Languages
from bot.screens import agenda, booking, notices, requests
from bot.screens import registering as registering_screens
from bot.screens import waiting as screens
from bot.screens.screen import Screen
from bot.screens.today import morning
from bot.usecases import contacts, registering, today, waiting
from bot.usecases.agenda import Entry, entry
from bot.usecases.booking import my_request
from bot.usecases.elsewhere import elsewhere
from bot.usecases.finding import slot_at
from bot.usecases.identity import Me, event_of
from bot.usecases.inbox import UPDATE_FAILED
from bot.usecases.manners import is_hushed
from bot.usecases.notify import minutes_before
from bot.usecases.organizing import Owners, organizes
from bot.usecases.outbox import OutboxRow
from bot.usecases.ports import UnitOfWork
from bot.usecases.safety import REPORTED
from handlers import (
    after_notices,
    broadcast,
    care,
    gathering,
    handover,
    moving_notices,
    people_import,
    relay,
    safety,
)
from handlers import registering as registrations
from handlers.job import Draw
from handlers.job import Job as _Job
from handlers.today import render as draw_today
from handlers.today import still_to_come

_CARDS = frozenset(
    {"card.request", "card.meeting", "card.handover"}
)  # drawn as things stand: one owed twice is owed once
# By the first word of the kind: rows that name no participant.
_ORGANIZERS = MappingProxyType(
    {
        "broadcast": broadcast.render,
        "import": people_import.render,
        "retention": care.render,
        "backup": care.render,
        "registration": registrations.render,
        relay.REPORT: relay.render_report,
        REPORTED: safety.render,
    }
)


def renderer(
    languages: Languages, owners: Owners = ()
) -> Callable[[UnitOfWork, OutboxRow, datetime], Awaitable[Screen | None]]:
    """Make the function that draws outbox rows; None means that a row is no longer relevant.

    It raises ``NotYetError`` for what should have gone before quiet hours and can wait.
    """

    async def render(uow: UnitOfWork, row: OutboxRow, now: datetime) -> Screen | None:
        who = await uow.persons.known(row.note.chat_id)
        language = languages.of(who.person) if who else languages.get("")
        if row.note.kind == UPDATE_FAILED:
            return notices.not_done(language)
        if row.note.kind == registering.REFUSED:
            return await _to_applicant(uow, row, language, now)
        if row.note.kind.partition(".")[0] in _ORGANIZERS:
            return await _to_organizer(uow, row, language, now, owners)
        if who is None:
            return None
        return await _to_participant(uow, row, who, language, now)

    return render


async def _to_applicant(uow: UnitOfWork, row: OutboxRow, language: Language, now: datetime) -> Screen | None:
    """Draw what somebody is told who is no participant yet."""
    event, screen = await _event_of(uow, row), await registrations.render(uow, row, language, now)
    return replace(screen, silent=is_hushed(event, row, now)) if event and screen else None


async def _to_organizer(
    uow: UnitOfWork, row: OutboxRow, language: Language, now: datetime, owners: Owners
) -> Screen | None:
    """Draw what names no participant: a broadcast to anybody, the rest for those who organize still."""
    draw = _ORGANIZERS[row.note.kind.partition(".")[0]]
    if row.note.kind == "broadcast":
        return await draw(uow, row, language, now)
    event = await _event_of(uow, row)
    if not await _organizes(uow, row, event, owners):
        return None
    hushed = [is_hushed(one, row, now) for one in ([event] if event else await uow.events.all())]
    screen = await draw(uow, row, language, now)
    return screen and replace(screen, silent=any(hushed))


async def _organizes(uow: UnitOfWork, row: OutboxRow, event: Event | None, owners: Owners) -> bool:
    if event is None:
        return row.note.chat_id in owners
    return await organizes(uow, row.note.chat_id, event.id, owners)


async def _event_of(uow: UnitOfWork, row: OutboxRow) -> Event | None:
    """Give the event of what names no participant; None where it is about all of them."""
    params = row.note.params
    if "broadcast" in params:
        broadcast = await uow.broadcasts.get(params["broadcast"])
        return await uow.events.get(broadcast.event_id) if broadcast else None
    if "draft" in params:
        draft = await uow.drafts.get(params["draft"])
        return await uow.events.get(draft.event_id) if draft else None
    return await uow.events.get(params["event"]) if "event" in params else None


async def _to_participant(
    uow: UnitOfWork, row: OutboxRow, who: Known, language: Language, now: datetime
) -> Screen | None:
    mine = next((one for one in who.participants if one.id == row.note.params["to"]), None)
    if mine is None:
        return None
    me = Me(who.person, mine, await event_of(uow, mine.event_id))
    if row.note.kind in _CARDS | after_notices.CARDS and await uow.outbox.outdone(row):
        return None
    if row.note.kind == today.KIND:
        return await draw_today(uow, me, language, row, now)
    hushed = is_hushed(me.event, row, now)

    async def draw(one: OutboxRow) -> Screen | None:
        after = after_notices.KINDS.get(one.note.kind)
        try:
            if after is not None:
                return await after(uow, me, language, one.note.params, now)
            return await _KINDS[one.note.kind](_Job(uow, me, language, one.note.params, now))
        except (NotFoundError, StaleError):
            return None

    screen = await draw(row)
    if screen is None:
        return None
    screen = replace(screen, silent=hushed)
    if row.note.kind in gathering.KINDS:
        screen = await gathering.with_the_last(uow, me, language, row, screen, draw, now)
    return screen


async def _asked(job: _Job) -> Screen | None:
    return await _awaiting(job, nudge=False)


async def _nudge(job: _Job) -> Screen | None:
    return await _awaiting(job, nudge=True)


async def _awaiting(job: _Job, *, nudge: bool) -> Screen | None:
    request, other = await _request(job)
    current = request.state is RequestState.PENDING and request.version == job.params["version"]
    if not current or request.overdue(job.now) or request.turn_id != job.me.id:
        return None
    return notices.asked(job.language, job.me, request, other, nudge=nudge)


async def _declined(job: _Job) -> Screen | None:
    request, other = await _request(job)
    if job.past(request.slots[-1]):
        return None
    return notices.declined(job.language, job.me.event, request, other)


async def _withdrawn(job: _Job) -> Screen | None:
    request, other = await _request(job)
    if job.past(request.slots[-1]):
        return None
    return notices.withdrawn(job.language, job.me.event, request, other)


async def _expired(job: _Job) -> Screen | None:
    request, other = await _request(job)
    if job.past(request.slots[-1]):
        return None
    instead = await waiting.instead(job.uow, job.me, other, request.slot, job.now)
    return notices.expired(job.language, job.me.event, request, other, instead)


async def _narrowed(job: _Job) -> Screen | None:
    request, other = await _request(job)
    gone = slot_at(job.me.event, datetime.fromisoformat(job.params["gone"]))
    closed = request.state is not RequestState.PENDING or request.version != job.params["version"]
    if closed or request.overdue(job.now) or gone is None:
        return None
    return notices.narrowed(job.language, job.me, request, other, gone)


async def _lost(job: _Job) -> Screen | None:
    request, other = await _request(job)
    if job.past(request.slots[-1]):
        return None
    instead = await waiting.instead(job.uow, job.me, other, request.slot, job.now)
    return notices.lost(job.language, job.me.event, request, other, instead)


async def _gave_way(job: _Job) -> Screen | None:
    request, other = await _request(job)
    if job.past(request.slots[-1]):
        return None
    return notices.gave_way(job.language, job.me.event, request, other)


async def _confirmed(job: _Job) -> Screen | None:
    found = await _entry(job)
    if found.meeting.state is not MeetingState.CONFIRMED or job.past(found.meeting.slot):
        return None
    request = await my_request(job.uow, job.me, found.meeting.request_id)
    note = request.note if job.me.id == request.host_id else ""
    return notices.confirmed(job.language, job.me.event, found.meeting, found.other, note)


async def _cancelled(job: _Job) -> Screen | None:
    found = await _entry(job)
    if job.past(found.meeting.slot):
        return None
    return notices.cancelled(job.language, job.me.event, found.meeting, found.other)


async def _attendance(job: _Job) -> Screen | None:
    found = await _entry(job)
    if found.meeting.state is not MeetingState.CONFIRMED or job.past(found.meeting.slot):
        return None
    return notices.attendance(job.language, job.me.event, found, Attendance(job.params["status"]))


async def _reminder(job: _Job) -> Screen | None:
    found = await _entry(job)
    meeting = found.meeting
    current = meeting.state is MeetingState.CONFIRMED and meeting.version == job.params["version"]
    chosen = job.params["minutes"] in minutes_before(job.me.event, job.me.participant)
    if not current or not chosen or job.now >= meeting.slot.start:
        return None
    left = round((meeting.slot.start - job.now).total_seconds() / 60)
    return notices.reminder(job.language, job.me.event, found, max(1, left))


async def _digest(job: _Job) -> Screen | None:
    event: Event = job.me.event
    day = date.fromisoformat(job.params["day"])
    due = await still_to_come(job.uow, job.me, day, job.now)
    if not due or day not in event.days:
        return None
    evening = job.params["which"] == "evening"
    if not evening and job.me.person.today_card:
        return replace(morning(job.language, event, day, due), pinned=True)
    return notices.digest(job.language, event, day, due, evening=evening)


async def _joined(job: _Job) -> Screen | None:
    host = await job.uow.participants.get(job.params["host"])
    if host is None or not host.connected or host.hidden or job.now >= job.me.event.interval.end:
        return None
    return notices.joined(job.language, host)


async def _admitted(job: _Job) -> Screen | None:
    return registering_screens.admitted(job.language, job.me.event)


async def _request_card(job: _Job) -> Screen:
    request, other = await _request(job)
    request = request.as_of(job.now)
    if request.state is RequestState.PENDING and job.me.id == request.guest_id == request.proposer_id:
        return booking.asked(job.language, job.me.event, other, request)
    return requests.card(job.language, job.me, request, other)


async def _meeting_card(job: _Job) -> Screen:
    found = await _entry(job)
    contact = await contacts.of_entry(job.uow, found)
    return agenda.meeting(job.language, job.me, found, contact, job.now)


async def _request(job: _Job) -> tuple[Request, Participant]:
    request = await my_request(job.uow, job.me, job.params["request"])
    other = await job.uow.participants.get(request.other(job.me.id))
    if other is None:
        raise NotFoundError
    return request, other


async def _entry(job: _Job) -> Entry:
    return await entry(job.uow, job.me, job.params["meeting"], job.now)


async def _waited(job: _Job) -> Screen | None:
    host = await job.uow.participants.get(job.params["host"])
    going = await waiting.is_going(job.uow, job.me, job.params["host"], job.now)
    if host is None or going or job.now >= job.me.event.interval.end:
        return None
    return screens.ended(job.language, host)


async def _offer(job: _Job) -> Screen | None:
    held = await waiting.held(job.uow, job.me, job.params["host"], job.now)
    host = await job.uow.participants.get(job.params["host"])
    if held is None or host is None or held.until.isoformat() != job.params["until"]:
        return None
    lost = await job.uow.requests.get(held.request_id) if held.request_id else None
    others = await elsewhere(job.uow, job.me, (held,), job.now)
    return screens.offer(job.language, job.me.event, held, host, lost.note if lost else "", others)


_KINDS: Mapping[str, Draw] = {
    "asked": _asked,
    "countered": _asked,
    "nudge": _nudge,
    "declined": _declined,
    "withdrawn": _withdrawn,
    "expired": _expired,
    "lost": _lost,
    "narrowed": _narrowed,
    "gave_way": _gave_way,
    "confirmed": _confirmed,
    "cancelled": _cancelled,
    "attendance": _attendance,
    "reminder": _reminder,
    "digest": _digest,
    "joined": _joined,
    "offer": _offer,
    "waited": _waited,
    registering.ADMITTED: _admitted,
    "card.request": _request_card,
    "card.meeting": _meeting_card,
    **moving_notices.KINDS,
    **handover.KINDS,
}
# All but ``broadcast``, which waits by a rule of its own, and the card of the day, which is edited.
KINDS = (
    frozenset(_KINDS)
    | frozenset(after_notices.KINDS)
    | {
        UPDATE_FAILED,
        registering.NEWS,
        registering.REFUSED,
        "broadcast.draft",
        "broadcast.progress",
        "broadcast.report",
        "import.draft",
        "import.done",
        "retention.soon",
        "backup.failed",
    }
)
