"""What reminders and digests say, read from the meetings as they are when they are sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType

from bot.domain.booking import MeetingState
from bot.screens import notices as screens
from bot.screens.screen import Screen
from bot.screens.today import morning
from bot.usecases.agenda import entry
from bot.usecases.notify import minutes_before
from handlers.job import Job
from handlers.today import still_to_come


async def _reminder(job: Job) -> Screen | None:
    found = await entry(job.uow, job.me, job.params["meeting"], job.now)
    meeting = found.meeting
    current = meeting.state is MeetingState.CONFIRMED and meeting.version == job.params["version"]
    chosen = job.params["minutes"] in minutes_before(job.me.event, job.me.participant)
    if not current or not chosen or job.now >= meeting.slot.start:
        return None
    left = round((meeting.slot.start - job.now).total_seconds() / 60)
    return screens.reminder(job.language, job.me.event, found, max(1, left))


async def _digest(job: Job) -> Screen | None:
    event, person = job.me.event, job.me.person
    evening = job.params["which"] == "evening"
    if not (person.evening_digest if evening else person.morning_digest):
        return None
    day = date.fromisoformat(job.params["day"])
    due = await still_to_come(job.uow, job.me, day, job.now)
    if not due or day not in event.days:
        return None
    if not evening and person.follows_day:
        return replace(morning(job.language, event, day, due), pinned=True)
    return screens.digest(job.language, event, day, due, evening=evening)


KINDS = MappingProxyType({"reminder": _reminder, "digest": _digest})
