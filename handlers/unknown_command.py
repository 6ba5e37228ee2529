"""A command that there is not: it is said so, with the one that is spelled most like it."""

from __future__ import annotations

from bot.botapi.turn import Turn
from bot.domain.searching import Similar
from bot.domain.text import fold
from bot.screens import actions, commands, home
from bot.screens.callbacks import Action
from handlers import shortcuts
from handlers.visitor import visitor

_SHORTEST_BEGINNING = 3
"""Letters with which a command may be begun: ``/req``."""


async def on_unknown(turn: Turn, name: str) -> None:
    """Say that there is no such command; the nearest of the sender's is a button away, where it has one."""
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
    known = {
        one: title
        for group in commands.groups(
            who.language, participant=who.me is not None, organizer=who.organizer, steward=who.steward
        )
        for one, title in group.commands
    }
    near = nearest(name, tuple(known), turn.services.similar)
    action = await _button(turn, near) if near and (who.me or who.steward) else None
    await turn.show(home.unknown_command(who.language, name, (near, known[near]) if near else None, action))


def nearest(name: str, known: tuple[str, ...], similar: Similar) -> str:
    """Give the known command that one is a slip or the beginning of; empty: there is none."""
    typed = fold(name)
    likely = similar(typed, known)
    if likely:
        return max(likely, key=lambda one: likely[one])
    begun = [one for one in known if len(typed) >= _SHORTEST_BEGINNING and one.startswith(typed)]
    return begun[0] if begun else ""


async def _button(turn: Turn, name: str) -> Action | None:
    if name == "find":
        return actions.SearchPrompt()
    return await shortcuts.button(turn, name) if name in shortcuts.NAMES else None
