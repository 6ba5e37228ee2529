"""What each kind of outbox row says, read from the rows as they are when it is sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from bot.domain.errors import NotFoundError, StaleError
from bot.domain.event import Event
from bot.domain.persons import Known
from bot.i18n import Language, Languages
from bot.screens import notices as screens
from bot.screens.parts import of_event
from bot.screens.registering import admitted
from bot.screens.screen import Screen
from bot.usecases import own_profile as profiles
from bot.usecases import registering, staffing, today
from bot.usecases.identity import Me, event_of
from bot.usecases.inbox import INSTEAD_OF, UPDATE_FAILED
from bot.usecases.manners import ANSWERS, is_hushed
from bot.usecases.organizing import Owners, organizes
from bot.usecases.outbox import OutboxRow
from bot.usecases.picking import CLOSED
from bot.usecases.ports import UnitOfWork
from bot.usecases.safety import REPORTED
from handlers import (
    after_notices,
    booking_notices,
    broadcast,
    care,
    gathering,
    handover,
    moving_notices,
    own_profile,
    people_import,
    picking,
    relay,
    reminder_notices,
    safety,
    staff,
    waiting_notices,
)
from handlers import registering as registrations
from handlers.job import Draw, Job
from handlers.today import render as draw_today

# Drawn as things stand: one owed twice is owed once.
_CARDS = booking_notices.CARDS | after_notices.CARDS | {"card.handover"}
# By the first word of the kind: rows that name no participant.
_ORGANIZERS = MappingProxyType(
    {
        "broadcast": broadcast.render,
        "import": people_import.render,
        "retention": care.render,
        "backup": care.render,
        "registration": registrations.render,
        "profile": own_profile.render,
        relay.REPORT: relay.render_report,
        REPORTED: safety.render,
    }
)


def renderer(
    languages: Languages, owners: Owners = ()
) -> Callable[[UnitOfWork, OutboxRow, datetime], Awaitable[Screen | None]]:
    """Make the function that draws outbox rows; None means that a row is no longer relevant.

    It raises ``NotYetError`` for what should have gone before quiet hours and can wait.
    """

    async def render(uow: UnitOfWork, row: OutboxRow, now: datetime) -> Screen | None:
        screen = await draw(uow, row, now)
        if screen is not None and (working := row.note.params.get(INSTEAD_OF)):
            return replace(screen, instead_of=working)
        return screen

    async def draw(uow: UnitOfWork, row: OutboxRow, now: datetime) -> Screen | None:
        who = await uow.persons.known(row.note.chat_id)
        language = languages.of(who.person) if who else await _first_language(uow, row, languages)
        if row.note.kind == UPDATE_FAILED:
            return screens.not_done(language)
        if row.note.kind == CLOSED:
            return await picking.render_closed(uow, row, language)
        if row.note.kind == registering.REFUSED:
            return await _to_applicant(uow, row, language, now)
        if row.note.kind == staffing.REMOVED:
            return await _to_former(uow, row, language, languages, now, owners)
        if row.note.kind.partition(".")[0] in _ORGANIZERS:
            return await _to_organizer(uow, row, who, language, now, owners)
        if who is None:
            return None
        return await _to_participant(uow, row, who, language, now)

    return render


async def _first_language(uow: UnitOfWork, row: OutboxRow, languages: Languages) -> Language:
    """Give the language for somebody who has never written: the first one of the event that it is about."""
    event = await _event_of(uow, row)
    return languages.get(event.languages[0] if event else "")


async def _to_applicant(uow: UnitOfWork, row: OutboxRow, language: Language, now: datetime) -> Screen | None:
    """Draw what somebody is told who is no participant yet."""
    event, screen = await _event_of(uow, row), await registrations.render(uow, row, language, now)
    return replace(screen, silent=is_hushed(event, row, now)) if event and screen else None


async def _to_former(
    uow: UnitOfWork,
    row: OutboxRow,
    language: Language,
    languages: Languages,
    now: datetime,
    owners: Owners,
) -> Screen | None:
    """Draw what somebody is told who has a role no more."""
    event = await _event_of(uow, row)
    screen = await staff.render_removed(uow, row, language, languages, owners)
    return replace(screen, silent=is_hushed(event, row, now)) if event and screen else None


async def _to_everybody(
    uow: UnitOfWork, row: OutboxRow, who: Known | None, language: Language, now: datetime
) -> Screen | None:
    """Draw a broadcast, with the name of its event for who is in several."""
    event, screen = await _event_of(uow, row), await broadcast.render(uow, row, language, now)
    several = who is not None and len(who.participants) > 1
    return replace(screen, text=of_event(event, screen)) if event and screen and several else screen


async def _to_organizer(
    uow: UnitOfWork, row: OutboxRow, who: Known | None, language: Language, now: datetime, owners: Owners
) -> Screen | None:
    """Draw what names no participant: a broadcast to anybody, the rest for those who organize still."""
    draw = _ORGANIZERS[row.note.kind.partition(".")[0]]
    if row.note.kind == "broadcast":
        return await _to_everybody(uow, row, who, language, now)
    event = await _event_of(uow, row)
    if not await _organizes(uow, row, event, owners):
        return None
    hushed = [is_hushed(one, row, now) for one in ([event] if event else await uow.events.all())]
    screen = await draw(uow, row, language, now)
    return screen and replace(screen, silent=any(hushed))


async def _organizes(uow: UnitOfWork, row: OutboxRow, event: Event | None, owners: Owners) -> bool:
    if event is None:
        return row.note.chat_id in owners
    return await organizes(uow, row.note.chat_id, event.id, owners)


async def _event_of(uow: UnitOfWork, row: OutboxRow) -> Event | None:
    """Give the event of what names no participant; None where it is about all of them."""
    params = row.note.params
    if "broadcast" in params:
        broadcast = await uow.broadcasts.get(params["broadcast"])
        return await uow.events.get(broadcast.event_id) if broadcast else None
    if "draft" in params:
        draft = await uow.drafts.get(params["draft"])
        return await uow.events.get(draft.event_id) if draft else None
    return await uow.events.get(params["event"]) if "event" in params else None


async def _to_participant(
    uow: UnitOfWork, row: OutboxRow, who: Known, language: Language, now: datetime
) -> Screen | None:
    mine = next((one for one in who.participants if one.id == row.note.params["to"]), None)
    if mine is None:
        return None
    me = Me(who.person, mine, await event_of(uow, mine.event_id))
    if row.note.kind in _CARDS and await uow.outbox.outdone(row):
        return None
    if row.note.kind == today.KIND:
        return await draw_today(uow, me, language, row, now)
    hushed = is_hushed(me.event, row, now)

    async def draw(one: OutboxRow) -> Screen | None:
        try:
            return await _KINDS[one.note.kind](Job(uow, me, language, one.note.params, now))
        except (NotFoundError, StaleError):
            return None

    screen = await draw(row)
    if screen is None:
        return None
    screen = replace(screen, silent=hushed)
    if row.note.kind in gathering.KINDS:
        screen = await gathering.with_the_last(uow, me, language, row, screen, draw, now)
    # The answer to one's own press stands where one has pressed.
    several = len(who.participants) > 1 and row.note.kind not in ANSWERS
    return replace(screen, text=of_event(me.event, screen)) if several else screen


async def _admitted(job: Job) -> Screen:
    return admitted(job.language, job.me.event)


_KINDS: Mapping[str, Draw] = MappingProxyType(
    {
        **booking_notices.KINDS,
        **moving_notices.KINDS,
        **handover.KINDS,
        **picking.KINDS,
        **waiting_notices.KINDS,
        **reminder_notices.KINDS,
        **after_notices.KINDS,
        registering.ADMITTED: _admitted,
    }
)
# All but ``broadcast``, which waits by a rule of its own, and the card of the day, which is edited.
KINDS = frozenset(_KINDS) | {
    UPDATE_FAILED,
    CLOSED,
    registering.NEWS,
    registering.REFUSED,
    staffing.REMOVED,
    "broadcast.draft",
    "broadcast.progress",
    "broadcast.report",
    profiles.RENAMED,
    "import.draft",
    "import.done",
    "retention.soon",
    "backup.failed",
}
