from __future__ import annotations

import re
from datetime import date, time

import pytest

from bot.domain.event import (
    Block,
    BookingMode,
    BookingRules,
    Event,
    Grid,
    PendingHolds,
    PrivacyNotice,
    Registration,
    ReminderRules,
)
from bot.files.event_file import MAX_EVENT_FILE_BYTES, EventFileError, read_event

A_DATE = "must be a date such as 2026-11-26"
A_NUMBER = "must be a whole number"
A_TIME = "must be a time such as 14:30:00"
A_TYPE = "must be a name of 1 to 100 characters"
YES_NO = "must be true or false"

MEETS = (("Startup", ("Investor", "Corporate")), ("Press", ()))
SPOKEN = ("en", "hu", "ro")

WHOLE = """
slug = "fair-2026"
name = "Hill Fair"
timezone = "Europe/Bucharest"
languages = ["ro", "en"]
venue = { name = "Sala Mare", address = "Strada Lungă 1" }
[booking]
mode = "instant"
pending_holds = "both"
min_notice_minutes = 15
change_deadline_minutes = 45
max_meetings = 8
max_meetings_per_block = 4
max_open_requests = 3
same_organization = true
open_registration = true
meets = { " Startup" = ["Investor", "investor", "Corporate"], "Press" = [] }
[grid]
slot_minutes = 15
break_minutes = 0
[[blocks]]
name = "First"
date = 2026-11-26
start = 14:30:00
end = 17:00:00
tables = 3
[[blocks]]
name = "Second"
date = 2026-11-27
start = 22:00:00
end = 00:00:00
tables = ["Fereastră", "Ușă"]
[reminders]
minutes_before = [5, 30, 5]
evening_digest = 19:00:00
morning_digest = 06:30:00
quiet = [22:00:00, 06:00:00]
[privacy]
controller = "Hill Club"
contact = "privacy@example.org"
delete_after_days = 7
"""

SMALLEST = """
slug = "fair"
name = "Fair"
timezone = "UTC"
languages = ["en"]
[[blocks]]
name = "All"
date = 2026-11-26
start = 09:00:00
end = 10:00:00
"""


def complaints(toml: str | bytes) -> list[str]:
    content = toml.encode() if isinstance(toml, str) else toml
    with pytest.raises(EventFileError) as caught:
        read_event(content, SPOKEN)
    assert str(caught.value).splitlines() == [str(problem) for problem in caught.value.problems]
    return str(caught.value).splitlines()


def changed(old: str, new: str) -> str:
    assert WHOLE.count(old) >= 1
    return WHOLE.replace(old, new, 1)


def test_every_key_of_the_file_reaches_the_event() -> None:
    assert read_event(WHOLE.encode(), SPOKEN) == Event(
        slug="fair-2026",
        name="Hill Fair",
        zone="Europe/Bucharest",
        languages=("ro", "en"),
        blocks=(
            Block("First", date(2026, 11, 26), time(14, 30), time(17), ("1", "2", "3")),
            Block("Second", date(2026, 11, 27), time(22), time(0), ("Fereastră", "Ușă")),
        ),
        venue_name="Sala Mare",
        venue_address="Strada Lungă 1",
        booking=BookingRules(
            BookingMode.INSTANT, PendingHolds.BOTH, 15, 45, 8, 4, 3, True, Registration.OPEN, MEETS
        ),
        grid=Grid(15, 0),
        reminders=ReminderRules((30, 5), time(19), time(6, 30), time(22), time(6)),
        privacy=PrivacyNotice("Hill Club", "privacy@example.org", 7),
    )


def test_keys_left_out_take_the_defaults_of_the_domain() -> None:
    assert read_event(SMALLEST.encode(), SPOKEN) == Event(
        "fair", "Fair", "UTC", ("en",), (Block("All", date(2026, 11, 26), time(9), time(10)),)
    )


def test_byte_order_mark_and_windows_line_ends_are_no_trouble() -> None:
    content = b"\xef\xbb\xbf" + SMALLEST.replace("\n", "\r\n").encode()
    assert read_event(content, SPOKEN) == read_event(SMALLEST.encode(), SPOKEN)


