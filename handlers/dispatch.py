"""From an update to its handler: presses by their record, commands by name, texts by dialogue."""

from __future__ import annotations

from telegram import Message, MessageEntity, Update, UsersShared
from telegram.constants import ChatType

from bot.botapi.context import Context
from bot.botapi.turn import Turn
from bot.domain.errors import (
    DomainError,
    NotAllowedError,
    NotAStewardError,
    NotAvailableError,
    TooManyWrongLinksError,
)
from bot.domain.steps import ENDED, REASONED
from bot.screens import actions, all_actions
from bot.screens import home as home_screen
from bot.screens import joining as joining_screens
from bot.screens.plain_text import ended_by_command
from bot.screens.reasons import not_available
from bot.usecases import hall as hall_names
from bot.usecases import reach
from bot.usecases.desk_words import place_of
from bot.usecases.picking import request_of
from bot.usecases.replies import is_retreat
from handlers import (
    about_event,
    answers,
    desk_words,
    hall,
    home,
    inline,
    own_profile,
    people_import,
    picking,
    plain_text,
    questions,
)
from handlers.arriving import arrive
from handlers.outside import on_other
from handlers.registry import ANY_CONTENT, COMMANDS, DIALOGS, PICKS, ROUTES
from handlers.unknown_command import on_unknown
from handlers.visitor import NotAnAnswerError, Visitor, close_question, visitor

_BESIDE = frozenset({"language"})  # commands beside which what is asked stays asked


async def on_press(update: Update, context: Context) -> None:
    """Handle a button; data that is unknown, forged or out of date leads to a fresh card."""
    turn = context.turn
    query = update.callback_query
    if query and query.message and query.message.chat.type != ChatType.PRIVATE:
        await _elsewhere(turn)  # what a card shows is for one pair of eyes
        return
    action = all_actions.unpack(query.data or "") if query else None
    step = await arrive(turn, action, leaves=True)
    route = ROUTES.get(type(action)) if action else None
    if route is None:
        await home.fresh(turn)
        return
    try:
        await route(turn, action)
        if isinstance(action, actions.SetLanguage) and step in DIALOGS:
            async with turn.reading() as uow:
                who = await visitor(turn, uow)
            await questions.repeat(turn, who)
    except DomainError as error:
        await explain(turn, error)


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
        await explain(turn, error)


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
    # What waited for the bot was written before: it answers what was open then.
    written = min(turn.clock.now(), message.date)
    leaves = chosen or (command and _name_of(text) not in _BESIDE)
    asked = await arrive(turn, None, written, leaves=leaves) in (*DIALOGS, REASONED)
    if chosen:
        await inline.on_chosen(turn, message)
        return
    if command:
        await _command(turn, text, asked=asked)
        return
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
    dialog = who.person.dialog or {}
    if text and (said := _command_in(text, who, asked=asked)):
        await _command(turn, said, asked=asked)
        return
    step = dialog.get("step")
    free = (not asked or step == hall_names.STEP) and step != ENDED
    if text and free and await desk_words.answered(turn, who, text):
        return
    if message.users_shared:
        await _chosen(turn, message.users_shared, who)
        return
    if dialog.get("step") in DIALOGS and (text or dialog["step"] in ANY_CONTENT):
        try:
            await answers.take(turn, message, dialog)
        except NotAnAnswerError as other:
            if text:
                await plain_text.on_text(turn, text, otherwise=other.otherwise)
            else:
                await _unasked(turn, message, who)
        return
    if text and dialog.get("step") == ENDED:
        await close_question(turn)
        otherwise = ended_by_command(who.language, questions.button(dialog["was"]))
        await plain_text.on_text(turn, text, otherwise=otherwise)
        return
    await _unasked(turn, message, who)


def _command_in(text: str, who: Visitor, *, asked: bool) -> str:
    """Give the command that a text stands for; empty where it is an answer, or stands for none.

    "Never mind" is no note, reason or report; an organizer who takes part in nothing writes of his desk.
    """
    step = (who.person.dialog or {}).get("step")
    if asked and is_retreat(text, cancelling=step == "cancel"):
        return "/cancel"
    at_desk = who.organizer and who.me is None and (not asked or step == hall_names.STEP)
    place = place_of(text) if at_desk else ""
    return f"/{place}" if place else ""


async def _chosen(turn: Turn, shared: UsersShared, who: Visitor) -> None:
    """Take who was chosen in Telegram as the answer to the question that asks for this very choice."""
    dialog = who.person.dialog or {}
    answer = PICKS.get(str(dialog.get("step")))
    if answer is None or shared.request_id != request_of(who.person):
        await picking.not_asked(turn, who)
        return
    try:
        await answer(turn, [one.user_id for one in shared.users], dialog)
    except DomainError:
        await close_question(turn)
        raise


async def _unasked(turn: Turn, message: Message, who: Visitor) -> None:
    """Answer what is no answer to a question: a file, plain text, a caption, anything; an album once."""
    text = message.text or (not message.document and message.caption) or ""
    album = message.media_group_id
    if album and not text and not message.document and (who.person.dialog or {}).get("album") == album:
        return
    if message.document and request_of(who.person) is not None:
        await close_question(turn)  # what a file leads to may ask for something else
    if message.document and who.organizer:
        await people_import.on_document(turn, message)
    elif message.document and who.me:
        await own_profile.on_file(turn, message)
    elif text and who.me and own_profile.is_page(turn, text):
        await own_profile.on_page(turn, text)
    elif text and who.me is None and who.steward and not plain_text.is_link(text):
        await hall.on_name(turn, text)
    elif text:
        await plain_text.on_text(turn, text)
    elif not await questions.repeat(turn, who):
        await on_other(turn)
    if album and who.known:
        await questions.note_album(turn, album)


def _name_of(text: str) -> str:
    return text[1:].partition(" ")[0].partition("@")[0].lower()


async def _command(turn: Turn, text: str, *, asked: bool) -> None:
    name, argument = _name_of(text), text.partition(" ")[2]
    if name == "cancel" and argument.strip():
        await plain_text.cancel_command(turn, argument.strip())
        return
    if name == "cancel":
        async with turn.reading() as uow:
            language = (await visitor(turn, uow)).language
        if asked:
            await close_question(turn)
        said = language.say("Stopped.") if asked else language.say("There was nothing to stop.")
        await home.fresh(turn, said)
        return
    command = COMMANDS.get(name)
    if command is None:
        await on_unknown(turn, name)
    else:
        await command(turn, argument.strip())


async def explain(turn: Turn, error: DomainError) -> None:
    """Show a fresh home card when what was pressed is gone, changed, or not this person's."""
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
    say = who.language.say
    if isinstance(error, TooManyWrongLinksError):
        await turn.show(joining_screens.too_many_wrong_links(who.language))
    elif who.me is None and not who.steward:
        await home.fresh(turn)
    elif isinstance(error, NotAvailableError):
        await home.fresh(turn, not_available(who.language))
    elif isinstance(error, NotAStewardError):
        await home.fresh(turn, say("That is for the stewards and organizers of the event only."))
    elif isinstance(error, NotAllowedError):
        refused = say("That is for organizers only.")
        await (about_event.on_organizer(turn, refused) if who.me else home.fresh(turn, refused))
    else:
        await home.fresh(turn, say("That is no longer there. This is how things stand now."))


async def _elsewhere(turn: Turn) -> None:
    async with turn.reading() as uow:
        language = (await visitor(turn, uow)).language
    await turn.send(home_screen.write_in_private(language, turn.services.bot_username))
