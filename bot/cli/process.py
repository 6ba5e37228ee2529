"""``run``, ``demo`` and ``migrate``."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from bot import logs
from bot.cli import common
from bot.config import Settings

_PORT = 8080
_LAST_PORT = 65535


def run() -> None:
    """Run the bot until it is told to stop (SIGTERM or Ctrl+C)."""
    from bot import main as composition  # noqa: PLC0415 - no other command needs the whole bot

    settings = common.settings()
    logs.set_up(settings)
    common.perform(composition.run(settings))


def demo(
    port: Annotated[int, typer.Option(min=0, max=_LAST_PORT, help="0: any free one.")] = _PORT,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
) -> None:
    """Show the bot in a browser page with invented people; needs no Telegram account."""
    from bot import demo as demonstration  # noqa: PLC0415 - nobody else needs the embedded server

    logs.set_up(Settings.load(env_file=None, log_level="WARNING"))
    try:
        asyncio.run(demonstration.demo(port, browser=browser))
    except KeyboardInterrupt:
        typer.echo("The demo is over.")
    except OSError as error:
        common.refuse(f"the demo cannot listen on port {port}: {(error.strerror or str(error)).lower()}")


def migrate() -> None:
    """Bring the database to the newest schema; every other command does so too."""
    common.perform(_migrate(common.settings()))
    typer.echo("The database is up to date.")


async def _migrate(settings: Settings) -> None:
    async with common.database(settings):
        pass
