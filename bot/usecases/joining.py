"""Joining by personal link: greeting first, nothing stored before consent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.event import Event
from bot.domain.links import LinkMarks, is_link_payload, link_payload, mark_of, same_payload
from bot.domain.people import Participant
from bot.domain.persons import Person
from bot.usecases import guessing
from bot.usecases.identity import Me, event_of
from bot.usecases.notify import news, plan_reminders
from bot.usecases.ports import UnitOfWork


class LinkState(StrEnum):
    """What a personal link is worth to the one who opens it."""

    OPEN = "open"  # his to use
    OWN = "own"  # he has used it already
    USED = "used"  # by somebody else
    REVOKED = "revoked"
    UNKNOWN = "unknown"
    TWICE = "twice"  # he is another participant of the same event already


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link as found; without participant and event when it is unknown."""

    state: LinkState
    participant: Participant | None = None
    event: Event | None = None


async def invitation(
    uow: UnitOfWork, secret: bytes, payload: str, telegram_id: int, now: datetime
) -> Invitation:
    """Find what a start payload opens, for the one who opened it.

    Raises:
        TooManyWrongLinksError: see ``guessing.check``; nothing was compared.
    """
    await guessing.check(uow, telegram_id, now)
    found = await _find(uow, secret, payload)
    if found is None:
        return Invitation(LinkState.UNKNOWN)
    participant, is_current = found
    event = await event_of(uow, participant.event_id)
    if participant.telegram_id == telegram_id:
        state = LinkState.OWN
    elif not is_current:
        state = LinkState.REVOKED
    elif participant.telegram_id is not None:
        state = LinkState.USED
    else:
        others = await uow.participants.of_person(telegram_id)
        twice = any(one.event_id == event.id for one in others)
        state = LinkState.TWICE if twice else LinkState.OPEN
    return Invitation(state, participant, event)


async def join(uow: UnitOfWork, secret: bytes, payload: str, person: Person, now: datetime) -> Invitation:
    """Connect a person who consented; whoever waited for him is told.

    The state that comes back is that before joining: only ``OPEN`` joined just now.

    Raises:
        TooManyWrongLinksError: see ``guessing.check``.
    """
    found = await invitation(uow, secret, payload, person.telegram_id, now)
    if found.state is LinkState.UNKNOWN:
        await guessing.count_link(uow, person.telegram_id, payload, now)
    if found.state is not LinkState.OPEN or not found.participant or not found.event:
        if found.state is LinkState.OWN and found.event:
            await uow.persons.change(person.telegram_id, event_id=found.event.id)
        return found
    await uow.participants.lock([found.participant.id])
    found = await invitation(uow, secret, payload, person.telegram_id, now)
    if found.state is not LinkState.OPEN or not found.participant or not found.event:
        return found
    await uow.persons.save(replace(person, event_id=found.event.id, dialog=None, reachable=True), now)
    await uow.participants.connect(found.participant.id, person.telegram_id, now)
    participant = await uow.participants.get(found.participant.id)
    if participant is None:
        return Invitation(LinkState.UNKNOWN)
    await _tell_waiting(uow, found.event, participant, now)
    await replan(uow, Me(person, participant, found.event), now)
    return Invitation(LinkState.OPEN, participant, found.event)


async def replan(uow: UnitOfWork, me: Me, now: datetime) -> None:
    """Plan the reminders of all coming meetings anew, after joining or after a change of lead times."""
    for meeting in await uow.meetings.of(me.id):
        if meeting.slot.start > now:
            await plan_reminders(uow, me.event, meeting, [me.participant], now)


async def _tell_waiting(uow: UnitOfWork, event: Event, host: Participant, now: datetime) -> None:
    guests = await uow.participants.many(await uow.participants.wanted_by(host.id))
    for guest in guests.values():
        await uow.outbox.add(*news(event, guest, "joined", event.interval.end, now, host=host.id))
    await uow.participants.wanted_told(host.id, now)


async def _find(uow: UnitOfWork, secret: bytes, payload: str) -> tuple[Participant, bool] | None:
    """Give (participant, whether the link is the current one) of a payload, comparing in constant time."""
    if not is_link_payload(payload):
        return None
    mark = mark_of(secret, payload)
    for marks in await uow.crowd.links(LinkMarks(secret)):
        if mark not in marks:
            continue
        participant = await uow.participants.get(marks[mark])
        if participant is None:
            continue
        for one in range(participant.generation + 1):
            if same_payload(link_payload(secret, participant.event_id, participant.id, one), payload):
                return participant, one == participant.generation
    return None
