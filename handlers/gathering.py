"""News that belong together become one message; see ``bot.usecases.gathering``."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.domain.errors import NotFoundError
from bot.domain.quiet import concerns_soon
from bot.i18n import Language
from bot.screens import actions
from bot.screens.callbacks import Action
from bot.screens.gathering import Piece, gathered
from bot.screens.parts import name
from bot.screens.screen import Screen
from bot.usecases.agenda import entry
from bot.usecases.booking import my_request
from bot.usecases.gathering import Newest
from bot.usecases.identity import Me, participant_of
from bot.usecases.outbox import OutboxRow
from bot.usecases.ports import UnitOfWork

# What a person says before a meeting, reminders and digests have their minute: they always come as they are.
KINDS = frozenset(
    {
        "asked",
        "countered",
        "nudge",
        "declined",
        "withdrawn",
        "expired",
        "lost",
        "narrowed",
        "gave_way",
        "confirmed",
        "cancelled",
        "joined",
        "move.asked",
        "move.countered",
        "move.nudge",
        "move.declined",
        "move.withdrawn",
        "move.expired",
        "move.lost",
        "move.narrowed",
        "move.gave_way",
        "move.agreed",
    }
)

# News with the buttons of an answer, which are pressed where they stand: never listed with others.
_WAITING = frozenset({"asked", "countered", "nudge", "move.asked", "move.countered", "move.nudge"})

# Cards that a press led to: newer news about the same take their place, and nothing is listed with them.
_CARDS = frozenset({"card.request", "card.meeting"})

# Draws a row as it would be alone; None: it is no longer relevant.
Draw = Callable[[OutboxRow], Awaitable[Screen | None]]


@dataclass(frozen=True, slots=True)
class _Lead:
    """Where a row leads; ``subject`` is what it is about, ``at`` the time that it concerns, if any.

    ``other`` is the participant on the other side.
    """

    label: str
    action: Action
    subject: tuple[str, int]
    at: datetime | None = None
    other: int = 0


async def with_the_last(
    uow: UnitOfWork, me: Me, language: Language, row: OutboxRow, alone: Screen, draw: Draw, now: datetime
) -> Screen:
    """Give what is sent for a row: as it is, or together with what the chat's last message tells of."""
    newest = await uow.outbox.newest(row.note.chat_id)
    if newest is None or not _may_give_way(newest, row, me):
        return alone
    lead = await _lead(uow, me, language, row, now)
    leads = [await _lead(uow, me, language, one, now) for one in newest.rows]
    outdone = [_outdone(one, its, row, lead) for one, its in zip(newest.rows, leads, strict=True)]
    same = any(outdone)
    card = any(one.note.kind in _CARDS for one in newest.rows)
    if lead is None or not newest.gives_way(now, same=same) or (card and not same):
        return alone
    if card:
        return replace(alone, instead_of=newest.message_id)
    near = lead.at is not None and concerns_soon(now, lead.at)
    silent = alone.silent or (newest.recent(now) and newest.heard and not near)
    pieces = []
    for one, its, gone in zip(newest.rows, leads, outdone, strict=True):
        drawn = await draw(one) if its and not gone else None
        if drawn and its:
            if one.note.kind in _WAITING or row.note.kind in _WAITING:
                return alone
            pieces.append(Piece(drawn.text, its.label, its.action))
    whole = alone
    if pieces:
        whole = gathered(language, [*pieces, Piece(alone.text, lead.label, lead.action)])
    return replace(whole, silent=silent, instead_of=newest.message_id)


def _outdone(one: OutboxRow, its: _Lead | None, row: OutboxRow, lead: _Lead | None) -> bool:
    """Tell whether newer news make older ones needless: about the same, or a request after the last ended."""
    if its is None or lead is None:
        return False
    again = one.note.kind == "withdrawn" and row.note.kind == "asked" and its.other == lead.other
    return its.subject == lead.subject or again


def _may_give_way(newest: Newest, row: OutboxRow, me: Me) -> bool:
    return all(
        one.id != row.id and one.note.kind in KINDS | _CARDS and one.note.params.get("to") == me.id
        for one in newest.rows
    )


async def _lead(uow: UnitOfWork, me: Me, language: Language, row: OutboxRow, now: datetime) -> _Lead | None:
    """Tell where a row leads; None when what it is about is gone."""
    try:
        return await _led(uow, me, language, row.note.params, now)
    except NotFoundError:
        return None


async def _led(
    uow: UnitOfWork, me: Me, language: Language, params: Mapping[str, Any], now: datetime
) -> _Lead:
    if "host" in params:
        host = await participant_of(uow, params["host"], me.event.id)
        return _Lead(name(language, host), actions.Person(host.id), ("host", host.id))
    if "meeting" in params:
        found = await entry(uow, me, params["meeting"], now)
        slot, other = found.meeting.slot, found.other
        action: Action = actions.Meeting(found.meeting.id)
        subject = found.meeting.request_id
    else:
        request = await my_request(uow, me, params["request"])
        side = await uow.participants.get(request.other(me.id))
        if side is None:
            raise NotFoundError
        slot, other, action, subject = request.slot, side, actions.Request(request.id), request.id
        if request.moves:  # it is a wish about a meeting, and so about the request that this came from
            meeting = (await entry(uow, me, request.moves, now)).meeting
            action, subject = actions.Meeting(meeting.id), meeting.request_id
    label = f"{name(language, other)}, {me.event.local(slot.start):%H:%M}"
    return _Lead(label, action, ("request", subject), slot.start, other.id)
