from __future__ import annotations

import asyncio
import csv
import signal
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from bot.domain.links import link_payload
from bot.emulator import EmulatedBotApi
from bot.usecases.booking import Asked, ask
from bot.usecases.files import WallWindow
from bot.usecases.outbox import Note, OutboxState
from storage.unit_of_work import SqlDatabase
from tests.support.command_line import CommandLine
from tests.support.people import Person
from tests.support.world import ManualClock, add_people, row

SECRET = "a secret for tests"
SEED = Path(__file__).parents[1] / "support" / "data" / "executive-director.txt"
EVENT = """
slug = "cluj-2026"
name = "Cluj Innovation Days"
timezone = "Europe/Bucharest"
languages = ["en", "ro"]
[[blocks]]
name = "Bilateral meetings"
date = 2026-11-26
start = 14:30:00
end = 17:00:00
tables = 12
"""
PEOPLE = """key,name,email,organisation,bilateral meetings
K1,Ana Pop,ana@example.org,Acme,Thursday 14:30-17:00
K2,Dan Ionescu,dan@example.org,Beta,
"""
BAD_PEOPLE = """key,name,email,organisation,bilateral meetings
K1,Ana Pop,not an address,Acme,Thursday 17:00-14:30
K2,Dan Ionescu,dan@example.org,Beta,
"""


@pytest.fixture
def cli(tmp_path: Path, database_url: str) -> CommandLine:
    """Give the command line on a migrated, empty database of each kind."""
    return CommandLine(tmp_path, {"DATABASE_URL": database_url, "LINK_SECRET": SECRET})


@pytest.fixture
def offline(tmp_path: Path) -> CommandLine:
    """Give the command line on a database that does not exist yet."""
    return CommandLine(tmp_path)


@pytest.fixture
def loaded(cli: CommandLine) -> CommandLine:
    """Give the command line with an event and two people."""
    assert cli("event", "load", cli.write("event.toml", EVENT)).status == 0
    assert cli("people", "import", cli.write("people.csv", PEOPLE)).status == 0
    return cli


def test_event_and_people_are_loaded_and_loaded_again(cli: CommandLine) -> None:
    event, people = cli.write("event.toml", EVENT), cli.write("people.csv", PEOPLE)
    assert cli("event", "load", event).lines == ["cluj-2026: added (blocks: 1, slots: 6, tables: 12)"]
    assert cli("people", "import", people).lines == [
        "added: Ana Pop (K1)",
        "added: Dan Ionescu (K2)",
        "cluj-2026: new 2, changed 0, unchanged 0, gone 0, erased 0, bad rows 0",
    ]
    longer = cli.write("event.toml", EVENT.replace("17:00:00", "18:00:00"))
    assert cli("event", "load", longer).lines == [
        "cluj-2026: brought up to date (blocks: 1, slots: 8, tables: 12)"
    ]
    assert cli("event", "load", longer).lines == [
        "cluj-2026: nothing to change (blocks: 1, slots: 8, tables: 12)"
    ]
    changed = cli.write("people.csv", PEOPLE.replace("Acme", "Acme Ltd").replace("K2,", "K3,"))
    again = cli("people", "import", changed)
    assert (again.status, again.reasons) == (1, [
        "people.csv: line 3, email: this address belongs to Dan Ionescu already",
        "people.csv: nothing was loaded; --skip-bad loads the rest",
    ])  # fmt: skip


def test_dry_run_changes_nothing(cli: CommandLine) -> None:
    event, people = cli.write("event.toml", EVENT), cli.write("people.csv", PEOPLE)
    assert cli("event", "load", event, "--dry-run").lines == [
        "cluj-2026: would be added (blocks: 1, slots: 6, tables: 12)"
    ]
    assert cli("people", "import", people).reasons == [
        "there is no event yet: load one with `bilateral event load FILE.toml`"
    ]
    cli("event", "load", event)
    for _ in range(2):
        assert cli("people", "import", people, "--dry-run").lines[-1] == (
            "cluj-2026: new 2, changed 0, unchanged 0, gone 0, erased 0, bad rows 0"
        )


