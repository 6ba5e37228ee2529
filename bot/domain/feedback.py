"""What the two sides say about a meeting once it is over, and whether it counts as held by that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.booking import MeetingState
from bot.domain.event import Event

COMMENT_CHARACTERS = 500
ASKED_WITHIN = timedelta(days=1)  # of the end of a slot; later nobody remembers
_SETTLED_AFTER = timedelta(hours=12)  # so that the last meeting of an event can be spoken of the next morning


class Outcome(StrEnum):
    """What a side says; ``absent``: the other one did not come."""

    DID_NOT_HAPPEN = "did_not_happen"
    LITTLE_INTEREST = "little_interest"
    USEFUL = "useful"
    DEAL_POSSIBLE = "deal_possible"
    ABSENT = "absent"


ANSWERS = (Outcome.DEAL_POSSIBLE, Outcome.USEFUL, Outcome.LITTLE_INTEREST, Outcome.DID_NOT_HAPPEN)
_HELD = frozenset({Outcome.LITTLE_INTEREST, Outcome.USEFUL, Outcome.DEAL_POSSIBLE})


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one side said about a meeting; organizers alone see it."""

    outcome: Outcome
    comment: str = ""


def state_by(said: Iterable[Outcome]) -> MeetingState:
    """Give what a meeting that is over was, by what its two sides say.

    It was not held when both say that it did not happen, or one says that the other did not come; unless a
    side says how it was. Silence means that it was held.
    """
    outcomes = list(said)
    if _HELD.intersection(outcomes):
        return MeetingState.DONE
    missed = Outcome.ABSENT in outcomes or outcomes.count(Outcome.DID_NOT_HAPPEN) > 1
    return MeetingState.NOT_HELD if missed else MeetingState.DONE


def settled_at(event: Event) -> datetime:
    """Give when what the sides say changes no meeting any more."""
    return event.interval.end + _SETTLED_AFTER
