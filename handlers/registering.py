"""Self-registration in chat: consent, three questions, and an organizer's tap where one decides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from telegram import Message

from bot.botapi.turn import Turn
from bot.domain.applications import NEEDED, Application, next_field
from bot.domain.errors import NotFoundError, StaleError, TooManyWrongLinksError
from bot.domain.event import Event
from bot.domain.links import registration_payload, start_link
from bot.i18n import Language
from bot.screens import registering as screens
from bot.screens import registering_actions as buttons
from bot.screens.organizer import back
from bot.screens.screen import Screen
from bot.usecases import registering
from bot.usecases.identity import event_of
from bot.usecases.organizing import Organizer
from bot.usecases.outbox import OutboxRow
from bot.usecases.ports import UnitOfWork
from bot.usecases.registering import STEP, Place, Standing
from bot.usecases.settings import choose_event, set_dialog
from handlers import home, organizer
from handlers.outside import outside
from handlers.visitor import visitor


async def open_link(turn: Turn, slug: str) -> None:
    """Open an event's public link."""
    async with turn.reading() as uow:
        event = await uow.events.by_slug(slug)
        who = await visitor(turn, uow)
        screen = await outside(turn, uow, who)
    if event is None:
        await turn.show(screen)
    else:
        await on_register(turn, buttons.Register(event.id))


async def on_register(turn: Turn, action: buttons.Register) -> None:
    async with turn.reading() as uow:
        language = (await visitor(turn, uow)).language
        event = await uow.events.get(action.event)
        place = await registering.place(uow, turn.sender, event, turn.clock.now())
    if place.standing is Standing.NEW:
        await turn.show(screens.consent(language, place.event))
    else:
        await _show(turn, language, place)


async def on_agree(turn: Turn, action: buttons.AgreeToRegister) -> None:
    try:
        async with turn.transaction() as uow:
            who = await visitor(turn, uow)
            place = await registering.begin(uow, who.person, action.event, turn.clock.now())
    except TooManyWrongLinksError:
        await _wait(turn)
        return
    if place.standing is Standing.NEW:
        await turn.show(screens.question(who.language, "name"))
    else:
        await _show(turn, who.language, place)


async def answer_text(turn: Turn, message: Message, dialog: Mapping[str, Any]) -> None:
    """Take an answer, read by the rules for lists of people."""
    field = next_field(dialog["answers"])
    if field is None:  # everything is answered: the look is shown once more
        await go_on(turn, dialog, {})
        return
    async with turn.reading() as uow:
        language = (await visitor(turn, uow)).language
        event = await event_of(uow, dialog["event"])
    read = turn.services.files.read_field(field, message.text or "", event)
    if read.problems or not isinstance(read.value, str) or not read.value:
        await turn.show(screens.question(language, field, read.problems))
        return
    await go_on(turn, dialog, {field: read.value})


async def on_skip(turn: Turn, _action: buttons.SkipAnswer) -> None:
    dialog = await _dialog(turn)
    field = next_field(dialog["answers"])
    if field is not None and field in NEEDED:
        raise NotFoundError
    await go_on(turn, dialog, {field: ""} if field else {})


async def _dialog(turn: Turn) -> Mapping[str, Any]:
    async with turn.reading() as uow:
        dialog = (await visitor(turn, uow)).person.dialog or {}
    if dialog.get("step") != STEP:
        raise NotFoundError
    return dialog


async def go_on(turn: Turn, dialog: Mapping[str, Any], answer: Mapping[str, str]) -> None:
    answers = {**dialog["answers"], **answer}
    async with turn.transaction() as uow:
        language = (await visitor(turn, uow)).language
        event = await event_of(uow, dialog["event"])
        await set_dialog(uow, turn.sender, {**dialog, "answers": answers})
    field = next_field(answers)
    await turn.show(screens.question(language, field) if field else screens.look(language, event, answers))


async def on_send(turn: Turn, _action: buttons.SendRegistration) -> None:
    dialog, now = await _dialog(turn), turn.clock.now()
    if next_field(dialog["answers"]) is not None:
        raise NotFoundError
    owners = turn.services.organizers
    try:
        async with turn.transaction() as uow:
            who = await visitor(turn, uow)
            place = await registering.register(
                uow, who.person, dialog["event"], dialog["answers"], owners, now
            )
            await set_dialog(uow, turn.sender, None)
    except TooManyWrongLinksError:
        await _wait(turn)
        return
    welcome = place.standing is Standing.MEMBER
    await _show(turn, who.language, place, who.language.say("<b>You are in.</b>") if welcome else "")