@pytest.mark.parametrize("dry_run", [(), ("--dry-run",)])
def test_bad_rows_are_all_named_and_nothing_is_loaded(cli: CommandLine, dry_run: tuple[str, ...]) -> None:
    cli("event", "load", cli.write("event.toml", EVENT))
    refused = cli("people", "import", cli.write("people.csv", BAD_PEOPLE), *dry_run)
    assert (refused.status, refused.out) == (1, "")
    assert refused.reasons == [
        "people.csv: line 2, email: “not an address” is not an e-mail address, such as name@example.org",
        "people.csv: line 2, bilateral meetings: “Thursday 17:00-14:30” ends before it starts",
        "people.csv: nothing was loaded; --skip-bad loads the rest",
    ]
    good = cli("people", "import", cli.write("people.csv", PEOPLE))
    assert good.lines[-1].startswith("cluj-2026: new 2,")


async def test_event_that_would_strand_bookings_is_refused_with_the_list(
    cli: CommandLine, database: SqlDatabase
) -> None:
    await cli.beside("event", "load", cli.write("event.toml", EVENT.replace("2026-11", "2030-11")))
    day = date(2030, 11, 26)
    async with database.writing() as uow:
        (event,) = await uow.events.all()
        window = WallWindow(day, time(14, 30), time(17))
        people = await add_people(uow, event, row("Ana", window), row("Dan"), now=event.interval.start)
        start = event.instant(day, time(14, 30))
        asked = await ask(uow, people["Dan"], people["Ana"].id, start, "", start - timedelta(days=1))
        assert isinstance(asked, Asked)
        await uow.requests.change(asked.request.id, deadline=start)
    refused = await cli.beside("event", "load", cli.write("event.toml", EVENT))
    assert (refused.status, refused.reasons) == (
        1,
        [
            "cluj-2026: nothing was changed, because this would strand:",
            "booking of Dan with Ana, 2030-11-26 14:30: there is no such slot any more",
        ],
    )


def test_bad_rows_can_be_skipped(cli: CommandLine) -> None:
    cli("event", "load", cli.write("event.toml", EVENT))
    done = cli("people", "import", cli.write("people.csv", BAD_PEOPLE), "--skip-bad")
    assert done.status == 0
    assert done.lines == [
        "added: Dan Ionescu (K2)",
        "cluj-2026: new 1, changed 0, unchanged 0, gone 0, erased 0, bad rows 1",
    ]
    assert [line.partition(": ")[2][:20] for line in done.reasons] == [
        "left out: line 2, em",
        "left out: line 2, bi",
    ]


def test_profile_page_is_imported_without_anybody_being_gone(loaded: CommandLine) -> None:
    (loaded.folder / "page.txt").write_bytes(SEED.read_bytes())
    assert loaded("people", "import", "page.txt").lines == [
        "added: Andrei Kelemen (andrei kelemen|cluj it cluster)",
        "cluj-2026: new 1, changed 0, unchanged 0, gone 0, erased 0, bad rows 0",
    ]


def test_file_that_is_no_list_is_refused(loaded: CommandLine) -> None:
    loaded.write("people.csv", "%PDF-1.7")
    assert loaded("people", "import", "people.csv", "--skip-bad").reasons == [
        "people.csv: this is PDF; send CSV, XLSX or a profile page as text",
        "people.csv: nothing was loaded",
    ]


def test_every_wrong_field_of_an_event_file_is_named(offline: CommandLine) -> None:
    wrong = EVENT.replace("Europe/Bucharest", "Europe/Cluj").replace("tables", "chairs")
    refused = offline("event", "load", offline.write("event.toml", wrong))
    assert (refused.status, len(refused.reasons)) == (1, 2)
    assert refused.reasons[0].startswith("event.toml: timezone: unknown time zone")
    assert refused.reasons[1] == "event.toml: blocks[0].chairs: unknown key"
    assert not (offline.folder / "bilateral.db").exists()


def test_missing_file_is_one_line(offline: CommandLine) -> None:
    assert offline("event", "load", "no.toml").reasons == ["no.toml: no such file or directory"]
    assert offline("people", "import", "no.csv").reasons == ["no.csv: no such file or directory"]


def test_event_must_be_named_when_there_are_several(loaded: CommandLine) -> None:
    other = EVENT.replace("cluj-2026", "oradea-2026")
    loaded("event", "load", loaded.write("other.toml", other))
    unnamed = loaded("people", "import", "people.csv")
    assert unnamed.status == 2
    assert "cluj-2026, oradea-2026" in unnamed.err
    assert loaded("people", "import", "people.csv", "--event", "nowhere").reasons == [
        "there is no event “nowhere”; there are: cluj-2026, oradea-2026"
    ]
    assert loaded("people", "import", "people.csv", "--event", "oradea-2026").status == 0


