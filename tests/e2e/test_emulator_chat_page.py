from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from bot.emulator import EmulatedBotApi, Invitation, PageOptions
from tests.support.raw_bot import RawBot, keyboard


class HandClock:
    """A clock that only moves when it is told to."""

    def __init__(self) -> None:
        self.instant = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.instant

    async def shift(self, seconds: float) -> None:
        self.instant += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def api(clock: HandClock) -> AsyncIterator[EmulatedBotApi]:
    options = PageOptions(intro="Try it.", zone="Europe/Bucharest")
    async with EmulatedBotApi(clock=clock, page=options) as server:
        yield server


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


@pytest.fixture
def bot(api: EmulatedBotApi, session: aiohttp.ClientSession) -> RawBot:
    return RawBot(api, session)


class Stream:
    """The page's stream of events."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response

    async def next(self) -> dict[str, Any]:
        while not (line := await self._response.content.readline()).startswith(b"data: "):
            assert line, "the stream ended"
        event: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
        return event

    async def next_of(self, kind: str) -> dict[str, Any]:
        while (event := await self.next())["type"] != kind:
            pass
        return event


@pytest.fixture
async def stream(api: EmulatedBotApi, session: aiohttp.ClientSession) -> AsyncIterator[Stream]:
    async with session.get(f"{api.url}/_chat/events") as response:
        yield Stream(response)


async def do(api: EmulatedBotApi, session: aiohttp.ClientSession, path: str, **body: Any) -> tuple[int, Any]:
    async with session.post(f"{api.url}/_chat/{path}", json=body) as response:
        return response.status, await response.json(content_type=None) if response.status < 402 else None


async def test_page_and_its_parts_are_served_with_a_strict_policy(
    api: EmulatedBotApi, session: aiohttp.ClientSession
) -> None:
    for path, kind in (("/", "text/html"), ("/_chat/page/app.js", "text/javascript")):
        async with session.get(api.url + path) as response:
            assert (response.status, response.content_type) == (200, kind)
            assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    async with session.get(f"{api.url}/_chat/page/..%2Fserver.py") as response:
        assert response.status == 404


@pytest.mark.parametrize(
    "headers", [{"Host": "evil.example"}, {"Origin": "https://evil.example"}, {"Origin": "null"}]
)
async def test_other_sites_may_not_use_the_page(
    api: EmulatedBotApi, session: aiohttp.ClientSession, headers: dict[str, str]
) -> None:
    ann = api.add_user("Ann")
    async with session.post(
        f"{api.url}/_chat/people/{ann.id}/say", json={"text": "x"}, headers=headers
    ) as response:
        assert response.status == 403
    assert api.messages(ann.id) == []


async def test_public_link_is_offered_to_whoever_has_no_link_of_his_own(
    api: EmulatedBotApi, session: aiohttp.ClientSession
) -> None:
    ann = api.add_user("Ann", "Lee")
    api.add_user("Bob", "Ray")
    api.page.invitations += [
        Invitation("By the public link", "public"),
        Invitation("Join as Ann", "p1", person_id=ann.id),
        Invitation("Join as Cy", "p2", name="Cy"),
    ]
    async with session.get(f"{api.url}/_chat/events") as response:
        said = await Stream(response).next()
    offered = {one["name"]: [link["label"] for link in one["invitations"]] for one in said["people"]}
    assert offered == {"Ann Lee": ["Join as Ann"], "Bob Ray": ["By the public link"]}
    assert [one["label"] for one in said["invitations"]] == ["By the public link", "Join as Cy"]


async def test_snapshot_holds_people_and_their_messages(
    api: EmulatedBotApi, bot: RawBot, session: aiohttp.ClientSession
) -> None:
    ann = api.add_user("Ann", "Lee", language_code="ro")
    api.page.invitations += [
        Invitation("Join as Ann", "p1", person_id=ann.id),
        Invitation("Join as Bob", "p2", name="Bob"),
    ]
    ann.start()
    await bot.text(ann.id, "<b>hi</b>", parse_mode="HTML", reply_markup=keyboard({"Go": "secret"}))
    async with session.get(f"{api.url}/_chat/events") as response:
        said = await Stream(response).next()
    (person,) = said["people"]
    assert (said["zone"], said["clock"], said["intro"]) == (
        "Europe/Bucharest",
        {"now": "2026-11-26T12:00:00+00:00"},
        "Try it.",
    )
    assert [i["label"] for i in said["invitations"]] == ["Join as Bob"]
    assert (person["name"], person["invitations"]) == ("Ann Lee", [{"label": "Join as Ann", "payload": "p1"}])
    message = person["messages"][-1]
    assert (message["text"], message["entities"], message["rows"]) == (
        "hi",
        [{"type": "bold", "offset": 0, "length": 2}],
        [[{"label": "Go", "does": "press"}]],
    )


async def test_stream_follows_messages_edits_and_answers(
    api: EmulatedBotApi, bot: RawBot, session: aiohttp.ClientSession, stream: Stream
) -> None:
    assert (await stream.next())["type"] == "snapshot"
    ann = api.add_user("Ann")
    assert (await stream.next())["person"]["started"] is False
    assert await do(api, session, f"people/{ann.id}/start", payload="abc") == (200, {"ok": True})
    assert (await stream.next_of("message"))["message"]["text"] == "/start abc"
    sent = (await bot.text(ann.id, "card", reply_markup=keyboard({"Go": "go"}))).result
    await stream.next_of("message")
    await do(api, session, f"people/{ann.id}/press", message=sent["message_id"], row=0, column=0)
    query = (await bot.updates())[-1]["callback_query"]
    assert query["data"] == "go"
    await bot.call("editMessageText", chat_id=ann.id, message_id=sent["message_id"], text="gone")
    assert (await stream.next_of("edit"))["message"]["rows"] == []
    await bot.call("answerCallbackQuery", callback_query_id=query["id"], text="done")
    assert (await stream.next_of("answer"))["answer"]["text"] == "done"


@pytest.mark.parametrize("place", [{"row": 0, "column": 1}, {"row": -1, "column": 0}, {"message": 99}])
async def test_press_of_a_button_that_is_not_shown_is_refused(
    api: EmulatedBotApi, bot: RawBot, session: aiohttp.ClientSession, place: dict[str, int]
) -> None:
    ann = api.add_user("Ann")
    ann.start()
    sent = (await bot.text(ann.id, "card", reply_markup=keyboard({"Go": "go"}))).result
    where = {"message": sent["message_id"], "row": 0, "column": 0} | place
    assert await do(api, session, f"people/{ann.id}/press", **where) == (
        400,
        {"error": "this button is not shown any more"},
    )


async def test_person_is_chosen_on_the_page(
    api: EmulatedBotApi, bot: RawBot, session: aiohttp.ClientSession, stream: Stream
) -> None:
    ann, bob = api.add_user("Ann"), api.add_user("Bob", "Ray")
    ann.start()
    keys = {"keyboard": [["Yes", {"text": "Who?", "request_users": {"request_id": 3}}]]}
    await bot.text(ann.id, "who?", reply_markup=keys)
    await stream.next_of("message")
    assert (await stream.next_of("person"))["person"]["keyboard"] == [
        [{"label": "Yes", "does": "say"}, {"label": "Who?", "does": "pick"}]
    ]
    async with session.get(f"{api.url}/_chat/people/{ann.id}/picker") as response:
        assert (await response.json())["people"] == [{"id": bob.id, "name": "Bob Ray"}]
    where = f"people/{ann.id}/pick"
    for wrong in ({"row": 0, "column": 0}, {"row": 1, "column": 0}, {"row": 0, "column": 1, "users": [99]}):
        assert (await do(api, session, where, **({"users": [bob.id]} | wrong)))[0] == 400
    assert await do(api, session, where, row=0, column=1, users=[bob.id]) == (200, {"ok": True})
    assert (await bot.updates())[-1]["message"]["users_shared"]["request_id"] == 3
    await stream.next_of("message")
    assert (await stream.next_of("message"))["message"]["shared"] == "Bob Ray"


async def test_link_to_the_bot_becomes_a_start_button(
    api: EmulatedBotApi, bot: RawBot, stream: Stream
) -> None:
    ann = api.add_user("Ann")
    ann.start()
    links = [
        {"text": "Again", "url": f"https://t.me/{api.bot.username}?start=p-1"},
        {"text": "Else", "url": "https://t.me/otherbot?start=p-1"},
    ]
    await bot.text(ann.id, "links", reply_markup={"inline_keyboard": [links]})
    await stream.next_of("message")
    assert (await stream.next_of("message"))["message"]["rows"] == [
        [
            {"label": "Again", "does": "start", "payload": "p-1"},
            {"label": "Else", "does": "open", "url": "https://t.me/otherbot?start=p-1"},
        ]
    ]


async def test_clock_moves_forward_only(
    api: EmulatedBotApi, session: aiohttp.ClientSession, clock: HandClock, stream: Stream
) -> None:
    assert await do(api, session, "clock", seconds=300) == (200, {"ok": True})
    assert (await stream.next_of("clock"))["clock"] == {"now": "2026-11-26T12:05:00+00:00"}
    assert await do(api, session, "clock", to="2026-11-26T14:30") == (200, {"ok": True})
    assert clock.now() == datetime(2026, 11, 26, 12, 30, tzinfo=UTC)
    assert await do(api, session, "clock", to="2026-11-26T14:00") == (
        400,
        {"error": "the clock moves forward only"},
    )
    assert (await do(api, session, "clock", to="tomorrow"))[0] == 400
    assert (await do(api, session, "clock", seconds=-1))[0] == 400


async def test_person_can_be_added_by_an_invitation(
    api: EmulatedBotApi, bot: RawBot, session: aiohttp.ClientSession
) -> None:
    status, body = await do(api, session, "people", name="Dan Rus", language="ro", payload="dan")
    assert status == 200
    message = (await bot.updates())[-1]["message"]
    assert (message["text"], message["from"]) == (
        "/start dan",
        {
            "id": body["id"],
            "is_bot": False,
            "first_name": "Dan",
            "last_name": "Rus",
            "language_code": "ro",
        },
    )
    assert await do(api, session, "people", name=" ") == (400, {"error": "a person needs a name"})


async def test_file_of_a_person_reaches_the_bot_and_can_be_downloaded(
    api: EmulatedBotApi, bot: RawBot, session: aiohttp.ClientSession, stream: Stream
) -> None:
    ann = api.add_user("Ann")
    ann.start()
    form = aiohttp.FormData({"caption": "list"}, quote_fields=False)
    form.add_field("file", b"<script>", filename="péople.html", content_type="text/html")
    async with session.post(f"{api.url}/_chat/people/{ann.id}/upload", data=form) as response:
        assert response.status == 200
    await stream.next_of("message")
    shown = (await stream.next_of("message"))["message"]
    assert (shown["text"], shown["document"]["name"], shown["document"]["size"]) == ("list", "péople.html", 8)
    async with session.get(api.url + shown["document"]["url"]) as response:
        assert await response.read() == b"<script>"
        assert response.content_type == "application/octet-stream"
        assert response.headers["Content-Disposition"] == "attachment"
    assert (await bot.updates())[-1]["message"]["document"]["mime_type"] == "text/html"


async def test_unknown_people_and_actions_are_not_found(
    api: EmulatedBotApi, session: aiohttp.ClientSession
) -> None:
    ann = api.add_user("Ann")
    assert [
        (await do(api, session, f"people/{who}/{what}"))[0]
        for who, what in ((99, "say"), ("x", "say"), (ann.id, "fly"))
    ] == [404, 404, 404]
