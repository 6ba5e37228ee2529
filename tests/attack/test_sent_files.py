"""Files that come in from those who may and may not send them, and files that leave the bot."""

from __future__ import annotations

import asyncio
import csv
import io
import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar
from openpyxl import load_workbook

from bot.config import Settings
from bot.domain.persons import Person as Known
from bot.files.calendar import meeting_calendar
from bot.files.formulas import defused
from bot.files.local import LocalFiles
from bot.files.private import write_private
from bot.files.tables import write_csv
from bot.files.workbooks import write_xlsx
from bot.usecases.calendar import CalendarEntry
from bot.usecases.settings import set_dialog
from handlers import broadcast, people_import
from storage.engine import check_file
from tests.support import bombs
from tests.support.organizers import at_desk
from tests.support.people import Person
from tests.support.stage import DELEGATE, DIRECTOR, Stage, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import at

MEGABYTE = 1_000_000
FORMER = 3_000
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
CELLS = st.one_of(st.text(max_size=20), st.tuples(st.sampled_from(STARTS), st.text(max_size=20)).map("".join))
HOSTILE_LINES = st.lists(
    st.sampled_from(
        ["\r\n", "\n", "\r", "BEGIN:VEVENT", "X-EVIL:1", ":", ";", '"', "\u2028", "\x85", "\0", "ă" * 80]
    )
).map("".join)


async def names(play: Stage) -> set[str]:
    async with play.database.reading() as uow:
        return {one.profile.name for one in await uow.participants.of_event(play.event.id)}


@in_every_language()
async def test_file_larger_than_bots_may_fetch_is_refused_before_it_is_fetched(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, DIRECTOR) as play:
        olga = await at_desk(play, tongue)
        await olga.send_document("people.xlsx", b"PK\x03\x04" + bytes(21 * MEGABYTE))
        await olga.expect_card("20 MB")
        assert play.api.calls_of("getFile") == []


WRONG = {
    "people.csv": (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
    "photo.xlsx": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
    "people.xlsx": (bombs.packed(bombs.good())[:1_500], "ZIP"),
}


async def test_files_that_are_no_lists_are_named_and_load_nothing(sqlite_url: str, tongue: Tongue) -> None:
    async with stage(sqlite_url, DIRECTOR) as play:
        olga = await at_desk(play, tongue)
        for name, (content, kind) in WRONG.items():
            await olga.send_document(name, content)
            preview = await olga.expect_card(
                tongue.label("this is {format}; send CSV, XLSX or a profile page as text", format=kind)
            )
            loads = [one for one in preview.buttons if (one.callback_data or "").startswith("oil:")]
            assert loads == []
        assert await names(play) == {"Andrei Kelemen"}


async def test_files_of_those_who_organize_nothing_are_not_even_fetched(sqlite_url: str) -> None:
    async with stage(sqlite_url, DIRECTOR, DELEGATE) as play:
        ioana = await play.join("Ioana Pop")
        former = Person(play.api, play.api.add_user("Fritz", user_id=FORMER))
        await former.start()
        await former.expect("")
        await leave_in(play, people_import.STEP)
        for person in (ioana, former):
            await person.send_document("people.csv", b"name\nEve\n")
            await person.expect("")
        await leave_in(play, broadcast.STEP)
        await former.send_document("news.pdf", b"%PDF")
        await former.expect("personal link")
        await former.say("Unsent news")
        await former.expect("")
        await play.settled()
        assert play.api.calls_of("getFile") == []
        assert await names(play) == {"Andrei Kelemen", "Ioana Pop"}
        assert all("Unsent" not in message.text for message in ioana.received)


async def leave_in(play: Stage, step: str) -> None:
    """Leave somebody in the middle of what he was asked when he still was an organizer."""
    async with play.database.writing() as uow:
        await uow.persons.save(Known(FORMER, "en"), play.clock.now())
        await set_dialog(uow, FORMER, {"step": step, "event": play.event.id})


async def test_others_are_answered_while_a_large_file_is_read(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, answered = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()
    read = LocalFiles.read_people

    def slowly(self: LocalFiles, *given: object) -> object:
        """Read, but not before somebody else had an answer: what blocks the loop never gets this far."""
        loop.call_soon_threadsafe(reading.set)
        asyncio.run_coroutine_threadsafe(answered.wait(), loop).result(30)
        return read(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(LocalFiles, "read_people", slowly)
    async with stage(sqlite_url, DIRECTOR, DELEGATE) as play:
        ioana, olga = await play.join("Ioana Pop"), await at_desk(play)
        await olga.send_document("people.csv", b"name\n" + b"x" * 19 * MEGABYTE)
        await reading.wait()
        await ioana.say("/agenda")
        await ioana.expect_card("")
        answered.set()
        await olga.expect_card("too large")


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=4))
@example([["", "\b=1+1"]])  # a workbook cannot hold the first character
def test_no_cell_that_leaves_is_a_formula(rows: list[list[str]]) -> None:
    table = list(
        csv.reader(io.StringIO(write_csv(("a", "b"), rows).decode("utf-8", "surrogatepass"), newline=""))
    )
    assert len(table) == len(rows) + 1
    assert not [cell for line in table for cell in line if cell.startswith(STARTS)]
    sheet = load_workbook(io.BytesIO(write_xlsx(("a", "b"), rows))).worksheets[0]
    cells = [cell for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert not [cell for cell in cells if str(cell.value).startswith(STARTS)]


def test_cell_is_defused_once_and_plain_text_is_left_alone() -> None:
    assert [defused(start + "1") for start in STARTS] == [f"'{start}1" for start in STARTS]
    assert defused("Ana = Maria") == "Ana = Maria"


@given(HOSTILE_LINES, HOSTILE_LINES)
def test_texts_of_people_add_no_lines_to_a_calendar_file(summary: str, place: str) -> None:
    start = at("Thu 14:30")
    entry = CalendarEntry(
        uid="1@example.org",
        sequence=0,
        stamp=start,
        start=start,
        end=start + timedelta(minutes=20),
        summary=summary,
        description=place,
        location=place,
        organizer=summary,
        organizer_email="a@example.org\r\nX-EVIL:1",
        alarms_minutes=(15,),
    )
    content = meeting_calendar(entry)
    names = {
        line.partition(b":")[0].partition(b";")[0] for line in content.replace(b"\r\n ", b"").split(b"\r\n")
    }
    assert b"X-EVIL" not in names
    assert b"\n" not in content.replace(b"\r\n", b"")
    (calendar,) = Calendar.from_ical(content, multiple=True)
    assert len(calendar.walk("VEVENT")) == 1


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_the_bot_writes_is_for_its_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)  # whatever the process was started with
    try:
        url = f"sqlite+aiosqlite:///{tmp_path}/new.db"
        check_file(url)
        Settings.load(env_file=None, database_url=url, link_secret="").secret()
        write_private(tmp_path / "links.csv", b"secret")
        (tmp_path / "old.csv").write_bytes(b"old")
        write_private(tmp_path / "old.csv", b"secret")
    finally:
        os.umask(before)
    assert {path.name: mode(path) for path in tmp_path.iterdir()} == dict.fromkeys(
        ("new.db", "link_secret", "links.csv", "old.csv"), 0o600
    )
