"""Repositories of what comes and goes: updates in, whose turn it is to answer them, messages out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.usecases.gathering import Newest
from bot.usecases.inbox import InboxRow
from bot.usecases.outbox import Note, OutboxRow, OutboxState, Priority


class Inbox(Protocol):
    """Updates as they came."""

    async def store(self, rows: Sequence[InboxRow], now: datetime) -> set[int]:
        """Add updates; those already known are left alone. Gives the ids that were new."""
        ...

    async def waiting(self) -> list[tuple[int, int]]:
        """Give (update, sender) of all that are not done, whether due for another try or not."""
        ...

    async def waiting_of(self, sender: int, limit: int) -> list[InboxRow]:
        """Give the oldest updates of one person that are not done."""
        ...

    async def received_of(self, sender: int) -> list[dict[str, Any]]:
        """Give what is stored of the updates of a person: text, state and when they came."""
        ...

    async def finish(self, update_id: int) -> bool:
        """Mark an update done and erase its payload; False when it was not waiting."""
        ...

    async def finish_all(self, ids: Collection[int]) -> None:
        """Mark updates done and erase their payloads; those that are not waiting stay as they are."""
        ...

    async def retry(self, update_id: int, try_at: datetime) -> None:
        """Count an attempt and note when to try again."""
        ...

    async def bury(self, update_id: int) -> bool:
        """Give an update up: dead, payload erased; False when it was not waiting."""
        ...

    async def note_card(self, update_id: int, card_id: int) -> None:
        """Note the message that says that the bot is at an update, while it waits to be done."""
        ...

    async def card_of(self, update_id: int) -> int | None:
        """Give the message that says that the bot is at an update."""
        ...

    async def forget(self, before: datetime) -> int:
        """Delete finished ids that came before ``before``; gives how many."""
        ...


class Leases(Protocol):
    """Whose updates this process handles, where several share a database; a person is handled by one."""

    async def take(self, senders: Collection[int]) -> set[int]:
        """Take the leases that are free; gives the senders whose lease this process now has."""
        ...

    async def next(self, sender: int) -> InboxRow | None:
        """Give the oldest waiting update of a sender; None also when his lease is not this process's."""
        ...

    async def give_back(self, sender: int, *, whatever_waits: bool = False) -> bool:
        """Give a lease back, unless updates of the sender wait; False: they do, so go on.

        ``whatever_waits``: give it back all the same, for another process to go on.
        """
        ...

    async def unserved(self, limit: int) -> list[int]:
        """Give senders with waiting updates whose lease nobody has, or this process itself."""
        ...


class Outbox(Protocol):
    """Messages to be sent; see ``bot.usecases.outbox`` for the states.

    ``now`` and ``due_at`` are instants of the product's clock, leases of the machine's.
    """

    async def add(self, *notes: Note) -> None:
        """Add notes; one whose ``dedupe`` key is known already is left out."""
        ...

    async def add_sending(self, note: Note, lease_until: datetime) -> int:
        """Add a note that the caller sends himself right after the commit; gives its id.

        A caller who dies leaves it to the dispatcher, which sends it when the lease is over.
        """
        ...

    async def add_broadcast(self, broadcast_id: int, event_id: int, due_at: datetime) -> int:
        """Add one row per connected, reachable participant in one statement; gives how many."""
        ...

    async def take_back(self, dedupe: Sequence[str]) -> None:
        """Delete notes that nobody has claimed yet, by their ``dedupe`` keys, as if never added."""
        ...

    async def state_of(self, dedupe: str) -> OutboxState | None:
        """Give where the note of a key stands; None: there is none."""
        ...

    async def claim(
        self,
        limit: int,
        now: datetime,
        lease_until: datetime,
        *,
        reminders_until: datetime | None = None,
        least: Priority = Priority.BROADCAST,
    ) -> list[OutboxRow]:
        """Claim due rows, most urgent first, never two of one chat that could overtake each other.

        Reminders are due until ``reminders_until``, unless they failed before. Nothing less urgent than
        ``least`` is claimed.
        """
        ...

    async def sending(self, row_id: int, claimed_until: datetime, lease_until: datetime) -> bool:
        """Mark a claimed row as about to be sent; False when the claim is no longer the caller's."""
        ...

    async def sent(
        self, row_id: int, message_id: int | None, now: datetime, instead_of: int | None = None
    ) -> None:
        """Mark a row as sent; what stood in the chat's message ``instead_of`` stands in this one now."""
        ...

    async def newest(self, chat_id: int) -> Newest | None:
        """Give the bot's newest message in a chat; None when the person has pressed or written since."""
        ...

    async def again(self, row_id: int, due_at: datetime, *, counts: bool, error: str = "") -> None:
        """Put a row back to be tried at ``due_at``; a refund does not count as an attempt."""
        ...

    async def postpone(self, row_id: int, due_at: datetime) -> None:
        """Put a claimed row back as if its time were ``due_at``; younger ones may overtake it."""
        ...

    async def doubt(self, row_id: int, due_at: datetime, error: str = "") -> OutboxState:
        """Settle a row whose request got no reply: *new* at ``due_at`` for the first time, else *unknown*.

        A broadcast is *unknown* at once. Gives the state.
        """
        ...

    async def close(self, row_id: int, state: OutboxState, error: str = "") -> None:
        """Put a row into a final state: unknown, dead or dropped."""
        ...

    async def follow(self, old_chat_id: int, new_chat_id: int) -> None:
        """Point everything unsent to the chat's new id."""
        ...

    async def recover(self, before: datetime, again_at: datetime | None = None) -> int:
        """Settle what dead claimers left: leases that end at ``before`` or earlier. Gives how many.

        What was claimed by a process that is gone is settled whatever its lease says. Claimed rows become
        new; rows caught in *sending* are settled as ``doubt`` does, and go once more at ``again_at`` at the
        earliest, or at once.
        """
        ...

    async def count(self, states: Collection[OutboxState]) -> dict[str, int]:
        """Count the rows in some states, by state."""
        ...

    async def promised(self, after: datetime, until: datetime) -> list[tuple[datetime, int]]:
        """Count the reminders that wait and are due in ``(after, until]``, by the instant they are due."""
        ...

    async def of_chat(self, chat_id: int) -> list[dict[str, Any]]:
        """Give what is stored of the messages to a chat: kind, state and times."""
        ...

    async def of_kind(self, chat_id: int, kind: str) -> list[OutboxRow]:
        """Give the messages of a kind to a chat, the newest first."""
        ...

    async def outdone(self, row: OutboxRow) -> bool:
        """Tell whether a younger row of the same kind and parameters stands for this one in its chat."""
        ...

    async def find(self, states: Sequence[OutboxState], limit: int) -> list[OutboxRow]:
        """Give the newest rows in some states, in the order they were added."""
        ...

    async def next_due(self) -> datetime | None:
        """Give the earliest ``due_at`` among new rows."""
        ...


class DeadLetters(Protocol):
    """Messages of the outbox that could not be sent."""

    async def count(self, event_id: int) -> int:
        """Count what ``of_event`` gives."""
        ...

    async def of_event(self, event_id: int) -> list[OutboxRow]:
        """Give the dead rows to an event's participants, the oldest first, but for broadcasts."""
        ...

    async def reach_again(self, chat_id: int, now: datetime) -> None:
        """Make new what did not reach a chat that had blocked the bot, but for answers and broadcasts."""
        ...

    async def revive(self, ids: Sequence[int] | None, now: datetime) -> set[int]:
        """Make dead rows new, those of some ids or all; gives the ids of those that were dead."""
        ...
