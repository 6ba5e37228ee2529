"""A day of the agenda as a timetable: meetings, open requests, free stretches; a long one in pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.booking import Request
from bot.domain.event import Event
from bot.domain.people import Participant
from bot.domain.slots import Slot
from bot.domain.timetable import stretches
from bot.i18n import Html, Language, join
from bot.screens import actions, agenda_actions, finding_actions
from bot.screens.move_proposals import moved
from bot.screens.parts import any_of, fitting, grid, moment, name, pager, place, times, who
from bot.screens.screen import Button, Rows
from bot.usecases.agenda import Entry, OpenRequest, Plan

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
    plan: Plan,
    gaps: Sequence[Slot],
    page: int,
    now: datetime,
) -> tuple[Html, Rows]:
    """Give text and buttons of a page, both in time order; ``page`` below 0 is the one of this moment.

    The venue stands above the day, so that only tables are said of meetings.
    """
    items = sorted(_items(language, event, day, plan, gaps), key=lambda item: item.start)
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


def _items(language: Language, event: Event, day: date, plan: Plan, gaps: Sequence[Slot]) -> Iterator[_Item]:
    def of_day(slots: Iterable[Slot]) -> list[Slot]:
        return [one for one in slots if event.local(one.start).date() == day]

    for entry in plan.entries:
        if of_day((entry.meeting.slot,)):
            yield _meeting(language, event, entry)
    for one in plan.requests:
        if asked := of_day(one.request.slots):
            yield _open_request(language, event, one, asked)
    for stretch in stretches(event.slots, of_day(gaps)):
        yield _gap(language, event, day, stretch)


def _meeting(language: Language, event: Event, entry: Entry) -> _Item:
    slot = entry.meeting.slot
    text = join(
        (
            Html(f"<b>{times(event, slot)}</b>"),
            who(language, entry.other),
            place(language, event, entry.meeting.table) if entry.meeting.table else "",
            moved(language, event, entry.move.slots) if entry.move else "",
            _due(language, event, entry.move, entry.other) if entry.move else "",
        )
    )
    label = f"{event.local(slot.start):%H:%M} · {name(language, entry.other)}"
    return _Item(slot.start, slot.end, text, ((Button(label, actions.Meeting(entry.meeting.id)),),))


def _open_request(language: Language, event: Event, shown: OpenRequest, asked: Sequence[Slot]) -> _Item:
    """Write what is only asked for at its first time of the day, with those of other days if there are."""
    request, other = shown.request, shown.other
    all_here = len(asked) == len(request.slots)
    asked_for = language.choice(times(event, one) for one in asked)
    text = join(
        (
            language.say(
                "<b>{time}</b> – not confirmed",
                time=asked_for if all_here else any_of(language, event, request.slots),
            ),
            who(language, other),
            _due(language, event, request, other),
        )
    )
    label = language.label(
        "{time} · request · {name}",
        time=f"{event.local(asked[0].start):%H:%M}",
        name=name(language, other),
    )
    return _Item(asked[0].start, asked[0].end, text, ((Button(label, actions.Request(request.id)),),))


def _due(language: Language, event: Event, request: Request, other: Participant) -> Html:
    """Say by when which of the two has to answer."""
    deadline = moment(language, event, request.deadline)
    if request.turn_id == other.id:
        return language.say("You wait for an answer until {deadline}.", deadline=deadline)
    return language.say("Please answer by {deadline}.", deadline=deadline)


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