def test_reading_of_a_phrase_is_one_line(loaded: CommandLine) -> None:
    now = ("--now", "2026-11-25T09:00")
    assert loaded("when", "Thursday 3pm", "--event", "cluj-2026", *now).out == "instant\t2026-11-26T15:00\n"
    assert loaded("when", "gibberish", *now).out == "none\n"
    assert loaded("when", "15:20", *now, "--day", "2026-11-26").out == "instant\t2026-11-26T15:20\n"
    utc = ("--now", "2026-11-25T22:30:00+00:00")  # after midnight at the event
    assert loaded("when", "today 3pm", *utc).out == "instant\t2026-11-26T15:00\n"


def test_phrases_from_standard_input_are_answered_line_by_line(loaded: CommandLine) -> None:
    phrases = "mâine la 15:20\n\nThursday 3pm"
    done = loaded.fed(phrases, "when", "-", "--lang", "ro", "--now", "2026-11-25T09:00")
    assert done.lines == ["instant\t2026-11-26T15:20", "none", "instant\t2026-11-26T15:00"]


@pytest.mark.parametrize(
    "words",
    [
        ("when",),
        ("when", "today", "--lang", "xx"),
        ("when", "today", "--now", "tomorrow"),
        ("when", "today", "--day", "Thursday"),
        ("people", "links"),
        ("outbox", "retry"),
        ("outbox", "retry", "1", "--all"),
        ("outbox", "list", "--state", "lost"),
        ("event", "load"),
        ("nonsense",),
        (),
        ("demo", "--port", "70000"),
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_status_two(offline: CommandLine, words: tuple[str, ...]) -> None:
    offline("event", "load", offline.write("event.toml", EVENT))
    assert offline(*words).status == 2


@pytest.mark.parametrize(
    ("env", "reason"),
    [
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL: must begin with"),
        (
            {"DATABASE_URL": "sqlite+aiosqlite:////nowhere/at/all.db"},
            "DATABASE_URL: the database cannot be used: unable",
        ),
        ({"DATABASE_URL": "sqlite+aiosqlite:///folder"}, "DATABASE_URL: the database cannot be used: unable"),
        (
            {"DATABASE_URL": "sqlite+aiosqlite:///noise.db"},
            "DATABASE_URL: the database cannot be used: file is not",
        ),
        (
            {"DATABASE_URL": "postgresql+asyncpg://a:b@127.0.0.1:9/x", "LINK_SECRET": "s"},
            "DATABASE_URL: the database cannot be used: ",
        ),
        ({"ORGANIZERS": "Ana"}, "ORGANIZERS: "),
        ({"MODE": "carrier pigeon"}, "MODE: "),
    ],
    ids=["other database", "no folder", "a folder", "no database", "nobody listens", "no id", "no mode"],
)
def test_wrong_setting_is_one_line_that_names_it(
    offline: CommandLine, env: dict[str, str], reason: str
) -> None:
    (offline.folder / "folder").mkdir()
    (offline.folder / "noise.db").write_bytes(b"noise " * 1000)
    for words in (("migrate",), ("run",), ("event", "load", offline.write("event.toml", EVENT))):
        refused = offline(*words, BOT_TOKEN="1:a", BOT_API_URL="http://127.0.0.1:9", **env)
        assert (refused.status, refused.out, len(refused.reasons)) == (1, "", 1)
        assert refused.reasons[0].startswith(reason)


def test_only_what_talks_to_telegram_needs_a_token(loaded: CommandLine) -> None:
    for words in (("run",), ("people", "links", "--out", "links.csv")):
        refused = loaded(*words)
        assert refused.status == 1
        assert refused.reasons == ["BOT_TOKEN: is not set; get one from @BotFather and put it into .env"]
    assert not (loaded.folder / "links.csv").exists()
    assert loaded("migrate").lines == ["The database is up to date."]


async def test_wrong_token_and_silent_server_are_one_line(offline: CommandLine) -> None:
    offline.write("event.toml", EVENT)
    nobody = "http://127.0.0.1:9"
    async with EmulatedBotApi() as api:
        assert (await offline.beside("event", "load", "event.toml")).status == 0
        for command, *words in (
            (offline.process, "run"),
            (offline.beside, "people", "links", "--out", "links.csv"),
        ):
            wrong = await command(*words, BOT_TOKEN="12:wrong", BOT_API_URL=api.url)
            assert (wrong.status, wrong.reasons) == (1, ["BOT_TOKEN: Telegram does not know this token"])
            silent = await command(*words, BOT_TOKEN=api.bot.token, BOT_API_URL=nobody)
            assert (silent.status, len(silent.reasons)) == (1, 1)
            assert silent.err.startswith(f"BOT_API_URL: {nobody} does not answer: ")
    assert not (offline.folder / "links.csv").exists()


async def test_links_are_private_defused_and_open_the_bot(offline: CommandLine) -> None:
    offline.write("event.toml", EVENT)
    offline.write("people.csv", PEOPLE.replace("Dan Ionescu", "=Dan"))
    async with EmulatedBotApi() as api:
        env = {"BOT_TOKEN": api.bot.token, "BOT_API_URL": api.url, "LINK_SECRET": SECRET}
        for words in (("event", "load", "event.toml"), ("people", "import", "people.csv")):
            assert (await offline.beside(*words, **env)).status == 0
        done = await offline.beside("people", "links", "--out", "links.csv", **env)
        assert (done.status, done.err) == (0, "")
        again = await offline.beside("people", "links", "--out", "again.csv", **env)
        assert again.status == 0
        folder = await offline.beside("people", "links", "--out", "no/links.csv", **env)
        assert (folder.status, len(folder.reasons)) == (1, 1)
    file = offline.folder / "links.csv"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_bytes() == (offline.folder / "again.csv").read_bytes()
    heading, *rows = csv.reader(file.read_text().splitlines())
    link = f"https://t.me/{api.bot.username}?start="
    assert heading == ["key", "name", "organization", "link"]
    assert rows == [
        ["K2", "'=Dan", "Beta", link + link_payload(SECRET.encode(), 1, 2, 0)],
        ["K1", "Ana Pop", "Acme", link + link_payload(SECRET.encode(), 1, 1, 0)],
    ]


async def test_run_serves_until_it_is_told_to_stop(offline: CommandLine) -> None:
    async with EmulatedBotApi() as api:
        process = await offline.start("run", BOT_TOKEN=api.bot.token, BOT_API_URL=api.url)
        ana = Person.new(api, "Ana")
        ana.patience = 30.0
        await ana.start()
        await ana.expect("personal link")
        process.send_signal(signal.SIGTERM)
        _, err = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 0
    assert "Traceback" not in err.decode()


async def test_second_bot_on_one_sqlite_file_is_refused_and_commands_are_not(offline: CommandLine) -> None:
    async with EmulatedBotApi() as api:
        token = {"BOT_TOKEN": api.bot.token, "BOT_API_URL": api.url}
        process = await offline.start("run", **token)
        await api.bot_is_polling()
        second = await offline.process("run", **token)
        assert (second.status, second.reasons) == (1, ["DATABASE_URL: another bot runs on bilateral.db"])
        assert (await offline.beside("outbox", "list")).status == 0
        process.terminate()
        await process.communicate()


async def test_message_given_up_is_listed_and_tried_again(cli: CommandLine, database_url: str) -> None:
    database = SqlDatabase(database_url)
    now = ManualClock().now()
    async with database.writing() as uow:
        await uow.outbox.add(Note("asked", 7, now, {"request": 1, "to": 1}), Note("asked", 8, now, {}))
        first, second = await uow.outbox.claim(2, now, now)
        await uow.outbox.sending(first.id, now, now)
        await uow.outbox.close(first.id, OutboxState.DEAD, "Chat not found")
        await uow.outbox.sent(second.id, 1, now)
    listed = await cli.beside("outbox", "list")
    assert listed.lines == [
        "id\tstate\tkind\tchat\tdue\ttries\terror",
        f"{first.id}\tdead\tasked\t7\t2026-11-25T08:00:00Z\t0\tChat not found",
    ]
    refused = await cli.beside("outbox", "retry", str(first.id), str(second.id))
    assert (refused.status, refused.reasons) == (
        1,
        [f"message {second.id} is not one that was given up; nothing was changed"],
    )
    assert (await cli.beside("outbox", "retry", str(first.id))).lines == ["tried again: 1"]
    assert (await cli.beside("outbox", "retry", "--all")).lines == ["tried again: 0"]
    async with database.reading() as uow:
        assert [row.id for row in await uow.outbox.find([OutboxState.NEW], 10)] == [first.id]
    await database.close()
