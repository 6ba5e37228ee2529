"""Who is there: what every handler wants to know first about the sender of an update."""

from __future__ import annotations

from dataclasses import dataclass

from bot.botapi.turn import Turn
from bot.domain.errors import NotFoundError
from bot.domain.persons import Person
from bot.i18n import SOURCE_LANGUAGE, Language
from bot.usecases.identity import Me, current
from bot.usecases.organizing import is_organizer
from bot.usecases.ports import UnitOfWork
from bot.usecases.settings import set_dialog


@dataclass(frozen=True, slots=True)
class Visitor:
    """The sender of an update.

    ``person`` is what the bot knows of him, or what it would note; ``known`` tells which. ``me`` is he
    as a participant of the event in hand, None when he is in no directory.
    """

    person: Person
    known: bool
    me: Me | None
    language: Language
    organizer: bool


async def visitor(turn: Turn, uow: UnitOfWork) -> Visitor:
    """Load the sender of an update."""
    services = turn.services
    person = await uow.persons.get(turn.sender)
    known = person is not None
    if person is None:
        code = services.languages.match(turn.language_code) or SOURCE_LANGUAGE
        person = Person(turn.sender, code, turn.username)
    try:
        me = await current(uow, turn.sender) if known else None
    except NotFoundError:
        me = None
    language = services.languages.get(person.language)
    return Visitor(person, known, me, language, await is_organizer(uow, turn.sender, services.organizers))


async def close_question(turn: Turn) -> None:
    """Forget what the sender was asked, so that the next text is not taken for the answer."""
    async with turn.database.writing() as uow:
        await set_dialog(uow, turn.sender, None)


async def participant(turn: Turn, uow: UnitOfWork) -> tuple[Me, Language]:
    """Load the sender as a participant.

    Raises:
        NotFoundError: he is in no event's directory; the dispatcher shows him how to join.
    """
    who = await visitor(turn, uow)
    if who.me is None:
        raise NotFoundError
    return who.me, who.language
