"""Telegram misbehaves in the middle of a conference: whatever it does, the promise holds."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest

from bot.config import ConfigurationError
from bot.emulator.faults import Matcher
from bot.emulator.params import Params
from tests.support.post_office import post_office
from tests.support.promise import Damage
from tests.support.simulated import SimulatedDay, play_day
from tests.support.virtual_time import run_virtual

# How messages of the dispatcher begin.
UNASKED = (
    "Somebody would like to meet you",
    "Your meeting is confirmed.",
    "Your meeting begins in",
    "<b>Today: ",
    "Today you have",
    "No more meetings today",
)


def is_unasked(params: Params, *, expected: bool = True) -> bool:
    return any(text in params.text("text") for text in UNASKED) is expected


def to(chat_id: int) -> Matcher:
    return lambda params: params.integer("chat_id") == chat_id


@pytest.mark.parametrize("chats", ["one chat", "all chats"])
def test_pause_that_telegram_asks_for_is_kept(sqlite_url: str, chats: str) -> None:
    async def scene(day: SimulatedDay) -> None:
        victim = day.play.delegates[0].id
        when = to(victim) if chats == "one chat" else None
        day.play.api.faults.fail("sendMessage", retry_after=12, times=3, when=when)
        await day.mingle(20)
        await day.hold()
        sends = day.play.api.calls_of("sendMessage")
        refused = [call.at for call in sends if call.description.endswith("retry after 12")]
        assert len(refused) == 3
        for at in refused:  # nothing leaves but what was on its way
            assert not [call for call in sends if at + 0.5 < call.at < at + 11.9]
        assert 1 <= day.said("Telegram wants a pause of 12 s") <= 3  # those at one moment are one

    play_day(sqlite_url, scene)


def test_server_errors_are_waited_out(database_url: str) -> None:
    async def scene(day: SimulatedDay) -> None:
        await day.mingle(6)
        await day.move_on()  # reminders fall due, just when the trouble begins
        for code in (500, 502, 504):
            day.play.api.faults.fail("*", code, times=None)
            day.play.api.faults.fail("getUpdates", code, times=None)
            await day.mingle(5)
            day.play.api.faults.clear()
        await day.mingle(6)
        await day.hold()
        assert (day.said("No updates come in"), day.said("Updates come in again")) == (1, 1)
        assert day.said("Messages do not get out") == day.said("Messages get out again") == 1

    play_day(database_url, scene)


def test_server_that_is_away_for_a_while_is_waited_for(sqlite_url: str) -> None:
    async def scene(day: SimulatedDay) -> None:
        await day.mingle(6)
        await day.play.api.stop()
        await day.move_on()
        await day.mingle(15)
        await day.play.api.start()
        await day.mingle(6)
        lost = sum("No reply" in line for line in day.log.getvalue().splitlines())  # cut at the stop itself
        await day.hold(Damage(lost_replies=lost))
        assert (day.said("No updates come in"), day.said("Updates come in again")) == (1, 1)

    play_day(sqlite_url, scene)


def test_server_that_is_away_at_the_start_is_one_line_and_the_next_start_does_it_all(sqlite_url: str) -> None:
    async def scene(day: SimulatedDay) -> None:
        await day.play.api.stop()
        with pytest.raises(ConfigurationError, match=r"^BOT_API_URL: http://\S+ does not answer: [^\n]+$"):
            await day.start()
        await day.play.api.start()
        for person in day.play.delegates:
            await person.say("/agenda")
        await day.start()
        await day.mingle(6)
        assert all(person.received for person in day.play.delegates)
        await day.hold()

    play_day(sqlite_url, scene, started=False)


@pytest.mark.parametrize("how", ["dropped", "hanging"])
def test_message_whose_reply_is_lost_comes_twice_at_most(database_url: str, how: str) -> None:
    async def scene(day: SimulatedDay) -> None:
        faults = day.play.api.faults
        await day.mingle(5)
        lose = faults.drop_reply if how == "dropped" else partial(faults.hang, executed=True)
        lose("sendMessage", times=None, when=is_unasked)
        for method in ("sendMessage", "editMessageText", "answerCallbackQuery"):
            lose(method, times=3)
        await day.mingle(25)
        await asyncio.sleep(30)  # for the second copies
        faults.clear()
        figures = await day.hold(Damage(lost_replies=faults.used))
        assert figures.notices_again >= 2
        assert day.said("Messages do not get out: No reply") == 1

    play_day(database_url, scene)


def test_server_that_hangs_for_a_minute_holds_up_nothing_for_longer(sqlite_url: str) -> None:
    async def scene(day: SimulatedDay) -> None:
        await day.mingle(5)
        for method in ("*", "getUpdates"):
            day.play.api.faults.hang(method, times=None)
        await day.move_on()
        await day.mingle(60)
        day.play.api.faults.clear()
        await day.mingle(6)
        await day.hold()
        assert (day.said("No updates come in"), day.said("Updates come in again")) == (1, 1)

    play_day(sqlite_url, scene)


def test_person_who_blocks_the_bot_and_returns_misses_nothing(database_url: str) -> None:
    async def scene(day: SimulatedDay) -> None:
        gone = day.play.delegates[0]
        await day.mingle(6)
        await day.rest()
        gone.account.chat.blocked = True  # of which the bot is not told
        for other in day.play.delegates[1:]:  # everybody wants to meet just him
            day.play.unasked[other.id] = [day.play.name(gone.id)]
        await day.mingle(15, without=[gone])
        await day.rest()
        await gone.unblock()
        await day.mingle(6)
        await day.rest()
        assert day.log.getvalue() == ""  # people come and go: nothing for an operator to do
        await day.hold()
        assert [call.code for call in day.play.api.calls if not call.ok].count(403) >= 1

    play_day(database_url, scene)


def test_migrated_group_is_followed(database_url: str) -> None:
    async def main() -> None:
        async with post_office(database_url) as office:
            group = office.api.add_group("Stewards")
            office.api.faults.fail("sendMessage", migrate_to_chat_id=group.id, when=to(-5))
            await office.add(office.note(-5), office.note(-5))
            office.alarm.start(office.dispatcher.recover)
            await office.until_states("sent", "sent")
            await office.alarm.stop()
            assert len(office.texts(group.id)) == 2

    run_virtual(main())


# What the Bot API says when a request itself is wrong; what each is to a message or to a card.
REFUSED_SENDS = (
    "chat not found",
    "message text is empty",
    "message is too long",
    "can't parse entities: unsupported start tag at byte offset 7",
    "BUTTON_DATA_INVALID",
    "BUTTON_URL_INVALID",
    "PEER_ID_INVALID",
    "USER_IS_BOT",
    "not enough rights to send text messages to the chat",
    "wrong type of the web page content",
)
REFUSED_EDITS = (
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
    "message is not modified",
    "MESSAGE_ID_INVALID",
    "can't parse entities: unsupported start tag at byte offset 7",
)
REFUSED_ANSWERS = (
    "query is too old and response timeout expired or query ID is invalid",
    "QUERY_ID_INVALID",
)


def test_refused_requests_harm_nobody_and_can_be_sent_later(sqlite_url: str) -> None:
    """A message that is refused waits for the operator, who reads why; everything else goes on."""

    async def scene(day: SimulatedDay) -> None:
        faults = day.play.api.faults
        await day.mingle(5)
        answers = REFUSED_SENDS[:3]  # four in a row and the bot says that it did not work
        for reasons, unasked in ((answers, False), (REFUSED_SENDS, True)):
            for reason in reasons:
                when = partial(is_unasked, expected=unasked)
                faults.fail("sendMessage", 400, f"Bad Request: {reason}", when=when)
        for reason in REFUSED_EDITS:
            faults.fail("editMessageText", 400, f"Bad Request: {reason}")
        for reason in REFUSED_ANSWERS:
            faults.fail("answerCallbackQuery", 400, f"Bad Request: {reason}")
        await day.mingle(25)
        await day.move_on()  # reminders fall due
        await day.mingle(20)
        await day.rest()
        assert faults.used == sum(map(len, (answers, REFUSED_SENDS, REFUSED_EDITS, REFUSED_ANSWERS)))
        database = day.bilateral.services.database
        async with database.writing() as uow:
            revived = await uow.dead_letters.revive(None, day.clock.now())
        assert day.said("is given up: ") == len(revived) == len(REFUSED_SENDS)
        for reason in REFUSED_SENDS:
            assert day.said(reason) >= 1
        await day.hold()

    play_day(sqlite_url, scene)
