"""An address of one's own under which a calendar follows the agenda: made, renewed, turned off, read."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.calendar_feeds import Feed, FeedKey, feed_token
from bot.usecases.agenda import Entry, entries
from bot.usecases.identity import Me, event_of
from bot.usecases.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Followed:
    """What a calendar gets that asks under an address."""

    me: Me
    entries: tuple[Entry, ...]
    feed: Feed


class Addresses:
    """Makes addresses; ``secret`` is the ``LINK_SECRET``, ``public_url`` where the web port is reached."""

    def __init__(self, secret: bytes, public_url: str) -> None:
        self._secret = secret
        self._public_url = public_url

    @property
    def offered(self) -> bool:
        """Whether calendars can reach this bot at all."""
        return bool(self._public_url)

    def of(self, me: Me, feed: Feed | None) -> str:
        """Give somebody's address; empty when he has none."""
        if not self.offered or feed is None or not feed.active:
            return ""
        key = FeedKey(me.id, me.participant.generation, feed.generation)
        return f"{self._public_url}/calendar/{feed_token(self._secret, key)}.ics"


async def renew(uow: UnitOfWork, me: Me) -> Feed:
    """Give somebody a new address; the one before shows nothing any more."""
    return await uow.feeds.renew(me.id, active=True)


async def turn_off(uow: UnitOfWork, me: Me) -> Feed:
    """Take somebody's address away; a later one is another."""
    return await uow.feeds.renew(me.id, active=False)


async def follow(uow: UnitOfWork, key: FeedKey) -> Followed | None:
    """Read the agenda that an address shows; None when it is not good any more."""
    feed = await uow.feeds.get(key.participant_id)
    if feed is None or not feed.active or feed.generation != key.generation:
        return None
    participant = await uow.participants.get(key.participant_id)
    if participant is None or participant.telegram_id is None:
        return None
    person = await uow.persons.get(participant.telegram_id)
    if person is None or participant.generation != key.link_generation:
        return None
    me = Me(person, participant, await event_of(uow, participant.event_id))
    return Followed(me, tuple(await entries(uow, me)), feed)
