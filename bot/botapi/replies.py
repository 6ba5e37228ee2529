"""Screens on their way to Telegram: sent as a new message or put in place of a card."""

from __future__ import annotations

import logging

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputFile, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.botapi.limiter import Permit
from bot.screens.screen import AttachmentKind, Button, Rows, Screen

_LOG = logging.getLogger(__name__)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_MEDIA_SECONDS = 60.0  # for a file to go up and be looked at

Bot = ExtBot[Permit]


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """Build the buttons under a message; None when there are none."""
    if not rows:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in rows])


def _button(button: Button) -> InlineKeyboardButton:
    if button.url:
        return InlineKeyboardButton(button.label, url=button.url)
    if button.action is None:
        raise ValueError(f"a button that does nothing: {button.label!r}")
    return InlineKeyboardButton(button.label, callback_data=button.action.pack())


async def send(bot: Bot, chat_id: int, screen: Screen, permit: Permit | None = None) -> Message:
    """Send a screen as a new message. Without a permit it is an answer and is not held back.

    Raises:
        telegram.error.TelegramError: it was not sent, or (``TimedOut``) nobody knows.
    """
    markup = keyboard(screen.rows)
    if screen.attachment is None:
        return await bot.send_message(
            chat_id,
            screen.text,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=markup,
            disable_notification=screen.silent,
            rate_limit_args=permit,
        )
    file = screen.attachment.file_id or InputFile(screen.attachment.content, screen.attachment.name)
    if screen.attachment.kind is AttachmentKind.PHOTO:
        return await bot.send_photo(
            chat_id,
            file,
            caption=screen.text or None,
            parse_mode=ParseMode.HTML,
            reply_markup=markup,
            disable_notification=screen.silent,
            read_timeout=_MEDIA_SECONDS,
            rate_limit_args=permit,
        )
    return await bot.send_document(
        chat_id,
        file,
        caption=screen.text or None,
        parse_mode=ParseMode.HTML,
        reply_markup=markup,
        disable_notification=screen.silent,
        read_timeout=_MEDIA_SECONDS,
        rate_limit_args=permit,
    )


async def edit(bot: Bot, chat_id: int, message_id: int, screen: Screen) -> bool:
    """Put a screen in place of a card; False when that message cannot be edited to it any more.

    Raises:
        telegram.error.TelegramError: anything but a message that cannot be edited.
    """
    if screen.attachment is not None:
        return False
    try:
        await bot.edit_message_text(
            screen.text,
            chat_id=chat_id,
            message_id=message_id,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=keyboard(screen.rows),
        )
    except BadRequest as error:
        if "not modified" in error.message.lower():
            return True
        if not _is_about_the_message(error):
            raise
        _LOG.info("A card cannot be edited, a new message follows: %s", error.message)
        return False
    return True


def _is_about_the_message(error: BadRequest) -> bool:
    said = error.message.lower()
    return any(
        reason in said
        for reason in ("message to edit not found", "message can't be edited", "no text in the message")
    )
