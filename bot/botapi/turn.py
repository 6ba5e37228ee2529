"""One update's turn: what its handler may do, and the promises about it.

A press is answered exactly once: with its toast when that is there within half a second, else empty.
The first write transaction marks the update done in the same commit, so an update that comes again has
no second effect. What a failed answer or an uneditable card cannot do is abort the action.

What takes longer than that is said on a card (``working``), and what is shown next takes its place: the
inbox knows its number, so it does whichever process comes to it. (One that dies before it has written that
number down leaves the card standing: nobody can find it.)

An update that a dead process left may have been answered already. Its next answer is therefore its last:
the update is done before the answer leaves, and a note stands in the outbox that says "that did not work"
if this process dies as well before it can take the note back.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from functools import partial

from telegram import CallbackQuery, Message, Update
from telegram.error import Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.botapi.bookkeeping import record
from bot.botapi.errors import said
from bot.botapi.replies import Bot, answer, edit, send, take_buttons
from bot.botapi.services import Services
from bot.domain.persons import Known
from bot.screens.screen import Screen
from bot.usecases.clock import Clock
from bot.usecases.inbox import INSTEAD_OF, update_failed
from bot.usecases.outbox import Note, OutboxState
from bot.usecases.ports import Database, UnitOfWork

_LOG = logging.getLogger(__name__)
_TOAST_WITHIN_SECONDS = 0.5
_TOAST_CHARACTERS = 200
_DOING_SECONDS = 4.5  # a chat shows for five what a bot is doing
_USERNAME_CHARACTERS = 64  # twice Telegram's own limit, and what a row takes
_OWN_LEASE = timedelta(seconds=60)
_SORRY_AFTER = timedelta(seconds=60)  # far longer than an answer is on its way


class Doing(StrEnum):
    """What a chat says that the bot is doing, in Telegram's words."""

    TYPING = "typing"
    SENDING_FILE = "upload_document"


class AlreadyHandledError(Exception):
    """The update was done before: nothing of this turn was written."""


