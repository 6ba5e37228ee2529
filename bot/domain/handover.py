"""Handing a meeting over to somebody else: who has to agree, and what stands against it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.bookable import Standing, has_all_of_block, why_not, windows_as_guest, within
from bot.domain.booking import Meeting
from bot.domain.errors import Reason
from bot.domain.event import Event
from bot.domain.moving import without


class HandoverState(StrEnum):
    """``open`` becomes exactly one of the others; ``lost``: the one who was to come is not free any more."""

    OPEN = "open"
    DONE = "done"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Handover:
    """``from_id`` would leave a meeting to ``to_id``; he and the other side have to agree, by a tap each."""

    id: int
    event_id: int
    meeting_id: int
    from_id: int
    to_id: int
    other_id: int
    state: HandoverState
    sent_at: datetime
    deadline: datetime
    to_agreed: bool = False
    other_agreed: bool = False

    @property
    def everybody(self) -> tuple[int, int, int]:
        """All three."""
        return self.from_id, self.to_id, self.other_id

    def waits_for(self, participant_id: int) -> bool:
        """Tell whether somebody's answer is awaited."""
        agreed = {self.to_id: self.to_agreed, self.other_id: self.other_agreed}
        return self.state is HandoverState.OPEN and not agreed.get(participant_id, True)

    def may_be_taken_back_by(self, participant_id: int) -> bool:
        """Tell whether somebody has agreed who may think better of it: the third has not answered yet."""
        asked = participant_id in (self.to_id, self.other_id)
        return asked and self.state is HandoverState.OPEN and not self.waits_for(participant_id)

    def agreed_by(self, participant_id: int) -> Handover:
        """Give it with somebody's consent."""
        return replace(
            self,
            to_agreed=self.to_agreed or participant_id == self.to_id,
            other_agreed=self.other_agreed or participant_id == self.other_id,
        )

    def overdue(self, now: datetime) -> bool:
        """Tell whether it has run out, even if nobody has written that down yet."""
        return self.state is HandoverState.OPEN and now >= self.deadline


def with_side(meeting: Meeting, from_id: int, to_id: int) -> Meeting:
    """Give a meeting with one of its sides replaced."""
    if meeting.guest_id == from_id:
        return replace(meeting, guest_id=to_id)
    return replace(meeting, host_id=to_id)


def why_not_taken_over(
    event: Event, meeting: Meeting, to: Standing, other: Standing, now: datetime
) -> Reason | None:
    """Give what the rules say against somebody's meeting the other side in place of a colleague.

    He need not take meetings otherwise. What he holds or has in the slot counts, the meeting itself does not.
    """
    windows = windows_as_guest(event, to.participant)
    to = replace(to, participant=replace(to.participant, windows=windows), open_requests=0)
    other = without(other, meeting)
    takes = windows_as_guest(event, other.participant)
    other = replace(other, participant=replace(other.participant, windows=takes), open_requests=0)
    guest, host = (other, to) if meeting.guest_id == other.participant.id else (to, other)
    reason = why_not(event, guest, host, now)
    if reason is not None:
        return reason
    if to.is_taken(meeting.slot) or not within((meeting.slot,), windows):
        return Reason.BUSY
    if has_all_of_block(event, to.meetings_by_block, meeting.slot):
        return Reason.LIMIT_BLOCK_GUEST
    return None
