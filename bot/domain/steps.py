"""Steps: what the next text of a person answers, and how long it is waited for.

A step that lapses is one whose answer goes out to somebody or writes over something. Long dialogues, such as
registering or editing one's profile, keep what was written in them and never lapse.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

OPEN_FOR = timedelta(minutes=15)
ENDED = "ended"  # by a command, of which the next text is told
REASONED = "reasoned"  # a reason was written, and nothing is done with it before the tap
NOTED = "noted"  # the same of a note
KEPT = "kept"  # what was written is kept, and a change of its message changes that
_UNTIL, _CODE_BYTES = "until", 6
_ANSWER = "answer"  # the message that led to a step, and the step that it answered


def lapsing(step: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Give a step that is asked at ``now`` and lapses in time."""
    return {**step, _UNTIL: (now + OPEN_FOR).isoformat()}


def lapsed(step: Mapping[str, Any] | None, now: datetime) -> bool:
    """Tell whether a step has lapsed, so that what comes at ``now`` answers it no more."""
    until = (step or {}).get(_UNTIL)
    return until is not None and now >= datetime.fromisoformat(until)


def code_of(said: str) -> str:
    """Give what a button says for a text, so that one under another text does nothing with this one."""
    return hashlib.blake2b(said.encode(), digest_size=_CODE_BYTES).hexdigest()


def ended(step: Mapping[str, Any]) -> dict[str, Any] | None:
    """Give what is noted of a step that a command ends: that it was waited for, if it lapses in time."""
    if _UNTIL not in step or step["step"] == ENDED:
        return None
    return {"step": ENDED, "was": _bare(step), _UNTIL: step[_UNTIL]}


def answered(step: Mapping[str, Any], name: str, **said: Any) -> dict[str, Any]:
    """Give the step after one that was answered: texts are read as usual, what was said stays."""
    kept = {field: value for field, value in step.items() if field not in (_UNTIL, _ANSWER)}
    return {**kept, "step": name, **said}


def follows(step: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    """Tell whether a step is what a text made of the one ``before``: the same, or what comes after it."""
    return step.get("step") in (before["step"], NOTED, REASONED, KEPT)


def with_answer(step: Mapping[str, Any], before: Mapping[str, Any], message_id: int) -> dict[str, Any]:
    """Give a step with the message that led to it, and what that answered."""
    return {**step, _ANSWER: {"message": message_id, "step": _bare(before)}}


def changed(step: Mapping[str, Any], **fields: Any) -> dict[str, Any]:
    """Give a step that is about something else now; so is the one before it, should its answer change."""
    answer = step.get(_ANSWER)
    new = {**step, **fields}
    return {**new, _ANSWER: {**answer, "step": {**answer["step"], **fields}}} if answer else new


def answered_by(step: Mapping[str, Any] | None, message_id: int) -> dict[str, Any] | None:
    """Give the step that a message answered, to be answered anew by its change; None: that counts no more."""
    answer = (step or {}).get(_ANSWER)
    return dict(answer["step"]) if answer and answer["message"] == message_id else None


def reasoned(step: Mapping[str, Any], reason: str) -> dict[str, Any]:
    """Give the step after one that asked for a reason."""
    return answered(step, REASONED, reason=reason) | {"for": step["step"]}


def reason_of(dialog: Mapping[str, Any] | None, step: Mapping[str, Any]) -> str:
    """Give the reason that is kept for a step; empty when none is."""
    kept = dialog or {}
    fits = kept.get("step") == REASONED and all(
        kept.get("for" if name == "step" else name) == value for name, value in step.items()
    )
    return str(kept["reason"]) if fits else ""


def _bare(step: Mapping[str, Any]) -> dict[str, Any]:
    return {field: value for field, value in step.items() if field != _ANSWER}