def test_no_quiet_hours_are_an_empty_list() -> None:
    rules = read_event(changed("[22:00:00, 06:00:00]", "[]").encode(), SPOKEN).reminders
    assert rules.quiet_start == rules.quiet_end


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('"fair-2026"', '"Fair 2026"', "slug: must be 1 to 40 of a-z, 0-9 and -, and not begin with -"),
        ('"fair-2026"', f'"{"a" * 41}"', "slug: must be 1 to 40 of a-z, 0-9 and -, and not begin with -"),
        ('"fair-2026"', "7", "slug: must be text in quotes"),
        ('"Hill Fair"', '"  "', "name: must not be empty"),
        ('"Hill Fair"', f'"{"n" * 201}"', "name: must have at most 200 characters"),
        ('"Hill Fair"', '"Hill\\nFair"', "name: must be one line without control characters"),
        ("Bucharest", "Bucarest", "timezone: unknown time zone; did you mean Europe/Bucharest?"),
        ("Europe/Bucharest", "../etc/passwd", "timezone: unknown time zone"),
        ('["ro", "en"]', "[]", "languages: must name at least one language"),
        ('["ro", "en"]', '"ro"', "languages: must be a list"),
        ('["ro", "en"]', '["ro", "fr"]', "languages[1]: has no translation; there are en, hu, ro"),
        ('["ro", "en"]', '["ro", "ro"]', "languages[1]: is there twice"),
        ("address =", "street =", "venue.street: unknown key"),
        ('"instant"', '"later"', "booking.mode: must be 'request' or 'instant'"),
        ('"both"', '"all"', "booking.pending_holds: must be 'none', 'guest' or 'both'"),
        ("notice_minutes = 15", "notice_minutes = -1", "booking.min_notice_minutes: must be at least 0"),
        ("minutes = 15", "minutes = 19999", "booking.min_notice_minutes: must be at most 10080"),
        ("notice_minutes = 15", "notice_minutes = 1.5", "booking.min_notice_minutes: " + A_NUMBER),
        ("notice_minutes = 15", "notice_minutes = true", "booking.min_notice_minutes: " + A_NUMBER),
        ("deadline_minutes = 45", 'deadline_minutes = "45"', "booking.change_deadline_minutes: " + A_NUMBER),
        ("max_meetings = 8", "max_meetings = 1001", "booking.max_meetings: must be at most 1000"),
        ("per_block = 4", "per_block = -4", "booking.max_meetings_per_block: must be at least 0"),
        ("requests = 3", "requests = 0", "booking.max_open_requests: must be at least 1"),
        ("same_organization = true", "same_organization = 1", "booking.same_organization: " + YES_NO),
        ("registration = true", 'registration = "yes"', "booking.open_registration: " + YES_NO),
        ("meets = {", "meets = 1 #", 'booking.meets: must be a table such as { "Startup" = ["Investor"] }'),
        ('"Press" = []', '"Press" = "Press"', "booking.meets.Press: must be a list of types"),
        ('"Press" = []', '"Press" = ["A", 1]', "booking.meets.Press[1]: " + A_TYPE),
        ('"Press" = []', '" " = []', 'booking.meets." ": ' + A_TYPE),
        ('"Press" = []', '"startup" = []', 'booking.meets.startup: there is a type "Startup" already'),
        ("slot_minutes = 15", "slot_minutes = 4", "grid.slot_minutes: must be at least 5"),
        ("break_minutes = 0", "break_minutes = 241", "grid.break_minutes: must be at most 240"),
        ('name = "First"\n', "", "blocks[0].name: is required"),
        ("date = 2026-11-26", 'date = "2026-11-26"', "blocks[0].date: " + A_DATE),
        ("date = 2026-11-26", "date = 2026-11-26T09:00:00", "blocks[0].date: " + A_DATE),
        ("date = 2026-11-26", "date = 0226-11-26", "blocks[0].date: must be in this century"),
        ("start = 14:30:00", "start = 1430", "blocks[0].start: " + A_TIME),
        ("start = 14:30:00", "start = 14:30:30", "blocks[0].start: must be a whole minute"),
        ("end = 17:00:00", "end = 14:30:00", "blocks[0].end: must be after start (00:00:00 is midnight)"),
        ("end = 17:00:00", "end = 14:40:00", "blocks[0]: is too short for one slot: 10 of 15 minutes"),
        ("date = 2026-11-27\nstart = 22", "date = 2026-11-26\nstart = 16", "blocks[1]: overlaps blocks[0]"),
        ("tables = 3", "tables = -3", "blocks[0].tables: must be between 0 and 1000"),
        ("tables = 3", "tables = 1001", "blocks[0].tables: must be between 0 and 1000"),
        ("tables = 3", "tables = 1.0", "blocks[0].tables: must be a whole number or a list of names"),
        ("tables = 3", "tables = true", "blocks[0].tables: must be a whole number or a list of names"),
        ("tables = 3", 'tables = ["A", 2]', "blocks[0].tables[1]: must be a name in quotes"),
        ("tables = 3", 'tables = ["A", " a "]', 'blocks[0].tables[1]: there is a table "A" already'),
        ("[5, 30, 5]", "[0]", "reminders.minutes_before[0]: must be at least 1"),
        ("[5, 30, 5]", "15", "reminders.minutes_before: must be a list"),
        ("[5, 30, 5]", "[1, 2, 3, 4, 5, 6]", "reminders.minutes_before: must have at most 5"),
        ("digest = 19:00:00", 'digest = "19:00"', "reminders.evening_digest: " + A_TIME),
        ("digest = 06:30:00", "digest = 6", "reminders.morning_digest: " + A_TIME),
        ("22:00:00, 06", "06", "reminders.quiet: must be two times, start and end, or an empty list"),
        ("[22:00:00, 06:00:00]", "[22, 06:00:00]", "reminders.quiet[0]: " + A_TIME),
        ("delete_after_days = 7", "delete_after_days = -7", "privacy.delete_after_days: must be at least 0"),
        ('"Hill Club"', "{ name = 1 }", "privacy.controller: must be text in quotes"),
        ("[privacy]", "[secrecy]", "secrecy: unknown key"),
        ("slot_minutes = 15", '"a\\nb" = 1', 'grid."a\\nb": unknown key'),
    ],
)  # fmt: skip
def test_one_wrong_field_is_one_line_that_names_it(old: str, new: str, line: str) -> None:
    assert complaints(changed(old, new)) == [line]


