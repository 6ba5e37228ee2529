"""The dispatcher over real HTTP against the emulated server, on simulated time, on both databases."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.botapi.tasks import Nursery
from bot.duty import Duty
from bot.screens.screen import Attachment, AttachmentKind, Screen
from bot.usecases.outbox import Note, Priority
from tests.support.post_office import PostOffice, post_office
from tests.support.virtual_time import run_virtual

Scene = Callable[[PostOffice], Awaitable[None]]


def play(database_url: str, scene: Scene) -> None:
    async def main() -> None:
        async with post_office(database_url) as office:
            office.people(3)
            await scene(office)

    run_virtual(main())


def play_with_sweeps(database_url: str, scene: Scene) -> None:
    """Play without the alarm clock, looking at the outbox every second."""

    async def main() -> None:
        async with post_office(database_url) as office, Nursery() as nursery:
            office.people(3)
            nursery.start(sweep(office), "sweep")
            await scene(office)

    async def sweep(office: PostOffice) -> None:
        while True:
            await asyncio.sleep(1)
            await office.dispatcher.recover()

    run_virtual(main())


def test_row_is_rendered_sent_and_remembered(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        await office.add(Note("news", 1, office.clock.now(), {"meeting": 4}, silent=True))
        await office.until_states("sent")
        (message,) = office.api.messages(1)
        assert (message.text, message.silent) == ("news {'meeting': 4}", True)

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


def test_what_is_no_longer_relevant_or_too_late_is_dropped(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        office.screens["old"] = None
        now = office.clock.now()
        late = Note("late", 2, now, not_after=now - timedelta(seconds=1))
        await office.add(office.note(kind="old"), late)
        await office.until_states("dropped", "dropped")
        assert office.texts(1) == office.texts(2) == []

    play(database_url, scene)


def test_message_that_cannot_be_made_is_given_up_and_holds_up_nobody(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        office.screens["broken"] = ValueError("no such meeting")
        await office.add(office.note(kind="broken"), office.note(2))
        await office.until_states("dead", "sent")

    play_with_sweeps(database_url, scene)


def test_server_errors_are_retried_with_growing_pauses(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        office.api.faults.fail("sendMessage", 502, times=3)
        await office.add(office.note())
        await office.until_states("sent")
        calls = [call.at for call in office.api.calls_of("sendMessage")]
        pauses = [later - earlier for earlier, later in pairwise(calls)]
        assert len(calls) == 4
        late = [pause - expected for pause, expected in zip(pauses, (1, 2, 4), strict=True)]
        assert all(-0.01 < seconds < 1.1 for seconds in late), pauses  # looked at once a second here

    play_with_sweeps(database_url, scene)


def test_ten_failures_are_the_end(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        office.api.faults.fail("sendMessage", 500, times=None)
        await office.add(office.note(), office.note(2))
        await office.until_states("dead", "dead", seconds=900)
        assert len(office.api.calls_of("sendMessage")) == 20

    play_with_sweeps(database_url, scene)


def test_server_that_is_away_is_waited_for(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        await office.api.stop()
        await office.add(office.note())
        await asyncio.sleep(5)
        await office.api.start()
        await office.until_states("sent")
        assert office.texts() == ["news {}"]

    play_with_sweeps(database_url, scene)


def test_lost_reply_is_followed_by_one_more_message_never_a_third(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        office.api.faults.drop_reply("sendMessage", times=None)
        await office.add(office.note())
        await office.until_states("unknown")
        assert len(office.texts()) == 2

    play_with_sweeps(database_url, scene)


def test_flood_is_no_attempt_and_is_waited_out(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        for _ in range(12):
            office.api.faults.fail("sendMessage", retry_after=8)
        await office.add(office.note(), office.note(2), office.note(3))
        await office.until_states("sent", "sent", "sent")
        times = [call.at for call in office.api.calls_of("sendMessage")]
        assert all(later - earlier >= 8 or later - earlier < 0.5 for earlier, later in pairwise(times))

    play_with_sweeps(database_url, scene)


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

    play_with_sweeps(database_url, scene)


def test_refused_message_is_dead_and_said_in_the_log(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene(office: PostOffice) -> None:
        office.screens["broken"] = Screen("<b>not closed")
        await office.add(office.note(kind="broken"))
        await office.until_states("dead")

    play(database_url, scene)
    assert [record.levelname for record in caplog.records if "given up" in record.message] == ["ERROR"]


def test_rows_to_one_person_leave_in_order(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        office.api.faults.fail("sendMessage", 502, times=2)
        await office.add(*(Note("n", 1, office.clock.now(), {"n": number}) for number in range(6)))
        await office.until_states(*["sent"] * 6)
        assert office.texts() == [f"n {{'n': {number}}}" for number in range(6)]

    play_with_sweeps(database_url, scene)


def test_row_of_a_dead_claimer_is_taken_up_after_its_lease(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        machine = office.runtime.machine.now()
        async with office.database.writing() as uow:
            await uow.outbox.add_sending(office.note(), machine + timedelta(seconds=60))
        await asyncio.sleep(50)
        assert await office.states() == ["sending"]
        await office.until_states("sent", seconds=15)

    play_with_sweeps(database_url, scene)


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
