"""The emulated messenger: people, chats, messages, files, and what the bot has to be told."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.emulator.commands import Commands
from bot.emulator.errors import bad_request, forbidden
from bot.emulator.journal import Journal
from bot.emulator.limits import Limits
from bot.emulator.media import Files
from bot.emulator.model import (
    ApiCall,
    BotAccount,
    CallbackQuery,
    Chat,
    InlineQuery,
    InlineResult,
    Json,
    Message,
    User,
)
from bot.emulator.updates import UpdateQueue

FIRST_USER_ID = 5_000_001
FIRST_GROUP_ID = -4_000_001
QUERY_LIFETIME_SECONDS = 60.0
INLINE_LIFETIME_SECONDS = 10.0


class World:
    """Everything in memory. `monotonic` gives seconds, `now` an aware instant for message dates."""

    def __init__(
        self,
        bot: BotAccount,
        *,
        monotonic: Callable[[], float],
        now: Callable[[], datetime],
        limits: bool,
    ) -> None:
        self.bot = bot
        self.now = now
        self.monotonic = monotonic
        self.limits = Limits(monotonic, enforced=limits)
        self.journal = Journal()
        self.updates = UpdateQueue()
        self.commands = Commands()
        self.files = Files()
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, CallbackQuery] = {}
        self.inline_queries: dict[str, InlineQuery] = {}
        self.calls: list[ApiCall] = []
        self.webhook: Json = {}
        self.inline_mode = True  # as its owner set it at @BotFather
        self._user_ids = itertools.count(FIRST_USER_ID)
        self._group_ids = itertools.count(FIRST_GROUP_ID, -1)
        self._message_ids = itertools.count(1)
        self._query_ids = itertools.count(4_300_000_000_000_001)

    # People

    def add_chat(self, user: User) -> Chat:
        """Open the (still empty) private chat of a person."""
        chat = self.chats[user.id] = Chat(user.id, user)
        self.journal.add("person", user.id, user)
        return chat

    def add_group(self, title: str) -> Chat:
        """Open a group of which the bot is a member."""
        chat = Chat(next(self._group_ids), title=title, started=True)
        self.chats[chat.id] = chat
        return chat

    def next_user_id(self) -> int:
        return next(user_id for user_id in self._user_ids if user_id not in self.chats)

    def to_pick(self, wanted: Mapping[str, Any]) -> list[User]:
        """Give whom a picker shows that was asked for so: people, or bots, or both where nothing is said."""
        bots = [User(self.bot.id, self.bot.name, username=self.bot.username)]
        people = [chat.user for chat in self.chats.values() if chat.user]
        match wanted.get("user_is_bot"):
            case True:
                return bots
            case False:
                return people
            case _:
                return people + bots

    def chat_to_write(self, chat_id: str) -> Chat:
        """Find a chat the bot may write to.

        Raises:
            ApiError: There is none, the person never pressed Start, or blocked the bot.
        """
        chat = self.chat(chat_id)
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def chat(self, chat_id: str) -> Chat:
        """Find a chat by what the bot gave as chat_id."""
        cleaned = chat_id.strip()
        if not cleaned:
            raise bad_request("chat_id is empty")
        try:
            return self.chats[int(cleaned)]
        except (ValueError, KeyError):
            raise bad_request("chat not found") from None

    # Messages

    def post(
        self,
        chat: Chat,
        sender: User | None,
        content: Json,
        *,
        keyboard: Json | None = None,
        silent: bool = False,
    ) -> Message:
        """Put a message into a chat: the bot's (`sender` None), or a person's, which becomes an update."""
        at = self.now()
        body: Json = {
            "message_id": next(self._message_ids),
            "from": sender.as_json() if sender else self.bot.as_json(),
            "chat": chat.as_json(),
            "date": int(at.timestamp()),
            **content,
        }
        if keyboard and "inline_keyboard" in keyboard:
            body["reply_markup"] = keyboard
        elif keyboard and ("keyboard" in keyboard or "force_reply" in keyboard):
            chat.reply_keyboard = keyboard
        elif keyboard:
            chat.reply_keyboard = None
        message = Message(chat.id, body["message_id"], sender is None, at, body, keyboard, silent)
        chat.messages[message.message_id] = message
        self.journal.add("message", chat.id, message)
        if sender is not None:
            self.updates.add("message", body)
        return message

    def edit(self, message: Message, content: Json, keyboard: Json | None) -> Message:
        """Replace what a message shows.

        Raises:
            ApiError: Nothing would change.
        """
        kept = {
            name: message.body[name]
            for name in ("message_id", "from", "chat", "date", "reply_to_message")
            if name in message.body
        }
        body = kept | content | ({"reply_markup": keyboard} if keyboard else {})
        if {**message.body, "edit_date": 0} == {**body, "edit_date": 0}:
            raise bad_request(
                "message is not modified: specified new message content and reply markup are exactly "
                "the same as a current content and reply markup of the message"
            )
        message.history.append(message.body)
        message.body = body | {"edit_date": int(self.now().timestamp())}
        message.keyboard = keyboard
        self.journal.add("edit", message.chat_id, message)
        return message

    def delete(self, message: Message) -> None:
        message.deleted = True
        self.journal.add("delete", message.chat_id, message)

    # Presses

    def press(self, user: User, message: Message, data: str) -> CallbackQuery:
        """Tell the bot that a button with this data was pressed."""
        query = CallbackQuery(
            str(next(self._query_ids)), message.chat_id, user, message.message_id, data, self.monotonic()
        )
        self.queries[query.id] = query
        seen = message.body
        if message.deleted:
            seen = {"chat": seen["chat"], "message_id": message.message_id, "date": 0}
        self.journal.add("press", message.chat_id, query)
        self.updates.add(
            "callback_query",
            {
                "id": query.id,
                "from": user.as_json(),
                "message": seen,
                "chat_instance": str(message.chat_id * 7919),
                "data": data,
            },
        )
        return query

    def answer(self, query_id: str, text: str, *, alert: bool, url: str) -> CallbackQuery:
        """Take the bot's answer to a press; there is only one.

        Raises:
            ApiError: Unknown, too old or answered already.
        """
        query = self.queries.get(query_id)
        if query is None or query.answered or self.monotonic() - query.pressed_at > QUERY_LIFETIME_SECONDS:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        query.answered, query.text, query.alert, query.url = True, text, alert, url
        self.journal.add("answer", query.chat_id, query)
        return query

    # Inline mode

    def ask_inline(self, user: User, text: str, offset: str, chat_type: str) -> InlineQuery:
        """Tell the bot what a person writes after its name; ``offset`` is of the page that he wants."""
        query = InlineQuery(str(next(self._query_ids)), user, text, offset, self.monotonic())
        self.inline_queries[query.id] = query
        asked = {"id": query.id, "from": user.as_json(), "query": text, "offset": offset}
        self.updates.add("inline_query", asked | {"chat_type": chat_type})
        return query

    def inline_query(self, query_id: str) -> InlineQuery:
        """Find what is to be answered; there is only one answer.

        Raises:
            ApiError: Unknown, too old or answered already.
        """
        query = self.inline_queries.get(query_id)
        if query is None or query.answered or self.monotonic() - query.asked_at > INLINE_LIFETIME_SECONDS:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        return query

    def choose_inline(self, user: User, chat: Chat, result: InlineResult) -> Message:
        """Post a result as a message of the person who chose it."""
        content = result.content | {"via_bot": self.bot.as_json()}
        return self.post(chat, user, content, keyboard=result.keyboard)

    def set_blocked(self, chat: Chat, *, blocked: bool) -> None:
        """Let a person block or unblock the bot, and tell the bot."""
        if chat.blocked == blocked or chat.user is None:
            return
        member, kicked = (
            {"user": self.bot.as_json(), "status": "member"},
            {"user": self.bot.as_json(), "status": "kicked", "until_date": 0},
        )
        old, new = (member, kicked) if blocked else (kicked, member)
        chat.blocked = blocked
        self.journal.add("blocked", chat.id, blocked)
        self.updates.add(
            "my_chat_member",
            {
                "chat": chat.as_json(),
                "from": chat.user.as_json(),
                "date": int(self.now().timestamp()),
                "old_chat_member": old,
                "new_chat_member": new,
            },
        )
