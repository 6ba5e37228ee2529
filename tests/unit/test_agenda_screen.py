"""The agenda shows every meeting, also those of days that the event no longer has."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.booking import Meeting, MeetingState
from bot.domain.event import Grid
from bot.i18n import load_languages
from bot.screens.agenda import agenda
from bot.usecases.agenda import Entry
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

    shown = agenda(ENGLISH, friday_only, entries, 0, at("Fri 08:00"))
    thursday = next(button.action for row in shown.rows for button in row if button.label == "Thu 26 Nov")
    assert ENGLISH.day(FRIDAY) in shown.text
    assert thursday is not None
    before = agenda(ENGLISH, friday_only, entries, THURSDAY.toordinal(), at("Fri 08:00"))
    assert ENGLISH.day(THURSDAY) in before.text
    assert thursday.pack() == f"ga:{THURSDAY.toordinal()}:{event.id}"


def test_empty_slots_of_a_long_day_are_all_written_and_the_first_have_a_button_each() -> None:
    event = replace(stored_event(), grid=Grid(5, 0))
    first, *empty = [slot for slot in event.slots if event.local(slot.start).date() == THURSDAY]
    meeting = Meeting(1, 1, event.id, 1, HANA, first, MeetingState.CONFIRMED, 1, at("Wed 10:00"))

    shown = agenda(ENGLISH, event, [Entry(meeting, person(HANA))], 0, at("Wed 10:00"), empty)

    labels = [button.label for row in shown.rows for button in row]
    assert labels[1:] == [
        *(f"Who at {event.local(slot.start):%H:%M}?" for slot in empty[:9]),
        "More free times",
        "My calendar",
        "PDF",
        "⌂ Home",
    ]
    assert shown.text.count("– free") == len(empty) == 29
