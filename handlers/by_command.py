"""Commands that do what a button of a card does: answer, hand over, say whether one comes.

Where the button could be for several things it is asked which. Nothing is agreed to without a look at it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any

from bot.botapi.turn import Turn
from bot.domain.booking import Attendance
from bot.domain.errors import Reason
from bot.domain.event import Event
from bot.i18n import Language
from bot.screens import actions, directory
from bot.screens import by_command as screens
from bot.screens.callbacks import Action
from bot.screens.handover_actions import HandOver, HandoverCard
from bot.screens.plain_text import which
from bot.usecases import agenda as meetings
from bot.usecases import by_command as usecases
from bot.usecases import plain_text
from bot.usecases.agenda import Entry
from bot.usecases.by_command import Awaited
from bot.usecases.identity import Me, elsewhere_of
from bot.usecases.plain_text import LONGEST_CHARACTERS, Understood
from bot.usecases.ports import UnitOfWork
from bot.usecases.times import Intent
from bot.usecases.wishes import Arranged, among
from handlers import agenda, booking, countering, handover, moving, requests
from handlers import directory as directory_cards
from handlers.visitor import participant

_MOST_CHOICES = 8
_ROUTES: Mapping[Any, Any] = MappingProxyType(
    {
        **agenda.routes,
        **booking.routes,
        **countering.routes,
        **directory_cards.routes,
        **handover.routes,
        **moving.routes,
        **requests.routes,
    }
)


async def accept_command(turn: Turn, argument: str) -> None:
    """Lead to what waits for the sender's yes."""
    await _answer(turn, argument, card_of)


async def decline_command(turn: Turn, argument: str) -> None:
    """Ask for the reason of a no, as the button does; a proposal is answered on its card."""

    def declining(one: Awaited) -> Action:
        asks = not one.agreed and not one.handover and not one.held
        return actions.Decline(one.id, one.version) if asks else card_of(one)

    await _answer(turn, argument, declining)


def card_of(one: Awaited) -> Action:
    """Give what shows something that waits, with its answers."""
    if one.handover:
        return HandoverCard(one.id)
    if one.held:
        return actions.Person(one.other.id)  # whose card offers it
    return actions.Meeting(one.id) if one.agreed else actions.Request(one.id)


async def _answer(turn: Turn, argument: str, button: Callable[[Awaited], Action]) -> None:
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
        meant = await _understood(turn, uow, me, argument)
        found = [
            (one.event, each)
            for one, there in await _everywhere(turn, uow, me, meant)
            for each in among(one.event, await usecases.awaited(uow, one, turn.clock.now()), there)
        ]
    if found:
        await press(turn, me, language, [(event, one, button(one)) for event, one in found])
    elif meant.words and not meant.people:
        await turn.show(directory.nobody(language, meant.words))
    else:
        await turn.show(screens.nothing_awaited(language, meant.people[:_MOST_CHOICES]))


async def handover_command(turn: Turn, argument: str) -> None:
    """Ask to whom a meeting shall be handed over, as the button does."""
    now = turn.clock.now()
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
        meant = await _understood(turn, uow, me, argument)
        ahead = await _coming(turn, uow, me, meant)
    found = [(one.event, each) for one, each in ahead if usecases.changeable(one, [each], now)]
    if found:
        buttons = [(event, arranged(one), HandOver(one.meeting.id)) for event, one in found]
        await press(turn, me, language, buttons)
    elif ahead:
        await agenda.show_meeting(turn, ahead[0][1].meeting.id, Reason.CHANGE_DEADLINE)
    elif meant.words and not meant.people:
        await turn.show(directory.nobody(language, meant.words))
    else:
        await _nothing_ahead(turn, me, language)


async def _say_command(turn: Turn, argument: str, *, button: Callable[[int], Action]) -> None:
    """Do what a button under the reminder does, for the meeting of which there could be one."""
    now = turn.clock.now()
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
        meant = await _understood(turn, uow, me, argument)
        ahead = await _coming(turn, uow, me, meant)
    found = [(one.event, each) for one, each in ahead if usecases.near(one, [each], now)]
    if found:
        buttons = [(event, arranged(one), button(one.meeting.id)) for event, one in found]
        await press(turn, me, language, buttons)
    elif ahead:
        there, first = ahead[0]
        since = usecases.said_from(there, first)
        await turn.show(screens.too_early(language, there.event, first, since))
    elif meant.words and not meant.people:
        await turn.show(directory.nobody(language, meant.words))
    else:
        await _nothing_ahead(turn, me, language)


