from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.emulator import EmulatedBotApi, NotPossibleError
from tests.support.people import NotSeenError, Person, Toast
from tests.support.raw_bot import RawBot, keyboard


@pytest.fixture
async def api() -> AsyncIterator[EmulatedBotApi]:
    async with EmulatedBotApi() as server:
        yield server


@pytest.fixture
async def bot(api: EmulatedBotApi) -> AsyncIterator[RawBot]:
    async with aiohttp.ClientSession() as session:
        yield RawBot(api, session)


@pytest.fixture
async def ann(api: EmulatedBotApi) -> Person:
    person = Person.new(api, "Ann", "Lee")
    await person.start("code-1")
    return person


async def answer_one_press(bot: RawBot, text: str = "") -> None:
    """Answer the next press, then end."""
    while True:
        for update in await bot.updates(timeout=5):
            if "callback_query" in update:
                query = update["callback_query"]["id"]
                await bot.call("answerCallbackQuery", callback_query_id=query, text=text)
                return


async def test_start_carries_the_payload_of_the_link(ann: Person, bot: RawBot) -> None:
    update = (await bot.updates())[0]["message"]
    assert (update["text"], update["entities"]) == (
        "/start code-1",
        [{"type": "bot_command", "offset": 0, "length": 6}],
    )
    with pytest.raises(NotPossibleError):
        await ann.start("not/allowed")


async def test_press_waits_for_the_answer(ann: Person, bot: RawBot) -> None:
    await bot.text(ann.id, "card", reply_markup=keyboard({"Accept": "a"}, {"Decline": "d"}))
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(answer_one_press(bot, "Accepted"))
        await ann.press("Accept")
    assert ann.last_answer == Toast("Accepted", alert=False)
    assert await ann.expect("Accepted") == Toast("Accepted", alert=False)


async def test_press_of_a_button_that_is_not_shown_fails_with_what_is(ann: Person, bot: RawBot) -> None:
    sent = (await bot.text(ann.id, "card", reply_markup=keyboard({"Accept": "a"}))).result
    await bot.call("editMessageText", chat_id=ann.id, message_id=sent["message_id"], text="gone")
    await bot.text(ann.id, "other", reply_markup=keyboard({"Home": "h"}))
    with pytest.raises(NotSeenError, match=r"sees no button 'Accept', only \['Home'\]"):
        await ann.press("Accept")


async def test_press_of_an_ambiguous_label_fails(ann: Person, bot: RawBot) -> None:
    await bot.text(ann.id, "card", reply_markup=keyboard({"14:30": "1", "14:55": "2"}))
    with pytest.raises(NotSeenError, match="several buttons contain '14:'"):
        await ann.press("14:")


async def test_press_that_is_never_answered_fails(ann: Person, bot: RawBot) -> None:
    ann.patience = 0.05
    await bot.text(ann.id, "card", reply_markup=keyboard({"Accept": "a"}))
    with pytest.raises(NotSeenError, match="the press of 'a' was not answered"):
        await ann.press("Accept")


async def test_press_of_a_reply_key_writes_its_label(ann: Person, bot: RawBot) -> None:
    await bot.text(ann.id, "sure?", reply_markup={"keyboard": [["Yes", "No"]]})
    assert ann.buttons == ["Yes", "No"]
    await ann.press("No")
    assert ann.messages[-1].text == "No"


async def test_key_that_opens_the_picker_is_not_written(
    ann: Person, bot: RawBot, api: EmulatedBotApi
) -> None:
    bob = Person.new(api, "Bob")
    keys = {"keyboard": [[{"text": "Who?", "request_users": {"request_id": 3}}]]}
    await bot.text(ann.id, "who?", reply_markup=keys)
    with pytest.raises(NotSeenError, match="opens a picker"):
        await ann.press("Who?")
    with pytest.raises(NotSeenError, match="sees no key 'Whom'"):
        await ann.pick("Whom", bob)
    with pytest.raises(NotPossibleError):
        await ann.pick("Who?", bob, ann)
    await ann.pick("Who?", bob)
    shared = (await bot.updates())[-1]["message"]["users_shared"]
    assert shared == {"request_id": 3, "users": [{"user_id": bob.id}]}


async def test_expect_sees_only_what_came_since_the_last_action(ann: Person, bot: RawBot) -> None:
    await bot.text(ann.id, "early")
    await ann.say("hello")
    with pytest.raises(NotSeenError, match="- nothing"):
        await ann.expect("early", timeout=0.05)
    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(ann.expect_card("late"))
        await bot.text(ann.id, "late")
    assert waiting.result() == ann.card


async def test_expect_sees_edits(ann: Person, bot: RawBot) -> None:
    sent = (await bot.text(ann.id, "one")).result
    await ann.say("go on")
    await bot.call("editMessageText", chat_id=ann.id, message_id=sent["message_id"], text="two")
    assert (await ann.expect_card("two")).message_id == sent["message_id"]


async def test_link_button_back_to_the_bot_is_followed(ann: Person, bot: RawBot, api: EmulatedBotApi) -> None:
    url = f"https://t.me/{api.bot.username}?start=abc"
    await bot.text(ann.id, "link", reply_markup={"inline_keyboard": [[{"text": "Open", "url": url}]]})
    await ann.follow("Open")
    assert ann.messages[-1].text == "/start abc"


async def test_files_reach_the_bot_and_come_back(ann: Person, bot: RawBot) -> None:
    sent = await ann.send_document("people.csv", b"name\n", caption="list")
    assert ann.download(sent) == b"name\n"
    update = (await bot.updates())[-1]["message"]
    assert (update["document"]["file_name"], update["caption"]) == ("people.csv", "list")


async def test_forged_data_reaches_the_bot(ann: Person, bot: RawBot) -> None:
    await bot.text(ann.id, "card")
    await ann.forge("x" * 500, answered=False)
    assert (await bot.updates())[-1]["callback_query"]["data"] == "x" * 500
