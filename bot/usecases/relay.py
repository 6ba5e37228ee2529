"""Messages through the bot between two people who have an open request or an agreed meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.errors import NotFoundError
from bot.domain.people import Participant
from bot.domain.relay import A_MINUTE, Content, Message, NotRelayedError, Obstacle, Outcome, closes_at
from bot.usecases.identity import Me, locked, participant_of
from bot.usecases.notify import news
from bot.usecases.organizing import Owners, tell_organizers
from bot.usecases.outbox import Note
from bot.usecases.ports import UnitOfWork

_MINUTE = timedelta(minutes=1)
REPORT = "relay_report"


async def recipient(uow: UnitOfWork, me: Me, person_id: int, now: datetime) -> Participant:
    """Give somebody to whom one may write.

    Raises:
        NotFoundError: no such person in the event.
        NotRelayedError: not now, or not any more.
    """
    other = await participant_of(uow, person_id, me.event.id)
    if now >= closes_at(me.event):
        raise NotRelayedError(Obstacle.OVER)
    if not await are_in_touch(uow, me.id, other.id, now) or await uow.relays.reported(me.id, other.id):
        raise NotRelayedError(Obstacle.NOTHING_BETWEEN)
    if not other.connected or not other.reachable:
        raise NotRelayedError(Obstacle.UNREACHABLE)
    return other


async def obstacle(uow: UnitOfWork, me: Me, other: Participant, now: datetime) -> Obstacle | None:
    """Give what keeps one from writing to somebody; None: nothing does."""
    try:
        await recipient(uow, me, other.id, now)
    except NotRelayedError as refusal:
        return refusal.obstacle
    return None


async def are_in_touch(uow: UnitOfWork, one: int, other: int, now: datetime) -> bool:
    """Tell whether two people have an open request, or a meeting that is agreed or was held.

    Whoever has blocked the other is in touch no more.
    """
    if await uow.blocks.are_apart(one, other):
        return False
    request = await uow.requests.open_between(one, other)
    if request is not None and not request.overdue(now):
        return True
    return await uow.meetings.have_agreed(one, other)


async def write(uow: UnitOfWork, me: Me, person_id: int, content: Content, now: datetime) -> Message:
    """Send a message to somebody; it is silent at night unless the two meet within two hours.

    Raises:
        NotFoundError: no such person in the event.
        NotRelayedError: he cannot be written to, or one has written too often of late.
    """
    me = await locked(uow, me, (me.id,))  # so that two presses at once are counted one after the other
    other = await recipient(uow, me, person_id, now)
    if await uow.relays.sent_since(me.id, now - _MINUTE) >= A_MINUTE:
        raise NotRelayedError(Obstacle.TOO_OFTEN)
    message_id = await uow.relays.add(me.id, other.id, content, now)
    meeting = await uow.meetings.between(me.id, other.id)
    about = max(meeting.slot.start, min(now, meeting.slot.end)) if meeting else me.event.interval.end
    for note in news(me.event, other, "relay", about, now, message=message_id):
        await uow.outbox.add(_kept_for(note, message_id, closes_at(me.event)))
    return Message(message_id, me.id, other.id, content, now)


async def delivery(uow: UnitOfWork, me: Me, message_id: int, now: datetime) -> tuple[Message, Participant]:
    """Give a message with its author, for the one who gets it.

    Raises:
        NotFoundError: it is not to him, or has been delivered.
        NotRelayedError: the two are not in touch any more.
    """
    message = await uow.relays.get(message_id)
    if message is None or message.recipient_id != me.id or message.outcome is not None:
        raise NotFoundError
    author = await participant_of(uow, message.author_id, me.event.id)
    if not await are_in_touch(uow, me.id, author.id, now) or await uow.relays.reported(author.id, me.id):
        raise NotRelayedError(Obstacle.NOTHING_BETWEEN)
    return message, author


async def mine(uow: UnitOfWork, me: Me, message_id: int) -> tuple[Message, Participant]:
    """Give a message with its recipient, for the one who wrote it.

    Raises:
        NotFoundError: he did not write it, or the recipient was erased.
    """
    message = await uow.relays.get(message_id)
    if message is None or message.author_id != me.id:
        raise NotFoundError
    return message, await participant_of(uow, message.recipient_id, me.event.id)


async def settle(uow: UnitOfWork, now: datetime) -> None:
    """Forget the content of messages that have left; an author hears of his if it may not have arrived."""
    for message in await uow.relays.settle():
        if message.outcome is Outcome.DELIVERED:
            continue
        author = await uow.participants.get(message.author_id)
        if author is not None and author.telegram_id is not None:
            params = {"to": author.id, "message": message.id}
            await uow.outbox.add(Note("relay.outcome", author.telegram_id, now, params, silent=True))


async def report(uow: UnitOfWork, me: Me, message_id: int, owners: Owners, now: datetime) -> Participant:
    """Report a message to the organizers; its author can write no more to the one who got it.

    Gives the author.

    Raises:
        NotFoundError: it was not to him, or the author was erased.
    """
    message = await uow.relays.get(message_id)
    if message is None or message.recipient_id != me.id:
        raise NotFoundError
    author = await participant_of(uow, message.author_id, me.event.id)
    if await uow.relays.report(message_id, now):
        await tell_organizers(uow, me.event.id, owners, REPORT, now, message=message_id)
    return author


async def reported(uow: UnitOfWork, message_id: int) -> tuple[Participant, Participant]:
    """Give the author of a reported message, and who reported it.

    Raises:
        NotFoundError: one of them was erased.
    """
    message = await uow.relays.get(message_id)
    people = await uow.participants.many((message.author_id, message.recipient_id)) if message else {}
    if message is None or any(not one.profile.name for one in people.values()):
        raise NotFoundError
    return people[message.author_id], people[message.recipient_id]


def _kept_for(note: Note, message_id: int, not_after: datetime) -> Note:
    """Give the note the key by which its outcome is found."""
    return replace(note, dedupe=f"relay:{message_id}", not_after=not_after)
