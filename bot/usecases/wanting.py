"""Waiting for somebody to join whom no request would reach yet: being told of it, or not any more."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from bot.domain.errors import NotAvailableError
from bot.domain.people import Participant
from bot.domain.waiting import is_still_to_join
from bot.usecases.identity import Me, participant_of
from bot.usecases.ports import UnitOfWork


async def want(uow: UnitOfWork, me: Me, host_id: int, now: datetime) -> bool:
    """Ask to be told when somebody joins; False when he has joined already.

    Raises:
        NotFoundError: no such person.
        NotAvailableError: the two are kept apart.
    """
    await uow.participants.lock([host_id, me.id])  # he may be joining at this very moment
    host = await participant_of(uow, host_id, me.event.id)
    if await uow.blocks.are_apart(host_id, me.id):
        raise NotAvailableError
    if not host.connected:
        await uow.participants.want(host_id, me.id, now)
    return not host.connected


async def want_no_more(uow: UnitOfWork, me: Me, host_id: int) -> None:
    """Take that back; nothing is told when the host joins, and he counts as wanted by one guest less.

    Raises:
        NotFoundError: no such person.
    """
    await uow.participants.lock([host_id, me.id])  # he may be joining at this very moment
    host = await participant_of(uow, host_id, me.event.id)
    await uow.participants.stop_wanting(host.id, me.id)


async def beside(
    uow: UnitOfWork, me: Me, ids: Collection[int]
) -> tuple[dict[int, Participant], tuple[Participant, ...]]:
    """Give participants by id, and those others of whose joining somebody is to be told, by name."""
    people = await uow.participants.with_wanted(ids, me.id)
    wanted = [one for one in people.values() if one.id not in ids and is_still_to_join(one)]
    return people, tuple(sorted(wanted, key=lambda one: one.profile.name))
