from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from bot.files.event_file import read_event
from bot.files.example import example_event_files
from bot.files.people import read_people
from bot.usecases.files import WallWindow

SPOKEN = ("en", "hu", "ro")


@pytest.mark.parametrize("later", range(0, 800, 3))
def test_the_event_is_held_on_the_next_thursday_and_friday_from_any_day(later: int) -> None:
    today = date(2025, 12, 30) + timedelta(days=later)
    first, second = read_event(example_event_files(today)[0], SPOKEN).days
    assert (first.weekday(), second - first) == (3, timedelta(days=1))
    assert timedelta(days=2) <= first - today <= timedelta(days=8)


def test_everybody_in_the_example_is_read_without_a_word() -> None:
    event_file, people_file = example_event_files(date(2026, 11, 20))
    people = read_people("participants.csv", people_file, read_event(event_file, SPOKEN))
    assert (people.problems, people.warnings) == ((), ())
    assert len(people.rows) == 41


def test_the_example_has_people_of_every_sort() -> None:
    event_file, people_file = example_event_files(date(2026, 11, 20))
    rows = read_people("participants.csv", people_file, read_event(event_file, SPOKEN)).rows
    assert {len(row.windows or ()) for row in rows} == {0, 1, 2}
    assert {"en", "ro", "hu"} <= {row.language for row in rows}
    assert len({row.profile.country for row in rows}) > 10
    assert len({row.profile.organization_type for row in rows}) > 6
    assert sum(bool(row.table) for row in rows) == 4
    assert all(row.profile.email.endswith("@example.org") for row in rows if row.profile.email)


def test_the_executive_director_takes_meetings_on_thursday() -> None:
    event_file, people_file = example_event_files(date(2026, 11, 20))
    event = read_event(event_file, SPOKEN)
    rows = read_people("participants.csv", people_file, event).rows
    (director,) = (row for row in rows if row.profile.name == "Andrei Kelemen")
    assert director.windows == (WallWindow(date(2026, 11, 26), time(14, 30), time(17)),)
    slots = [event.local(slot.start) for slot in event.slots]
    assert [f"{at:%H:%M}" for at in slots if at.date() == date(2026, 11, 26)] == [
        "14:30",
        "14:55",
        "15:20",
        "15:45",
        "16:10",
        "16:35",
    ]
    found = director.profile
    assert (found.role, found.organization) == ("Executive Director", "Cluj IT Cluster")
    assert (found.organization_type, found.areas) == ("Clusters", ())
    assert (found.city, found.street) == ("Cluj-Napoca", "28 Memorandumului St.")
    assert len(found.description) > 1_500
