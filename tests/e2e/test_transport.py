"""What a caller learns from our transport when the network or the server misbehaves."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import pytest
from aiohttp import web
from telegram import InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
    TimedOut,
)
from telegram.ext import ExtBot

from bot.botapi.errors import FloodError, NotSentError
from bot.botapi.transport import AiohttpRequest
from bot.emulator import EmulatedBotApi
from tests.support.virtual_time import run_virtual

Scene = Callable[[EmulatedBotApi, ExtBot[None]], Awaitable[None]]


def play(scene: Scene) -> None:
    async def main() -> None:
        async with EmulatedBotApi() as api:
            api.add_user("Ana", user_id=1).chat.started = True
            bot = ExtBot[None](
                api.bot.token,
                base_url=f"{api.url}/bot",
                base_file_url=f"{api.url}/file/bot",
                request=AiohttpRequest(),
                get_updates_request=AiohttpRequest(),
            )
            async with bot:
                await scene(api, bot)

    run_virtual(main())


async def error_of(bot: ExtBot[None]) -> TelegramError:
    with pytest.raises(TelegramError) as caught:
        await bot.send_message(1, "Hello")
    return caught.value


def test_texts_and_files_arrive_as_they_are() -> None:
    async def scene(api: EmulatedBotApi, bot: ExtBot[None]) -> None:
        await bot.send_message(1, "Ünïcode & <b>html</b> + 100 %")
        sent = await bot.send_document(1, InputFile(b"\x00\xff" * 5000, "a b.bin"), caption="Ă")
        assert [message.text for message in api.messages(1)] == ["Ünïcode & <b>html</b> + 100 %", "Ă"]
        assert sent.document
        file = await sent.document.get_file()
        assert bytes(await file.download_as_bytearray()) == b"\x00\xff" * 5000

    play(scene)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (400, BadRequest),
        (401, InvalidToken),
        (403, Forbidden),
        (404, InvalidToken),
        (409, Conflict),
        (500, NetworkError),
        (502, NetworkError),
    ],
)
def test_errors_of_the_server_keep_their_kind(code: int, expected: type[TelegramError]) -> None:
    async def scene(api: EmulatedBotApi, bot: ExtBot[None]) -> None:
        api.faults.fail("sendMessage", code)
        assert type(await error_of(bot)) is expected

    play(scene)


def test_flood_says_for_how_long() -> None:
    async def scene(api: EmulatedBotApi, bot: ExtBot[None]) -> None:
        api.faults.fail("sendMessage", retry_after=17)
        error = await error_of(bot)
        assert isinstance(error, FloodError)
        assert (error.seconds, error.retry_after.total_seconds()) == (17, 17)

    play(scene)


def test_migrated_chat_says_where_to() -> None:
    async def scene(api: EmulatedBotApi, bot: ExtBot[None]) -> None:
        api.faults.fail("sendMessage", migrate_to_chat_id=-100)
        error = await error_of(bot)
        assert isinstance(error, ChatMigrated)
        assert error.new_chat_id == -100

    play(scene)


def test_lost_reply_may_have_arrived() -> None:
    async def scene(api: EmulatedBotApi, bot: ExtBot[None]) -> None:
        api.faults.drop_reply("sendMessage")
        assert type(await error_of(bot)) is TimedOut
        assert len(api.messages(1)) == 1

    play(scene)


def test_server_that_hangs_times_out_on_the_loops_clock() -> None:
    async def scene(api: EmulatedBotApi, bot: ExtBot[None]) -> None:
        api.faults.hang("sendMessage")
        begun = asyncio.get_running_loop().time()
        assert type(await error_of(bot)) is TimedOut
        assert asyncio.get_running_loop().time() - begun == pytest.approx(10, abs=0.5)

    play(scene)


def test_server_that_is_away_was_never_reached() -> None:
    async def scene(api: EmulatedBotApi, bot: ExtBot[None]) -> None:
        await api.stop()
        await asyncio.sleep(60)  # so that no kept connection is tried
        assert type(await error_of(bot)) is NotSentError

    play(scene)


def test_reply_that_is_no_json_may_have_arrived() -> None:
    async def main() -> None:
        async def nonsense(_request: web.Request) -> web.Response:
            return web.Response(text="<html>")

        app = web.Application()
        app.router.add_route("*", "/{path:.*}", nonsense)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        request = AiohttpRequest()
        await request.initialize()
        with pytest.raises(TimedOut):
            await request.post(f"http://127.0.0.1:{runner.addresses[0][1]}/bot1:x/sendMessage")
        await request.shutdown()
        await runner.cleanup()

    run_virtual(main())


def test_no_error_or_log_line_carries_the_token(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)

    async def scene(api: EmulatedBotApi, bot: ExtBot[None]) -> None:
        said = []
        api.faults.drop_reply("sendMessage")
        said.append(repr(await error_of(bot)))
        await api.stop()
        await asyncio.sleep(60)
        said.append(repr(await error_of(bot)))
        said.extend(record.getMessage() for record in caplog.records)
        assert [line for line in said if "embedded-server-token" in line] == []

    play(scene)


async def test_use_before_opening_is_an_error() -> None:
    with pytest.raises(NetworkError, match="not open"):
        await AiohttpRequest().post("http://127.0.0.1:1/bot1:x/getMe")
