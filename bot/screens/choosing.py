"""Choosing several times, of which the other side takes one: added day by day, and taken out again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.domain.booking import MOST_TIMES
from bot.domain.event import Event
from bot.domain.people import Participant
from bot.domain.slots import Slot
from bot.i18n import Html, Language
from bot.screens.callbacks import Action
from bot.screens.parts import MOST_SLOTS, by_day, grid, name, short, times
from bot.screens.screen import Button, Rows

_COLUMNS = 3
_MOST_FREE = MOST_SLOTS - 2 * MOST_TIMES

Chosen = Callable[[Sequence[datetime], int], Action]
"""Makes the action of a button that leaves these starts chosen, on the day that is looked at."""


def choice(
    language: Language,
    event: Event,
    offered: Sequence[Slot],
    chosen: Sequence[Slot],
    day: int,
    *,
    near: Slot,
    least: int,
    choose: Chosen,
    turn_to: Callable[[int], Action],
) -> tuple[Html, Rows]:
    """Give the heading of a day and its buttons: times to add, other days, and times to take out.

    A ``day`` without any is replaced by that of the slot ``near``, else by the first with some. ``least``
    times stay chosen.
    """
    starts = [slot.start for slot in chosen]
    full = len(chosen) >= MOST_TIMES
    days = {} if full else by_day(event, [slot for slot in offered if slot not in chosen])
    first = event.days.index(event.local(near.start).date())
    day = day if day in days else first if first in days else next(iter(days), 0)
    adding = [
        Button(times(event, slot), choose((*starts, slot.start), day))
        for slot in days.get(day, [])[:_MOST_FREE]
    ]
    others = [
        Button(f"{language.short_day(event.days[one])} ({len(days[one])})", turn_to(one))
        for one in days
        if one != day
    ]
    out = [
        (
            Button(
                language.label("Without {time}", time=short(language, event, slot)),
                choose([start for start in starts if start != slot.start], day),
            ),
        )
        for slot in chosen
        if len(chosen) > least
    ]
    head = Html(f"<b>{language.day(event.days[day])}</b>") if days else Html()
    return head, (*grid(adding, _COLUMNS), *grid(others, 2), *out)


def another(language: Language, other: Participant, chosen: Sequence[Slot]) -> Html:
    """Ask for another time beside those chosen, as long as there may be more."""
    if len(chosen) >= MOST_TIMES:
        return language.say("These are {n} times, the most for one request.", n=MOST_TIMES)
    return language.say(
        "Choose another time that would suit you as well; {name} takes one of them.",
        name=name(language, other),
    )
