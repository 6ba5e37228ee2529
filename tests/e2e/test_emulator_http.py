from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.emulator import EmulatedBotApi, NotPossibleError
from tests.support.raw_bot import RawBot, keyboard

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x02\x00\x00\x00\x03\x08\x02\x00\x00\x00"
    b"\x00\x00\x00\x00\x00\x00\x00\x00IEND\xaeB`\x82"
)


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
    account = api.add_user("Ann", "Lee", "annlee", "ro")
    account.start()
    return account.id


async def test_addresses_that_are_not_the_bots_are_refused(api: EmulatedBotApi, bot: RawBot) -> None:
    seen = []
    for path in (
        "bot1:x/getMe",
        "bot/getMe",
        "botnotoken/getMe",
        f"bot{api.bot.token}",
        "getMe",
        "file/bot1:x/a",
    ):
        async with bot.session.get(f"{api.url}/{path}") as response:
            seen.append((response.status, (await response.json())["description"]))
    assert seen == [
        (401, "Unauthorized"),
        (404, "Not Found"),
        (404, "Not Found"),
        (404, "Not Found"),
        (404, "Not Found"),
        (401, "Unauthorized"),
    ]
    assert (await bot.call("makeCoffee")).refusal == "404 Not Found"


async def test_server_listens_on_loopback_only() -> None:
    with pytest.raises(ValueError, match="loopback only"):
        await EmulatedBotApi().start("0.0.0.0")  # noqa: S104 - this is what must be refused


async def test_parameters_are_taken_from_query_form_json_and_multipart(bot: RawBot, ann: int) -> None:
    markup = json.dumps(keyboard({"Go": "go"}))
    sent = []
    async with bot.session.get(
        f"{bot.base}/sendMessage", params={"chat_id": ann, "text": "q", "reply_markup": markup}
    ) as response:
        sent.append((await response.json())["result"])
    sent.append(
        (await bot.form("SENDMESSAGE", {"chat_id": str(ann), "text": "f", "reply_markup": markup})).result
    )
    sent.append((await bot.text(ann, "j", reply_markup=keyboard({"Go": "go"}))).result)
    multipart = aiohttp.FormData({"chat_id": str(ann), "text": "m", "reply_markup": markup})
    multipart.add_field("unused", b"x", filename="x")
    sent.append((await bot.form("sendMessage", multipart)).result)

    assert [(m["text"], m["reply_markup"]) for m in sent] == [(t, keyboard({"Go": "go"})) for t in "qfjm"]


async def test_message_to_a_stranger_is_refused(api: EmulatedBotApi, bot: RawBot, ann: int) -> None:
    silent = api.add_user("Silent").id
    assert (await bot.text(99, "x")).refusal == "400 Bad Request: chat not found"
    assert (await bot.call("sendMessage", text="x")).refusal == "400 Bad Request: chat_id is empty"
    assert (await bot.text(silent, "x")).refusal == (
        "403 Forbidden: bot can't initiate conversation with a user"
    )
    api.account(ann).block()
    assert (await bot.text(ann, "x")).refusal == "403 Forbidden: bot was blocked by the user"


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", "400 Bad Request: message text is empty"),
        ("<b> </b>", "400 Bad Request: text must be non-empty"),
        ("x" * 4097, "400 Bad Request: message is too long"),
        ("😀" * 2049, "400 Bad Request: message is too long"),
        (
            "<i>x",
            "400 Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"i\"",
        ),
    ],
)
async def test_text_that_is_not_allowed_is_refused(bot: RawBot, ann: int, text: str, refusal: str) -> None:
    assert (await bot.text(ann, text, parse_mode="HTML")).refusal == refusal


async def test_markup_does_not_count_towards_the_length(bot: RawBot, ann: int) -> None:
    reply = await bot.text(ann, f"<b>{'x' * 4095}&amp;</b>", parse_mode="HTML")
    assert len(reply.result["text"]) == 4096


async def test_edit_replaces_text_and_keyboard(api: EmulatedBotApi, bot: RawBot, ann: int) -> None:
    sent = (await bot.text(ann, "one", reply_markup=keyboard({"Go": "go"}))).result
    place = {"chat_id": ann, "message_id": sent["message_id"]}
    edited = (await bot.call("editMessageText", **place, text="two")).result

    assert (edited["text"], "reply_markup" in edited) == ("two", False)
    message = api.messages(ann)[-1]
    assert [version["text"] for version in message.history] == ["one"]
    assert (await bot.call("editMessageText", **place, text="two")).refusal == (
        "400 Bad Request: message is not modified: specified new message content and reply markup are "
        "exactly the same as a current content and reply markup of the message"
    )
    assert (await bot.call("editMessageText", **place, text="x" * 4097)).refusal == (
        "400 Bad Request: MESSAGE_TOO_LONG"
    )
    assert (await bot.call("editMessageReplyMarkup", **place, reply_markup=keyboard({"A": "a"}))).result[
        "reply_markup"
    ] == keyboard({"A": "a"})


async def test_edit_of_what_cannot_be_edited_is_refused(api: EmulatedBotApi, bot: RawBot, ann: int) -> None:
    own = api.messages(ann)[0].message_id
    keys = {"keyboard": [[{"text": "Yes"}]]}
    with_keys = (await bot.text(ann, "x", reply_markup=keys)).result["message_id"]
    gone = (await bot.text(ann, "x")).result["message_id"]
    assert (await bot.call("deleteMessage", chat_id=ann, message_id=gone)).result is True
    seen = [
        (await bot.call("editMessageText", chat_id=ann, text="y", **where)).refusal
        for where in ({"message_id": own}, {"message_id": with_keys}, {"message_id": gone}, {})
    ]
    assert seen == [
        "400 Bad Request: message can't be edited",
        "400 Bad Request: message can't be edited",
        "400 Bad Request: message to edit not found",
        "400 Bad Request: message identifier is not specified",
    ]
    assert (await bot.call("deleteMessage", chat_id=ann, message_id=gone)).refusal == (
        "400 Bad Request: message to delete not found"
    )


async def test_press_is_answered_once(api: EmulatedBotApi, bot: RawBot, ann: int) -> None:
    await bot.text(ann, "card", reply_markup=keyboard({"Go": "go"}))
    pressed = api.account(ann).press(api.messages(ann)[-1], "go")
    query = (await bot.updates())[-1]["callback_query"]
    assert (query["id"], query["data"], query["from"]["language_code"], query["message"]["text"]) == (
        pressed.id,
        "go",
        "ro",
        "card",
    )
    too_long = await bot.call("answerCallbackQuery", callback_query_id=pressed.id, text="x" * 201)
    assert too_long.refusal == "400 Bad Request: MESSAGE_TOO_LONG"
    reply = await bot.call("answerCallbackQuery", callback_query_id=pressed.id, text="done", show_alert=True)
    assert reply.result is True
    assert [(a.text, a.alert) for a in api.answers] == [("done", True)]
    again = await bot.call("answerCallbackQuery", callback_query_id=pressed.id)
    assert again.refusal == (
        "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
    )


async def test_old_press_cannot_be_answered() -> None:
    clock = 0.0
    async with EmulatedBotApi(monotonic=lambda: clock) as api, aiohttp.ClientSession() as session:
        bot, ann = RawBot(api, session), api.add_user("Ann")
        ann.start()
        await bot.text(ann.id, "card", reply_markup=keyboard({"Go": "go"}))
        pressed = ann.press(api.messages(ann.id)[-1], "go")
        clock = 61.0
        reply = await bot.call("answerCallbackQuery", callback_query_id=pressed.id)
    assert "query is too old" in reply.refusal


async def test_updates_come_until_confirmed(api: EmulatedBotApi, bot: RawBot, ann: int) -> None:
    api.account(ann).say("two")
    first = (await bot.call("getUpdates", limit=1)).result
    again = (await bot.call("getUpdates")).result
    assert [u["message"]["text"] for u in again] == ["/start", "two"]
    assert first == again[:1]
    rest = (await bot.call("getUpdates", offset=first[0]["update_id"] + 1)).result
    assert rest == again[1:]
    assert (await bot.call("getUpdates", offset=-1)).result == rest
    assert (await bot.call("getUpdates", offset=rest[0]["update_id"] + 1)).result == []


async def test_long_poll_ends_with_the_update(api: EmulatedBotApi, bot: RawBot, ann: int) -> None:
    await bot.updates()
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(bot.updates(timeout=50))
        await api.bot_is_polling()
        api.account(ann).say("hello")
    assert [u["message"]["text"] for u in poll.result()] == ["hello"]


async def test_second_poller_ends_the_first(api: EmulatedBotApi, bot: RawBot) -> None:
    async with asyncio.TaskGroup() as tasks:
        first = tasks.create_task(bot.call("getUpdates", timeout=50, offset=1))
        await api.bot_is_polling()
        await bot.call("getUpdates", offset=2)
    assert first.result().refusal == (
        "409 Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running"
    )


async def test_webhook_gets_updates_until_it_takes_them(
    api: EmulatedBotApi, bot: RawBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.emulator.webhook.RETRY_AFTER_SECONDS", 0)
    api.add_user("Ann").start()
    got: list[tuple[str | None, int]] = []
    taken = asyncio.Event()

    async def receive(request: web.Request) -> web.Response:
        update = await request.json()
        got.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), update["update_id"]))
        if len(got) == 1:
            return web.Response(status=500)
        taken.set()
        return web.Response()

    app = web.Application()
    app.router.add_post("/hook", receive)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    assert (await bot.call("setWebhook", url=url, secret_token="s3cret")).result is True
    await taken.wait()
    await runner.cleanup()
    assert len(got) == 2
    assert got[0] == got[1]
    assert got[0][0] == "s3cret"
    info = (await bot.call("getWebhookInfo")).result
    assert (info["url"], info["last_error_message"]) == (url, "Wrong response from the webhook: 500")
    assert (await bot.call("getUpdates")).refusal == (
        "409 Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    assert (await bot.call("setWebhook", url="http://bot.example/")).refusal == (
        "400 Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
    )
    assert (await bot.call("deleteWebhook")).result is True
    assert (await bot.call("getUpdates")).result == []


@pytest.mark.parametrize(("connections", "together"), [(40, {1, 2, 3}), (2, {1, 2})])
async def test_webhook_gets_several_updates_at_once_but_one_of_a_person(
    api: EmulatedBotApi, bot: RawBot, connections: int, together: set[int]
) -> None:
    people = [api.add_user(f"P{number}", user_id=number) for number in (1, 2, 3)]
    here, got, open_gate = set[int](), list[int](), asyncio.Event()
    full, everything = asyncio.Event(), asyncio.Event()

    async def receive(request: web.Request) -> web.Response:
        update = await request.json()
        sender = update["message"]["from"]["id"]
        assert sender not in here
        here.add(sender)
        if here == together:
            full.set()
        await open_gate.wait()
        here.discard(sender)
        got.append(update["update_id"])
        if len(got) == 6:
            everything.set()
        return web.Response()

    app = web.Application()
    app.router.add_post("/hook", receive)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await bot.call("setWebhook", url=url, max_connections=connections)
    for person in (*people, *people):
        person.say("hello")
    await full.wait()
    await asyncio.sleep(0.05)
    assert here == together
    open_gate.set()
    await everything.wait()
    await runner.cleanup()
    assert len(set(got)) == 6
    info = (await bot.call("getWebhookInfo")).result
    assert (info["max_connections"], "last_error_message" in info) == (connections, False)
    assert "max_connections" in (await bot.call("setWebhook", url=url, max_connections=101)).refusal
    assert "secret token" in (await bot.call("setWebhook", url=url, secret_token="two words")).refusal


async def test_unwanted_kinds_of_updates_are_not_kept(api: EmulatedBotApi, bot: RawBot, ann: int) -> None:
    await bot.call("getUpdates", allowed_updates=["callback_query"])
    api.account(ann).say("not wanted")
    await bot.call("getUpdates", allowed_updates=["message", "my_chat_member"])
    api.account(ann).block()
    api.account(ann).say("wanted")  # which unblocks first
    kinds = [next(k for k in u if k != "update_id") for u in await bot.updates()]
    assert kinds == ["message", "my_chat_member", "my_chat_member", "message"]


async def test_document_goes_there_and_back(api: EmulatedBotApi, bot: RawBot, ann: int) -> None:
    form = aiohttp.FormData({"chat_id": str(ann), "caption": "<b>c</b>", "parse_mode": "HTML"})
    form.add_field("document", b"a,b\n", filename="people.csv", content_type="text/csv")
    sent = (await bot.form("sendDocument", form)).result
    assert (sent["document"]["file_name"], sent["caption"]) == ("people.csv", "c")

    found = (await bot.call("getFile", file_id=sent["document"]["file_id"])).result
    async with bot.session.get(f"{api.url}/file/bot{api.bot.token}/{found['file_path']}") as response:
        assert await response.read() == b"a,b\n"
    again = await bot.call("sendDocument", chat_id=ann, document=sent["document"]["file_id"])
    assert again.result["document"] == sent["document"]
    assert (await bot.call("getFile", file_id="nope")).refusal == "400 Bad Request: invalid file_id"


async def test_photo_is_a_picture_with_a_short_caption(bot: RawBot, ann: int) -> None:
    def photo(content: bytes, caption: str) -> aiohttp.FormData:
        form = aiohttp.FormData({"chat_id": str(ann), "caption": caption, "photo": "attach://p"})
        form.add_field("p", content, filename="p.png")
        return form

    sent = (await bot.form("sendPhoto", photo(PNG, "x" * 1024))).result
    assert (sent["photo"][0]["width"], sent["photo"][0]["height"]) == (2, 3)
    assert (await bot.form("sendPhoto", photo(PNG, "x" * 1025))).refusal == (
        "400 Bad Request: message caption is too long"
    )
    assert (
        await bot.form("sendPhoto", photo(b"text", ""))
    ).refusal == "400 Bad Request: IMAGE_PROCESS_FAILED"
    assert (await bot.form("sendPhoto", photo(b"", ""))).refusal == "400 Bad Request: file must be non-empty"
    assert (await bot.call("sendPhoto", chat_id=ann)).refusal == (
        "400 Bad Request: there is no photo in the request"
    )


async def test_copy_takes_content_but_not_the_sender(api: EmulatedBotApi, bot: RawBot, ann: int) -> None:
    bob = api.add_user("Bob")
    original = bob.send_photo(PNG, caption="hello")
    copied = (
        await bot.call("copyMessage", chat_id=ann, from_chat_id=bob.id, message_id=original.message_id)
    ).result
    message = api.messages(ann)[-1]
    assert (message.message_id, message.text, message.from_bot) == (copied["message_id"], "hello", True)
    assert (await bot.call("copyMessage", chat_id=ann, from_chat_id=bob.id, message_id=999)).refusal == (
        "400 Bad Request: message to copy not found"
    )


async def test_media_and_caption_of_a_message_are_edited(api: EmulatedBotApi, bot: RawBot, ann: int) -> None:
    form = aiohttp.FormData({"chat_id": str(ann)})
    form.add_field("document", b"one", filename="one.txt")
    place = {
        "chat_id": str(ann),
        "message_id": str((await bot.form("sendDocument", form)).result["message_id"]),
    }
    media = {"type": "document", "media": "attach://two", "caption": "new"}
    form = aiohttp.FormData(place | {"media": json.dumps(media)})
    form.add_field("two", b"two", filename="two.txt")
    assert (await bot.form("editMessageMedia", form)).result["document"]["file_name"] == "two.txt"
    assert (await bot.call("editMessageCaption", **place, caption="newer")).result["caption"] == "newer"
    assert (await bot.call("editMessageText", **place, text="x")).refusal == (
        "400 Bad Request: there is no text in the message to edit"
    )
    assert api.file(api.messages(ann)[-1]).content == b"two"


async def test_commands_are_kept_by_scope_and_language(api: EmulatedBotApi, bot: RawBot, ann: int) -> None:
    def commands(*names: str) -> list[dict[str, str]]:
        return [{"command": name, "description": name} for name in names]

    scope = {"type": "chat", "chat_id": ann}
    await bot.call("setMyCommands", commands=commands("start"))
    await bot.call("setMyCommands", commands=commands("start", "ajutor"), language_code="ro")
    assert [c["command"] for c in api.world.commands.for_person(ann, "ro")] == ["start", "ajutor"]
    await bot.call("setMyCommands", commands=commands("organizer"), scope=scope)
    assert (await bot.call("getMyCommands", scope=scope)).result == commands("organizer")
    assert api.world.commands.for_person(ann, "ro") == commands("organizer")
    await bot.call("deleteMyCommands", scope=scope)
    assert [c["command"] for c in api.world.commands.for_person(ann, "hu")] == ["start"]
    assert (await bot.call("setMyCommands", commands=commands("No"))).refusal == (
        "400 Bad Request: BOT_COMMAND_INVALID"
    )


async def test_reply_keyboard_is_shown_until_removed(api: EmulatedBotApi, bot: RawBot, ann: int) -> None:
    chat = api.account(ann).chat
    keys: dict[str, Any] = {"keyboard": [[{"text": "Yes"}]], "one_time_keyboard": True}
    await bot.text(ann, "sure?", reply_markup=keys)
    assert chat.reply_keyboard == keys
    api.account(ann).say("Yes")
    assert chat.reply_keyboard is None
    await bot.text(ann, "sure?", reply_markup={"keyboard": [["Yes"]]})
    await bot.text(ann, "done", reply_markup={"remove_keyboard": True})
    assert chat.reply_keyboard is None


async def test_people_who_are_chosen_reach_the_bot(api: EmulatedBotApi, bot: RawBot, ann: int) -> None:
    account, bob = api.account(ann), api.add_user("Bob", "Ray", "bobray")
    wanted: dict[str, Any] = {"request_id": -5, "user_is_bot": False, "max_quantity": 2, "request_name": True}
    key = {"text": "Who?", "request_users": wanted}
    await bot.text(ann, "who?", reply_markup={"keyboard": [[key]]})
    account.pick(key, [bob.id])
    message = (await bot.updates())[-1]["message"]
    assert message["users_shared"] == {
        "request_id": -5,
        "users": [{"user_id": bob.id, "first_name": "Bob", "last_name": "Ray"}],
    }
    assert account.chat.reply_keys == [[key]]  # it stays until it is removed
    for users in ([], [bob.id] * 2, [99], [api.bot.id], [ann, bob.id, 99]):
        with pytest.raises(NotPossibleError):
            account.pick(key, users)
    shared = api.messages(ann)[-1]
    with pytest.raises(NotPossibleError):
        account.forward(shared)
    place = {"chat_id": ann, "from_chat_id": ann, "message_id": shared.message_id}
    assert (await bot.call("copyMessage", **place)).refusal == "400 Bad Request: message can't be copied"
    assert (await bot.call("forwardMessage", **place)).status == 400
    await bot.text(ann, "thanks", reply_markup={"remove_keyboard": True})
    with pytest.raises(NotPossibleError):
        account.pick(key, [bob.id])
    account.share(7, [99])  # as a forged client would
    shared_anew = (await bot.updates())[-1]["message"]["users_shared"]
    assert shared_anew == {"request_id": 7, "users": [{"user_id": 99}]}


async def test_people_cannot_be_asked_for_in_a_group(api: EmulatedBotApi, bot: RawBot) -> None:
    keys = {"keyboard": [[{"text": "Who?", "request_users": {"request_id": 1}}]]}
    group = api.add_group("Team")
    assert (await bot.text(group.id, "who?", reply_markup=keys)).refusal == (
        "400 Bad Request: Users can be requested in private chats only"
    )


async def test_sends_beyond_the_limits_get_429() -> None:
    clock = 0.0
    async with (
        EmulatedBotApi(limits=True, monotonic=lambda: clock) as api,
        aiohttp.ClientSession() as session,
    ):
        bot, ann = RawBot(api, session), api.add_user("Ann")
        ann.start()
        sent = [await bot.text(ann.id, "x") for _ in range(4)]
        assert [reply.status for reply in sent] == [200, 200, 200, 429]
        assert sent[-1].body["parameters"] == {"retry_after": 1}
        edits = [
            await bot.call("editMessageText", chat_id=ann.id, message_id=2, text=f"e{i}") for i in range(50)
        ]
        assert {reply.status for reply in edits} == {200}
        clock = 1.0
        assert (await bot.text(ann.id, "x")).status == 200


async def test_every_call_is_logged(api: EmulatedBotApi, bot: RawBot, ann: int) -> None:
    await bot.text(ann, "hello")
    await bot.text(99, "hello")
    assert [(c.method, c.params["chat_id"], c.ok, c.description) for c in api.calls] == [
        ("sendMessage", ann, True, ""),
        ("sendMessage", 99, False, "Bad Request: chat not found"),
    ]


async def test_what_was_said_outlives_a_restart_of_the_server(
    api: EmulatedBotApi, bot: RawBot, ann: int
) -> None:
    url = api.url
    await api.stop()
    with pytest.raises(aiohttp.ClientConnectionError):
        await bot.text(ann, "nobody hears this")
    await api.start()
    assert api.url == url
    assert [m.text for m in api.messages(ann)] == ["/start"]
    assert (await bot.text(ann, "back")).result["text"] == "back"
