"""The composition root: builds the bot from its parts, runs it, and stops it in order."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from telegram.error import InvalidToken, TelegramError

import handlers
from bot.botapi.context import BotApplication, make_application
from bot.botapi.limiter import Limiter
from bot.botapi.replies import Bot
from bot.botapi.services import Services
from bot.botapi.tasks import Nursery
from bot.botapi.transport import AiohttpRequest
from bot.clocks import SystemClock
from bot.config import ConfigurationError, Settings
from bot.daily_backup import DailyBackup
from bot.delivery.alarm import Alarm
from bot.delivery.dispatcher import Dispatcher
from bot.domain.links import WRONG_LINKS_WITHIN
from bot.files.local import LocalFiles
from bot.i18n import load_languages
from bot.intake.poller import Poller
from bot.intake.receiver import Receiver
from bot.intake.workers import Workers
from bot.search import rank_names
from bot.timewords import TimeWordsReader
from bot.usecases import closing, reach, retention
from bot.usecases.clock import Clock
from handlers import menu, notices
from handlers.broadcast_progress import BroadcastProgress
from storage.engine import check_file
from storage.errors import in_one_line
from storage.migrate import upgrade
from storage.unit_of_work import SqlDatabase
from storage.zone_rules import follow_zone_rules

_LOG = logging.getLogger(__name__)
_TIDY = timedelta(seconds=30)
_KEEP_IDS = timedelta(hours=48)
_KEEP_FILES = timedelta(hours=24)  # that an organizer sent and neither loaded nor discarded
_PROGRESS = timedelta(seconds=3)  # between two edits of the card that follows a broadcast
_DRAIN_SECONDS = 8.0
_COLLECT_AFTER = (20_000, 20, 100)  # the interpreter's own is (700, 10, 10)


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
        ConfigurationError: no token, a wrong one, no Bot API or no database there.
    """
    machine = machine or SystemClock()
    async with AsyncExitStack() as stack:
        database = await open_database(settings.database_url)
        stack.push_async_callback(database.close)
        nursery = await stack.enter_async_context(Nursery())
        limiter = limiter or Limiter()
        bot = await open_bot(settings, limiter)
        stack.push_async_callback(bot.shutdown)
        await _drop_webhook(bot, settings)
        services = Services(
            database=database,
            clock=clock or machine,
            machine=machine,
            nursery=nursery,
            link_secret=settings.secret(),
            bot_username=bot.username,
            organizers=settings.organizers,
            languages=_languages(),
            rank=rank_names,
            time_words=_time_words(),
            files=LocalFiles(),
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
        workers = Workers(application, nursery)
        await bilateral.dispatcher.recover(alone=True)
        await workers.resume()
        poller = Poller(bot.request, bot.base_url, Receiver(database, machine, workers.accept))
        nursery.start(bilateral.dispatcher.run(), "dispatcher")
        endless = [
            nursery.start(poller.run(), "poller"),
            nursery.start(bilateral.alarm.watch(), "clock"),
        ]
        bilateral.alarm.start(bilateral.dispatcher.recover)
        nursery.start(menu.publish(bot, services.languages, services.organizers), "menu")
        nursery.start(asyncio.to_thread(_time_words().load), "time words")
        try:
            yield bilateral
        finally:
            await bilateral.alarm.stop()
            for task in endless:
                task.cancel()
            bilateral.dispatcher.stop()
            await nursery.settle(_DRAIN_SECONDS)
            await nursery.close()  # before the transport goes: what still runs would blame the network
            await bilateral.dispatcher.flush()


def stop_signal() -> asyncio.Event:
    """Give an event that SIGTERM and SIGINT set, instead of ending the process where it stands."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


# Dear to make and never changed, so that all bots of a process share them.
_languages, _time_words = cache(load_languages), cache(TimeWordsReader)


async def run(settings: Settings) -> None:
    """Run the bot until SIGTERM or SIGINT.

    Raises:
        ConfigurationError: see ``running``.
    """
    stop = stop_signal()
    async with running(settings) as bilateral:
        _spare_the_collector()
        _LOG.info("@%s is listening", bilateral.services.bot_username)
        await stop.wait()
        _LOG.info("Stopping")


def _spare_the_collector() -> None:
    """Leave what was loaded at the start out of every later search for garbage; most of it never goes."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECT_AFTER)


def _assemble(services: Services, application: BotApplication, limiter: Limiter) -> Bilateral:
    async def rested() -> None:
        await alarm.rest()

    async def tidy() -> None:
        async with services.database.writing() as uow:
            await closing.sweep(uow, services.clock.now())

    async def forget() -> None:
        async with services.database.writing() as uow:
            await uow.inbox.forget(services.machine.now() - _KEEP_IDS)
            await uow.drafts.forget(services.clock.now() - _KEEP_FILES)
            await uow.wrong_links.forget(services.clock.now() - WRONG_LINKS_WITHIN)

    async def retain() -> None:
        async with services.database.writing() as uow:
            for event in await retention.sweep(uow, services.organizers, services.clock.now()):
                _LOG.info("The people of %s were erased: their days are over", event.slug)

    render = notices.renderer(services.languages)
    dispatcher = Dispatcher(application.bot, limiter, services, render, reach.lost, rested)
    alarm = Alarm(services.database, services.clock, services.machine, dispatcher.wake)
    alarm.every(_TIDY, tidy, "tidy")
    alarm.every(timedelta(hours=1), forget, "forget")
    alarm.every(timedelta(hours=1), retain, "retain")
    alarm.every(_PROGRESS, BroadcastProgress(application.bot, services).tick, "broadcasts")
    return Bilateral(services, application, alarm, dispatcher)


async def open_database(url: str) -> SqlDatabase:
    """Open a database and bring it to the newest schema, and to the time-zone rules of now.

    Raises:
        ConfigurationError: it is not there, or cannot be written to.
    """
    database = SqlDatabase(url)
    try:
        check_file(url)
        await upgrade(database.writer)
        async with database.writing() as uow:
            zones = await follow_zone_rules(uow.connection, SystemClock().now())
    except Exception as error:
        await database.close()
        raise ConfigurationError(
            f"DATABASE_URL: the database cannot be used: {in_one_line(error)}"
        ) from error
    for zone in zones:
        _LOG.warning("The rules of %s have changed: coming meetings keep their time of day there", zone)
    return database


async def open_bot(settings: Settings, limiter: Limiter) -> Bot:
    """Make the library's bot, and check that the token is good.

    Raises:
        ConfigurationError: there is no token, a wrong one, or no Bot API.
    """
    api = settings.bot_api_url
    bot = Bot(
        settings.token(),
        base_url=f"{api}/bot",
        base_file_url=f"{api}/file/bot",
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(),
        rate_limiter=limiter,
    )
    try:
        await bot.initialize()
    except TelegramError as error:
        await bot.shutdown()
        if isinstance(error, InvalidToken):
            raise ConfigurationError("BOT_TOKEN: Telegram does not know this token") from None
        raise _silence(api, error) from None
    return bot


async def _drop_webhook(bot: Bot, settings: Settings) -> None:
    """Forget a webhook that was set before: it would keep every update away from polling."""
    try:
        await bot.delete_webhook()
    except TelegramError as error:
        raise _silence(settings.bot_api_url, error) from None


def _silence(api: str, error: TelegramError) -> ConfigurationError:
    return ConfigurationError(f"BOT_API_URL: {api} does not answer: {error.message}")
