"""Personal links: a list for the organizer, one for a person, and making old ones void."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.event import Event
from bot.domain.links import link_payload, start_link
from bot.domain.people import Participant
from bot.usecases.organizing import Owners, organizer_of
from bot.usecases.ports import UnitOfWork

HEADINGS = ("key", "name", "organization", "link")


@dataclass(frozen=True, slots=True)
class PersonLink:
    """A participant and the link that connects him."""

    participant: Participant
    link: str


class Links:
    """Makes personal links; ``secret`` is the ``LINK_SECRET``."""

    def __init__(self, secret: bytes, bot_username: str) -> None:
        self._secret = secret
        self._bot_username = bot_username

    def of(self, participant: Participant) -> str:
        """Give a participant's link; the same until it is revoked."""
        return self._link(participant.event_id, participant.id, participant.generation)

    def _link(self, event_id: int, participant_id: int, generation: int) -> str:
        payload = link_payload(self._secret, event_id, participant_id, generation)
        return start_link(self._bot_username, payload)

    async def rows(self, uow: UnitOfWork, event: Event) -> Iterator[tuple[str, str, str, str]]:
        """Give the rows under ``HEADINGS`` of everybody in an event, by name."""
        return (
            (one.key, one.name, one.organization, self._link(event.id, one.id, one.generation))
            for one in await uow.participants.named(event.id)
        )


async def person_link(
    uow: UnitOfWork, links: Links, telegram_id: int, participant_id: int, owners: Owners
) -> PersonLink:
    """Give the link of one participant to an organizer of his event.

    Raises:
        NotFoundError, NotAllowedError: see ``organizer_of``.
    """
    _, participant = await organizer_of(uow, telegram_id, participant_id, owners)
    return PersonLink(participant, links.of(participant))


async def revoke(
    uow: UnitOfWork, links: Links, telegram_id: int, participant_id: int, owners: Owners
) -> PersonLink:
    """Make every link void that was printed for a participant; gives the new one.

    An account that used one is out, and so is its calendar: the new link is for the one that takes its place.

    Raises:
        NotFoundError, NotAllowedError: see ``organizer_of``.
    """
    _, participant = await organizer_of(uow, telegram_id, participant_id, owners)
    await uow.participants.revoke_link(participant.id)
    await uow.feeds.forget(participant.id)
    return await person_link(uow, links, telegram_id, participant_id, owners)
