"""The dispatcher over real HTTP against the emulated server, on simulated time, on both databases."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.botapi.tasks import Nursery
from bot.duty import Duty
from bot.screens.screen import Attachment, AttachmentKind, Screen
from bot.usecases.outbox import Note, NotYetError, Priority
from bot.usecases.ports import DatabaseUnavailableError
from tests.support.post_office import PostOffice, post_office
from tests.support.virtual_time import run_virtual

Scene = Callable[[PostOffice], Awaitable[None]]


def play(database_url: str, scene: Scene) -> None:
    async def main() -> None:
        async with post_office(database_url) as office:
            office.people(3)
            await scene(office)

    run_virtual(main())


def play_with_alarm(database_url: str, scene: Scene) -> None:
    async def main() -> None:
        async with post_office(database_url) as office:
            office.people(3)
            office.alarm.start(office.dispatcher.recover)
            try:
                await scene(office)
            finally:
                await office.alarm.stop()

    run_virtual(main())


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Give what the bot said in the log, of what matters to whoever runs it."""
    return [
        record.message
        for record in caplog.records
        if record.levelno >= logging.WARNING and record.name.startswith("bot.")
    ]


def test_row_is_rendered_sent_and_remembered(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        await office.add(Note("news", 1, office.clock.now(), {"meeting": 4}, silent=True))
        await office.until_states("sent")
        (message,) = office.api.messages(1)
        assert (message.text, message.silent) == ("news {'meeting': 4}", True)
        assert await office.rows("message_id") == [message.message_id]

    play(database_url, scene)


def test_photo_and_document_are_uploaded(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        file = Attachment(AttachmentKind.DOCUMENT, "meeting.ics", b"BEGIN:VCALENDAR")
        office.screens["file"] = Screen("Your <b>calendar</b>", attachment=file)
        await office.add(office.note(kind="file"))
        await office.until_states("sent")
        (message,) = office.api.messages(1)
        assert (message.text, office.api.file(message).content) == ("Your calendar", b"BEGIN:VCALENDAR")

    play(database_url, scene)


def test_what_is_no_longer_relevant_or_too_late_is_dropped(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene(office: PostOffice) -> None:
        office.screens["old"] = None
        now = office.clock.now()
        late = Note("late", 2, now, not_after=now - timedelta(seconds=1))
        await office.add(office.note(kind="old"), late)
        await office.until_states("dropped", "dropped")
        assert office.texts(1) == office.texts(2) == []
        assert await office.rows("error") == ["no longer relevant", "too late"]

    play(database_url, scene)
    assert said(caplog) == ["Message 2 (late) comes too late and is dropped"]


def test_message_that_has_to_wait_waits_and_nothing_is_counted(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        begun, until = asyncio.get_running_loop().time(), office.clock.now() + timedelta(minutes=10)
        office.screens["tomorrow"] = NotYetError(until)
        await office.add(office.note(kind="tomorrow"))
        await asyncio.sleep(5)
        office.screens["tomorrow"] = Screen("Good morning")
        await asyncio.sleep(590)
        assert (await office.states(), office.texts()) == (["new"], [])
        await office.until_states("sent")
        assert (office.texts(), await office.rows("attempts")) == (["Good morning"], [0])
        assert office.api.calls_of("sendMessage")[0].at - begun == pytest.approx(600, abs=2)

    play_with_alarm(database_url, scene)


def test_while_the_database_refuses_a_message_waits_and_nothing_is_counted(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        office.screens["news"] = DatabaseUnavailableError()
        await office.add(office.note())
        await asyncio.sleep(60)
        assert await office.states() != ["sent"]
        del office.screens["news"]
        await office.until_states("sent")
        assert await office.rows("attempts") == [0]

    play_with_alarm(database_url, scene)


@pytest.mark.parametrize(
    ("trouble", "lines"),
    [(DatabaseUnavailableError(), []), (OSError("full"), ["The outbox does not answer: OSError"])],
    ids=["known", "unknown"],
)
def test_whatever_keeps_the_outbox_from_being_read_is_waited_out(
    database_url: str, caplog: pytest.LogCaptureFixture, trouble: Exception, lines: list[str]
) -> None:
    async def scene(office: PostOffice) -> None:
        office.trouble = trouble
        office.dispatcher.wake()
        await asyncio.sleep(1)
        await office.add(office.note(after=5))
        await office.until_states("sent", seconds=15)

    play_with_alarm(database_url, scene)
    assert said(caplog) == lines  # a refusal has been said by the database itself


def test_message_that_cannot_be_made_is_given_up_and_holds_up_nobody(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene(office: PostOffice) -> None:
        office.screens["broken"] = ValueError("no such meeting")
        await office.add(office.note(kind="broken"), office.note(2))
        await office.until_states("dead", "sent")
        assert await office.rows("error") == ["ValueError", ""]

    play_with_alarm(database_url, scene)
    lines = said(caplog)
    assert lines == [
        *["Message 1 (broken) cannot be made"] * 10,
        "Message 1 (broken) is given up: ValueError",
    ]


def test_server_errors_are_retried_with_growing_pauses(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene(office: PostOffice) -> None:
        office.api.faults.fail("sendMessage", 502, times=3)
        await office.add(office.note())
        await office.until_states("sent")
        calls = [call.at for call in office.api.calls_of("sendMessage")]
        pauses = [later - earlier for earlier, later in pairwise(calls)]
        assert len(calls) == 4
        late = [pause - expected for pause, expected in zip(pauses, (1, 2, 4), strict=True)]
        assert all(-0.01 < seconds < 1.1 for seconds in late), pauses  # a second may pass during a slow reply
        await asyncio.sleep(20)
        await office.add(office.note(2))
        await office.until_states("sent", "sent")

    play_with_alarm(database_url, scene)
    begun, over = said(caplog)
    assert begun == "Messages do not get out: Bad Gateway"
    assert over == "Messages get out again, after 3 failed attempts"


def test_ten_failures_are_the_end(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        office.api.faults.fail("sendMessage", 500, times=None)
        await office.add(office.note(), office.note(2))
        await office.until_states("dead", "dead", seconds=900)
        assert len(office.api.calls_of("sendMessage")) == 20

    play_with_alarm(database_url, scene)


def test_server_that_is_away_is_waited_for(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        await office.api.stop()
        await office.add(office.note())
        await asyncio.sleep(5)
        await office.api.start()
        await office.until_states("sent")
        assert office.texts() == ["news {}"]

    play_with_alarm(database_url, scene)


def test_lost_reply_is_followed_by_one_more_message_never_a_third(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        office.api.faults.drop_reply("sendMessage", times=None)
        await office.add(office.note())
        await office.until_states("unknown")
        assert len(office.texts()) == 2

    play_with_alarm(database_url, scene)


def test_while_replies_are_lost_what_harms_nobody_is_asked_first(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        office.api.faults.drop_reply("sendMessage")
        office.api.faults.fail("getMe", 502, times=None)
        await office.add(office.note())
        await asyncio.sleep(5)
        await office.add(office.note(2))
        await asyncio.sleep(60)
        assert (len(office.texts(1)), office.texts(2)) == (1, [])
        office.api.faults.clear()
        await office.until_states("sent", "sent")
        assert (len(office.texts(1)), len(office.texts(2))) == (2, 1)
        asked, sent = office.api.calls_of("getMe"), office.api.calls_of("sendMessage")
        assert sent[1].at - asked[-1].at < 1
        await office.add(office.note(3))
        await office.until_states("sent", "sent", "sent")
        assert office.api.calls_of("getMe") == asked

    play_with_alarm(database_url, scene)


def test_flood_is_no_attempt_and_is_waited_out(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        for _ in range(12):
            office.api.faults.fail("sendMessage", retry_after=8)
        await office.add(office.note(), office.note(2), office.note(3))
        await office.until_states("sent", "sent", "sent")
        times = [call.at for call in office.api.calls_of("sendMessage")]
        assert all(later - earlier >= 8 or later - earlier < 0.5 for earlier, later in pairwise(times))

    play_with_alarm(database_url, scene)


def test_what_the_own_limiter_holds_back_leaves_when_the_pause_is_over(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        begun = asyncio.get_running_loop().time()
        office.api.faults.fail("sendMessage", retry_after=20)
        await office.add(office.note())
        await asyncio.sleep(2)
        await office.add(office.note(), office.note(2))
        await office.until_states("sent", "sent", "sent")
        times = [call.at - begun for call in office.api.calls_of("sendMessage")]
        assert len(times) == 4
        assert all(20 <= time < 30 for time in times[1:]), times
        assert await office.rows("attempts") == [0, 0, 0]

    play_with_alarm(database_url, scene)


def test_person_who_blocked_the_bot_is_told_to_the_product(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        office.api.account(1).block()
        await office.add(office.note(), office.note(2))
        await office.until_states("dead", "sent")
        assert office.gone == [1]

    play(database_url, scene)


def test_migrated_group_is_followed(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        group = office.api.add_group("Stewards")
        office.api.faults.fail(
            "sendMessage", migrate_to_chat_id=group.id, when=lambda params: params.text("chat_id") == "-5"
        )
        await office.add(office.note(-5), office.note(-5))
        await office.until_states("sent", "sent")
        assert len(office.texts(group.id)) == 2

    play_with_alarm(database_url, scene)


def test_refused_message_is_dead_and_said_in_the_log(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene(office: PostOffice) -> None:
        office.screens["broken"] = Screen("<b>not closed")
        await office.add(office.note(kind="broken"))
        await office.until_states("dead")

    play(database_url, scene)
    assert [record.levelname for record in caplog.records if "given up" in record.message] == ["ERROR"]


def test_message_takes_the_place_of_the_one_that_is_out_of_date(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        await office.add(office.note(), office.note(chat_id=2))
        await office.until_states("sent", "sent")
        old, _ = await office.rows("message_id")
        office.screens["newer"] = Screen("As it is now", instead_of=old)
        await office.add(office.note(kind="newer"))
        await office.until_states("sent", "sent", "sent")
        assert (office.texts(1), len(office.texts(2))) == (["As it is now"], 1)
        # Whatever stood in the old one is found in the new one from now on.
        moved, _, new = await office.rows("message_id")
        assert (moved, new) == (office.api.messages(1)[0].message_id,) * 2

    play(database_url, scene)


def test_message_that_cannot_be_taken_away_stays_beside_the_one_that_came(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    async def scene(office: PostOffice) -> None:
        await office.add(office.note())
        await office.until_states("sent")
        (old,) = await office.rows("message_id")
        office.screens["newer"] = Screen("As it is now", instead_of=old)
        office.api.faults.fail("deleteMessage", 400, "message can't be deleted for everyone")
        await office.add(office.note(kind="newer"))
        await office.until_states("sent", "sent")
        assert len(office.texts()) == 2

    play(database_url, scene)
    (line,) = [record.message for record in caplog.records if "out of date" in record.message]
    assert line == "A message that is out of date stays: message can't be deleted for everyone"
    assert said(caplog) == []


def test_rows_to_one_person_leave_in_order(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        office.api.faults.fail("sendMessage", 502, times=2)
        await office.add(*(Note("n", 1, office.clock.now(), {"n": number}) for number in range(6)))
        await office.until_states(*["sent"] * 6)
        assert office.texts() == [f"n {{'n': {number}}}" for number in range(6)]

    play_with_alarm(database_url, scene)


def test_row_of_a_dead_claimer_is_taken_up_after_its_lease(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        machine = office.machine.now()
        async with office.database.writing() as uow:
            await uow.outbox.add_sending(office.note(), machine + timedelta(seconds=60))
        await asyncio.sleep(50)
        assert await office.states() == ["sending"]
        await office.until_states("sent", seconds=15)

    play_with_alarm(database_url, scene)


def test_lease_is_kept_when_the_clock_of_the_machine_was_set_forward(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        async with office.database.writing() as uow:
            await uow.outbox.add_sending(office.note(), office.machine.now() + timedelta(seconds=60))
        await office.dispatcher.recover()
        office.machine.move(timedelta(hours=1))
        for _ in range(5):
            await office.dispatcher.recover()
            assert await office.states() == ["sending"]  # whoever sends it has not had his time
            await asyncio.sleep(11)
        await asyncio.sleep(6)
        await office.dispatcher.recover()
        await office.until_states("sent")

    play_with_alarm(database_url, scene)


def test_at_the_start_nobody_else_can_be_sending(database_url: str, caplog: pytest.LogCaptureFixture) -> None:
    async def scene(office: PostOffice) -> None:
        async with office.database.writing() as uow:
            await uow.outbox.add_sending(office.note(), office.machine.now() + timedelta(seconds=60))
        await office.dispatcher.recover(alone=True)
        await office.until_states("sent", seconds=5)

    play_with_alarm(database_url, scene)
    assert said(caplog) == ["1 messages of an earlier claim were taken up"]


def test_duty_that_is_lost_again_before_its_last_turn_has_ended_sends_nothing(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        office.dispatcher.stop()
        await asyncio.sleep(1)
        duty = Duty(office.runtime.nursery, office.dispatcher, office.alarm, None)
        duty.begin()
        await asyncio.sleep(1)
        for _ in range(2):
            duty.end()
            duty.begin()
        duty.end()
        await asyncio.sleep(1)
        await office.add(office.note())
        await asyncio.sleep(60)
        assert await office.states() == ["new"]
        duty.begin()
        await office.until_states("sent")
        duty.end()
        await office.alarm.stop()

    play(database_url, scene)


def test_broadcast_beside_two_presses_a_second_takes_what_thirty_a_second_take(sqlite_url: str) -> None:
    """All sends, the answers included, at 30 a second; no 429; presses answered within a second."""
    people, waits, presses = 900, list[float](), 0

    async def main() -> None:
        nonlocal presses
        async with post_office(sqlite_url) as office, Nursery() as nursery:
            loop = asyncio.get_running_loop()
            office.people(people + 500)

            async def answer(chat_id: int) -> None:
                begun = loop.time()
                await office.bot.send_message(chat_id, "There you are")
                waits.append(loop.time() - begun)

            async def press() -> None:
                nonlocal presses
                while True:
                    presses += 1
                    nursery.start(answer(people + presses), "answer")
                    await asyncio.sleep(0.5)

            now = office.clock.now()
            notes = [Note("offer", chat, now, priority=Priority.BROADCAST) for chat in range(1, people + 1)]
            pressing = nursery.start(press(), "presses")
            begun = loop.time()
            await office.add(*notes)

            async def all_sent() -> bool:
                return await office.states() == ["sent"] * people

            await office.until(all_sent, seconds=120)
            pressing.cancel()
            calls = office.api.calls_of("sendMessage")
            last = max(call.at for call in calls if int(call.params["chat_id"]) <= people)
            sends = sum(call.at <= last for call in calls)
            assert [call for call in office.api.calls if not call.ok] == []
            assert last - begun <= sends / 30 * 1.03
            assert max(waits) < 1

    run_virtual(main(), quiet_seconds=0.001, real_seconds=120)
    assert presses > 50
