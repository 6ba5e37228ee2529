"""People on Telegram."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, exists, select, update

from bot.domain.people import Participant
from bot.domain.persons import Known, Person
from bot.domain.roles import Role
from storage import tables as t
from storage.connection import Connection
from storage.desk_tables import role
from storage.dialects import insert as insert_for
from storage.known import Versions
from storage.people_rows import PARTICIPANT, PERSON, participant_of, person_of

_BY_ID = select(*PERSON).where(t.person.c.telegram_id == bindparam("telegram_id"))
_OF_EVENT = (t.event.c.version, t.event.c.people_version)
_ORGANIZES, _STEWARDS = (
    exists().where(role.c.telegram_id == t.person.c.telegram_id, role.c.role == what)
    for what in (Role.ORGANIZER, Role.STEWARD)
)
_KNOWN = (
    select(*PERSON, _ORGANIZES, _STEWARDS, *_OF_EVENT, *PARTICIPANT)
    .select_from(
        t.person.outerjoin(t.participant, t.participant.c.telegram_id == t.person.c.telegram_id).outerjoin(
            t.event, t.event.c.id == t.participant.c.event_id
        )
    )
    .where(t.person.c.telegram_id == bindparam("telegram_id"))
    .order_by(t.participant.c.id)
)
_CHANGE = update(t.person).where(t.person.c.telegram_id == bindparam("which"))
_ROLES_AT, _EVENT_AT = len(PERSON), len(PERSON) + 2
_PARTICIPANT_AT = _EVENT_AT + len(_OF_EVENT)


class SqlPersons:
    """``bot.usecases.ports.Persons``."""

    def __init__(self, connection: Connection, versions: Versions) -> None:
        self._connection = connection
        self._versions = versions

    async def get(self, telegram_id: int) -> Person | None:
        """Give one person."""
        row = (await self._connection.execute(_BY_ID, {"telegram_id": telegram_id})).first()
        return person_of(row) if row else None

    async def known(self, telegram_id: int) -> Known | None:
        """Give one person with his participants in all events."""
        rows = (await self._connection.execute(_KNOWN, {"telegram_id": telegram_id})).all()
        if not rows:
            return None
        mine, versions = list[Participant](), dict[int, tuple[int, int]]()
        for row in rows:
            if row[_PARTICIPANT_AT] is not None:
                mine.append(participant_of(row[_PARTICIPANT_AT:]))
                versions[mine[-1].event_id] = row[_EVENT_AT], row[_EVENT_AT + 1]
        first = rows[0]
        organizes, stewards = (bool(one) for one in first[_ROLES_AT:_EVENT_AT])
        who = Known(person_of(first[:_ROLES_AT]), tuple(mine), organizes, stewards, versions)
        self.recall(who)
        return who

    def recall(self, who: Known) -> None:
        """Let a view show a person's events as they were when he was read, a moment ago."""
        self._versions.note(who.versions)

    async def save(self, person: Person, now: datetime) -> None:
        """Add a person, or write over what is known of him."""
        values = {name: _stored(getattr(person, name)) for name in Person.__slots__}
        statement = insert_for(self._connection, t.person).values(created_at=now, **values)
        values.pop("telegram_id")
        await self._connection.execute(
            statement.on_conflict_do_update(index_elements=[t.person.c.telegram_id], set_=values)
        )

    async def change(self, telegram_id: int, **values: Any) -> None:
        """Change single fields of ``Person``."""
        stored = {name: _stored(value) for name, value in values.items()}
        await self._connection.execute(_CHANGE, {"which": telegram_id, **stored})


def _stored(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
