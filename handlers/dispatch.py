"""From an update to its handler: presses by their record, commands by name, texts by dialogue."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Any, get_args

from telegram import Message, MessageEntity, Update
from telegram.constants import ChatType

from bot.botapi.context import Context
from bot.botapi.turn import Turn
from bot.domain.booking import Meeting, Request
from bot.domain.errors import DomainError, NotAllowedError, NotAvailableError, TooManyWrongLinksError
from bot.domain.people import Participant
from bot.screens import actions, agenda_actions, profile_actions, registering_actions
from bot.screens import home as home_screen
from bot.screens import joining as joining_screens
from bot.screens.asking_actions import AnyTimes
from bot.screens.callbacks import Action
from bot.screens.reasons import not_available
from bot.usecases import reach
from bot.usecases.my_times import STEP as TIMES
from bot.usecases.own_profile import STEP as PROFILE
from bot.usecases.ports import UnitOfWork
from bot.usecases.registering import STEP as REGISTER
from handlers import (
    agenda,
    agenda_pdf,
    booking,
    broadcast,
    calendar,
    care,
    contacts,
    countering,
    directory,
    feedback,
    filtering,
    free_now,
    handover,
    home,
    inline,
    joining,
    marks,
    moving,
    my_times,
    no_show,
    organizer,
    own_clocks,
    own_profile,
    people_import,
    plain_text,
    privacy,
    registering,
    relay,
    requests,
    safety,
    sending,
    settings,
    suggesting,
    today,
    waiting,
    wrap_up,
)
from handlers.visitor import close_question, visitor

Route = Callable[[Turn, Any], Awaitable[None]]
Command = Callable[[Turn, str], Awaitable[None]]
Dialog = Callable[[Turn, Message, Mapping[str, Any]], Awaitable[None]]

_JOURNEYS = (
    agenda,
    agenda_pdf,
    booking,
    broadcast,
    calendar,
    care,
    contacts,
    countering,
    directory,
    feedback,
    filtering,
    free_now,
    handover,
    home,
    joining,
    marks,
    moving,
    my_times,
    no_show,
    organizer,
    own_clocks,
    own_profile,
    people_import,
    privacy,
    registering,
    relay,
    requests,
    safety,
    sending,
    settings,
    suggesting,
    today,
    waiting,
    wrap_up,
)


def _merged(name: str) -> Mapping[Any, Any]:
    merged: dict[Any, Any] = {}
    for journey in _JOURNEYS:
        merged |= getattr(journey, name, {})
    return MappingProxyType(merged)


ROUTES: Mapping[type[Action], Route] = _merged("routes")
COMMANDS: Mapping[str, Command] = _merged("commands")
DIALOGS: Mapping[str, Dialog] = _merged("dialogs")  # steps in which the next text is an answer
_ANY_CONTENT = broadcast.ANY_CONTENT | relay.ANY_CONTENT | own_profile.ANY_CONTENT
_KEPT_FOR: Mapping[str, tuple[type[Action], ...]] = MappingProxyType(  # steps that only some buttons need
    {
        "found": (actions.Found,),
        "noted": (actions.Send, actions.WriteNote, *get_args(AnyTimes)),
        REGISTER: (registering_actions.SkipAnswer, registering_actions.SendRegistration),
        PROFILE: (profile_actions.SaveProfile,),
        TIMES: (profile_actions.MyTimes, profile_actions.TakeSlot, profile_actions.TakeBlock),
    }
)


async def on_press(update: Update, context: Context) -> None:
    """Handle a button; data that is unknown, forged or out of date leads to a fresh card."""
    turn = context.turn
    query = update.callback_query
    if query and query.message and query.message.chat.type != ChatType.PRIVATE:
        await _elsewhere(turn)  # what a card shows is for one pair of eyes
        return
    action = actions.unpack(query.data or "") if query else None
    await _arrive(turn, action, leaves=True)
    route = ROUTES.get(type(action)) if action else None
    if route is None:
        await home.fresh(turn)
        return
    try:
        await route(turn, action)
    except DomainError as error:
        await _explain(turn, error)


async def on_message(update: Update, context: Context) -> None:
    """Handle whatever a person sends: a command, the answer to a question, a file, plain text, anything."""
    turn, message = context.turn, update.effective_message
    if message is None:
        return
    if message.chat.type != ChatType.PRIVATE:
        if not _is_ours(turn, message) and _speaks_to(turn.services.bot_username, message):
            await _elsewhere(turn)
        return
    try:
        await _answer(turn, message)
    except DomainError as error:
        await _explain(turn, error)


async def on_membership(update: Update, context: Context) -> None:
    """Note that somebody blocked the bot, or let it write again."""
    change = update.my_chat_member
    if change is None or change.chat.type != ChatType.PRIVATE:
        return
    turn = context.turn
    async with turn.transaction() as uow:
        if change.new_chat_member.status in ("kicked", "left"):
            await reach.lost(uow, change.chat.id)
        else:
            await reach.back(uow, change.chat.id, turn.clock.now())


def _is_ours(turn: Turn, message: Message) -> bool:
    """Tell whether a message is one that inline mode offered, and not its sender's own words."""
    return message.via_bot is not None and message.via_bot.username == turn.services.bot_username


