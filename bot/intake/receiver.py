"""Storing updates: the half of intake that polling and a webhook share."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.intake.queues import Queue
from bot.usecases.clock import Clock
from bot.usecases.inbox import InboxRow
from bot.usecases.ports import Database

INLINE = "inline_query"
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member", INLINE)
_OF_A_CARD = ("message_id", "date", "chat")
# NUL, which PostgreSQL takes in no text, and halves of surrogate pairs, which have no UTF-8.
_NOT_TEXT = re.compile("[\0\ud800-\udfff]")
_PERHAPS = re.compile(r"\\u(?:0000|d[89a-f])")  # as JSON in ASCII writes them, and emoji as well


class Receiver:
    """Stores updates; hands those that are new and this process's to ``accept``, after the commit.

    Inline queries are worth nothing a few seconds later: they go to ``ask`` and leave no row.
    """

    def __init__(
        self,
        database: Database,
        machine: Clock,
        queue: Queue,
        accept: Callable[[Sequence[InboxRow]], None],
        ask: Callable[[Mapping[str, Any]], None],
    ) -> None:
        self._database = database
        self._machine = machine
        self._queue = queue
        self._accept = accept
        self._ask = ask

    async def receive(self, updates: Sequence[Mapping[str, Any]]) -> None:
        """Store a batch in one transaction; once this returns, Telegram may be told that it arrived.

        Whatever the order of the batch, each person's updates are handled in the order of their ids.
        """
        known = {update["update_id"]: update for update in updates}  # the same may be there twice
        in_order = sorted(known.items())
        for _, update in in_order:
            if INLINE in update:
                self._ask(update)
        rows = [
            InboxRow(one, sender(update), payload_of(slim(update)))
            for one, update in in_order
            if INLINE not in update
        ]
        if not rows:
            return
        async with self._database.writing() as uow:
            new = await uow.inbox.store(rows, self._machine.now())
            mine = await self._queue.claim(uow, [row for row in rows if row.update_id in new])
        self._accept(mine)


def slim(update: Mapping[str, Any]) -> Mapping[str, Any]:
    """Leave out what a pressed card says: only its place matters, and whether it is a text.

    It comes along whole with every press, and reading it would take longer than answering.
    """
    query: Any = update.get("callback_query")
    message = query.get("message") if isinstance(query, Mapping) else None
    if not isinstance(message, Mapping):
        return update
    kept = {name: message[name] for name in _OF_A_CARD if name in message}
    if "text" in message:
        kept["text"] = ""
    return {**update, "callback_query": {**query, "message": kept}}


def sender(update: Mapping[str, Any]) -> int:
    """Give the id of the person an update comes from, else of its chat, else 0."""
    for content in update.values():
        if isinstance(content, Mapping):
            for origin in (content.get("from"), content.get("user"), content.get("chat")):
                if isinstance(origin, Mapping) and isinstance(origin.get("id"), int):
                    return int(origin["id"])
    return 0


def payload_of(update: Mapping[str, Any]) -> str:
    """Write an update as JSON, without what is no text: it could be neither stored nor sent."""
    payload = json.dumps(update)
    return json.dumps(_storable(update)) if _PERHAPS.search(payload) else payload


def _storable(content: Any) -> Any:
    match content:
        case str():
            return _NOT_TEXT.sub("", content)
        case Mapping():
            return {name: _storable(value) for name, value in content.items()}
        case list():
            return [_storable(value) for value in content]
        case _:
            return content