async def on_take_back(turn: Turn, action: buttons.TakeBack) -> None:
    async with turn.transaction() as uow:
        language = (await visitor(turn, uow)).language
        mine = await uow.applications.get(action.application)
        await registering.withdraw(uow, turn.sender, action.application)
        event = await event_of(uow, mine.event_id if mine else 0)
    await turn.show(screens.taken_back(language, event))


async def _show(turn: Turn, language: Language, place: Place, notice: str = "") -> None:
    if place.standing is not Standing.MEMBER:
        await turn.show(screens.standing(language, place))
        return
    async with turn.transaction() as uow:
        await choose_event(uow, turn.sender, place.event.id)
    await home.fresh(turn, notice)


async def _wait(turn: Turn) -> None:
    async with turn.reading() as uow:
        language = (await visitor(turn, uow)).language
    await turn.show(screens.too_many(language))


# --- organizers
async def on_registrations(turn: Turn, action: buttons.Registrations) -> None:
    await registrations(turn, action.event, action.page)


async def registrations(turn: Turn, event_id: int, page: int = 0, notice: str = "") -> None:
    async with turn.reading() as uow:
        who, language = await organizer.entitled(turn, uow, event_id)
        shown = await registering.waiting(uow, who, page)
    await turn.show(screens.registrations(language, shown, public_link(turn, who.event), notice))


async def on_code(turn: Turn, action: buttons.RegistrationCode) -> None:
    async with turn.reading() as uow:
        who, language = await organizer.entitled(turn, uow, action.event)
    link = public_link(turn, who.event)
    qr = turn.services.files.qr(link)
    await turn.send(screens.code(language, who.event, link, qr, back(language, who.event.id)))


async def on_application(turn: Turn, action: buttons.ShowApplication) -> None:
    async with turn.reading() as uow:
        language = (await visitor(turn, uow)).language
        who, found = await entitled(turn, uow, action.application)
        screen = await _application(uow, language, who.event, found)
    await turn.show(screen)


async def on_admit(turn: Turn, action: buttons.Admit) -> None:
    now = turn.clock.now()
    try:
        async with turn.transaction() as uow:
            language = (await visitor(turn, uow)).language
            who, found = await entitled(turn, uow, action.application)
            admitted = await registering.admit(uow, who, found, now)
    except StaleError:
        await on_application(turn, buttons.ShowApplication(action.application))
        return
    if not admitted:
        await turn.show(screens.in_the_list(language, who.event, found))
        return
    await registrations(turn, who.event.id, notice=screens.decided(language, found, admitted=True))


async def entitled(turn: Turn, uow: UnitOfWork, application_id: int) -> tuple[Organizer, Application]:
    owners = turn.services.organizers
    return await registering.application_of(uow, turn.sender, application_id, owners)


async def _application(uow: UnitOfWork, language: Language, event: Event, found: Application) -> Screen:
    person = await uow.persons.get(found.telegram_id)
    return screens.application(language, event, found, person.username if person else "")


def public_link(turn: Turn, event: Event) -> str:
    """Give the link by which anybody registers for an event."""
    return start_link(turn.services.bot_username, registration_payload(event.slug))


# --- what comes unasked
async def render(uow: UnitOfWork, row: OutboxRow, language: Language, _now: datetime) -> Screen | None:
    """Draw ``registration.new`` for an organizer, and ``application.refused`` for whom it is about."""
    params = row.note.params
    event, found = await uow.events.get(params["event"]), await uow.applications.get(params["application"])
    if event is None or found is None:
        return None
    if row.note.kind == registering.REFUSED:
        return screens.refused(language, event, found)
    pending = await registering.place(uow, found.telegram_id, event, _now)
    return await _application(uow, language, event, found) if pending.standing is Standing.PENDING else None


async def register_command(turn: Turn, _argument: str) -> None:
    """Show what can be registered for, also to somebody who takes part in another event."""
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
        events = await registering.open_events(uow, turn.clock.now())
        every = turn.services.languages
        screen = screens.no_link(who.language, events, every) if events else await outside(turn, uow, who)
    await turn.show(screen)


routes = MappingProxyType(
    {
        buttons.Register: on_register,
        buttons.AgreeToRegister: on_agree,
        buttons.SkipAnswer: on_skip,
        buttons.SendRegistration: on_send,
        buttons.TakeBack: on_take_back,
        buttons.Registrations: on_registrations,
        buttons.RegistrationCode: on_code,
        buttons.ShowApplication: on_application,
        buttons.Admit: on_admit,
    }
)
commands = MappingProxyType({"register": register_command})
dialogs = MappingProxyType({STEP: answer_text})
