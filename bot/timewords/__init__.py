"""Time words: "Thursday 3pm", "joi după-amiază" become readings against an event's days."""

from bot.timewords.reader import TimeWordsReader
from bot.timewords.when import answer
from bot.usecases.times import (
    Calendar,
    Day,
    DayPart,
    Instant,
    Intent,
    Part,
    Pick,
    Reading,
    Said,
    TimeRange,
    TimeWords,
    Which,
    line,
)

__all__ = [
    "Calendar",
    "Day",
    "DayPart",
    "Instant",
    "Intent",
    "Part",
    "Pick",
    "Reading",
    "Said",
    "TimeRange",
    "TimeWords",
    "TimeWordsReader",
    "Which",
    "answer",
    "line",
]
