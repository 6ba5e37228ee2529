"""A database as full as it gets: many events, thousands of people in each, nearly all of whom have joined."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import insert, update

from bench.hall import conference_block
from bot.clocks import SystemClock
from bot.domain.event import Event
from bot.domain.links import link_payload
from bot.usecases.answering import accept
from bot.usecases.booking import Asked, ask
from bot.usecases.files import PersonRow
from bot.usecases.identity import in_event
from storage.tables import outbox, participant, person, wanted
from storage.unit_of_work import SqlDatabase, SqlUnitOfWork
from tests.support.world import make_event, row

SECRET = b"bench"
_STRANGERS = 10  # one in so many has not joined
_IN_A_MEETING = 10  # one in so many has one with his neighbour
_FIRST_CHAT = 60_000_000
_SYLLABLES = [
    "ba",
    "ca",
    "dan",
    "der",
    "fe",
    "gor",
    "hu",
    "ilo",
    "ju",
    "ka",
    "lov",
    "mar",
    "ne",
    "ol",
    "pop",
    "ra",
    "sza",
    "ten",
    "tur",
    "vá",
    "zó",
    "șe",
    "ți",
    "mun",
    "kel",
]
_FIRST = [
    "Ana",
    "Bogdan",
    "Călin",
    "Dóra",
    "Emőke",
    "Florin",
    "Gergő",
    "Horia",
    "Ilinca",
    "Jenő",
    "Kinga",
    "Laura",
    "Mircea",
    "Nóra",
    "Oana",
    "Radu",
]
_KINDS = [
    "Ltd",
    "Group",
    "Cluster",
    "Labs",
    "University",
    "Systems",
    "Foundation",
    "Agency",
    "Institute",
    "Network",
]
_TOPICS = [
    "health",
    "energy",
    "software",
    "farming",
    "transport",
    "tourism",
    "water",
    "space",
    "finance",
    "textile",
    "export",
]


@dataclass(frozen=True, slots=True)
class Hall:
    """A filled event: who has joined, in the order of ids, and who has not."""

    event: Event
    members: Sequence[int]
    strangers: Sequence[int]

    def chat(self, member: int) -> int:
        """Give the Telegram id of the n-th member."""
        return _FIRST_CHAT + self.members[member]

    def payload(self, stranger: int) -> str:
        """Give what the link of the n-th stranger carries."""
        return link_payload(SECRET, self.event.id, self.strangers[stranger], 0)


def last_name(chance: random.Random) -> str:
    """Make one of some ten thousand family names."""
    return "".join(chance.choices(_SYLLABLES, k=3)).capitalize()


def person_row(key: str, chance: random.Random) -> PersonRow:
    """Make somebody up who takes meetings at every hour."""
    return replace(
        row(
            f"{chance.choice(_FIRST)} {last_name(chance)}",
            key=key,
            organization=f"{last_name(chance)} {chance.choice(_KINDS)}",
            description=" ".join(chance.choices(_TOPICS, k=60)),
            city=last_name(chance),
        ),
        windows=None,
    )


async def fill(database: SqlDatabase, events: int, people: int, asked: int) -> list[Hall]:
    """Make the events; the first ``asked`` members of each have a request to answer."""
    now, halls = SystemClock().now(), list[Hall]()
    chance = random.Random(1)  # noqa: S311 - the same people in every run
    for number in range(events):
        day = now.date() + timedelta(days=7)
        event = replace(make_event(), slug=f"event-{number}", name=f"Event {number}")
        event = replace(event, blocks=(conference_block(day), conference_block(day + timedelta(days=1))))
        async with database.writing() as uow:
            event = await uow.events.save(event)
            await uow.participants.add_all(
                event, (person_row(f"{number}-{one}", chance) for one in range(people))
            )
        async with database.writing() as uow:
            halls.append(await _join(uow, event, now))
        async with database.writing() as uow:
            await _meet(uow, halls[-1], asked, now)
            await uow.connection.execute(update(outbox).values(state="sent"))  # long ago
    return halls


async def _join(uow: SqlUnitOfWork, event: Event, now: datetime) -> Hall:
    everybody = sorted(one.id for one in await uow.participants.of_event(event.id))
    strangers = everybody[::_STRANGERS]
    members = sorted(set(everybody) - set(strangers))
    known = [
        {"telegram_id": _FIRST_CHAT + one, "language": "en", "event_id": event.id, "created_at": now}
        for one in members
    ]
    await uow.connection.execute(insert(person), known)
    for start in range(0, len(members), 1000):
        some = members[start : start + 1000]
        joined = update(participant).where(participant.c.id.in_(some))
        chat = participant.c.id + _FIRST_CHAT
        await uow.connection.execute(joined.values(telegram_id=chat, joined_at=now))
    waiting = [
        {"host_id": host, "guest_id": guest, "created_at": now}
        for host, guest in zip(strangers[::2], members, strict=False)
    ]
    await uow.connection.execute(insert(wanted), waiting)
    return Hall(event, members, strangers)


async def _meet(uow: SqlUnitOfWork, hall: Hall, asked: int, now: datetime) -> None:
    """Agree on meetings, as many in a slot as there are tables; leave some requests open."""
    slots = [slot for slot in hall.event.slots for _ in range(40)]
    pairs = zip(range(0, len(hall.members) - 1, _IN_A_MEETING), slots, strict=False)
    for member, slot in pairs:
        guest = await in_event(uow, hall.chat(member), hall.event.id)
        host = await in_event(uow, hall.chat(member + 1), hall.event.id)
        found = await ask(uow, guest, host.id, slot.start, "", now)
        if isinstance(found, Asked):
            await accept(uow, host, found.request.id, 1, now)
    for member in range(min(asked, len(hall.members) // 3)):
        guest = await in_event(uow, hall.chat(len(hall.members) - 1 - member), hall.event.id)
        await ask(uow, guest, hall.members[member], hall.event.slots[-1 - member % 20].start, "", now)
