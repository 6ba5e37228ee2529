"""Everything goes wrong, at DEBUG: the log names updates, messages and kinds of errors, nobody's words."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import re
import sqlite3
import sys
from collections.abc import Iterator

import pytest
from pydantic import BaseModel, ValidationError
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from telegram.error import BadRequest

from bot import logs
from bot.botapi.errors import said
from bot.config import LogFormat, LogLevel, Settings
from bot.domain.links import role_payload
from bot.domain.roles import Role
from bot.emulator import EmulatedBotApi
from bot.usecases.ports import DatabaseUnavailableError
from storage.unit_of_work import SqlDatabase
from tests.attack.test_hostile_texts import press
from tests.support.organizers import at_desk
from tests.support.people import Person
from tests.support.stage import DIRECTOR, THIRD, Stage, stage
from tests.support.world import SECRET, THURSDAY_WINDOW, row

NAME, ROLE, NOTE, REASON, WORDS = (
    "Zuzana Zzyzx",
    "Zookeeper",
    "zebras at noon",
    "zeppelin late",
    "zither zone",
)
USERNAME, EMAIL, PHONE, CITY = "zuzu_zz", "zz@example.org", "+40 799 999 999", "Zzzville"
FILE, NEWS = "zealots.csv", "zero-day news"
SECRETS = (
    *NAME.split(),
    ROLE,
    NOTE,
    REASON,
    WORDS,
    USERNAME,
    EMAIL,
    PHONE,
    CITY,
    FILE,
    NEWS,
    "Kelemen",
    SECRET.decode(),
)
ZUZANA = row(NAME, THURSDAY_WINDOW, role=ROLE, city=CITY, email=EMAIL, phone=PHONE)


@pytest.fixture(autouse=True)
def own_logging() -> Iterator[None]:
    """Leave all logging as it was."""
    known = [logging.getLogger(name) for name in (None, "bot", "handlers", "storage", "telegram")]
    before = [(list(one.handlers), one.level) for one in known]
    hook = sys.excepthook
    yield
    sys.excepthook = hook
    for one, (handlers, level) in zip(known, before, strict=True):
        one.handlers[:], one.level = handlers, level


def found_in(log: str, play: Stage) -> list[str]:
    """Give the secrets that stand in a log, as they are or as JSON and URLs write them."""
    payloads = [play.payload(name, generation) for name in play.ids for generation in (0, 1)]
    token = play.api.bot.token
    secrets = [
        *SECRETS,
        *payloads,
        role_payload(SECRET, Role.ORGANIZER, play.event.id, 0),
        token,
        token.partition(":")[2],
    ]
    return [
        one for one in secrets if one in log or one.replace(" ", "+") in log or one.replace(" ", "%20") in log
    ]


def break_calls(api: EmulatedBotApi) -> None:
    """Let the next sends fail in every way, with words of people in the errors."""
    quoting = f'Bad Request: can\'t parse entities: Unsupported start tag "{NOTE}" at byte offset 7'
    api.faults.fail("sendMessage", 400, quoting)
    api.faults.fail(
        "editMessageText", 400, f"Bad Request: inline keyboard button URL 'https://x/{NAME}' is invalid"
    )
    api.faults.fail("answerCallbackQuery", 400, f'Bad Request: query is too old: "{NOTE}"')
    api.faults.drop_reply("sendMessage")
    api.faults.refuse("sendMessage", times=1)


async def rename(url: str, table: str, to: str) -> None:
    """Rename a table, beside the loop: on it the bot would never end the transaction that is waited for."""

    def waiting() -> None:
        eye = sqlite3.connect(url.partition(":///")[2], timeout=30)
        eye.execute(f"ALTER TABLE {table} RENAME TO {to}")
        eye.commit()
        eye.close()

    await asyncio.to_thread(waiting)


async def conference(play: Stage, url: str) -> None:
    """Let people join, search, ask, decline, write, import; and let everything fail in between."""
    director = await play.join("Andrei Kelemen")
    zuzana = Person.new(play.api, *NAME.split(), username=USERNAME)
    await zuzana.start(play.payload(NAME))
    await zuzana.press("I agree", await zuzana.expect_card("Welcome"))
    await zuzana.expect_card("You are in.")
    await zuzana.say(f"/find {WORDS}")
    await zuzana.expect("")
    await zuzana.say("Kelemen Thursday 14:30")
    await zuzana.press("Add a note", await zuzana.expect_card("14:30–14:50"))
    await zuzana.expect_card("Write your note")
    await zuzana.say(NOTE)
    look = await zuzana.expect_card(NOTE)
    await rename(url, "request", "lost")  # the insert fails, with the note among its values
    await zuzana.press("Send the request", look)
    await asyncio.sleep(0.5)
    await rename(url, "lost", "request")
    asked = await director.expect_card("Somebody would like to meet you")
    await director.press("Decline", asked)
    await director.expect_card("Write a short reason")
    await director.say(REASON)
    last_look = await director.expect_card(REASON)
    break_calls(play.api)
    await zuzana.say("/find")  # whose answer is refused, in words of the server's
    await play.settled()
    await director.press("Decline with this reason", last_look, answered=False)
    await zuzana.expect_card(REASON)
    await zuzana.forge("h", answered=False)  # whose answer is refused, in words of the server's
    await zuzana.say("/agenda")
    await zuzana.expect_card("")
    play.api.faults.clear()
    olga = await at_desk(play)
    await olga.send_document(FILE, f"name;email\n{WORDS};{EMAIL}\n1;{PHONE}\n".encode())
    await olga.expect_card("bad row")
    await olga.say("/organizer")
    await olga.press("Message to everybody", await olga.expect_card("organizer"))
    await olga.expect("")
    await olga.say(NEWS)
    await press(olga, "obs:")
    await zuzana.expect_card(NEWS)
    stranger = Person.new(play.api, *NAME.split(), username=USERNAME)
    for payload in (
        play.payload(NAME),
        play.payload(NAME, 1),
        role_payload(SECRET, Role.ORGANIZER, play.event.id, 0),
    ):
        await stranger.start(payload)
        await stranger.expect("")
    await play.settled()


@pytest.mark.parametrize("form", list(LogFormat))
async def test_log_of_a_conference_where_all_goes_wrong_holds_nobodys_words(
    sqlite_url: str, form: LogFormat, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up(Settings(log_format=form, log_level=LogLevel.DEBUG))
    async with stage(sqlite_url, DIRECTOR, THIRD, ZUZANA) as play:
        await conference(play, sqlite_url)
        await rename(sqlite_url, "person", "nobody")
        Person.new(play.api, NAME, username=USERNAME)
        await (olga := play.people["Andrei Kelemen"]).say(WORDS)
        await asyncio.sleep(0.5)
        await rename(sqlite_url, "nobody", "person")
        await olga.expect("")
    log = capsys.readouterr().err
    assert found_in(log, play) == []
    assert re.search(r"Update \d+ failed, attempt 1: the database refuses", log)
    assert "The database refuses: no such table: request" in log
    if form is LogFormat.JSON:
        for line in log.splitlines():
            json.loads(line)


class Model(BaseModel):
    number: int


def raising(words: str) -> list[Exception]:
    """Make errors of libraries that quote what they could not take."""
    made: list[Exception] = []
    for attempt in (
        lambda: Model.model_validate({"number": words}),
        lambda: json.loads(words),
        lambda: int(words),
        lambda: words.encode("ascii"),
        lambda: dict[str, int]()[words],
    ):
        try:
            attempt()
        except (ValidationError, ValueError, KeyError) as error:
            made.append(error)
    return made


@pytest.mark.parametrize("form", list(LogFormat))
async def test_errors_of_libraries_tasks_and_of_the_whole_process_are_named_and_not_quoted(
    form: LogFormat, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "zither zone ă"
    logs.set_up(Settings(log_format=form, log_level=LogLevel.DEBUG))
    for error in raising(words):
        logging.getLogger("bot.test").error("Failed", exc_info=error)
        sys.excepthook(type(error), error, error.__traceback__)
        future = asyncio.get_running_loop().create_future()
        future.set_exception(type("Odd", (Exception,), {})(words))
        del future
    gc.collect()
    for name in ("aiosqlite", "asyncio", "httpx", "aiohttp.client", "sqlalchemy.engine", "dateparser"):
        logging.getLogger(name).debug("execute %r", words)
        logging.getLogger(name).info("GET /bot1:%s/getMe", words)
    log = capsys.readouterr().err
    assert "zither" not in log
    assert "exception was never retrieved" in log
    assert "The process ends" in log
    for kind in ("ValidationError", "JSONDecodeError", "UnicodeEncodeError", "KeyError", "Odd"):
        assert kind in log


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('Bad Request: can\'t parse entities: tag "zither" at 7', "Can't parse entities: tag … at 7"),
        ('Bad Request: tag "a"zither" at 7', "Tag … at 7"),
        ("Bad Request: URL 'https://x/zither' is invalid", "Url … is invalid"),
        ("Bad Request: message can't be edited, it isn't yours", "Message can't be edited, it isn't yours"),
    ],
)
def test_what_the_server_quotes_is_left_out(text: str, kept: str) -> None:
    assert said(BadRequest(text)) == kept


async def test_errors_of_the_database_hold_no_values_of_their_statements(
    database: SqlDatabase,
) -> None:
    for opened in (database.writing, database.reading):
        with pytest.raises((DBAPIError, DatabaseUnavailableError)) as caught:
            async with opened() as uow:
                await uow.connection.execute(text("SELECT 1 FROM nowhere WHERE name = :name"), {"name": NOTE})
        assert NOTE not in f"{caught.value} {caught.value.__cause__}"
