"""What organizers see of the care of the bot: messages that did not arrive, what is erased, what failed."""

from __future__ import annotations

from datetime import date, datetime
from types import MappingProxyType

from bot.botapi.turn import Turn
from bot.i18n import Language
from bot.screens import care as screens
from bot.screens import dead_letters as dead_letter_screens
from bot.screens import organizer_actions
from bot.screens.screen import Screen
from bot.usecases import dead_letters, retention
from bot.usecases.outbox import OutboxRow
from bot.usecases.ports import UnitOfWork
from handlers import organizer


async def on_undelivered(turn: Turn, action: organizer_actions.Undelivered) -> None:
    async with turn.reading() as uow:
        who, language = await organizer.entitled(turn, uow, action.event)
        shown = await dead_letters.undelivered(uow, who)
    await turn.show(dead_letter_screens.undelivered(language, shown))


async def on_try_again(turn: Turn, action: organizer_actions.TryAgain) -> None:
    async with turn.transaction() as uow:
        who, language = await organizer.entitled(turn, uow, action.event)
        count = await dead_letters.try_again(uow, who, turn.clock.now())
        shown = await dead_letters.undelivered(uow, who)
    said = language.say_n("{n} message is tried again.", "{n} messages are tried again.", count)
    await turn.show(dead_letter_screens.undelivered(language, shown, said))


async def render(uow: UnitOfWork, row: OutboxRow, language: Language, now: datetime) -> Screen | None:
    """Draw the rows ``retention.soon`` and ``backup.failed``."""
    if row.note.kind != retention.SOON:
        return screens.backup_failed(language)
    day = str(row.note.params["day"])
    event = await retention.still_to_come(uow, row.note.params["event"], day, now)
    return screens.erasing_soon(language, event, date.fromisoformat(day)) if event else None


routes = MappingProxyType(
    {
        organizer_actions.Undelivered: on_undelivered,
        organizer_actions.TryAgain: on_try_again,
    }
)
