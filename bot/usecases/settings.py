"""What a person chooses for himself: language, reminder times, the event in hand, his dialogue."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.persons import Person
from bot.domain.reminders import CHOICES_MINUTES, LEAST_MINUTES, MOST_LEADS, MOST_MINUTES
from bot.domain.steps import lapsing
from bot.usecases import today
from bot.usecases.identity import Me, event_of
from bot.usecases.joining import replan
from bot.usecases.notify import minutes_before
from bot.usecases.ports import UnitOfWork


async def choose_language(uow: UnitOfWork, person: Person, language: str, now: datetime) -> Person:
    """Choose a language; also for somebody the bot does not know yet."""
    changed = replace(person, language=language)
    await uow.persons.save(changed, now)
    return changed


async def toggle_reminder(uow: UnitOfWork, me: Me, minutes: int, now: datetime) -> tuple[int, ...]:
    """Switch one lead time on or off; gives the lead times as they are then.

    Minutes that are not among the choices change nothing: a button of an old version asked for them.
    """
    chosen = set(minutes_before(me.event, me.participant))
    if minutes in CHOICES_MINUTES or minutes in chosen:
        chosen ^= {minutes}
    return await _set_reminders(uow, me, tuple(sorted(chosen)), now)


async def add_reminders(uow: UnitOfWork, me: Me, minutes: Collection[int], now: datetime) -> bool:
    """Add lead times that somebody wrote, to those that he has.

    False: one is too short or too long, or there would be too many, and nothing changes.
    """
    chosen = {*minutes_before(me.event, me.participant), *minutes}
    if len(chosen) > MOST_LEADS or not all(LEAST_MINUTES <= one <= MOST_MINUTES for one in minutes):
        return False
    await _set_reminders(uow, me, tuple(sorted(chosen)), now)
    return True


async def choose_digest(uow: UnitOfWork, me: Me, now: datetime, *, evening: bool, on: bool) -> Me:
    """Have the list of meetings in the evening, or in the morning, or not; a card of today follows."""
    if evening:
        await uow.persons.change(me.person.telegram_id, evening_digest=on)
        return replace(me, person=replace(me.person, evening_digest=on))
    await uow.persons.change(me.person.telegram_id, morning_digest=on)
    await today.switched(uow, me, now)
    return replace(me, person=replace(me.person, morning_digest=on))


async def no_reminders(uow: UnitOfWork, me: Me, now: datetime) -> tuple[int, ...]:
    """Switch all reminders before meetings off; digests stay."""
    return await _set_reminders(uow, me, (), now)


async def choose_event(uow: UnitOfWork, telegram_id: int, event_id: int) -> None:
    """Make an event the current one; whether the person is in it is checked whenever it is used."""
    await uow.persons.change(telegram_id, event_id=event_id)


async def choose_zone(uow: UnitOfWork, me: Me, zone: str) -> Me:
    """Choose the clocks on which one reads times beside the event's; none when they are the event's."""
    own = "" if zone == me.event.zone else zone
    await uow.persons.change(me.person.telegram_id, zone=own, dialog=None)
    return replace(me, person=replace(me.person, zone=own, dialog=None))


async def set_dialog(uow: UnitOfWork, telegram_id: int, dialog: Mapping[str, Any] | None) -> None:
    """Note what the next text of a person answers; None: nothing."""
    await uow.persons.change(telegram_id, dialog=dict(dialog) if dialog is not None else None)


async def ask(uow: UnitOfWork, telegram_id: int, step: Mapping[str, Any], now: datetime) -> None:
    """Note that the next text answers a step whose answer goes out, or writes over something: it lapses."""
    await set_dialog(uow, telegram_id, lapsing(step, now))


async def _set_reminders(uow: UnitOfWork, me: Me, minutes: tuple[int, ...], now: datetime) -> tuple[int, ...]:
    await uow.persons.change(me.person.telegram_id, minutes_before=minutes)
    for mine in await uow.participants.of_person(me.person.telegram_id):
        await replan(uow, Me(me.person, mine, await event_of(uow, mine.event_id)), now)
    return minutes
