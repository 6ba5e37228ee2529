"""Buttons that no card showed: forged, stale, others', oversized. Nothing changes, a card comes back."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, fields, replace
from datetime import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.broadcasts import Broadcast
from bot.domain.persons import Person as Known
from bot.screens import actions
from bot.screens.callbacks import Action
from bot.usecases.answering import accept
from bot.usecases.booking import ask
from bot.usecases.files import ImportDraft, WallWindow
from bot.usecases.identity import current
from storage import tables as t
from tests.support.people import Person
from tests.support.stage import DELEGATE, DIRECTOR, ORGANIZER_ID, THIRD, Stage, stage
from tests.support.world import FRIDAY, at, make_event, row

ROUNDS, PRESSES = 125, 8  # a thousand presses, eight at once
_PATIENCE_SECONDS = 60.0
CARDS = ("editMessageText", "sendMessage", "sendDocument")
FRIDAY_ONLY = WallWindow(FRIDAY, time(9), time(12))
# Nobody else takes meetings when Mallory can, so whatever he asks for is refused.
MALLORY, ABSENT = row("Mallory Moe", FRIDAY_ONLY), row("Absent Anna")
FOREIGN, OTHER_EVENT = 2_000, 2  # organizes an event of his own, and has no business in the first

# --- data

_REAL_IDS = st.integers(1, 9)
_EXTREMES = st.sampled_from([0, -1, 2**31, 2**53, 2**62, 2**62 + 1, 2**63, 10**19])
_MINUTES = st.sampled_from([actions.to_minute(at(f"Thu {slot}")) for slot in ("14:30", "15:20", "16:10")])
_INTS = st.one_of(_REAL_IDS, _REAL_IDS, _MINUTES, _EXTREMES).map(str)
_WORDS = st.sampled_from(
    ["on_my_way", "late", "cannot_come", "en", "ro", "xx", "", "A" * 22, "1.5", "٣", "1_0", " 1"]
)
_VALUES = st.one_of(_INTS, _INTS, _INTS, st.sampled_from(["0", "1"]), _WORDS, st.text(max_size=12))
_EVERY_KIND: list[type[Action]] = sorted(actions.ALL.values(), key=lambda kind: kind.code)
_HARMLESS = {actions.EraseNow}  # his own right, and then he is no participant any more


def _fitting(kind: type[Action]) -> st.SearchStrategy[str]:
    """Make data whose fields are of the right kinds."""
    kinds = {"bool": st.sampled_from(["0", "1"]), "str": _WORDS, "int": _INTS}
    return st.tuples(st.just(kind.code), *(kinds[str(one.type)] for one in fields(kind))).map(":".join)


def _misfit(kind: type[Action]) -> st.SearchStrategy[str]:
    """Make data with too many fields, too few, or of wrong kinds."""
    return st.lists(_VALUES, max_size=5).map(lambda values: ":".join([kind.code, *values]))


@st.composite
def _damaged(draw: st.DrawFn) -> str:
    """Cut a piece out of real data, and perhaps put something else there."""
    data = draw(st.sampled_from(_EVERY_KIND).flatmap(_fitting))
    start, end = sorted(draw(st.tuples(*[st.integers(0, len(data))] * 2)))
    return data[:start] + draw(st.text(max_size=4)) + data[end:]


_ALLOWED = [kind for kind in _EVERY_KIND if kind not in _HARMLESS]
FORGED = st.one_of(
    st.sampled_from(_ALLOWED).flatmap(_fitting),
    st.sampled_from(_ALLOWED).flatmap(_fitting),
    st.sampled_from(_EVERY_KIND).flatmap(_misfit),
    _damaged(),
    st.text(max_size=80),
    st.text(min_size=65, max_size=300),
).filter(lambda data: not isinstance(actions.unpack(data), tuple(_HARMLESS)))
# The director has a request and a meeting of his own: his data are of versions that never were, or others'.
_STALE_KINDS = (actions.Accept, actions.Decline, actions.DeclineNow, actions.Counter, actions.Propose)
_NOT_HIS = (
    actions.Withdraw,
    actions.Cancel,
    actions.CancelNow,
    actions.Say,
    actions.CannotCome,
    actions.Meeting,
)


@st.composite
def _stale(draw: st.DrawFn) -> str:
    values: list[str] = []
    kind: type[Action] = draw(st.sampled_from(_NOT_HIS))
    given_values = {
        "request": st.just("1"),
        "meeting": st.just("2"),
        "version": st.sampled_from(["0", "2", "9", "-1"]),
    }
    for one in fields(kind):
        other = {"bool": st.just("1"), "str": st.just("late"), "int": _MINUTES.map(str)}[str(one.type)]
        values.append(draw(given_values.get(one.name, other)))
    return ":".join([kind.code, *values])


PRESS = st.one_of(
    st.tuples(st.sampled_from(["Mallory Moe", "stranger", "foreign organizer"]), FORGED),
    st.tuples(st.just("Andrei Kelemen"), _stale()),
)


# --- the world


@dataclass
class Scene:
    """A running bot, whose loop turns only while a press is made."""

    runner: asyncio.Runner
    play: Stage
    people: dict[str, Person]

    eye: sqlite3.Connection  # looks into the database beside the bot

    def rows(self, query: str) -> list[Any]:
        return self.eye.execute(query).fetchall()

    def waiting(self) -> bool:
        """Tell whether the bot has not dealt with everything."""
        return bool(self.rows("SELECT 1 FROM inbox WHERE state = 'new'"))

    def others(self) -> dict[str, set[tuple[Any, ...]]]:
        """Give everything that stands in the database and is nobody's of those who press."""
        mine = {
            "telegram_id": {
                self.people[name].id for name in ("Mallory Moe", "stranger", "foreign organizer")
            },
            "guest_id": {self.play.ids["Mallory Moe"]},
            "event_id": {OTHER_EVENT},
        }
        found = {}
        for table in t.metadata.sorted_tables:
            names = [column.name for column in table.columns]
            own = [(index, mine[name]) for index, name in enumerate(names) if name in mine]
            rows = self.rows(f"SELECT * FROM {table.name}")  # noqa: S608 - our own names
            found[table.name] = {
                _plain(row, names) for row in rows if not any(row[index] in ids for index, ids in own)
            }
        found.pop("inbox")
        return found


