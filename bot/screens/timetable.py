"""A day of the agenda as a timetable: meetings, and the free stretches between them; a long one in pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.event import Event
from bot.domain.slots import Slot
from bot.domain.timetable import stretches
from bot.i18n import Html, Language, join
from bot.screens import actions, agenda_actions, finding_actions
from bot.screens.move_proposals import moved
from bot.screens.parts import fitting, grid, name, pager, place, times, who
from bot.screens.screen import Button, Rows
from bot.usecases.agenda import Entry

_ITEMS_OF_A_PAGE = 10
_SLOTS_OF_A_STRETCH = 6  # with a button each; the rest a tap away


@dataclass(frozen=True, slots=True)
class _Item:
    """A line of the timetable, with the buttons that belong to it."""

    start: datetime
    end: datetime
    text: Html
    rows: Rows


def day_page(
    language: Language,
    event: Event,
    day: date,
    entries: Sequence[Entry],
    free: Sequence[Slot],
    page: int,
    now: datetime,
) -> tuple[Html, Rows]:
    """Give text and buttons of a page, both in time order; ``page`` below 0 is the one of this moment."""
    meetings = [_meeting(language, event, one) for one in entries]
    gaps = [_gap(language, event, day, one) for one in stretches(event.slots, free)]
    items = sorted((*meetings, *gaps), key=lambda item: item.start)
    pages = [items[at : at + _ITEMS_OF_A_PAGE] for at in range(0, len(items), _ITEMS_OF_A_PAGE)]
    if page < 0:
        coming = (number for number, some in enumerate(pages) if any(one.end > now for one in some))
        page = next(coming, 0)
    page = min(page, len(pages) - 1)
    turns = [agenda_actions.AgendaPage(day.toordinal(), event.id, page + by) for by in (-1, 1)]
    row = pager(language, page, len(pages), turns)
    shown = pages[page]
    rows = tuple(row for item in shown for row in item.rows)
    return fitting(item.text for item in shown), (*rows, *((row,) if row else ()))


def _meeting(language: Language, event: Event, entry: Entry) -> _Item:
    slot = entry.meeting.slot
    text = join(
        (
            Html(f"<b>{times(event, slot)}</b>"),
            who(language, entry.other),
            place(language, event, entry.meeting.table),
            moved(language, event, entry.move.slots) if entry.move else "",
        )
    )
    label = f"{event.local(slot.start):%H:%M} · {name(language, entry.other)}"
    return _Item(slot.start, slot.end, text, ((Button(label, actions.Meeting(entry.meeting.id)),),))


def _gap(language: Language, event: Event, day: date, gap: tuple[Slot, ...]) -> _Item:
    first, last = gap[0], gap[-1]
    stretch = times(event, Slot(first.start, last.end, first.block_id))
    if len(gap) == 1:
        text = language.say("{time} – free", time=stretch)
    else:
        text = language.say_n("{time} – free, {n} slot", "{time} – free, {n} slots", len(gap), time=stretch)
    asked = [
        Button(
            language.label("Who at {time}?", time=f"{event.local(one.start):%H:%M}"),
            finding_actions.WhoAt(actions.to_minute(one.start)),
        )
        for one in gap[:_SLOTS_OF_A_STRETCH]
    ]
    if len(gap) > _SLOTS_OF_A_STRETCH:
        asked[-1] = Button(language.label("More free times"), finding_actions.FreeWhen(day.toordinal()))
    return _Item(first.start, last.end, text, grid(asked, 2))
