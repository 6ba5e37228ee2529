"""One message to everybody of an event: draft, start, stop, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.broadcasts import NOBODY, Audience, Broadcast, BroadcastState, Tally
from bot.domain.errors import NotFoundError, StaleError
from bot.domain.event import Event
from bot.domain.quiet import is_quiet, quiet_end
from bot.usecases.identity import event_of
from bot.usecases.organizing import Organizer, Owners, organizer
from bot.usecases.outbox import Note, NotYetError
from bot.usecases.ports import UnitOfWork

_SENDABLE = (BroadcastState.RUNNING, BroadcastState.FINISHED)


@dataclass(frozen=True, slots=True)
class Draft:
    """A broadcast before the tap that sends it; ``wait_until`` is the end of quiet hours, if it is quiet."""

    broadcast: Broadcast
    event: Event
    audience: Audience
    wait_until: datetime | None


@dataclass(frozen=True, slots=True)
class Progress:
    """A broadcast that was begun, and what became of its messages so far."""

    broadcast: Broadcast
    event: Event
    tally: Tally

    @property
    def over(self) -> bool:
        """Whether nothing is left to send."""
        return not self.tally.waiting


async def write(
    uow: UnitOfWork, who: Organizer, html: str, file_kind: str, file_id: str, now: datetime
) -> Draft:
    """Keep what an organizer wants to send to everybody, and tell whom it would reach."""
    broadcast = Broadcast(0, who.event.id, who.telegram_id, html, file_kind, file_id)
    broadcast_id = await uow.broadcasts.add(broadcast, now)
    return await draft_of(uow, broadcast_id, now)


async def draft_of(uow: UnitOfWork, broadcast_id: int, now: datetime) -> Draft:
    """Give a draft with whom it would reach now.

    Raises:
        NotFoundError: there is none.
        StaleError: it was begun already.
    """
    broadcast, event = await _load(uow, broadcast_id)
    if broadcast.state is not BroadcastState.DRAFT:
        raise StaleError
    quiet_until = quiet_end(event, now)
    audience = await uow.broadcasts.audience(event.id)
    return Draft(broadcast, event, audience, quiet_until if quiet_until > now else None)


async def start(
    uow: UnitOfWork,
    telegram_id: int,
    owners: Owners,
    broadcast_id: int,
    now: datetime,
    *,
    at_once: bool,
    card: int | None,
) -> Progress:
    """Send a draft to everybody who can be reached; in quiet hours after them, unless ``at_once``.

    ``card`` is the message that is to show the progress.

    Raises:
        NotFoundError: there is no such draft any more.
        NotAllowedError: the person does not organize its event.
        StaleError: it was begun already.
    """
    await _checked(uow, telegram_id, owners, broadcast_id)
    draft = await draft_of(uow, broadcast_id, now)
    at = now if at_once or draft.wait_until is None else draft.wait_until
    if not await uow.broadcasts.start(broadcast_id, at, draft.audience, card):
        raise StaleError
    await uow.outbox.add_broadcast(broadcast_id, draft.event.id, at)
    return await progress_of(uow, broadcast_id)


async def stop(
    uow: UnitOfWork, telegram_id: int, owners: Owners, broadcast_id: int, card: int | None
) -> Progress:
    """Send no more of a running broadcast; what is on its way arrives. No effect on one that is over.

    Raises:
        NotFoundError: there is no such broadcast.
        NotAllowedError: the person does not organize its event.
    """
    await _checked(uow, telegram_id, owners, broadcast_id)
    await uow.broadcasts.stop(broadcast_id)
    await uow.broadcasts.follow_on(broadcast_id, card)
    return await progress_of(uow, broadcast_id)


async def discard(uow: UnitOfWork, telegram_id: int, owners: Owners, broadcast_id: int) -> Event:
    """Forget a draft; gives its event.

    Raises:
        NotFoundError: there is no such draft.
        NotAllowedError: the person does not organize its event.
        StaleError: it was begun already.
    """
    event = await _checked(uow, telegram_id, owners, broadcast_id)
    if not await uow.broadcasts.discard(broadcast_id):
        raise StaleError
    return event


async def report(uow: UnitOfWork, telegram_id: int, owners: Owners, broadcast_id: int) -> Progress:
    """Give how a broadcast stands to an organizer of its event.

    Raises:
        NotFoundError: there is no such broadcast.
        NotAllowedError: the person does not organize its event.
    """
    await _checked(uow, telegram_id, owners, broadcast_id)
    return await progress_of(uow, broadcast_id)


async def progress_of(uow: UnitOfWork, broadcast_id: int) -> Progress:
    """Give how a broadcast stands.

    Raises:
        NotFoundError: there is no such broadcast, or it is a draft.
    """
    broadcast, event = await _load(uow, broadcast_id)
    if broadcast.state is BroadcastState.DRAFT:
        raise NotFoundError
    return Progress(broadcast, event, await uow.broadcasts.tally(broadcast_id))


async def finish(uow: UnitOfWork, broadcast_id: int, now: datetime) -> bool:
    """Note that nothing of a broadcast is left to send, and plan the report; False when that is done."""
    progress = await progress_of(uow, broadcast_id)
    if not progress.over or not await uow.broadcasts.finish(broadcast_id, now):
        return False
    if progress.broadcast.telegram_id == NOBODY:
        return True
    await uow.outbox.add(
        Note(
            kind="broadcast.report",
            chat_id=progress.broadcast.telegram_id,
            due_at=now,
            params={"broadcast": broadcast_id},
            dedupe=f"broadcast.report:{broadcast_id}",
        )
    )
    return True


async def message_to(uow: UnitOfWork, broadcast_id: int, telegram_id: int, now: datetime) -> Broadcast | None:
    """Give what to send to a person; None when it was stopped or he has left the event.

    Raises:
        NotYetError: it is quiet now and was not when it began.
    """
    broadcast = await uow.broadcasts.get(broadcast_id)
    if broadcast is None or broadcast.state not in _SENDABLE:
        return None
    event = await event_of(uow, broadcast.event_id)
    if is_quiet(event, now) and not is_quiet(event, broadcast.started_at or now):
        raise NotYetError(quiet_end(event, now))
    mine = await uow.participants.of_person(telegram_id)
    return broadcast if any(one.event_id == broadcast.event_id for one in mine) else None


async def _checked(uow: UnitOfWork, telegram_id: int, owners: Owners, broadcast_id: int) -> Event:
    _, event = await _load(uow, broadcast_id)
    return (await organizer(uow, telegram_id, event.id, owners)).event


async def _load(uow: UnitOfWork, broadcast_id: int) -> tuple[Broadcast, Event]:
    broadcast = await uow.broadcasts.get(broadcast_id)
    event = await uow.events.get(broadcast.event_id) if broadcast else None
    if broadcast is None or event is None:
        raise NotFoundError
    return broadcast, event
