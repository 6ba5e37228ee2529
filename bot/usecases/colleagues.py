"""To whom a meeting could be handed over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.domain.bookable import same_organization
from bot.domain.errors import Reason
from bot.domain.handover import why_not_taken_over
from bot.domain.people import Participant
from bot.usecases.agenda import Entry
from bot.usecases.identity import Me
from bot.usecases.ports import UnitOfWork

_MOST = 8
_LOOKED_AT = 40  # colleagues
_ACCOUNTS = 2**52  # Telegram has ids of at most 52 bits; what is beyond no row can hold
# What keeps somebody from the meeting whatever the time is, and cannot be helped.
_NEVER = frozenset({Reason.TYPES, Reason.SAME_ORGANIZATION, Reason.HIDDEN, Reason.ALREADY})


async def colleagues(uow: UnitOfWork, me: Me, found: Entry, now: datetime) -> list[Participant]:
    """Give some of one's own organization who could take a meeting over, in the order of the directory."""
    catalogue = await uow.crowd.catalogue(me.event.id)
    ids = catalogue.ids(catalogue.colleagues(me.participant.profile.organization))[:_LOOKED_AT]
    known = await uow.participants.many(ids)
    reasons = await _reasons(uow, me, found, [known[one] for one in ids if one in known], now)
    return [known[one] for one, reason in reasons.items() if reason is None][:_MOST]


async def who_may(
    uow: UnitOfWork, me: Me, found: Entry, people: Sequence[Participant], now: datetime
) -> list[Participant]:
    """Keep the people who may meet the other side, though perhaps not at that time."""
    reasons = await _reasons(uow, me, found, people, now)
    return [one for one in people if reasons.get(one.id, Reason.TYPES) not in _NEVER][:_MOST]


async def chosen(
    uow: UnitOfWork, me: Me, found: Entry, telegram_id: int, now: datetime
) -> Participant | None:
    """Give the one of a Telegram account, if he may meet the other side, though perhaps not at that time.

    An account says who somebody is at the event only where that is known to the one who asks: within an
    organization, and between people who have agreed to meet. Whoever hides is not there.
    """
    if not 0 < telegram_id < _ACCOUNTS:
        return None
    here = [one for one in await uow.participants.of_person(telegram_id) if one.event_id == me.event.id]
    known = [
        one
        for one in here
        if not one.hidden
        and (same_organization(one, me.participant) or await uow.meetings.have_agreed(me.id, one.id))
    ]
    may = await who_may(uow, me, found, known, now)
    return may[0] if may else None


async def _reasons(
    uow: UnitOfWork, me: Me, found: Entry, people: Sequence[Participant], now: datetime
) -> dict[int, Reason | None]:
    """Give what stands against each of some people's taking a meeting over.

    Those are left out whom one of the two has blocked, or who has blocked one of them: it looks as if they
    were not there.
    """
    apart = {me.id, found.other.id, *await uow.blocks.apart(me.id), *await uow.blocks.apart(found.other.id)}
    people = [one for one in people if one.id not in apart]
    standing = await uow.seats.standing([*people, found.other], now)
    other = standing[found.other.id]
    requests, meetings = await uow.requests.open_of(found.other.id), await uow.meetings.of(found.other.id)
    going = {one.other(found.other.id) for one in requests if not one.overdue(now)}
    going |= {one.other(found.other.id) for one in meetings if one.slot.end > now}
    return {
        one.id: why_not_taken_over(me.event, found.meeting, standing[one.id], other, now)
        or (Reason.ALREADY if one.id in going else None)
        for one in people
    }
