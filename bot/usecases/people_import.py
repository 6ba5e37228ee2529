"""People in: what a list would change, and the one transaction that does it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from bot.domain.booking import Request
from bot.domain.errors import DomainError
from bot.domain.event import Event
from bot.domain.intervals import Interval
from bot.domain.links import erased_digest
from bot.domain.people import Named, Participant, Profile, identities, key_kind
from bot.usecases.files import PeopleFile, PersonRow, Problem, ProblemCode
from bot.usecases.matching import match, taken_emails
from bot.usecases.ports import UnitOfWork
from bot.usecases.stranding import all_stranded, end_moves
from bot.usecases.turns import by_turns

_MAX_KEY_CHARACTERS = 400


@dataclass(frozen=True, slots=True)
class Changed:
    """A participant and the row that changes him.

    ``fields`` are names of ``Profile``, and ``windows``, ``table``, ``language``, ``key``.
    """

    row: PersonRow
    person: Participant
    fields: tuple[str, ...]
    kept: tuple[str, ...] = ()  # what the row would change too, but he changed it himself


@dataclass(frozen=True, slots=True)
class Preview:
    """What a list would do.

    ``gone`` are participants whom no good row of a whole list names; they stay. ``erased`` are rows of
    people who asked to be erased; they are left out. ``kept`` are those whose own edits stand against the
    list, also where it changes nothing else. ``problems`` are bad rows, by line.
    """

    new: tuple[PersonRow, ...] = ()
    changed: tuple[Changed, ...] = ()
    kept: tuple[Changed, ...] = ()
    unchanged: int = 0
    gone: tuple[Named, ...] = ()
    erased: tuple[PersonRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()

    @property
    def bad_lines(self) -> int:
        """How many lines of the file cannot be loaded; 0 also when the file as a whole cannot."""
        return len({problem.line for problem in self.problems if problem.line})

    @property
    def readable(self) -> bool:
        """Whether there is anything to load or to say, beside that the file as a whole is wrong."""
        return bool(self.new or self.changed or self.unchanged or self.erased)


@dataclass(frozen=True, slots=True)
class Compared:
    """Whom the rows of a list mean, as the people of the event were at a ``version`` of ``uow.crowd``.

    ``matches`` are ids of participants by line; the rest is as in ``Preview``, ``problems`` those so far.
    """

    version: int
    rows: tuple[PersonRow, ...]
    erased: tuple[PersonRow, ...]
    matches: Mapping[int, int]
    problems: tuple[Problem, ...]
    gone: tuple[Named, ...]
    names: Mapping[int, str]  # of everybody, by id


class BadRowsError(DomainError):
    """The list has bad rows and nobody said to leave them out; nothing was changed."""

    def __init__(self, preview: Preview) -> None:
        super().__init__(f"{preview.bad_lines} bad rows")
        self.preview = preview


async def compare(uow: UnitOfWork, event: Event, people: PeopleFile, secret: bytes) -> Compared:
    """Find whom the rows of a list mean. It looks at everybody: do it in a view, where nobody has to wait."""
    version = (await uow.crowd.versions())[event.id]
    rows, erased = await _without_erased(uow, event, people.rows, secret)
    known = await uow.participants.named(event.id)
    matches = match(rows, known)
    matched = set(matches.values())
    return Compared(
        version=version,
        rows=tuple(rows),
        erased=tuple(erased),
        matches=matches,
        problems=(*people.problems, *_long_keys(rows), *taken_emails(rows, matches, known)),
        gone=tuple(person for person in known if people.whole and person.id not in matched),
        names={person.id: person.name for person in known},
    )


async def preview(
    uow: UnitOfWork,
    event: Event,
    people: PeopleFile,
    secret: bytes,
    now: datetime,
    *,
    overwrite: bool = False,
    compared: Compared | None = None,
) -> Preview:
    """Tell what a list would change in an event, without changing it.

    What people changed themselves stays, unless the list is to ``overwrite`` it. What was ``compared``
    before is good for as long as nobody of the event has changed.
    """
    if compared is None or compared.version != (await uow.crowd.versions()).get(event.id):
        compared = await compare(uow, event, people, secret)
    matches, problems = compared.matches, [*compared.problems]
    changed, own, unchanged = [], [], 0
    persons = await uow.participants.many(matches.values())
    async for row in by_turns(compared.rows):
        person = persons.get(matches.get(row.line, 0))
        if person is None:
            continue
        differing = _differing(event, row, person)
        kept = tuple(one for one in differing if one in person.edited and not overwrite)
        change = Changed(row, person, tuple(one for one in differing if one not in kept), kept)
        if kept:
            own.append(change)
        if change.fields:
            changed.append(change)
        else:
            unchanged += 1
    problems += await _stranded(uow, event, changed, compared.names, now)
    bad = {problem.line for problem in problems}
    return Preview(
        new=tuple(row for row in compared.rows if row.line not in matches and row.line not in bad),
        changed=tuple(one for one in changed if one.row.line not in bad),
        kept=tuple(one for one in own if one.row.line not in bad),
        unchanged=unchanged,
        gone=compared.gone,
        erased=compared.erased,
        problems=tuple(sorted(problems, key=lambda problem: problem.line)),
        warnings=tuple(warning for warning in people.warnings if warning.line not in bad),
    )


async def check(
    uow: UnitOfWork,
    event: Event,
    people: PeopleFile,
    secret: bytes,
    now: datetime,
    *,
    skip_bad: bool = False,
    overwrite: bool = False,
    compared: Compared | None = None,
) -> Preview:
    """Tell what loading a list would change, without changing it.

    Raises:
        BadRowsError: there are bad rows and they are not to be skipped, or nothing can be read.
    """
    found = await preview(uow, event, people, secret, now, overwrite=overwrite, compared=compared)
    if found.problems and not (skip_bad and found.readable):
        raise BadRowsError(found)
    return found


async def load(
    uow: UnitOfWork,
    event: Event,
    people: PeopleFile,
    secret: bytes,
    now: datetime,
    *,
    skip_bad: bool = False,
    overwrite: bool = False,
    compared: Compared | None = None,
) -> Preview:
    """Bring an event's participants up to a list; gives what was changed.

    Raises:
        BadRowsError: as in ``check``; nothing was changed.
    """
    await uow.participants.lock_event(event.id)
    wishes = {"skip_bad": skip_bad, "overwrite": overwrite}
    found = await check(uow, event, people, secret, now, compared=compared, **wishes)
    elsewhere = [one for one in found.changed if "windows" in one.fields]
    ids = [one.person.id for one in elsewhere]
    await uow.participants.lock(ids)
    moving = {side for one in await _moves(uow, ids) for side in (one.guest_id, one.host_id)}
    for one in elsewhere:
        if one.person.id in moving:
            await end_moves(uow, event, one.person, _intervals(event, one.row), now)
    async for one in by_turns(found.changed):
        await uow.participants.update(one.person.id, event, _own_kept(one), windows="windows" not in one.kept)
        if overwritten := {*one.person.edited} & {*one.fields}:
            await uow.profiles.note_edited(one.person.id, {*one.person.edited} - overwritten)
        if "key" in one.fields:
            await uow.participants.rekey(one.person.id, one.row.key)
    await uow.participants.add_all(event, found.new)
    return found


def _own_kept(one: Changed) -> PersonRow:
    """Give a row with what its person changed himself in place of what the list says."""
    own: dict[str, Any] = {
        name: getattr(one.person.profile, name) for name in one.kept if name in Profile.__slots__
    }
    return replace(one.row, profile=replace(one.row.profile, **own))


async def _without_erased(
    uow: UnitOfWork, event: Event, rows: Iterable[PersonRow], secret: bytes
) -> tuple[list[PersonRow], list[PersonRow]]:
    digests = await uow.participants.erased(event.id)
    if not digests:
        return list(rows), []
    kept: list[PersonRow] = []
    erased: list[PersonRow] = []
    for row in rows:
        mine = {erased_digest(secret, event.id, one) for one in identities(row.key, row.profile)}
        (erased if mine & digests else kept).append(row)
    return kept, erased


def _long_keys(rows: Iterable[PersonRow]) -> list[Problem]:
    return [
        Problem(row.line, "key", ProblemCode.TEXT_TOO_LONG, f"{row.key[:40]}…")
        for row in rows
        if len(row.key) > _MAX_KEY_CHARACTERS
    ]


def _differing(event: Event, row: PersonRow, person: Participant) -> tuple[str, ...]:
    """Name what a row changes of a participant."""
    names = [
        field.name
        for field in fields(Profile)
        if getattr(row.profile, field.name) != getattr(person.profile, field.name)
    ]
    if _intervals(event, row) != person.windows:
        names.append("windows")
    if row.table != person.table:
        names.append("table")
    if not person.connected and row.language != person.language:  # who has joined has chosen his own
        names.append("language")
    if row.key != person.key and key_kind(row.key, row.profile) > key_kind(person.key, person.profile):
        names.append("key")
    return tuple(names)


def _intervals(event: Event, row: PersonRow) -> tuple[Interval, ...]:
    if row.windows is None:
        return tuple(sorted(event.block_interval(block) for block in event.blocks))
    return tuple(window.interval(event) for window in row.windows)


async def _moves(uow: UnitOfWork, ids: Collection[int]) -> list[Request]:
    """Give the proposals to move a meeting that any of some participants is in."""
    return [one for one in await uow.requests.open_of_any(ids) if one.moves is not None] if ids else []


async def _stranded(
    uow: UnitOfWork, event: Event, changed: Iterable[Changed], names: Mapping[int, str], now: datetime
) -> list[Problem]:
    """Name the open requests and coming meetings that new windows leave outside."""
    moved = [one for one in changed if "windows" in one.fields]
    people = {one.person.id: replace(one.person, windows=_intervals(event, one.row)) for one in moved}
    outside = await all_stranded(uow, event, people, now)
    return [
        Problem(
            one.row.line,
            "bilateral meetings",
            ProblemCode.WINDOW_STRANDS,
            f"{event.local(booked.slot.start):%Y-%m-%d %H:%M}, {names.get(booked.other(one.person.id), '')}",
        )
        for one in moved
        for booked in outside.get(one.person.id, ())
    ]
