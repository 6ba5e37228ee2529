"""Who is there: what every handler wants to know first about the sender of an update."""

from __future__ import annotations

from dataclasses import dataclass

from bot.botapi.turn import Turn
from bot.domain.errors import NotFoundError
from bot.domain.persons import Person
from bot.i18n import SOURCE_LANGUAGE, Language
from bot.screens.screen import Screen
from bot.usecases import picking
from bot.usecases.identity import Me, current_of
from bot.usecases.organizing import is_organizer
from bot.usecases.ports import UnitOfWork
from bot.usecases.settings import set_dialog
from bot.usecases.stewarding import is_steward


@dataclass(frozen=True, slots=True)
class Visitor:
    """The sender of an update.

    ``person`` is what the bot knows of him, or what it would note; ``known`` tells which. ``me`` is he
    as a participant of the event in hand, None when he is in no directory. ``events`` counts those that he
    is in.
    """

    person: Person
    known: bool
    me: Me | None
    language: Language
    organizer: bool
    steward: bool  # also whoever is an organizer
    events: int


async def visitor(turn: Turn, uow: UnitOfWork) -> Visitor:
    """Load the sender of an update."""
    services = turn.services
    who = turn.arrived or await uow.persons.known(turn.sender)
    if who is None:
        code = services.languages.match(turn.language_code) or SOURCE_LANGUAGE
        person = Person(turn.sender, code, turn.username)
    else:
        person = who.person
    me = await current_of(uow, who)
    language = services.languages.of(person)
    organizer = is_organizer(who, turn.sender, services.organizers)
    steward = is_steward(who, turn.sender, services.organizers)
    events = len(who.participants) if who else 0
    return Visitor(person, who is not None, me, language, organizer, steward, events)


class NotAnAnswerError(Exception):
    """A text is no answer to the question that is open, and is to be read like any other.

    ``otherwise`` is what the question has to say where it means nothing else either.
    """

    def __init__(self, otherwise: Screen | None = None) -> None:
        super().__init__()
        self.otherwise = otherwise


async def close_question(turn: Turn) -> None:
    """Forget what the sender was asked, so that the next text is not taken for the answer."""
    turn.arrived = None
    async with turn.database.writing() as uow:
        if person := await uow.persons.get(turn.sender):
            await picking.end(uow, person, turn.clock.now())
        await set_dialog(uow, turn.sender, None)


async def participant(turn: Turn, uow: UnitOfWork) -> tuple[Me, Language]:
    """Load the sender as a participant.

    Raises:
        NotFoundError: he is in no event's directory; the dispatcher shows him how to join.
    """
    me = await current_of(uow, turn.arrived or await uow.persons.known(turn.sender))
    if me is None:
        raise NotFoundError
    return me, turn.services.languages.of(me.person)
