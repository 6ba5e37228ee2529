"""An event that files of people are read against: two days, three blocks, named tables."""

from __future__ import annotations

from datetime import date, time

from bot.domain.event import Block, Event

THURSDAY = date(2026, 11, 26)
FRIDAY = date(2026, 11, 27)

EVENT = Event(
    slug="fair",
    name="Fair",
    zone="Europe/Bucharest",
    languages=("en", "ro", "hu"),
    blocks=(
        Block("Thursday", THURSDAY, time(14, 30), time(17), ("1", "2", "Fereastră")),
        Block("Friday", FRIDAY, time(9), time(12), ("1", "2")),
        Block("Friday, late", FRIDAY, time(13), time(16), ("1", "2")),
    ),
)
