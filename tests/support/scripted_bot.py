"""A small bot without a library, which shows all that the chat page can show."""

from __future__ import annotations

import asyncio
import html
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiohttp

from bot.emulator import EmulatedBotApi
from tests.support.raw_bot import RawBot, keyboard

QUOTE = "A long description. " * 40
CARD = (
    "<b>Andrei Kelemen</b>\n<i>Executive Director</i> · Cluj IT Cluster\n\n"
    f"<blockquote expandable>{QUOTE.strip()}</blockquote>\n"
    'Thursday 14:30-17:00 · <a href="https://example.org">example.org</a> · <tg-spoiler>table 4</tg-spoiler>'
)
SLOTS = keyboard({"14:30": "slot:1", "14:55": "slot:2", "15:20": "slot:3"}, {"Add to favourites": "alert"})
SLOTS["inline_keyboard"].append(
    [{"text": "Website", "url": "https://example.org"}, {"text": "Copy table", "copy_text": {"text": "4"}}]
)


class ScriptedBot(RawBot):
    """Answers /start with a card, /file with a file, /keys with a reply keyboard; echoes the rest."""

    async def run(self) -> None:
        await self.call(
            "setMyCommands",
            commands=[
                {"command": "start", "description": "The card"},
                {"command": "file", "description": "A calendar file"},
                {"command": "keys", "description": "A reply keyboard"},
            ],
        )
        while True:
            for update in await self.updates(timeout=50):
                if "callback_query" in update:
                    await self.on_press(update["callback_query"])
                elif "message" in update:
                    await self.on_message(update["message"])
                elif "inline_query" in update:
                    await self.on_inline(update["inline_query"])

    async def on_message(self, message: dict[str, Any]) -> None:
        chat, text = message["chat"]["id"], message.get("text", "")
        if "via_bot" in message:
            await self.text(chat, f"You chose: {text}")
        elif text.startswith("/start"):
            payload = text.removeprefix("/start").strip()
            await self.text(chat, f"Welcome, {payload or 'stranger'}! Try /file or /keys.")
            card = await self.text(chat, CARD, parse_mode="HTML", reply_markup=SLOTS)
            await self.call("pinChatMessage", chat_id=chat, message_id=card.result["message_id"])
        elif text == "/file":
            form = aiohttp.FormData(
                {"chat_id": str(chat), "caption": "Your meeting", "disable_notification": "true"}
            )
            form.add_field(
                "document", b"BEGIN:VCALENDAR", filename="meeting.ics", content_type="text/calendar"
            )
            await self.form("sendDocument", form)
        elif text == "/keys":
            markup = {"keyboard": [["Yes", "No"]], "resize_keyboard": True, "one_time_keyboard": True}
            await self.text(chat, "Are you sure?", reply_markup=markup)
        elif "document" in message:
            await self.text(chat, f"Got {message['document']['file_name']}")
        elif "photo" in message:
            await self.call(
                "sendPhoto", chat_id=chat, photo=message["photo"][-1]["file_id"], caption="Back to you"
            )
        else:
            link = f'<a href="https://t.me/{self.api.bot.username}?start=again">again</a>'
            await self.text(chat, f"You said: {html.escape(text)} — {link}", parse_mode="HTML")

    async def on_inline(self, query: dict[str, Any]) -> None:
        """Offer two cards a page, for two pages; nothing but the way here for those who write nothing."""
        first = int(query["offset"] or 0)
        cards = [
            {
                "type": "article",
                "id": str(number),
                "title": f"Card {number} for {query['query']}",
                "description": "Executive Director\nof a <b>cluster</b>",
                "input_message_content": {"message_text": f"<b>Card {number}</b>", "parse_mode": "HTML"},
                "reply_markup": {
                    "inline_keyboard": [[{"text": "Open", "url": self._link(f"card-{number}")}]]
                },
            }
            for number in (first, first + 1)
            if query["query"]
        ]
        way = {} if cards else {"button": {"text": "Open the bot", "start_parameter": "home"}}
        following = "2" if cards and not first else ""
        await self.call(
            "answerInlineQuery", inline_query_id=query["id"], results=cards, next_offset=following, **way
        )

    def _link(self, payload: str) -> str:
        return f"https://t.me/{self.api.bot.username}?start={payload}"

    async def on_press(self, query: dict[str, Any]) -> None:
        place = {"chat_id": query["message"]["chat"]["id"], "message_id": query["message"]["message_id"]}
        if query["data"] == "alert":
            answer = {"text": "Saved.\nYou find him under favourites.", "show_alert": True}
        else:
            answer = {"text": f"{query['data']} is yours"}
            await self.call(
                "editMessageText",
                **place,
                text=f"<b>Booked</b> {query['data']}",
                parse_mode="HTML",
                reply_markup=keyboard({"Undo": "undo"}),
            )
        await self.call("answerCallbackQuery", callback_query_id=query["id"], **answer)


@asynccontextmanager
async def scripted(api: EmulatedBotApi) -> AsyncIterator[ScriptedBot]:
    """Run the bot beside a test."""
    async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as tasks:
        bot = ScriptedBot(api, session)
        running = tasks.create_task(bot.run())
        await api.bot_is_polling()
        try:
            yield bot
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
