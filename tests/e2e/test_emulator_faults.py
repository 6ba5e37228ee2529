from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.emulator import EmulatedBotApi
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
def ann(api: EmulatedBotApi) -> int:
    account = api.add_user("Ann")
    account.start()
    return account.id


def texts(api: EmulatedBotApi, chat_id: int) -> list[str]:
    return [message.text for message in api.messages(chat_id) if message.from_bot]


async def test_failing_calls_are_not_executed(api: EmulatedBotApi, bot: RawBot, ann: int) -> None:
    api.faults.fail("sendMessage", 502, times=2)
    assert (await bot.text(ann, "1")).refusal == "502 Bad Gateway"
    assert (await bot.call("getMe")).status == 200
    assert (await bot.text(ann, "2")).refusal == "502 Bad Gateway"
    assert (await bot.text(ann, "3")).status == 200
    assert texts(api, ann) == ["3"]


async def test_failure_with_retry_after_says_for_how_long(api: EmulatedBotApi, bot: RawBot, ann: int) -> None:
    api.faults.fail(retry_after=7)
    reply = await bot.text(ann, "x")
    assert (reply.refusal, reply.body["parameters"]) == (
        "429 Too Many Requests: retry after 7",
        {"retry_after": 7},
    )


async def test_fault_for_one_chat_leaves_the_others_alone(api: EmulatedBotApi, bot: RawBot, ann: int) -> None:
    bob = api.add_user("Bob")
    bob.start()
    api.faults.fail(
        "sendMessage", 400, "Bad Request: no", when=lambda params: params.integer("chat_id") == ann
    )
    assert (await bot.text(bob.id, "x")).status == 200
    assert (await bot.text(ann, "x")).refusal == "400 Bad Request: no"


async def test_dropped_reply_was_executed(api: EmulatedBotApi, bot: RawBot, ann: int) -> None:
    api.faults.drop_reply("sendMessage")
    with pytest.raises(aiohttp.ClientConnectionError):
        await bot.text(ann, "really sent")
    assert texts(api, ann) == ["really sent"]


async def test_refused_call_was_not_executed(api: EmulatedBotApi, bot: RawBot, ann: int) -> None:
    api.faults.refuse(times=1)
    with pytest.raises(aiohttp.ClientConnectionError):
        await bot.text(ann, "lost")
    assert texts(api, ann) == []


async def test_hanging_call_ends_when_the_fault_is_cleared(
    api: EmulatedBotApi, bot: RawBot, ann: int
) -> None:
    api.faults.hang("sendMessage", executed=True)
    async with asyncio.TaskGroup() as tasks:
        sending = tasks.create_task(bot.text(ann, "x"))
        while not texts(api, ann):
            await api.world.journal.changed()
        assert not sending.done()
        api.faults.clear()
    assert sending.result().status == 200


async def test_delayed_call_is_answered_late(api: EmulatedBotApi, bot: RawBot, ann: int) -> None:
    api.faults.delay("sendMessage", 0.05, times=1)
    began = asyncio.get_running_loop().time()
    await bot.text(ann, "x")
    assert asyncio.get_running_loop().time() - began >= 0.05


async def test_confirmed_update_can_be_repeated(api: EmulatedBotApi, bot: RawBot, ann: int) -> None:
    first = await bot.updates()
    assert await bot.updates() == []
    api.world.updates.repeat()
    api.account(ann).say("next")
    assert [u["message"]["text"] for u in await bot.updates()] == ["/start", "next"]
    assert first[0]["message"]["text"] == "/start"


async def test_batch_can_come_in_the_wrong_order(api: EmulatedBotApi, bot: RawBot, ann: int) -> None:
    api.account(ann).say("second")
    api.world.updates.reverse_next()
    assert [u["message"]["text"] for u in (await bot.call("getUpdates")).result] == ["second", "/start"]


async def test_block_and_unblock_are_told_to_the_bot(api: EmulatedBotApi, bot: RawBot, ann: int) -> None:
    await bot.text(ann, "card", reply_markup=keyboard({"Go": "go"}))
    await bot.updates()
    api.account(ann).block()
    api.account(ann).unblock()
    assert [u["my_chat_member"]["new_chat_member"]["status"] for u in await bot.updates()] == [
        "kicked",
        "member",
    ]
