"""What is stored about somebody, all of it in one file, and being forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.domain.booking import Meeting, MeetingState, Request, RequestState
from bot.domain.links import erased_digest
from bot.domain.people import Participant, identities
from bot.domain.roles import Role
from bot.usecases import agenda, closing, handover_answers, offering
from bot.usecases.identity import Me, event_of
from bot.usecases.notify import tell_request
from bot.usecases.ports import UnitOfWork


async def export(uow: UnitOfWork, telegram_id: int) -> dict[str, Any]:
    """Give everything that is stored about a person, ready for JSON."""
    person = await uow.persons.get(telegram_id)
    mine = await uow.participants.of_person(telegram_id)
    wrong = await uow.wrong_links.of(telegram_id)
    events, roles = await uow.events.all(), await uow.roles.of_person(telegram_id)
    return {
        "telegram": asdict(person) if person else None,
        "organizes": [one.name for one in events if roles.get(one.id) is Role.ORGANIZER],
        "menu_of_a_role": telegram_id in await uow.roles.with_menu(),
        "helps_as_steward_at": [one.name for one in events if roles.get(one.id) is Role.STEWARD],
        "events": [await _event_export(uow, one.id, one.event_id) for one in mine],
        "registrations": [asdict(one) for one in await uow.applications.of_account(telegram_id)],
        "files_sent": await uow.drafts.sent_by(telegram_id),
        "broadcasts": [asdict(one) for one in await uow.broadcasts.written_by(telegram_id)],
        "wrong_links": asdict(wrong) if wrong else None,
        "messages_received_from_you": await uow.inbox.received_of(telegram_id),
        "messages_sent_to_you": await uow.outbox.of_chat(telegram_id),
    }


async def erase(uow: UnitOfWork, telegram_id: int, secret: bytes, now: datetime) -> None:
    """Forget a person: coming meetings and open requests end, the other sides are told, the rows are blanked.

    An import meets him again only as a keyed hash, and skips him.
    """
    person = await uow.persons.get(telegram_id)
    await _lock_with_others(uow, await uow.participants.of_person(telegram_id))
    for mine in await uow.participants.of_person(telegram_id):
        if person is not None:
            await _leave(uow, Me(person, mine, await event_of(uow, mine.event_id)), now)
        for name in identities(mine.key, mine.profile):  # a later list may name him otherwise
            await uow.participants.remember_erased(mine.event_id, erased_digest(secret, mine.event_id, name))
        await uow.erasure.erase_people((mine.id,), now)
    await uow.erasure.erase_account(telegram_id)


async def _lock_with_others(uow: UnitOfWork, mine: Iterable[Participant]) -> None:
    """Hold a person and whoever has something open or a meeting with him, in one order for everybody."""
    ids = set()
    for one in mine:
        bookings: list[Request | Meeting] = [
            *await uow.requests.open_of(one.id),
            *await uow.meetings.of(one.id),
        ]
        ids |= {one.id, *(booking.other(one.id) for booking in bookings)}
        ids |= {side for found in await uow.handovers.open_of(one.id) for side in found.everybody}
    await uow.participants.lock(ids)


async def _leave(uow: UnitOfWork, me: Me, now: datetime) -> None:
    await offering.forget(uow, me.id)
    for meeting in await uow.meetings.of(me.id):
        if meeting.state is MeetingState.CONFIRMED and meeting.slot.end > now:
            await agenda.cannot_come(uow, me, meeting.id, now)
    await handover_answers.leave(uow, me, now)  # those that are left would have given him a meeting
    await closing.expire_overdue(uow, me.event, (me.id,), now)
    for request in await uow.requests.open_of(me.id):
        state = RequestState.WITHDRAWN if request.guest_id == me.id else RequestState.DECLINED
        closed = await closing.close(uow, request, state, now)
        other = await uow.participants.get(request.other(me.id))
        await tell_request(uow, me.event, other, state.value, closed, now)


async def _event_export(uow: UnitOfWork, participant_id: int, event_id: int) -> dict[str, Any]:
    event = await event_of(uow, event_id)
    participant = await uow.participants.get(participant_id)
    return {
        "event": event.name,
        "participant": asdict(participant) if participant else None,
        "requests": [asdict(one) for one in await uow.requests.all_of(participant_id)],
        "meetings": [asdict(one) for one in await uow.meetings.all_of(participant_id)],
        "said_before_meetings": await uow.meetings.said_by(participant_id),
        "checked_in_at": await uow.check_ins.of(participant_id),
        "waiting_for": await uow.participants.waits_for(participant_id),
        "feedback": await uow.feedback.by(participant_id),
        "introductions": await uow.wrap_ups.of(participant_id),
        "messages_between_participants": await uow.relays.of(participant_id),
        "handovers": [asdict(one) for one in await uow.handovers.all_of(participant_id)],
        "waiting_lists": [asdict(one.place) for one in await uow.waiting.of_guest(participant_id)],
        "times_offered": [asdict(one) for one in await uow.offers.ever_to(participant_id)],
        **await _marks_export(uow, participant_id),
        **await _safety_export(uow, participant_id),
    }


async def _safety_export(uow: UnitOfWork, participant_id: int) -> dict[str, Any]:
    blocked, reports = await uow.blocks.of(participant_id), await uow.reports.by(participant_id)
    people = await uow.participants.many({*blocked, *(one.person_id for one in reports)})
    return {
        "blocked": [people[one].profile.name for one in blocked],
        "reports_to_organizers": [
            {"about": people[one.person_id].profile.name, "text": one.text, "at": one.created_at}
            for one in reports
        ],
    }


async def _marks_export(uow: UnitOfWork, participant_id: int) -> dict[str, Any]:
    favourites = await uow.marks.favourites(participant_id)
    notes = await uow.marks.notes(participant_id)
    dismissed = await uow.finding.dismissed(participant_id)
    people = await uow.participants.many(favourites | notes.keys() | dismissed)
    return {
        "calendar_address": await _address_export(uow, participant_id),
        "times_not_kept_yet": await uow.profiles.times_draft(participant_id),
        "free_now": await uow.finding.free_now_of(participant_id),
        "filter": asdict(await uow.finding.filter_of(participant_id)),
        "favourites": sorted(people[one].profile.name for one in favourites),
        "not_to_be_suggested": sorted(people[one].profile.name for one in dismissed),
        "private_notes": [{"about": people[one].profile.name, "note": note} for one, note in notes.items()],
    }


async def _address_export(uow: UnitOfWork, participant_id: int) -> dict[str, Any] | None:
    feed = await uow.feeds.get(participant_id)
    return {"active": feed.active, "changed_at": feed.changed_at} if feed else None
