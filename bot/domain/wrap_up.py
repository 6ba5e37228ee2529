"""The evening after an event: when its wrap-up comes, who belongs in it, and who may be introduced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.booking import RequestState
from bot.domain.event import Event
from bot.domain.quiet import quiet_end

LATE = timedelta(days=2)  # after its time nobody waits for a wrap-up any more
WANTED = frozenset({RequestState.PENDING, RequestState.EXPIRED, RequestState.LOST})  # asked, and did not meet


class Introduced(StrEnum):
    """How far an introduction is, seen by one of the two; nobody hears of a *no*."""

    NO = "no"  # nobody has asked
    BY_ME = "by_me"  # the other side has not said yes
    BY_OTHER = "by_other"  # waits for one's own answer
    YES = "yes"


@dataclass(frozen=True, slots=True)
class Introduction:
    """One of two people asked to be introduced; ``agreed`` None: the other has not answered."""

    asker_id: int
    other_id: int
    agreed: bool | None = None

    def seen_by(self, participant_id: int) -> Introduced:
        """Tell how far it is for one of the two."""
        if self.agreed:
            return Introduced.YES
        if self.asker_id == participant_id:
            return Introduced.BY_ME
        return Introduced.BY_OTHER if self.agreed is None else Introduced.NO


def wrap_up_at(event: Event) -> datetime:
    """Give when the wrap-up of an event comes: on the evening of its last day, after the last meeting.

    The time is that of the evening digest; in quiet hours it waits for their end.
    """
    evening = event.instant(event.days[-1], event.reminders.evening_digest)
    return quiet_end(event, max(evening, event.interval.end))
