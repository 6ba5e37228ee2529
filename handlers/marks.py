"""Favourites and private notes on a person's card."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from telegram import Message

from bot.botapi.turn import Turn
from bot.domain.marks import PRIVATE_NOTE_CHARACTERS, private_note
from bot.domain.steps import KEPT, answered
from bot.screens import directory, finding_actions
from bot.screens import marks as screens
from bot.screens.notes import note_too_long
from bot.screens.parts import under
from bot.usecases import marks
from bot.usecases.directory import card
from bot.usecases.identity import participant_of
from bot.usecases.settings import ask, set_dialog
from handlers.visitor import participant


async def on_favour(turn: Turn, action: finding_actions.Favour) -> None:
    now = turn.clock.now()
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        await marks.favour(uow, me, action.person, now, chosen=action.chosen)
        shown = await card(uow, me, action.person, now)
    turn.toast(language.label("Kept.") if action.chosen else language.label("Removed."))
    await turn.show(directory.card(language, me.event, shown))


async def on_write_private_note(turn: Turn, action: finding_actions.WritePrivateNote) -> None:
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        await marks.see(uow, me, action.person)
        person = await participant_of(uow, action.person, me.event.id)
        kept = await uow.marks.of(me.id, person.id)
        step = {"step": "private_note", "person": person.id}
        await ask(uow, turn.sender, step, turn.clock.now())
    await turn.show(screens.note_prompt(language, person, kept.note))


async def on_delete_private_note(turn: Turn, action: finding_actions.DeletePrivateNote) -> None:
    await _keep(turn, action.person, "")


async def private_note_text(turn: Turn, message: Message, dialog: Mapping[str, Any]) -> None:
    text = message.text or ""
    note = private_note(text)
    if note is not None:
        changed = message.edit_date is not None
        await _keep(turn, dialog["person"], note, answered(dialog, KEPT), changed=changed)
        return
    async with turn.reading() as uow:
        _, language = await participant(turn, uow)
    await turn.show(note_too_long(language, len(text.strip()), PRIVATE_NOTE_CHARACTERS))


async def _keep(
    turn: Turn, person_id: int, note: str, step: Mapping[str, Any] | None = None, *, changed: bool = False
) -> None:
    now = turn.clock.now()
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        await marks.write(uow, me, person_id, note, now)
        await set_dialog(uow, turn.sender, step)
        shown = await card(uow, me, person_id, now)
    notice = language.say("<b>Your note is changed.</b>") if changed else ""
    await turn.show(under(notice, directory.card(language, me.event, shown)))


routes = MappingProxyType(
    {
        finding_actions.Favour: on_favour,
        finding_actions.WritePrivateNote: on_write_private_note,
        finding_actions.DeletePrivateNote: on_delete_private_note,
    }
)
dialogs = MappingProxyType({"private_note": private_note_text})
