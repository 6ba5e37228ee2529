"""People who use the bot in tests: they see what a messenger shows and press only what it shows."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from bot.emulator import Account, Button, CallbackQuery, Chat, EmulatedBotApi, InlineQuery, Message

PATIENCE_SECONDS = 20.0
T = TypeVar("T")
Wanted = str | re.Pattern[str] | Callable[[str], bool]
WantedButton = str | re.Pattern[str] | Callable[[Button], bool]


class NotSeenError(AssertionError):
    """What a test waited for did not appear; the message says what did."""


@dataclass(frozen=True, slots=True)
class Toast:
    """What the messenger showed after a press; empty when the bot only confirmed it."""

    text: str
    alert: bool


Seen = Message | Toast


class Person:
    """One person in front of the private chat with the bot.

    Every action ends what was seen before: `expect` looks only at what arrived since the last action.
    """

    def __init__(self, api: EmulatedBotApi, account: Account, *, patience: float = PATIENCE_SECONDS) -> None:
        self.api = api
        self.patience = patience  # real seconds until waiting fails
        self.account = account
        self._mark = api.world.journal.end
        self._press: CallbackQuery | None = None

    @classmethod
    def new(
        cls,
        api: EmulatedBotApi,
        first_name: str,
        last_name: str = "",
        *,
        username: str = "",
        language_code: str = "en",
    ) -> Person:
        """Add somebody who has not pressed Start yet."""
        account = api.add_user(first_name, last_name, username=username, language_code=language_code)
        return cls(api, account)

    @property
    def id(self) -> int:
        return self.account.id

    # What they see

    @property
    def messages(self) -> list[Message]:
        """All that stands in the chat, the oldest first."""
        return self.api.messages(self.id)

    @property
    def received(self) -> list[Message]:
        """What the bot wrote and did not delete."""
        return [message for message in self.messages if message.from_bot]

    @property
    def card(self) -> Message:
        """The newest message of the bot."""
        if not self.received:
            raise NotSeenError(f"{self.account.user.name} has no message from the bot")
        return self.received[-1]

    @property
    def buttons(self) -> list[str]:
        """Labels of every button that can be pressed now, the newest message's first."""
        shown = [button for message in reversed(self.received) for button in message.buttons]
        return [button.label for button in [*shown, *self.reply_keys]]

    @property
    def reply_keys(self) -> list[Button]:
        return [Button(key["text"], raw=key) for row in self.account.chat.reply_keys for key in row]

    @property
    def last_answer(self) -> Toast | None:
        """What the last press was answered with; None while it is not."""
        if self._press is None or not self._press.answered:
            return None
        return Toast(self._press.text, self._press.alert)

    def toasted(self, text: str) -> bool:
        """Tell whether the last press was answered with this; one that took the bot too long says nothing."""
        return self.last_answer is not None and self.last_answer.text in (text, "")

    # What they do

    async def start(self, payload: str = "") -> Message:
        """Press Start, or open a link with this payload."""
        return self._act(lambda: self.account.start(payload))

    async def say(self, text: str) -> Message:
        return self._act(lambda: self.account.say(text))

    async def press(
        self, wanted: WantedButton, message: Message | None = None, *, answered: bool = True
    ) -> CallbackQuery | Message:
        """Press a button that is shown now, inline or of the reply keyboard.

        A text means the whole label, or else the only label that contains it. With `answered`, wait until the
        bot has answered the press.

        Raises:
            NotSeenError: No such button is shown, or the press was not answered.
        """
        pressed = self._locate(wanted, message)
        if pressed is None and message is None and (key := _find(wanted, self.reply_keys)) is not None:
            if "request_users" in key.raw:
                raise NotSeenError(f"the key {key.label!r} opens a picker: use `pick`")
            return await self.say(key.label)
        if pressed is None:
            raise NotSeenError(f"{self.account.user.name} sees no button {wanted!r}, only {self.buttons}")
        where, button = pressed
        if button.callback_data is None:
            raise NotSeenError(f"the button {button.label!r} does not call the bot but opens {button.raw}")
        return await self.forge(button.callback_data, where, answered=answered)

    async def pick(self, wanted: WantedButton, *chosen: Person) -> Message:
        """Press a key that is shown now and opens the picker, and choose people in it.

        Raises:
            NotSeenError: No such key is shown.
            NotPossibleError: The picker does not give these people, or not so many.
        """
        if (key := _find(wanted, self.reply_keys)) is None:
            raise NotSeenError(f"{self.account.user.name} sees no key {wanted!r}, only {self.buttons}")
        return self._act(lambda: self.account.pick(key.raw, [one.id for one in chosen]))

    async def share(self, request_id: int, *users: int) -> Message:
        """Share people with the bot that no key needs to have asked for."""
        return self._act(lambda: self.account.share(request_id, users))

    async def forge(
        self, data: str, message: Message | None = None, *, answered: bool = True
    ) -> CallbackQuery:
        """Send callback data that no shown button needs to have."""
        where = message or self.card
        query = self._press = self._act(lambda: self.account.press(where, data))
        if answered:
            await self._until(lambda: query.answered or None, f"the press of {data!r} was not answered")
        return query

    async def follow(self, label: WantedButton, message: Message | None = None) -> Message:
        """Open a shown link button that leads back to this bot (`https://t.me/<bot>?start=…`)."""
        pressed = self._locate(label, message)
        link = f"https://t.me/{self.api.bot.username}?start="
        if pressed is None or not (pressed[1].url or "").startswith(link):
            raise NotSeenError(
                f"{self.account.user.name} sees no link {label!r} to this bot, only {self.buttons}"
            )
        return await self.start((pressed[1].url or "").removeprefix(link))

    async def ask(self, text: str = "", *, offset: str = "") -> InlineQuery:
        """Write something after the bot's name in some chat, and wait for what it offers."""
        query = self._act(lambda: self.account.ask(text, offset=offset))
        await self._until(lambda: query.answered or None, f"nothing was offered for {text!r}")
        return query

    async def choose(self, query: InlineQuery, title: str, group: Chat | None = None) -> Message:
        """Send one of the things that were offered, here or into a group.

        Raises:
            NotSeenError: Nothing of this title was offered.
        """
        found = next((one for one in query.results if one.title == title), None)
        if found is None:
            raise NotSeenError(f"{title!r} was not offered, only {[one.title for one in query.results]}")
        return self._act(lambda: self.account.choose(found, group))

    async def edit(self, message: Message, text: str) -> None:
        """Change what stands in a message of one's own."""
        self._act(lambda: self.account.edit(message, text))

    async def send_document(self, name: str, content: bytes, *, caption: str = "") -> Message:
        return self._act(lambda: self.account.send_document(name, content, caption=caption))

    async def send_photo(self, content: bytes, *, caption: str = "", album: str = "") -> Message:
        return self._act(lambda: self.account.send_photo(content, caption=caption, album=album))

    async def send_sticker(self) -> Message:
        return self._act(self.account.send_sticker)

    async def send_voice(self) -> Message:
        return self._act(self.account.send_voice)

    async def send_location(self, latitude: float, longitude: float) -> Message:
        return self._act(lambda: self.account.send_location(latitude, longitude))

    async def forward(self, message: Message) -> Message:
        return self._act(lambda: self.account.forward(message))

    async def block(self) -> None:
        self._act(self.account.block)

    async def unblock(self) -> None:
        self._act(self.account.unblock)

    def download(self, message: Message | None = None) -> bytes:
        """Give the bytes of the file in a message, the newest by default."""
        return self.api.file(message or self.card).content

    # Waiting

    async def expect(self, wanted: Wanted, timeout: float | None = None) -> Seen:  # noqa: ASYNC109 - part of the failure text
        """Wait for a message, edit or toast since the last action, whose text contains or fits this.

        Raises:
            NotSeenError: Nothing fitting came in `timeout` real seconds.
        """
        return await self._until(
            lambda: next((seen for seen in self.seen() if _fits(wanted, seen.text)), None),
            f"nothing fits {wanted!r}",
            timeout,
        )

    async def expect_card(self, wanted: Wanted, timeout: float | None = None) -> Message:  # noqa: ASYNC109 - as above
        """Wait as `expect` does, for a message that still stands in the chat with this text."""
        return await self._until(
            lambda: next(
                (
                    seen
                    for seen in reversed(list(self.seen()))
                    if isinstance(seen, Message) and not seen.deleted and _fits(wanted, seen.text)
                ),
                None,
            ),
            f"no message fits {wanted!r}",
            timeout,
        )

    def seen(self) -> Iterator[Seen]:
        """Give what arrived since the last action, in order; an edited message is seen as it is now."""
        for event in self.api.world.journal.events[self._mark :]:
            if event.chat_id != self.id:
                continue
            if event.kind in ("message", "edit") and event.detail.from_bot:
                yield event.detail
            elif event.kind == "answer":
                yield Toast(event.detail.text, event.detail.alert)

    def forget(self) -> None:
        """Take all that has arrived as seen, as an action does."""
        self._mark = self.api.world.journal.end

    def _act(self, action: Callable[[], T]) -> T:
        self.forget()
        return action()

    def _locate(self, wanted: WantedButton, message: Message | None) -> tuple[Message, Button] | None:
        """Find a button in this message, or in the newest that shows it."""
        for shown in [message] if message is not None else reversed(self.received):
            if not shown.deleted and (button := _find(wanted, shown.buttons)) is not None:
                return shown, button
        return None

    async def _until(self, found: Callable[[], T | None], complaint: str, seconds: float | None = None) -> T:
        """Look again whenever something happened, for so many real seconds even on a simulated loop clock."""
        seconds = self.patience if seconds is None else seconds
        loop, journal, expired = asyncio.get_running_loop(), self.api.world.journal, threading.Event()

        def expire() -> None:
            expired.set()
            with suppress(RuntimeError):  # the loop may have ended meanwhile
                loop.call_soon_threadsafe(journal.wake)

        timer = threading.Timer(seconds, expire)
        timer.start()
        try:
            while (result := found()) is None:
                if expired.is_set():
                    raise NotSeenError(self._complaint(complaint, seconds))
                await journal.changed()
        finally:
            timer.cancel()
        return result

    def _complaint(self, complaint: str, seconds: float) -> str:
        arrived = "\n".join(f"- {seen.text!r}" for seen in self.seen()) or "- nothing"
        return (
            f"{self.account.user.name}: {complaint} within {seconds} s. Since the last action came:\n"
            f"{arrived}\nButtons: {self.buttons}"
        )


def _fits(wanted: Wanted, text: str) -> bool:
    if isinstance(wanted, str):
        return wanted in text
    return bool(wanted.search(text)) if isinstance(wanted, re.Pattern) else wanted(text)


def _find(wanted: WantedButton, shown: Sequence[Button]) -> Button | None:
    if isinstance(wanted, re.Pattern):
        return next((button for button in shown if wanted.search(button.label)), None)
    if not isinstance(wanted, str):
        return next((button for button in shown if wanted(button)), None)
    found = [b for b in shown if b.label == wanted] or [b for b in shown if wanted in b.label]
    if len({button.label for button in found}) > 1:
        raise NotSeenError(f"several buttons contain {wanted!r}: {[button.label for button in found]}")
    return found[0] if found else None
