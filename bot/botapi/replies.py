"""Screens on their way to Telegram: sent as a new message or put in place of a card.

Texts and buttons go as plain values: the library's objects for them, and for the whole message that comes
back, take more time than the request itself.
"""

from __future__ import annotations

import logging
from typing import Any

from telegram import InputFile
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.botapi.errors import said
from bot.botapi.limiter import UNCOUNTED, Uncounted
from bot.botapi.permits import Permit
from bot.domain.links import HOME_PAYLOAD
from bot.screens.inline import Inline, Result
from bot.screens.layout import laid_out, unbroken
from bot.screens.screen import Attachment, AttachmentKind, Button, Menus, PersonPicker, Rows, Screen

_LOG = logging.getLogger(__name__)
_MEDIA_SECONDS = 60.0  # for a file to go up and be looked at
_INLINE_SECONDS = 10  # for which Telegram may repeat an answer; people join and are hidden meanwhile

Plain = dict[str, Any]  # parameters of a method, as JSON has them


class Bot(ExtBot[Permit | Uncounted]):
    """The library's bot, which can also be asked without its objects."""

    async def call(
        self,
        method: str,
        parameters: Plain,
        permit: Permit | Uncounted | None = None,
        read_timeout: float | None = None,
    ) -> Any:
        """Call a method of the Bot API and give its plain result. Without a permit it is an answer.

        Raises:
            telegram.error.TelegramError: as the library's own methods do.
        """
        timeouts = {} if read_timeout is None else {"read_timeout": read_timeout}
        limits = self._merge_api_rl_kwargs(None, permit)
        return await self._post(method, parameters, api_kwargs=limits, **timeouts)


async def send(bot: Bot, chat_id: int, screen: Screen, permit: Permit | Uncounted | None = None) -> int:
    """Send a screen as a new message and give its number. Without a permit it is not held back.

    Raises:
        telegram.error.TelegramError: it was not sent, or (``TimedOut``) nobody knows.
    """
    parameters: Plain = {"chat_id": chat_id, "parse_mode": "HTML"}
    if markup := _markup(screen):
        parameters["reply_markup"] = markup
    if screen.silent:
        parameters["disable_notification"] = True
    if screen.attachment is None:
        parameters |= _text(screen)
        return _number(await bot.call("sendMessage", parameters, permit))
    if screen.text:
        parameters["caption"] = unbroken(screen.text)
    method, name = _MEDIA[screen.attachment.kind]
    parameters[name] = _file(screen.attachment)
    return _number(await bot.call(method, parameters, permit, _MEDIA_SECONDS))


async def place(bot: Bot, chat_id: int, screen: Screen, permit: Permit | Uncounted) -> int | None:
    """Send a screen, or put it in place of the message that it edits, which may be gone: None.

    Raises:
        telegram.error.TelegramError: as ``send`` and ``edit``; whether it could be pinned, or its menus were
            taken, does not matter.
    """
    await set_menus(bot, {"type": "chat", "chat_id": chat_id}, screen.menus)
    if screen.edits is None:
        number: int | None = await send(bot, chat_id, screen, permit)
    else:
        number = screen.edits if await edit(bot, chat_id, screen.edits, screen, permit) else None
    if number is not None and screen.pinned is not None:
        await _pin(bot, chat_id, number, pinned=screen.pinned)
    return number


async def set_menus(bot: Bot, scope: Plain, menus: Menus) -> bool:
    """Tell Telegram the menus of commands of a chat, or of all; the commands work without them, too.

    False: it did not take them all.
    """
    for code, commands in menus:
        shown = [{"command": name, "description": title} for name, title in commands]
        parameters: Plain = {"commands": shown, "scope": scope}
        if code:
            parameters["language_code"] = code
        try:
            await bot.call("setMyCommands", parameters, UNCOUNTED)
        except TelegramError as error:
            _LOG.info("A menu of commands was not taken: %s", said(error))
            return False
    return True


async def _pin(bot: Bot, chat_id: int, message_id: int, *, pinned: bool) -> None:
    parameters: Plain = {"chat_id": chat_id, "message_id": message_id}
    try:
        if pinned:
            await bot.call("pinChatMessage", parameters | {"disable_notification": True}, UNCOUNTED)
        else:
            await bot.call("unpinChatMessage", parameters, UNCOUNTED)
    except TelegramError as error:
        _LOG.info("A message was not pinned or unpinned: %s", said(error))