class Turn:
    """The handling of one update, by one handler; ``left`` by an earlier process, perhaps half way.

    ``working_card`` is the message on which an earlier attempt said that it was at it; ``pressed_again``
    tells whether a press of the same button waits behind this one.
    """

    def __init__(
        self,
        update: Update,
        bot: Bot,
        services: Services,
        *,
        left: bool = False,
        working_card: int | None = None,
        pressed_again: Callable[[], Awaitable[bool]] | None = None,
    ) -> None:
        user, chat = update.effective_user, update.effective_chat
        self.update_id = update.update_id
        self.sender = user.id if user else (chat.id if chat else 0)  # the Telegram id of the person
        self.chat_id = chat.id if chat else self.sender
        self.language_code = (user.language_code if user else None) or ""
        self.username = ((user.username if user else None) or "")[:_USERNAME_CHARACTERS]
        self.clock: Clock = services.clock
        self.database: Database = services.database
        self.services = services
        self.finished = False  # whether a transaction of this turn was committed
        self.update = update
        self.error: Exception | None = None  # what the handler raised
        self.arrived: Known | None = None  # the sender as he was read, until something is written
        self._bot = bot
        self._left = left
        self._pressed_again = pressed_again
        self._query = update.callback_query
        self._toast: tuple[str, bool] | None = None
        self._answer_now = asyncio.Event()
        self._working_card = working_card  # whose place the next screen takes
        self._saying = asyncio.Lock()  # held while that card is written
        self._confirmation: int | None = None  # the outbox row that this turn sends itself

    def open(self, *, answer: bool = True) -> None:
        """Begin; ``answer`` False when an earlier attempt has answered the press already."""
        if self._query and answer:
            self.services.nursery.start(self._answer(self._query), f"answer {self.update_id}")

    async def close(self) -> None:
        """End: an unanswered press is answered, an undelivered confirmation goes to the dispatcher."""
        self._answer_now.set()
        if self._confirmation is not None:
            row_id, self._confirmation = self._confirmation, None
            now = self.clock.now()
            await record(self.database, lambda uow: uow.outbox.again(row_id, now, counts=False))

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[UnitOfWork]:
        """Open a write transaction; the first one of a turn marks the update done with its commit.

        Raises:
            AlreadyHandledError: the update was done before; the transaction is rolled back.
        """
        self.arrived = None
        try:
            async with self.database.writing() as uow:
                await self._finish(uow)
                yield uow
        except BaseException:
            self._confirmation = None  # rolled back with the rest
            raise
        self.finished = True

    async def _finish(self, uow: UnitOfWork) -> None:
        if not self.finished and not await uow.inbox.finish(self.update_id):
            raise AlreadyHandledError

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[UnitOfWork]:
        """Open a view that cannot write."""
        async with self.database.reading() as uow:
            if self.arrived:
                uow.persons.recall(self.arrived)
            yield uow

    def toast(self, text: str, *, alert: bool = False) -> None:
        """Answer the press with a line (an alert has to be closed); nothing for other updates.

        The first one counts. Call it after the commit: it is sent at once.
        """
        if self._toast is None:
            self._toast = (text[:_TOAST_CHARACTERS], alert)
            self._answer_now.set()

    async def show(self, screen: Screen) -> None:
        """Put the screen in place of the card that was pressed; after a text, send a new message.

        Of presses of one button that come faster than they are served only the last one draws the card. A
        reply that got lost and a person who has blocked the bot are logged, not raised.
        """
        if self._card() and self._pressed_again and await self._pressed_again():
            return
        await self._try(partial(self._place, screen))

    async def send(self, screen: Screen) -> None:
        """Send the screen as a new message; errors as in ``show``."""
        await self._try(partial(self._new, screen))

    async def put_away(self, caption: str = "") -> None:
        """Take the buttons off the picture that was pressed, if it was one; a ``caption`` then stands there.

        No card takes the place of a picture, so it would offer for ever what it cannot do any more.
        """
        message = self._query.message if self._query else None
        if not isinstance(message, Message) or message.text is not None:
            return
        try:
            await take_buttons(self._bot, self.chat_id, message.message_id, caption)
        except TelegramError as error:
            _LOG.info("The buttons of a picture were not taken off: %s", said(error))

    @asynccontextmanager
    async def working(self, words: Screen | None = None, doing: Doing = Doing.TYPING) -> AsyncIterator[None]:
        """Say that something takes long, once it has taken half a second.

        Then ``words`` stand on the card, or come as a new message; the next ``show`` or ``deliver`` takes
        their place, and there has to be one. Without them only the chat says what the bot is ``doing``, as is
        right where a file comes of it.
        """
        over = asyncio.Event()
        if words and (card := self._card()):
            self._working_card = card.message_id
        self.services.nursery.start(self._say_working(words, doing, over), f"working {self.update_id}")
        try:
            yield
        finally:
            over.set()
            async with self._saying:  # so that the number of the card is known
                pass

    async def _say_working(self, words: Screen | None, doing: Doing, over: asyncio.Event) -> None:
        wait = _TOAST_WITHIN_SECONDS
        while not await _happens(over, wait):
            wait = _DOING_SECONDS
            try:
                if words:
                    async with self._saying:
                        self._working_card = await self._place(words)
                    self.services.nursery.start(self._note_card(self._working_card), f"card {self.update_id}")
                    words = None
                await self._bot.call("sendChatAction", {"chat_id": self.chat_id, "action": doing.value})
            except TelegramError as error:
                _LOG.info("What update %d waits for was not said: %s", self.update_id, said(error))
                return

    async def _note_card(self, card_id: int) -> None:
        await record(self.database, lambda uow: uow.inbox.note_card(self.update_id, card_id))

    async def confirm(self, uow: UnitOfWork, note: Note) -> None:
        """Write the confirmation of this turn into its transaction; ``deliver`` sends it.

        When the process dies in between, the dispatcher sends ``note`` as a new message.
        """
        if self._working_card:
            note = replace(note, params={**note.params, INSTEAD_OF: self._working_card})
        lease_until = self.services.machine.now() + _OWN_LEASE
        self._confirmation = await uow.outbox.add_sending(note, lease_until)

    async def deliver(self, screen: Screen) -> None:
        """Show the confirmation; where that fails, the dispatcher sends its note as a new message.

        Raises:
            RuntimeError: there was no ``confirm`` before.
        """
        if self._confirmation is None:
            raise RuntimeError("deliver without confirm")
        row_id, self._confirmation = self._confirmation, None
        try:
            message_id = await self._place(screen)
        except TelegramError as error:
            _LOG.info("The dispatcher takes over the confirmation of update %d", self.update_id)
            await self._hand_over(row_id, error)
            return
        now = self.clock.now()
        await record(self.database, lambda uow: uow.outbox.sent(row_id, message_id, now))

    async def _hand_over(self, row_id: int, error: TelegramError) -> None:
        now = self.clock.now()

        async def change(uow: UnitOfWork) -> None:
            if isinstance(error, TimedOut):
                await uow.outbox.doubt(row_id, now, said(error))
            elif isinstance(error, Forbidden):
                await uow.outbox.close(row_id, OutboxState.DEAD, said(error))
            else:
                await uow.outbox.again(row_id, now, counts=True, error=said(error))

        await record(self.database, change)

    async def _try(self, placing: Callable[[], Awaitable[int]]) -> None:
        promise = await self._promise() if self._left and not self.finished else None
        try:
            await placing()
        except TimedOut:  # it may have arrived: an answer is not worth a second copy
            _LOG.warning("No reply to the answer to update %d", self.update_id)
        except Forbidden:
            _LOG.info("The sender of update %d cannot be reached any more", self.update_id)
        if promise:
            await record(self.database, lambda uow: uow.outbox.take_back([promise]))

    async def _promise(self) -> str:
        """Mark the update done, and plan what is said if its answer does not leave; gives the note's key."""
        after = self.clock.now() + _SORRY_AFTER
        sorry = update_failed(self.update_id, self.sender, after, self._working_card)
        async with self.transaction() as uow:
            await uow.outbox.add(sorry)
        return sorry.dedupe or ""

    async def _place(self, screen: Screen) -> int:
        card = self._card()
        number = self._working_card or (card and card.message_id)
        if number and await edit(self._bot, self.chat_id, number, screen):
            self._working_card = None
            return number
        return await self._new(screen)

    async def _new(self, screen: Screen) -> int:
        return await send(self._bot, self.chat_id, screen)

    def _card(self) -> Message | None:
        message = self._query.message if self._query else None
        return message if isinstance(message, Message) and message.text is not None else None

    async def _answer(self, query: CallbackQuery) -> None:
        try:
            async with asyncio.timeout(_TOAST_WITHIN_SECONDS):
                await self._answer_now.wait()
        except TimeoutError:
            self._toast = self._toast or ("", False)  # too late for a toast from now on
        text, alert = self._toast or ("", False)
        try:
            await answer(self._bot, query.id, text, alert=alert)
        except (NetworkError, Forbidden, RetryAfter) as error:
            _LOG.info("The press of update %d was not answered: %s", self.update_id, said(error))


async def _happens(event: asyncio.Event, seconds: float) -> bool:
    """Wait for an event, so long at most; tells whether it has happened."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
    return event.is_set()
