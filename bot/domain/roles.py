"""Rights in one event, beside those of the ``ORGANIZERS`` setting, which are rights in all of them."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What somebody does for an event; an organizer may do whatever a steward may."""

    ORGANIZER = "organizer"  # runs it
    STEWARD = "steward"  # helps on site: tables, check-in
