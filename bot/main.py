"""The composition root: builds the bot from its parts, runs it, and stops it in order."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import AsyncIterator, Collection
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

import handlers
from bot.botapi.context import BotApplication, make_application
from bot.botapi.limiter import Limiter
from bot.botapi.metrics import Metrics
from bot.botapi.services import Services
from bot.botapi.tasks import Nursery
from bot.clocks import SystemClock
from bot.config import Mode, Settings
from bot.daily_backup import DailyBackup
from bot.database import open_database, sole_bot
from bot.delivery.alarm import Alarm
from bot.delivery.dispatcher import Dispatcher
from bot.domain.links import WRONG_LINKS_WITHIN
from bot.duty import Alone, Duty, Life, Replica
from bot.files.local import LocalFiles
from bot.i18n import load_languages
from bot.intake.passing import PassersBy
from bot.intake.poller import Poller
from bot.intake.queues import LeasedQueue, MemoryQueue
from bot.intake.receiver import Receiver
from bot.intake.webhook import Webhook
from bot.intake.workers import Workers
from bot.keeping import Keeper
from bot.opening import forget_webhook, open_bot, set_webhook
from bot.search import Remembering, similar
from bot.timewords import TimeWordsReader
from bot.usecases import closing, handover, offering, reach, relay, retention, wrap_up
from bot.usecases.clock import Clock
from bot.usecases.ports import UnitOfWork
from bot.web.calendar_feeds import CalendarFeeds
from bot.web.monitor import Monitor
from bot.web.port import ports
from handlers import menu, notices
from handlers.broadcast_progress import BroadcastProgress
from storage.unit_of_work import SqlDatabase

_LOG = logging.getLogger(__name__)
_TIDY = timedelta(seconds=30)
_KEEP_IDS = timedelta(hours=48)
_KEEP_FILES = timedelta(hours=24)  # that an organizer sent and neither loaded nor discarded
_PROGRESS = timedelta(seconds=3)  # between two edits of the card that follows a broadcast
_DRAIN_SECONDS = 8.0
_COLLECT_AFTER = (20_000, 20, 100)  # the interpreter's own is (700, 10, 10)
_SWITCH_SECONDS = 0.0005  # the interpreter's own is 0.005


@dataclass(frozen=True, slots=True)
class Bilateral:
    """A bot that runs: its services, and what a demo or a test needs to reach."""

    services: Services
    application: BotApplication
    alarm: Alarm
    dispatcher: Dispatcher


@asynccontextmanager
async def running(
    settings: Settings,
    clock: Clock | None = None,
    limiter: Limiter | None = None,
    machine: Clock | None = None,
) -> AsyncIterator[Bilateral]:
    """Run a bot for the length of the block, by the product's clock and the machine's (``Runtime``).

    Raises:
        ConfigurationError: no token, a wrong one, no Bot API or no database there, a port or an SQLite file
            that another process has.
    """
    machine = machine or SystemClock()
    async with AsyncExitStack() as stack:
        stack.enter_context(sole_bot(settings.database_url))
        database = await open_database(settings.database_url)
        stack.push_async_callback(database.close)
        nursery = await stack.enter_async_context(Nursery())
        limiter, metrics = limiter or Limiter(), Metrics()
        bot = await open_bot(settings, limiter, metrics)
        stack.push_async_callback(bot.shutdown)
        services = Services(
            database=database,
            clock=clock or machine,
            machine=machine,
            nursery=nursery,
            metrics=metrics,
            link_secret=settings.secret(),
            bot_username=bot.username,
            inline_mode=bot.supports_inline_queries,
            organizers=settings.organizers,
            languages=load_languages(),
            similar=Remembering(similar),
            time_words=_time_words(),
            files=LocalFiles(),
            public_url=settings.public_url,
            backup_days=settings.backup_keep_days if settings.backup_dir else 0,
        )
        application = make_application(bot, services)
        handlers.register(application)
        await stack.enter_async_context(application)
        bilateral = _assemble(services, application, limiter)
        if settings.backup_dir:
            backup = DailyBackup(
                database,
                settings.database_url,
                settings.backup_dir,
                settings.backup_keep_days,
                settings.organizers,
                services.clock,
            )
            bilateral.alarm.every(timedelta(hours=1), backup.tick, "backup")
        life, port = _intake(settings, database, bilateral, limiter)
        try:
            if settings.mode is Mode.POLLING:
                await forget_webhook(bot, settings)
            await life.begin()
            # Only now: what comes in is stored under the name of this process.
            async with port, Nursery() as endless:
                if settings.mode is Mode.WEBHOOK:
                    await set_webhook(bot, settings)
                nursery.start(menu.publish(bot, services.languages, database, services.organizers), "menu")
                nursery.start(asyncio.to_thread(_time_words().load), "time words")
                endless.start(Keeper(database, services.link_secret).run(), "people")
                yield bilateral
        finally:
            await life.retire()
            await bilateral.alarm.stop()
            await nursery.settle(_DRAIN_SECONDS)
            await nursery.close()  # before the transport goes: what still runs would blame the network
            await bilateral.dispatcher.flush()
            await life.leave()


def _intake(
    settings: Settings, database: SqlDatabase, bilateral: Bilateral, limiter: Limiter
) -> tuple[Life, AbstractAsyncContextManager[None]]:
    """Build what takes updates in and shares them out, and the sockets that they may come by."""
    services, bot, dispatcher = bilateral.services, bilateral.application.bot, bilateral.dispatcher
    nursery = services.nursery
    queue = LeasedQueue(database) if database.is_shared else MemoryQueue(database)
    workers = Workers(bilateral.application, nursery, queue)
    passers_by = PassersBy(bilateral.application, nursery)
    receiver = Receiver(database, services.machine, queue, workers.accept, passers_by.ask)
    source: Poller | Webhook
    if settings.mode is Mode.WEBHOOK:
        source = Webhook(receiver, nursery, settings.webhook_token())
    else:
        source = Poller(bot.request, bot.base_url, receiver)
    duty = Duty(nursery, dispatcher, bilateral.alarm, source if isinstance(source, Poller) else None)
    life: Life
    if database.is_shared:
        life = Replica(database, duty, dispatcher, bilateral.alarm, workers, limiter)
    else:
        life = Alone(duty, dispatcher, workers)
    monitor = Monitor(services, [source.trouble, life.trouble])
    on_update = source.receive if isinstance(source, Webhook) else None
    feeds = CalendarFeeds(services) if settings.public_url else None
    return life, ports(settings, monitor, on_update, feeds)


def stop_signal() -> asyncio.Event:
    """Give an event that SIGTERM and SIGINT set, instead of ending the process where it stands."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


