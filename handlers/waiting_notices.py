"""What those hear who wait for a time of somebody, or for somebody to connect."""

from __future__ import annotations

from types import MappingProxyType

from bot.screens import notices
from bot.screens import waiting as screens
from bot.screens.screen import Screen
from bot.usecases import waiting
from bot.usecases.elsewhere import elsewhere
from handlers.job import Job


async def _joined(job: Job) -> Screen | None:
    host = await job.uow.participants.get(job.params["host"])
    if host is None or not host.connected or host.hidden or job.now >= job.me.event.interval.end:
        return None
    return notices.joined(job.language, host)


async def _waited(job: Job) -> Screen | None:
    host = await job.uow.participants.get(job.params["host"])
    going = await waiting.is_going(job.uow, job.me, job.params["host"], job.now)
    if host is None or going or job.now >= job.me.event.interval.end:
        return None
    return screens.ended(job.language, host)


async def _offer(job: Job) -> Screen | None:
    held = await waiting.held(job.uow, job.me, job.params["host"], job.now)
    host = await job.uow.participants.get(job.params["host"])
    if held is None or host is None or held.until.isoformat() != job.params["until"]:
        return None
    lost = await job.uow.requests.get(held.request_id) if held.request_id else None
    others = await elsewhere(job.uow, job.me, (held,), job.now)
    return screens.offer(job.language, job.me.event, held, host, lost.note if lost else "", others)


KINDS = MappingProxyType({"joined": _joined, "offer": _offer, "waited": _waited})
