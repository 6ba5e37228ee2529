"""Open questions, put once more: after what is no text, and in the language that was just chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from bot.botapi.turn import Turn
from bot.domain.errors import DomainError
from bot.screens import (
    actions,
    after_actions,
    finding_actions,
    profile_actions,
    registering_actions,
    safety_actions,
)
from bot.screens.asking_actions import NoteForAny
from bot.screens.callbacks import Action
from bot.usecases.my_times import STEP as TIMES
from bot.usecases.registering import STEP as REGISTER
from bot.usecases.settings import set_dialog
from handlers import (
    agenda,
    booking,
    feedback,
    marks,
    my_times,
    own_clocks,
    refusing,
    registering,
    relay,
    requests,
    safety,
    settings,
)
from handlers.visitor import Visitor, close_question

_BUTTONS: Mapping[str, Callable[[Mapping[str, Any]], Action]] = MappingProxyType(  # that put a question
    {
        "cancel": lambda step: actions.Cancel(step["meeting"]),
        "decline": lambda step: actions.Decline(step["request"], step["version"]),
        "note": lambda step: NoteForAny(step["host"], step["times"]),
        "feedback": lambda step: after_actions.FeedbackComment(step["meeting"]),
        "private_note": lambda step: finding_actions.WritePrivateNote(step["person"]),
        "report": lambda step: safety_actions.WriteReport(step["person"]),
        "own_clocks": lambda _: actions.OwnClocks(),
        settings.LEAD: lambda _: actions.OtherLead(),
        relay.STEP: lambda step: after_actions.WriteTo(step["person"]),
        refusing.STEP: lambda step: registering_actions.RefuseWithReason(step["application"]),
        TIMES: lambda _: profile_actions.MyTimes(),
    }
)
_ROUTES: Mapping[Any, Any] = MappingProxyType(
    {
        **agenda.routes,
        **booking.routes,
        **feedback.routes,
        **marks.routes,
        **my_times.routes,
        **own_clocks.routes,
        **refusing.routes,
        **relay.routes,
        **requests.routes,
        **safety.routes,
        **settings.routes,
    }
)


def button(step: Mapping[str, Any]) -> Action | None:
    """Give the button that puts the question of a step; None where no button alone does."""
    make = _BUTTONS.get(str(step.get("step")))
    return make(step) if make else None


async def repeat(turn: Turn, who: Visitor) -> bool:
    """Put the open question once more; False where none is open that waits for a text alone."""
    step = who.person.dialog or {}
    action = button(step)
    try:
        if action is not None:
            await _ROUTES[type(action)](turn, action)
        elif step.get("step") == REGISTER:
            await registering.go_on(turn, step, {})
        else:
            return False
    except DomainError:
        await close_question(turn)
        raise
    return True


async def note_album(turn: Turn, album: str) -> None:
    """Note that an album has its answer, beside whatever is open."""
    turn.arrived = None
    async with turn.database.writing() as uow:
        if known := await uow.persons.known(turn.sender):
            await set_dialog(uow, turn.sender, {**(known.person.dialog or {}), "album": album})
