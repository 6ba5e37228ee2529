"""Opening Telegram's side of a bot, checked, each error in one line."""

from __future__ import annotations

from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.botapi.limiter import Limiter
from bot.botapi.metrics import Metrics
from bot.botapi.replies import Bot
from bot.botapi.transport import AiohttpRequest
from bot.config import ConfigurationError, Settings
from bot.intake.receiver import ALLOWED_UPDATES
from bot.intake.webhook import MAX_CONNECTIONS


async def open_bot(settings: Settings, limiter: Limiter, metrics: Metrics | None = None) -> Bot:
    """Make the library's bot, and check that the token is good.

    Raises:
        ConfigurationError: there is no token, a wrong one, or no Bot API.
    """
    api = settings.bot_api_url
    bot = Bot(
        settings.token(),
        base_url=f"{api}/bot",
        base_file_url=f"{api}/file/bot",
        request=AiohttpRequest(on_flood=metrics.flood if metrics else None),
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


async def forget_webhook(bot: Bot, settings: Settings) -> None:
    """Forget a webhook that was set before: it would keep every update away from polling.

    Raises:
        ConfigurationError: the Bot API does not answer.
    """
    try:
        await bot.delete_webhook()
    except TelegramError as error:
        raise _silence(settings.bot_api_url, error) from None


async def set_webhook(bot: Bot, settings: Settings) -> None:
    """Tell Telegram where to call; every process says the same.

    A process that ends leaves the webhook: others go on with it, and Telegram keeps what comes for a day.

    Raises:
        ConfigurationError: Telegram refuses the address, or does not answer.
    """
    try:
        await bot.set_webhook(
            settings.webhook_url,
            secret_token=settings.webhook_token(),
            allowed_updates=ALLOWED_UPDATES,
            max_connections=MAX_CONNECTIONS,
        )
    except BadRequest as error:
        raise ConfigurationError(f"WEBHOOK_URL: Telegram refuses it: {error.message}") from None
    except TelegramError as error:
        raise _silence(settings.bot_api_url, error) from None


def _silence(api: str, error: TelegramError) -> ConfigurationError:
    return ConfigurationError(f"BOT_API_URL: {api} does not answer: {error.message}")
