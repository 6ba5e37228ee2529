"""Changing one's own profile: what is written is read by the rules for lists, shown, and kept on a tap."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.domain.errors import NotFoundError, StaleError
from bot.domain.event import Event
from bot.domain.own_profile import (
    LISTS,
    NEEDED,
    PHOTO,
    SHARED,
    UNLISTED,
    Changes,
    as_others_write,
    changed,
    differing,
    editable,
    goes_on,
    said_by_page,
)
from bot.domain.people import Participant
from bot.domain.steps import code_of
from bot.domain.text import fold
from bot.usecases.files import Files, Problem, ProblemCode
from bot.usecases.identity import Me, locked, participant_of
from bot.usecases.organizing import Owners, organizers_of
from bot.usecases.outbox import Note
from bot.usecases.ports import UnitOfWork

STEP = "profile"
RENAMED = "profile.renamed"  # the kind of the news that organizers get
PAGE = "page"  # in place of a field: a whole profile page
_LONGEST = 100_000  # characters of everything that is sent for one draft
_SHORT = 60  # characters of a name in a message
_OWN_WORDS = (ProblemCode.BAD_WEBSITE, ProblemCode.BAD_PHONE)  # nobody need write these himself
_MOST_SHOWN = 8  # of the values that others have


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody would change; ``field`` is what he was asked for, ``said`` his words so far."""

    field: str
    said: str = ""
    changes: Changes = dataclasses.field(default_factory=dict)
    open: bool = False  # the last message was so long that the next may be the rest of it

    @property
    def code(self) -> str:
        """What a button says for it, so that one under another draft keeps nothing."""
        return code_of(json.dumps(self.changes, sort_keys=True))

    def dialog(self) -> dict[str, Any]:
        """Give what is noted of it until it is kept."""
        noted = {"field": self.field, "said": self.said, "open": self.open, "changes": dict(self.changes)}
        return {"step": STEP, **noted}


@dataclass(frozen=True, slots=True)
class Look:
    """A draft beside the profile: ``after`` is how others would see it; with problems it cannot be kept."""

    event: Event
    draft: Draft
    before: Participant
    after: Participant
    problems: tuple[Problem, ...] = ()


def draft_of(dialog: Mapping[str, Any] | None) -> Draft:
    """Read back what ``Draft.dialog`` noted.

    Raises:
        NotFoundError: nothing of a profile is being written.
    """
    if not dialog or dialog.get("step") != STEP:
        raise NotFoundError
    return Draft(dialog["field"], dialog["said"], dialog["changes"], dialog["open"])


def begin(me: Me, name: str) -> Draft:
    """Begin to ask for a field, or for a page.

    Raises:
        NotFoundError: nobody can change such a field here.
    """
    if name != PAGE and name not in editable(me.event):
        raise NotFoundError
    return Draft(name)


async def common(uow: UnitOfWork, me: Me, name: str) -> tuple[str, ...]:
    """Give what most people of the event say in a field whose values they share, the most common first."""
    if (facet := SHARED.get(name)) is None:
        return ()
    catalogue = await uow.crowd.catalogue(me.event.id)
    return tuple(catalogue.values[facet][one].label for one in catalogue.ranked(facet)[:_MOST_SHOWN])


def cleared(me: Me, name: str) -> Draft:
    """Give the draft that leaves a field empty.

    Raises:
        NotFoundError: nobody can change such a field here, or it is needed.
    """
    if name == PAGE or name in NEEDED:
        raise NotFoundError
    return replace(begin(me, name), changes={name: [] if name in LISTS else ""})


def with_photo(draft: Draft, file_id: str) -> Draft:
    """Give the draft with a photo, as Telegram names it."""
    return replace(draft, changes={PHOTO: file_id})


