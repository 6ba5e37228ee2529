"""What rows of the outbox about moving a meeting say, read from the rows as they are when they are sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from types import MappingProxyType

from bot.domain.booking import MeetingState, Request, RequestState
from bot.domain.errors import NotFoundError
from bot.domain.event import Event
from bot.i18n import Language
from bot.screens import moving_notices as screens
from bot.screens.screen import Screen
from bot.usecases.agenda import Entry, entry
from bot.usecases.booking import my_request
from bot.usecases.identity import participant_of
from bot.usecases.reseating import TOLD
from handlers.job import Draw, Job

_About = Callable[[Language, Event, Entry, Request], Screen]


async def _awaiting(job: Job, *, nudge: bool) -> Screen | None:
    shown, move = await _proposed(job)
    current = move.state is RequestState.PENDING and move.version == job.params["version"]
    if not current or move.overdue(job.now) or move.turn_id != job.me.id:
        return None
    return screens.asked(job.language, job.me, shown, move, nudge=nudge)


async def _narrowed(job: Job) -> Screen | None:
    shown, move = await _proposed(job)
    gone = job.me.event.slot_at(datetime.fromisoformat(job.params["gone"]))
    open_ = move.state is RequestState.PENDING and move.version == job.params["version"]
    if not open_ or move.overdue(job.now) or gone is None:
        return None
    return screens.narrowed(job.language, job.me, shown, move, gone)


def _ended(about: _About) -> Draw:
    async def draw(job: Job) -> Screen | None:
        shown, move = await _proposed(job)
        return about(job.language, job.me.event, shown, move)

    return draw


async def _agreed(job: Job) -> Screen | None:
    shown = await _coming(job, job.params["meeting"])
    if shown.meeting.version != job.params["version"]:
        return None
    left = datetime.fromisoformat(job.params["left"])
    return screens.agreed(job.language, job.me.event, shown, left)


async def _table(job: Job) -> Screen | None:
    shown = await _coming(job, job.params["meeting"])
    if shown.meeting.version != job.params["version"]:
        return None
    return screens.other_table(job.language, job.me.event, shown, job.params["left"])


async def _freed(job: Job) -> Screen | None:
    start = datetime.fromisoformat(job.params["left"])
    host = await participant_of(job.uow, job.params["host"], job.me.event.id)
    slot = job.me.event.slot_at(start)
    if slot is None or job.now >= slot.start:
        return None
    return screens.freed(job.language, job.me.event, host, slot)


async def _proposed(job: Job) -> tuple[Entry, Request]:
    move = await my_request(job.uow, job.me, job.params["request"])
    return await _coming(job, move.moves or 0), move


async def _coming(job: Job, meeting_id: int) -> Entry:
    """Give a meeting that is still ahead.

    Raises:
        NotFoundError: it is not; nothing needs to be said any more.
    """
    shown = await entry(job.uow, job.me, meeting_id, job.now)
    if shown.meeting.state is not MeetingState.CONFIRMED:
        raise NotFoundError
    return shown


KINDS: Mapping[str, Draw] = MappingProxyType(
    {
        "move.asked": partial(_awaiting, nudge=False),
        "move.countered": partial(_awaiting, nudge=False),
        "move.nudge": partial(_awaiting, nudge=True),
        "move.declined": _ended(screens.declined),
        "move.withdrawn": _ended(screens.withdrawn),
        "move.expired": _ended(screens.expired),
        "move.narrowed": _narrowed,
        "move.lost": _ended(screens.lost),
        "move.gave_way": _ended(screens.gave_way),
        "move.agreed": _agreed,
        "move.freed": _freed,
        TOLD: _table,
    }
)