async def edit(
    bot: Bot, chat_id: int, message_id: int, screen: Screen, permit: Permit | Uncounted | None = None
) -> bool:
    """Put a screen in place of a card; False when that message cannot be edited to it any more.

    Raises:
        telegram.error.TelegramError: anything but a message that cannot be edited.
    """
    if screen.attachment is not None:
        return False
    parameters: Plain = {"chat_id": chat_id, "message_id": message_id, "parse_mode": "HTML"} | _text(screen)
    if screen.rows:
        parameters["reply_markup"] = _keyboard(screen.rows)
    try:
        await bot.call("editMessageText", parameters, permit)
    except BadRequest as error:
        if "not modified" in error.message.lower():
            return True
        if not _is_about_the_message(error):
            raise
        _LOG.info("A card cannot be edited, a new message follows: %s", said(error))
        return False
    return True


async def take_buttons(bot: Bot, chat_id: int, message_id: int, caption: str = "") -> None:
    """Take the buttons off a picture, and put a ``caption`` under it if one is given.

    Raises:
        telegram.error.TelegramError: anything but a message that cannot be edited.
    """
    where: Plain = {"chat_id": chat_id, "message_id": message_id}
    try:
        if caption:
            await bot.call("editMessageCaption", where | {"caption": unbroken(caption), "parse_mode": "HTML"})
        else:
            await bot.call("editMessageReplyMarkup", where)
    except BadRequest as error:
        if "not modified" not in error.message.lower() and not _is_about_the_message(error):
            raise


async def answer(bot: Bot, query_id: str, text: str, *, alert: bool) -> None:
    """Answer a press, with a line or only so that it is done.

    Raises:
        telegram.error.TelegramError: it is too old, or was not sent.
    """
    parameters: Plain = {"callback_query_id": query_id}
    if text:
        parameters |= {"text": text, "show_alert": alert}
    await bot.call("answerCallbackQuery", parameters)


async def offer(bot: Bot, query_id: str, inline: Inline) -> None:
    """Answer what somebody writes after the bot's name in another chat.

    Raises:
        telegram.error.TelegramError: it is too old, or was not sent.
    """
    parameters: Plain = {
        "inline_query_id": query_id,
        "results": [_article(one) for one in inline.results],
        "is_personal": True,
        "cache_time": _INLINE_SECONDS,
        "next_offset": inline.next_offset,
    }
    if inline.button:
        parameters["button"] = {"text": inline.button, "start_parameter": HOME_PAYLOAD}
    await bot.call("answerInlineQuery", parameters)


_MEDIA = {
    AttachmentKind.PHOTO: ("sendPhoto", "photo"),
    AttachmentKind.DOCUMENT: ("sendDocument", "document"),
    AttachmentKind.VOICE: ("sendVoice", "voice"),
}


def _text(screen: Screen) -> Plain:
    return {"text": unbroken(screen.text), "link_preview_options": {"is_disabled": True}}


def _file(attachment: Attachment) -> str | InputFile:
    return attachment.file_id or InputFile(attachment.content, attachment.name)


def _article(result: Result) -> Plain:
    content = {
        "message_text": unbroken(result.text),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    return {
        "type": "article",
        "id": result.id,
        "title": result.title,
        "description": result.description,
        "input_message_content": content,
        "reply_markup": _keyboard(((result.button,),)),
    }


def _markup(screen: Screen) -> Plain:
    if screen.picker:
        return _picker_keys(screen.picker)
    if screen.puts_away:
        return {"remove_keyboard": True}
    return _keyboard(screen.rows) if screen.rows else {}


def _picker_keys(picker: PersonPicker) -> Plain:
    wanted = {"request_id": picker.request, "user_is_bot": False, "max_quantity": 1}
    return {
        "keyboard": [[{"text": picker.label, "request_users": wanted}]],
        "resize_keyboard": True,
        "input_field_placeholder": picker.hint,
    }


def _keyboard(rows: Rows) -> Plain:
    return {"inline_keyboard": [[_button(button) for button in row] for row in laid_out(rows)]}


def _button(button: Button) -> Plain:
    if button.url:
        return {"text": button.label, "url": button.url}
    if button.action is None:
        raise ValueError(f"a button that does nothing: {button.label!r}")
    return {"text": button.label, "callback_data": button.action.pack()}


def _number(message: Any) -> int:
    return int(message["message_id"])


def _is_about_the_message(error: BadRequest) -> bool:
    text = error.message.lower()
    return any(
        reason in text
        for reason in ("message to edit not found", "message can't be edited", "no text in the message")
    )
