"""What organizers see of the care of the bot: what did not arrive, what is erased, backups."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.backups import backup_name, made_at
from bot.domain.retention import erase_at
from storage.backup import opened
from tests.support.bookings import ask
from tests.support.organizers import at_desk
from tests.support.people import PATIENCE_SECONDS
from tests.support.stage import Stage, stage
from tests.support.tongues import Tongue, in_every_language

FAILED = (
    "<b>The daily backup could not be made.</b>\n\nThe bot goes on and tries again every hour. "
    "On the server, <code>bilateral doctor</code> says what is wrong."
)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@in_every_language()
async def test_what_did_not_arrive_is_counted_in_plain_words_and_sent_after_all(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        guest = await st.join("Ioana Pop", tongue.code)
        host = await st.join("Andrei Kelemen", tongue.code)
        await ask(guest, tongue)
        st.api.faults.fail(
            "sendMessage",
            400,
            "Bad Request: message is too strange",
            times=None,
            when=lambda sent: sent.integer("chat_id") == guest.id,
        )
        await host.press(tongue.label("Accept"), await host.expect_card("Ioana Pop"))
        await host.expect_card(tongue("<b>Your meeting is confirmed.</b>"))
        await st.settled()

        olga = await at_desk(st, tongue)
        await olga.press(tongue.label("Not delivered ({n})", n=1))
        card = await olga.expect_card(tongue("Telegram refused the message: {n}", n=1))
        assert tongue("The person has blocked the bot: {n}", n=0) in card.text
        st.api.faults.clear()
        guest.forget()
        await olga.press(tongue.label("Try again"))
        await olga.expect_card(tongue("There are none."))
        assert tongue.n("{n} message is tried again.", "{n} messages are tried again.", 1) in olga.card.text
        await guest.expect_card(tongue("<b>Your meeting is confirmed.</b>"))
        await olga.press(tongue.label("‹ Organizer"))
        await olga.expect_card(tongue("<b>{event}</b>: organizer", event=st.event.name))
        assert tongue.label("Not delivered ({n})", n=1) not in olga.buttons


@in_every_language()
async def test_organizers_hear_a_week_before_an_events_people_are_forgotten(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        guest = await st.join("Ioana Pop", tongue.code)
        olga = await at_desk(st, tongue)
        due = erase_at(st.event)

        olga.forget()
        st.move_to(due - 7 * DAY + 12 * HOUR)
        card = await olga.expect_card(
            tongue("<b>{event}: its people are forgotten soon</b>", event=st.event.name)
        )
        assert tongue.day(st.event.local(due).date()) in card.text
        await guest.say("/find kelemen")
        await guest.expect_card("Andrei Kelemen")

        st.move_to(due)
        await _forgotten(st)
        await guest.say("/find kelemen")
        await guest.expect_card("Bilateral")
        assert "Kelemen" not in guest.card.text
        await olga.press(tongue.label("Figures"), card)
        await olga.expect_card(tongue("People: {total}, of these connected: {n}", total=3, n=1))


async def _forgotten(st: Stage) -> None:
    async def gone() -> bool:
        async with st.database.reading() as uow:
            return await uow.participants.count(st.event.id) == 0

    await _until(st, gone)


@in_every_language()
async def test_notice_says_for_how_long_backups_are_kept(
    database_url: str, tongue: Tongue, tmp_path: Path
) -> None:
    async with stage(database_url) as st:
        guest = await st.join("Ioana Pop", tongue.code)
        (tmp_path / backup_name(st.clock.now())).touch()  # that of the day is there
        await _restart_with(st, backup_dir=tmp_path, backup_keep_days=2)
        await guest.say("/privacy")
        await guest.expect_card(
            tongue.n(
                "What is erased stays in backups for {n} more day.",
                "What is erased stays in backups for {n} more days.",
                2,
            )
        )


async def test_backup_is_made_each_day_and_old_ones_go(database_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    async with stage(database_url) as st:
        await _restart_with(st, backup_dir=folder, backup_keep_days=1)
        days = [st.clock.now() + number * DAY for number in range(3)]
        for day, expected in zip(days, (days[:1], days[:2], days[1:]), strict=True):
            _leave_a_draft(folder, day)
            st.move_to(day)
            await _until_there(st, folder, expected)
            st.move_to(day + HOUR)  # once a day is enough
        await _until_there(st, folder, days[1:])
        async with opened(folder / backup_name(days[-1])) as (_, manifest):
            assert manifest.tables["participant"].rows == 3
            assert manifest.created_at == made_at(backup_name(days[-1]))


async def _restart_with(st: Stage, **settings: object) -> None:
    await st.stop()
    st.settings = st.settings.model_copy(update=settings)
    await st.start()


def _leave_a_draft(folder: Path, day: datetime) -> None:
    """Leave what a process leaves that is killed while it writes a backup."""
    folder.mkdir(exist_ok=True)
    (folder / f".{backup_name(day)}.left").touch()


def _names(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()} if folder.is_dir() else set()


async def _until(st: Stage, condition: Callable[[], Awaitable[bool]]) -> None:
    """Let the periodic work come round until something holds; it leaves out what is still running."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not await condition():
            await asyncio.sleep(0.2)
            st.bilateral.alarm.rearm()


async def _until_there(st: Stage, folder: Path, made: Sequence[datetime]) -> None:
    async def there() -> bool:
        return _names(folder) == {backup_name(one) for one in made}

    await _until(st, there)


async def test_backup_that_fails_is_told_once_a_day_and_made_up_for(
    sqlite_url: str, tongue: Tongue, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "backups"
    folder.write_text("in the way")
    wrong = f"The daily backup failed: [Errno 17] File exists: '{folder}'"
    async with stage(sqlite_url) as st:
        olga = await at_desk(st, tongue)
        olga.forget()
        await _restart_with(st, backup_dir=folder)
        await olga.expect_card(tongue(FAILED))
        st.move(HOUR)

        async def failed_thrice() -> bool:
            return caplog.messages.count(wrong) >= 3

        await _until(st, failed_thrice)
        await st.settled()
        folder.unlink()
        st.move(HOUR)
        await _until_there(st, folder, [st.clock.now()])
        assert [one.text for one in olga.received].count(tongue(FAILED)) == 1