def test_all_wrong_fields_are_named_at_once() -> None:
    toml = WHOLE.replace('"fair-2026"', '"?"').replace("slot_minutes = 15", "slot_minutes = 0")
    toml = toml.replace("end = 17:00:00", "end = 9:00")
    assert complaints(toml) == ["line 25: is not valid TOML: a time needs its seconds, as in 14:30:00"]
    assert complaints(toml.replace("end = 9:00", "end = 09:00:00")) == [
        "slug: must be 1 to 40 of a-z, 0-9 and -, and not begin with -",
        "grid.slot_minutes: must be at least 5",
        "blocks[0].end: must be after start (00:00:00 is midnight)",
    ]


@pytest.mark.parametrize("key", ["slug", "name", "timezone", "languages"])
def test_a_required_key_left_out_is_named(key: str) -> None:
    assert complaints(re.sub(rf"(?m)^{key} = .*\n", "", SMALLEST, count=1)) == [f"{key}: is required"]


def test_an_event_without_blocks_is_refused() -> None:
    head = SMALLEST.partition("[[blocks]]")[0]
    assert complaints(head) == ["blocks: is required"]
    assert complaints(head + "blocks = []") == ["blocks: must be 1 to 100 blocks"]
    assert complaints(head + "blocks = 1") == ["blocks: must be a list"]
    assert complaints(head + "blocks = [1]") == ["blocks[0]: must be a section with keys of its own"]


def test_a_block_that_a_change_of_clocks_swallows_is_too_short() -> None:
    toml = SMALLEST.replace("UTC", "Europe/Bucharest").replace("2026-11-26", "2026-03-29")
    toml = toml.replace("09:00:00", "03:00:00").replace("10:00:00", "04:00:00")
    assert complaints(toml) == ["blocks[0]: is too short for one slot: 0 of 20 minutes"]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", "slug: is required"),
        (b"slug = ", "line 1: is not valid TOML: invalid value"),
        (b"a = 1\na = 2\n", "line 2: is not valid TOML: cannot overwrite a value"),
        (b"a = 1\nb = 2026-02-30\n", "line 2: is not valid TOML: invalid date or datetime"),
        (b'a = 1\nb = "\xff"\n', "line 2: is not UTF-8 text"),
        (b"a = " + b"[" * 5000, "is nested too deeply"),
        (b"a = " + b"9" * 5000, "holds a number of thousands of digits"),
        (b"#" * (MAX_EVENT_FILE_BYTES + 1), "is larger than 1000 kB"),
    ],
)
def test_a_file_that_is_no_event_is_refused_in_a_line(content: bytes, line: str) -> None:
    assert complaints(content)[0] == line


def test_blocks_may_touch() -> None:
    toml = SMALLEST + '[[blocks]]\nname = "Next"\ndate = 2026-11-26\nstart = 10:00:00\nend = 11:00:00\n'
    assert len(read_event(toml.encode(), SPOKEN).blocks) == 2


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("", Registration.CLOSED),
        ("open_registration = true", Registration.OPEN),
        ('registration = "approval"', Registration.APPROVAL),
        ('open_registration = true\nregistration = "approval"', Registration.APPROVAL),
    ],
)
def test_who_may_register_is_said_in_one_of_two_ways(said: str, expected: Registration) -> None:
    toml = SMALLEST.replace("[[blocks]]", f"[booking]\n{said}\n[[blocks]]", 1)
    assert read_event(toml.encode(), SPOKEN).booking.registration is expected