async def written(uow: UnitOfWork, files: Files, me: Me, draft: Draft, text: str) -> Look:
    """Read a text into a draft; after a long message it may be the rest of that."""
    said = files.joined(draft.said, text) if draft.open else text
    if len(said) > _LONGEST:
        return _look(me, Draft(draft.field), (Problem(0, "", ProblemCode.TOO_LARGE),))
    long = draft.field in (PAGE, "description") and goes_on(text)
    if draft.field == PAGE:
        page = files.read_people("profile.txt", said.encode(), me.event)
        problems = (*page.problems, *(one for one in page.warnings if one.code in _OWN_WORDS))
        if page.whole and not problems:  # a list of people, and none of a single one
            problems = (Problem(0, "", ProblemCode.UNKNOWN_FORMAT),)
        changes = {} if problems else said_by_page(page.rows[0].profile, editable(me.event))
    else:
        read = files.read_field(draft.field, said, me.event)
        changes, problems = ({draft.field: read.value} if read.value else {}), read.problems
    spelled = as_others_write(await uow.crowd.catalogue(me.event.id), me.id, changes)
    kept = {name: spelled[name] for name in differing(me.participant, spelled)}
    look = _look(me, replace(draft, said=said, changes=kept, open=long), problems)
    return replace(look, problems=(*look.problems, *await _taken(uow, me, kept)))


def look(me: Me, draft: Draft) -> Look:
    """Give a draft beside the profile as it is now."""
    return _look(me, draft, ())


async def save(uow: UnitOfWork, me: Me, code: str, owners: Owners, now: datetime) -> tuple[Problem, ...]:
    """Keep the draft of a code; gives what is wrong with it, and then nothing was kept.

    Organizers are told of a changed name: it is what others know a person by.

    Raises:
        NotFoundError: nothing is being written.
        StaleError: it is another draft by now.
    """
    draft = draft_of(me.person.dialog)
    if draft.code != code or not draft.changes:
        raise StaleError
    if not {"email", "name"}.isdisjoint(draft.changes):
        await uow.participants.lock_event(me.event.id)  # so that nobody takes the same one meanwhile
    me = await locked(uow, me, (me.id,))
    fresh = await participant_of(uow, me.id, me.event.id)
    allowed = editable(me.event)
    changes = {name: value for name, value in draft.changes.items() if name in allowed}
    problems = await _taken(uow, replace(me, participant=fresh), changes)
    if not problems:
        new = {*differing(fresh, changes)}
        await uow.profiles.save(changed(fresh, changes), {*fresh.edited} | new, listed=not new <= UNLISTED)
        if "name" in new:
            await _tell(uow, fresh, owners, now)
    return problems


async def _tell(uow: UnitOfWork, was: Participant, owners: Owners, now: datetime) -> None:
    params = {"event": was.event_id, "person": was.id, "was": was.profile.name}
    organizers = await organizers_of(uow, was.event_id, owners)
    await uow.outbox.add(*(Note(RENAMED, one, now, params) for one in organizers))


def _look(me: Me, draft: Draft, problems: tuple[Problem, ...]) -> Look:
    return Look(me.event, draft, me.participant, changed(me.participant, draft.changes), problems)


async def _taken(uow: UnitOfWork, me: Me, changes: Changes) -> tuple[Problem, ...]:
    """Name a name and an address that somebody else of the event has, whom nobody becomes by writing.

    Who has the name of another already, as namesakes do, may go on to spell it otherwise.
    """
    email, name = str(changes.get("email", "")), str(changes.get("name", ""))
    found = []
    new = name and fold(name) != fold(me.participant.profile.name)
    if new and await uow.applications.is_known(me.event.id, fold(name), "", besides=me.id):
        found.append(Problem(0, "", ProblemCode.NAME_IN_USE, name[:_SHORT]))
    if email and await uow.profiles.email_owner(me.event.id, email) not in (None, me.id):
        found.append(Problem(0, "", ProblemCode.EMAIL_IN_USE, email[:_SHORT]))
    return tuple(found)