def _plain(row: tuple[Any, ...], names: list[str]) -> tuple[Any, ...]:
    """Leave out where a dialogue stands: whoever presses something leaves his."""
    return tuple(value for value, name in zip(row, names, strict=True) if name != "dialog")


async def _set_up(play: Stage) -> dict[str, Person]:
    people = {
        name: await play.join(name)
        for name in ("Andrei Kelemen", "Ioana Pop", "Ştefan Mureşan", "Mallory Moe")
    }
    now = play.clock.now()
    async with play.bilateral.services.database.writing() as uow:  # the bot's own, so that it wakes
        ioana, stefan, director = [
            await current(uow, people[name].id) for name in ("Ioana Pop", "Ştefan Mureşan", "Andrei Kelemen")
        ]
        await ask(uow, ioana, director.id, at("Thu 14:30"), "", now)
        for guest, host, slot in ((stefan, director, "15:20"), (ioana, stefan, "16:10")):
            asked = await ask(uow, guest, host.id, at(f"Thu {slot}"), "", now)
            await accept(uow, host, asked.request.id, 1, now)  # type: ignore[union-attr]
        await uow.broadcasts.add(Broadcast(0, play.event.id, ORGANIZER_ID, "News"), now)
        await uow.drafts.add(
            ImportDraft(0, play.event.id, ORGANIZER_ID, "people.csv", b"name\nEve Eel\n"), now
        )
        other = await uow.events.save(replace(make_event(), slug="other", name="Other Days"))
        assert other.id == OTHER_EVENT
        await uow.persons.save(Known(FOREIGN, "en"), now)
        await uow.roles.grant(other.id, FOREIGN, now)
    people["stranger"] = Person.new(play.api, "Sam")
    people["foreign organizer"] = Person(play.api, play.api.add_user("Fred", user_id=FOREIGN))
    for name in ("stranger", "foreign organizer"):
        await people[name].start()
        await people[name].expect("")
    await play.settled()
    return people


@pytest.fixture
def scene(sqlite_url: str) -> Iterator[Scene]:
    with asyncio.Runner() as runner:
        context = stage(sqlite_url, DIRECTOR, DELEGATE, THIRD, MALLORY, ABSENT)
        play = runner.run(context.__aenter__())
        try:
            people = runner.run(_set_up(play))
            with closing(sqlite3.connect(sqlite_url.partition(":///")[2])) as eye:
                yield Scene(runner, play, people, eye)
        finally:
            runner.run(context.__aexit__(None, None, None))


async def _press(scene: Scene, presses: list[tuple[str, str]]) -> None:
    """Press all at once, and wait until the bot has dealt with them."""
    queries = [await scene.people[name].forge(data, answered=False) for name, data in presses]
    async with asyncio.timeout(_PATIENCE_SECONDS):
        while not all(query.answered for query in queries) or scene.waiting():  # noqa: ASYNC110 - a database does not call
            await asyncio.sleep(0.005)


@settings(
    max_examples=ROUNDS, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(presses=st.lists(PRESS, min_size=PRESSES, max_size=PRESSES))
def test_forged_button_changes_nothing_and_brings_a_card(
    scene: Scene, caplog: pytest.LogCaptureFixture, presses: list[tuple[str, str]]
) -> None:
    before, calls = scene.others(), len(scene.play.api.calls)

    scene.runner.run(_press(scene, presses))

    assert scene.others() == before
    new = scene.play.api.calls[calls:]
    answered = [call for call in new if call.method == "answerCallbackQuery"]
    assert [call.ok for call in answered] == [True] * PRESSES
    cards = Counter(int(call.params["chat_id"]) for call in new if call.method in CARDS)
    for name, count in Counter(name for name, _ in presses).items():
        assert cards[scene.people[name].id] >= count
    assert scene.rows("SELECT * FROM inbox WHERE state <> 'done'") == []
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == []
