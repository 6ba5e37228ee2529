"""What quiet hours mean for each kind of message.

The answer to somebody's own press comes as it comes, and so does a reminder, which is never more than two
hours early. What can wait waits for the end of the quiet hours. All the rest is news: sent at once, and
without a sound unless it concerns the next two hours. Some kinds never make a sound.
"""

from __future__ import annotations

from datetime import datetime

from bot.domain.event import Event
from bot.domain.quiet import is_quiet, is_silent_news, quiet_end
from bot.usecases.outbox import NotYetError, OutboxRow

ABOUT = "about"  # the parameter that tells which instant news concerns, in ISO form
ANSWERS = frozenset(
    {
        "not_done",
        "card.request",
        "card.meeting",
        "card.handover",
        "card.feedback",
        "card.missed",
        "relay.sent",
        "picker.offered",
        "picker.closed",
        "broadcast.draft",
        "broadcast.progress",
        "import.draft",
        "import.done",
    }
)
PUNCTUAL = frozenset({"reminder"})
SOUNDLESS = frozenset({"feedback", "no_show.question", "relay.outcome"})  # nobody has to look up for these
# ``broadcast`` waits unless its organizer chose to send it at night; see ``bot.usecases.broadcasting``.
CAN_WAIT = frozenset(
    {
        "wrap_up",
        "nudge",
        "move.nudge",
        "handover.nudge",
        "digest",
        "offer",
        "feedback",
        "retention.soon",
        "backup.failed",
    }
)


def is_hushed(event: Event, row: OutboxRow, now: datetime) -> bool:
    """Tell whether a message that leaves now makes no sound.

    Raises:
        NotYetError: it is quiet at the event, and the message can wait.
    """
    kind = row.note.kind
    if kind in CAN_WAIT and is_quiet(event, now):
        raise NotYetError(quiet_end(event, now))
    if kind in SOUNDLESS:
        return True
    if kind in ANSWERS | PUNCTUAL | CAN_WAIT:
        return False
    about = row.note.params.get(ABOUT)
    if about is None:
        return is_quiet(event, now)
    return is_silent_news(event, now, datetime.fromisoformat(about))
