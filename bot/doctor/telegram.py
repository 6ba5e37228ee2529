"""The token, the Bot API, the webhook, and the Bot API's clock against ours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import aiohttp
from telegram import WebhookInfo
from telegram.error import TelegramError

from bot.botapi.limiter import Limiter
from bot.botapi.replies import Bot
from bot.config import ConfigurationError, Mode, Settings
from bot.doctor.finding import Finding, ok, problem, warning
from bot.opening import open_bot

_MANY_UPDATES = 100
_RECENT = timedelta(hours=1)
_APART, _FAR_APART = timedelta(seconds=5), timedelta(seconds=60)  # the header counts whole seconds
_TIMEOUT = aiohttp.ClientTimeout(total=10)


async def examine(settings: Settings, now: datetime) -> list[Finding]:
    """Ask the Bot API."""
    if not settings.bot_token.get_secret_value():
        return [problem("token", "BOT_TOKEN is not set", "get one from @BotFather and put it into .env")]
    try:
        bot = await open_bot(settings, Limiter())
    except ConfigurationError as error:
        return [_refused(str(error))]
    try:
        found = [ok("token", f"it is that of @{bot.username}"), ok("Bot API", settings.bot_api_url)]
        found += [_inline(bot), *await _webhook(bot, settings, now)]
    finally:
        await bot.shutdown()
    return [*found, await _clock(settings.bot_api_url, now)]


def _refused(said: str) -> Finding:
    name, _, reason = said.partition(": ")
    if name == "BOT_TOKEN":
        return problem("token", reason, "copy it again from @BotFather; it may have been revoked")
    return problem("Bot API", reason, "look at the network, the firewall, and BOT_API_URL")


def _inline(bot: Bot) -> Finding:
    if bot.supports_inline_queries:
        return ok("inline mode", f"on: @{bot.username} answers in any chat")
    return warning("inline mode", "off", "switch it on at @BotFather: /setinline")


async def _webhook(bot: Bot, settings: Settings, now: datetime) -> list[Finding]:
    try:
        info = await bot.get_webhook_info()
    except TelegramError as error:
        return [warning("webhook", f"cannot be asked for: {error.message}", "try again in a minute")]
    return list(_of_webhook(info, settings.mode, now))


def _of_webhook(info: WebhookInfo, mode: Mode, now: datetime) -> Iterator[Finding]:
    wanted = str(mode) == "webhook"
    if info.url and not wanted:
        yield warning(
            "webhook",
            "one is set although MODE is polling, and keeps every update away",
            "`bilateral run` removes it; if it comes back, another program uses this token",
        )
    elif wanted and not info.url:
        yield warning("webhook", "none is set although MODE is webhook", "`bilateral run` sets it")
    else:
        yield ok("webhook", "set" if info.url else "none, as polling wants it")
    if info.last_error_date and now - info.last_error_date < _RECENT:
        yield problem(
            "webhook",
            f"Telegram could not deliver: {info.last_error_message}",
            "look at WEBHOOK_URL, its certificate, and the reverse proxy",
        )
    if info.pending_update_count > _MANY_UPDATES:
        waiting = f"{info.pending_update_count} wait at Telegram"
        yield warning("updates", waiting, "start the bot, or look at its log if it runs")


async def _clock(api: str, now: datetime) -> Finding:
    try:
        async with aiohttp.ClientSession(timeout=_TIMEOUT) as session, session.head(f"{api}/") as response:
            theirs = parsedate_to_datetime(response.headers["Date"])
    except (aiohttp.ClientError, OSError, KeyError, ValueError):
        return ok("clock", "the Bot API does not tell its own")
    return judge_clock("the Bot API's", theirs, now)


def judge_clock(whose: str, theirs: datetime, now: datetime) -> Finding:
    """Compare a clock with this machine's."""
    apart = abs(theirs - now)
    if apart <= _APART:
        return ok("clock", f"agrees with {whose}")
    said = f"{apart.total_seconds():.0f} s away from {whose}"
    remedy = "set the machine's clock (timedatectl set-ntp true)"
    return (problem if apart > _FAR_APART else warning)("clock", said, remedy)