def _speaks_to(username: str, message: Message) -> bool:
    """Tell whether a message in a group begins with a command that names no other bot, or names this one."""
    mention = MessageEntity.MENTION
    marked = message.parse_entities([MessageEntity.BOT_COMMAND, mention]) if message.text else {}
    said = [text for entity, text in marked.items() if entity.type == mention or entity.offset == 0]
    return any(text.partition("@")[2].lower() in ("", username.lower()) for text in said)


async def _answer(turn: Turn, message: Message) -> None:
    text = message.text or ""
    chosen = _is_ours(turn, message)
    command = text.startswith("/") and not chosen
    asked = await _arrive(turn, None, leaves=command or chosen)
    if chosen:
        await inline.on_chosen(turn, message)
        return
    if command:
        await _command(turn, text, asked=asked)
        return
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
    dialog = who.person.dialog or {}
    answer = DIALOGS.get(str(dialog.get("step")))
    if answer is not None and (text or dialog.get("step") in _ANY_CONTENT):
        try:
            await answer(turn, message, dialog)
        except DomainError:
            await close_question(turn)
            raise
    elif message.document and who.organizer:
        await people_import.on_document(turn, message)
    elif message.document and who.me:
        await own_profile.on_file(turn, message)
    elif text and who.me and own_profile.is_page(turn, text):
        await own_profile.on_page(turn, text)
    elif text:
        await plain_text.on_text(turn, text)
    else:
        await plain_text.on_other(turn)


async def _command(turn: Turn, text: str, *, asked: bool) -> None:
    word, _, argument = text[1:].partition(" ")
    name = word.partition("@")[0].lower()
    if name == "cancel":
        async with turn.reading() as uow:
            language = (await visitor(turn, uow)).language
        said = language.say("Stopped.") if asked else language.say("There was nothing to stop.")
        await home.fresh(turn, said)
        return
    command = COMMANDS.get(name)
    if command is None:
        await home.on_help(turn)
    else:
        await command(turn, argument.strip())


async def _arrive(turn: Turn, action: Action | None, *, leaves: bool) -> bool:
    """Note what any press or message tells, before it is handled; gives whether a question was open.

    Of a person who ``leaves`` a question, or goes on from words that he searched for or wrote, nothing of
    that is kept. The event of what a button is about becomes the current one. Whoever writes can be written
    to, by the user name that he has now.
    """
    async with turn.reading() as uow:
        who = await uow.persons.known(turn.sender)
        if who is None:
            return False
        person, mine = who.person, who.participants
        # Who is in one event alone, which is the current one, can name no other.
        settled = [one.event_id for one in mine] == [person.event_id]
        event_id = person.event_id if settled else await _event_named(uow, action)
    step = str((person.dialog or {}).get("step"))
    over = leaves and person.dialog is not None and not isinstance(action, _KEPT_FOR.get(step, ()))
    changes: dict[str, Any] = {"dialog": None} if over else {}
    if person.username != turn.username:
        changes["username"] = turn.username
    if event_id != person.event_id and any(one.event_id == event_id for one in mine):
        changes["event_id"] = event_id
    if changes or not person.reachable:
        async with turn.database.writing() as uow:
            if changes:
                await uow.persons.change(turn.sender, **changes)
            if not person.reachable:
                await reach.back(uow, turn.sender, turn.clock.now())
    else:
        turn.arrived = who
    return step in DIALOGS


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


async def _explain(turn: Turn, error: DomainError) -> None:
    """Show a fresh home card when what was pressed is gone, changed, or not this person's."""
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
    say = who.language.say
    if isinstance(error, TooManyWrongLinksError):
        await turn.show(joining_screens.too_many_wrong_links(who.language))
    elif who.me is None and not who.organizer:
        await home.fresh(turn)
    elif isinstance(error, NotAvailableError):
        await home.fresh(turn, not_available(who.language))
    elif isinstance(error, NotAllowedError):
        await home.fresh(turn, say("That is for organizers only."))
    else:
        await home.fresh(turn, say("That is no longer there. This is how things stand now."))


async def _elsewhere(turn: Turn) -> None:
    async with turn.reading() as uow:
        language = (await visitor(turn, uow)).language
    await turn.send(home_screen.write_in_private(language, turn.services.bot_username))