async def on_coming(turn: Turn, meant: Understood) -> None:
    """Lead from "I am running late" to the card with the buttons that say so to the other side.

    Words that name nobody ("stuck in a taxi") say why: they keep nobody from saying it.
    """
    await _say_command(turn, meant.text if meant.people else "", button=actions.Meeting)


async def on_answer(turn: Turn, meant: Understood) -> None:
    """Lead from "I accept the request from Kelemen" to the card on which it is answered."""
    await accept_command(turn, meant.text if meant.people else "")


async def on_handover(turn: Turn, meant: Understood) -> None:
    """Lead from "hand my 15:20 over to a colleague" to the question to whom."""
    await handover_command(turn, meant.text if meant.people or meant.times else "")


async def _coming(turn: Turn, uow: UnitOfWork, me: Me, meant: Understood) -> list[tuple[Me, Entry]]:
    """Give the coming meetings that a command can mean, those of the current event first."""
    found: list[tuple[Me, Entry]] = []
    for one, there in await _everywhere(turn, uow, me, meant):
        ahead = {each.meeting.id: each for each in await meetings.coming(uow, one, turn.clock.now())}
        kept = among(one.event, [arranged(each) for each in ahead.values()], there)
        found += [(one, ahead[each.id]) for each in kept]
    return found


async def _everywhere(turn: Turn, uow: UnitOfWork, me: Me, meant: Understood) -> list[tuple[Me, Understood]]:
    """Give what a command says at each event of the sender's, the current one first."""
    others = await elsewhere_of(uow, me)
    found = [(me, meant), *[(one, await _understood(turn, uow, one, meant.text)) for one in others]]
    return [(one, there) for one, there in found if not there.words or there.people]


async def press(
    turn: Turn, me: Me, language: Language, found: Sequence[tuple[Event, Arranged, Action]]
) -> None:
    """Press the only button that there is, or ask which; what is at another event is looked at before."""
    here = [one for one in found if one[0].id == me.event.id]
    if len(here) != 1:
        await turn.show(which(language, me.event, here or found))
        return
    _, _, action = here[0]
    await _ROUTES[type(action)](turn, action)


async def _nothing_ahead(turn: Turn, me: Me, language: Language) -> None:
    async with turn.reading() as uow:
        events = len(await uow.participants.of_person(turn.sender))
    await turn.show(screens.nothing_ahead(language, me.event, several_events=events > 1))


async def _understood(turn: Turn, uow: UnitOfWork, me: Me, argument: str) -> Understood:
    """Read whom and when a command names; anything at all without a word, or with too many."""
    words = argument if len(argument) <= LONGEST_CHARACTERS else ""
    services = turn.services
    reader = (services.similar, services.time_words, turn.clock.now())
    return await plain_text.wanted(uow, me, Intent.CANCEL, words, *reader)


def arranged(one: Entry) -> Arranged:
    """Give a meeting as what a text can be about."""
    return Arranged(one.other, one.meeting.slot, one.meeting.id, agreed=True)


IN_WORDS: Mapping[Intent, Callable[..., Awaitable[None]]] = MappingProxyType(
    {Intent.COMING: on_coming, Intent.ANSWER: on_answer, Intent.HANDOVER: on_handover}
)
"""What a text that was not written as a command leads to, with what it means."""
commands = MappingProxyType(
    {
        "accept": accept_command,
        "decline": decline_command,
        "handover": handover_command,
        "onmyway": partial(
            _say_command, button=lambda meeting: actions.Say(meeting, Attendance.ON_MY_WAY.value)
        ),
        "late": partial(_say_command, button=lambda meeting: actions.Say(meeting, Attendance.LATE.value)),
        "cannotcome": partial(_say_command, button=actions.CannotCome),
    }
)
