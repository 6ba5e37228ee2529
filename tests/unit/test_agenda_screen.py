"""The agenda shows every meeting, also those of days that the event no longer has."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.domain.booking import Meeting, MeetingState
from bot.domain.event import Grid
from bot.i18n import load_languages
from bot.screens.agenda import agenda
from bot.usecases.agenda import Entry, Plan
from tests.support.rules import HANA, person, stored_event
from tests.support.world import FRIDAY, THURSDAY, at

ENGLISH = load_languages().by_code["en"]


def test_agenda_with_a_meeting_on_a_day_that_is_gone() -> None:
    event = stored_event()
    met, coming = [
        Meeting(number, number, event.id, 1, HANA, slot, MeetingState.CONFIRMED, 1, at("Wed 10:00"))
        for number, slot in enumerate((event.slots[0], event.slots[-1]), start=1)
    ]
    entries = [Entry(met, person(HANA)), Entry(coming, person(HANA))]
    friday_only = replace(event, blocks=event.blocks[1:])

    shown = agenda(ENGLISH, friday_only, Plan(entries), 0, at("Fri 08:00"))
    thursday = next(button.action for row in shown.rows for button in row if button.label == "Thu 26 Nov")
    assert ENGLISH.day(FRIDAY) in shown.text
    assert thursday is not None
    before = agenda(ENGLISH, friday_only, Plan(entries), THURSDAY.toordinal(), at("Fri 08:00"))
    assert ENGLISH.day(THURSDAY) in before.text
    assert thursday.pack() == f"ga:{THURSDAY.toordinal()}:{event.id}"


def test_free_stretch_is_one_line_and_its_first_slots_have_a_button_each() -> None:
    event = replace(stored_event(), grid=Grid(5, 0))
    first, *empty = [slot for slot in event.slots if event.local(slot.start).date() == THURSDAY]
    meeting = Meeting(1, 1, event.id, 1, HANA, first, MeetingState.CONFIRMED, 1, at("Wed 10:00"))

    shown = agenda(ENGLISH, event, Plan([Entry(meeting, person(HANA))]), 0, at("Wed 10:00"), empty)

    labels = [button.label for row in shown.rows for button in row]
    assert labels[1:] == [
        *(f"Who at {event.local(slot.start):%H:%M}?" for slot in empty[:5]),
        "More free times",
        "My calendar",
        "PDF",
        "⌂ Home",
    ]
    assert "14:35–17:00 – free, 29 slots" in shown.text
    assert shown.text.count("– free") == 1


def long_day(page: int, now: str) -> tuple[list[str], list[str]]:
    """Give the times that a page of a day of thirty slots writes, and its buttons: every third is free."""
    event = replace(stored_event(), grid=Grid(5, 0))
    slots = [slot for slot in event.slots if event.local(slot.start).date() == THURSDAY]
    entries = [
        Entry(
            Meeting(n, n, event.id, 1, HANA, slot, MeetingState.CONFIRMED, 1, at("Wed 10:00")), person(HANA)
        )
        for n, slot in enumerate(slots, 1)
        if n % 3
    ]
    shown = agenda(ENGLISH, event, Plan(entries), THURSDAY.toordinal(), at(now), slots[2::3], page)
    return re.findall(r"\d\d:\d\d(?=–)", shown.text), [one.label for row in shown.rows for one in row]


def test_long_day_is_a_timetable_in_pages_and_opens_at_this_moment() -> None:
    pages = [long_day(page, "Wed 10:00") for page in range(3)]
    written = [time for times, _ in pages for time in times]
    assert written == sorted(written)
    assert len(written) == 30
    assert [("‹ Back" in labels, "More ›" in labels) for _, labels in pages] == [
        (False, True),
        (True, True),
        (True, False),
    ]
    in_order = [re.sub(r"\D*(\d\d:\d\d).*", r"\1", label) for label in pages[0][1]]
    assert in_order[:10] == pages[0][0]  # the buttons stand as the lines do
    assert [long_day(-1, now)[0] for now in ("Thu 15:22", "Fri 08:00")] == [pages[1][0], pages[0][0]]
    assert long_day(99, "Wed 10:00") == pages[2]