# Dear to make and never changed, so that all bots of a process share it, as they do languages.
_time_words = cache(TimeWordsReader)


def prepare() -> None:
    """Make it now, which takes a second: for a process that runs bots in others that it forks."""
    load_languages()
    _time_words().load()


async def run(settings: Settings) -> None:
    """Run the bot until SIGTERM or SIGINT.

    Raises:
        ConfigurationError: see ``running``.
    """
    stop = stop_signal()
    async with running(settings) as bilateral:
        _spare_the_collector()
        _hurry_threads()
        _LOG.info("@%s is listening", bilateral.services.bot_username)
        await stop.wait()
        _LOG.info("Stopping")


def _spare_the_collector() -> None:
    """Leave what was loaded at the start out of every later search for garbage; most of it never goes."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECT_AFTER)


def _hurry_threads() -> None:
    """Let the loop have its turn sooner while a thread writes a file.

    It asks for the interpreter after every statement and every wait; who pressed would pay for each.
    """
    sys.setswitchinterval(_SWITCH_SECONDS)


def _assemble(services: Services, application: BotApplication, limiter: Limiter) -> Bilateral:
    async def rested() -> None:
        await alarm.rest()

    async def tidy() -> None:
        async with services.database.writing() as uow:
            await closing.sweep(uow, services.clock.now())
            await handover.sweep(uow, services.clock.now())
            await wrap_up.sweep(uow, services.clock.now())
        await offering.tidy(services.database, services.clock.now())

    async def offer(uow: UnitOfWork, freed: Collection[int]) -> None:
        await offering.on_freed(uow, freed, services.clock.now())

    async def forget() -> None:
        async with services.database.writing() as uow:
            await uow.inbox.forget(services.machine.now() - _KEEP_IDS)
            await uow.drafts.forget(services.clock.now() - _KEEP_FILES)
            await uow.wrong_links.forget(services.clock.now() - WRONG_LINKS_WITHIN)

    async def retain() -> None:
        async with services.database.writing() as uow:
            for event in await retention.sweep(uow, services.organizers, services.clock.now()):
                _LOG.info("The people of %s were erased: their days are over", event.slug)

    async def relays() -> None:
        async with services.database.reading() as uow:
            ended = await uow.relays.any_ended()
        if ended:
            async with services.database.writing() as uow:
                await relay.settle(uow, services.clock.now())

    services.database.on_freed(offer)
    render = notices.renderer(services.languages, services.organizers)
    dispatcher = Dispatcher(application.bot, limiter, services, render, reach.lost, rested)
    alarm = Alarm(services.database, services.clock, services.machine, dispatcher.wake)
    alarm.every(_TIDY, tidy, "tidy")
    alarm.every(timedelta(hours=1), forget, "forget")
    alarm.every(timedelta(hours=1), retain, "retain")
    alarm.every(_PROGRESS, BroadcastProgress(application.bot, services).tick, "broadcasts")
    alarm.every(_PROGRESS, relays, "relays")
    return Bilateral(services, application, alarm, dispatcher)
