"""What any press or message tells, whatever it is about: who is there, and what he is done with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, get_args

from bot.botapi.turn import Turn
from bot.domain.booking import Meeting, Request
from bot.domain.people import Participant
from bot.domain.steps import NOTED, REASONED, ended, lapsed
from bot.screens import actions, agenda_actions, hall_actions, profile_actions, registering_actions
from bot.screens.asking_actions import AnyTimes
from bot.screens.callbacks import Action
from bot.screens.reason_actions import CancelWith, DeclineWith, RefuseWith
from bot.usecases import picking, reach
from bot.usecases.hall import STEP as HALL
from bot.usecases.my_times import STEP as TIMES
from bot.usecases.own_profile import STEP as PROFILE
from bot.usecases.ports import UnitOfWork
from bot.usecases.registering import STEP as REGISTER
from handlers.visitor import visitor

_KEPT_FOR: Mapping[str, tuple[type[Action], ...]] = MappingProxyType(  # steps that only some buttons need
    {
        "found": (actions.Found,),
        NOTED: (actions.Send, actions.WriteNote, *get_args(AnyTimes)),
        REASONED: (CancelWith, DeclineWith, RefuseWith),
        REGISTER: (registering_actions.SkipAnswer, registering_actions.SendRegistration),
        PROFILE: (profile_actions.SaveProfile,),
        HALL: (
            *(hall_actions.Hall, hall_actions.Whereabouts),
            *(hall_actions.OtherTable, hall_actions.Reseat),
            *(hall_actions.CheckIn, hall_actions.Awaited, hall_actions.WalkIn),
        ),
        TIMES: (
            *(profile_actions.MyTimes, profile_actions.TakeSlot, profile_actions.TakeBlock),
            *(profile_actions.SaveTimes, profile_actions.ForgetTimes),
        ),
    }
)

_LANGUAGE = (actions.Languages, actions.SetLanguage)  # what is asked stays asked, in another language


async def arrive(turn: Turn, action: Action | None, written: datetime | None = None, *, leaves: bool) -> str:
    """Note what any press or message tells, before it is handled; gives the step that was open, if any.

    A text that was ``written`` after its step had lapsed answers it no more.

    Of a person who ``leaves`` a question, or goes on from words that he searched for or wrote, nothing of
    that is kept. The event of what a button is about becomes the current one. Whoever writes can be written
    to, by the user name that he has now; of strangers nothing is noted.
    """
    async with turn.reading() as uow:
        who = await uow.persons.known(turn.sender)
        if who is not None:
            # Who is in one event alone, which is the current one, can name no other.
            settled = [one.event_id for one in who.participants] == [who.person.event_id]
            event_id = who.person.event_id if settled else await _event_named(uow, action)
    if who is None:
        if turn.sender in turn.services.organizers:
            await _note_owner(turn)
        return ""
    person, mine = who.person, who.participants
    late = written is not None and lapsed(person.dialog, written)
    step = "" if late else str((person.dialog or {}).get("step", ""))
    kept = not late and (not leaves or isinstance(action, (*_KEPT_FOR.get(step, ()), *_LANGUAGE)))
    over = person.dialog is not None and not kept
    left = ended(person.dialog or {}) if action is None and not late else None
    changes: dict[str, Any] = {"dialog": left} if over else {}
    if person.username != turn.username:
        changes["username"] = turn.username
    if event_id != person.event_id and any(one.event_id == event_id for one in mine):
        changes["event_id"] = event_id
    if changes or not person.reachable:
        async with turn.database.writing() as uow:
            if over:
                await picking.end(uow, person, turn.clock.now())
            if changes:
                await uow.persons.change(turn.sender, **changes)
            if not person.reachable:
                await reach.back(uow, turn.sender, turn.clock.now())
    else:
        turn.arrived = who
    return step


async def _note_owner(turn: Turn) -> None:
    """Note one of ORGANIZERS who writes for the first time, so that news reach him in his own language."""
    async with turn.database.writing() as uow:
        await uow.persons.save((await visitor(turn, uow)).person, turn.clock.now())


async def _event_named(uow: UnitOfWork, action: Action | None) -> int | None:
    """Give the event of the row that a button names; None where it names none."""
    match action:
        case (
            actions.Agenda(event=event_id)
            | agenda_actions.OpenAgenda(event=event_id)
            | agenda_actions.AgendaPage(event=event_id)
        ):
            return event_id or None
        case object(host=number):
            row: Participant | Request | Meeting | None = await uow.participants.get(number)
        case object(person=number):
            row = await uow.participants.get(number)
        case object(request=number):
            row = await uow.requests.get(number)
        case object(meeting=number):
            row = await uow.meetings.get(number)
        case _:
            return None
    return row.event_id if row else None
