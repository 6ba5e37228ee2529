"""Reports about people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

REPORT_CHARACTERS = 500


@dataclass(frozen=True, slots=True)
class Report:
    """What a participant (``author_id``) told the organizers about another; dealt with once ``closed_at``."""

    id: int
    event_id: int
    author_id: int
    person_id: int
    text: str
    created_at: datetime
    closed_at: datetime | None = None
