"""Buttons that no card showed: forged, stale, others'. Nothing changes or is told, a card comes back."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, fields, replace
from datetime import time
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.domain.broadcasts import Broadcast
from bot.domain.finding import value_code
from bot.domain.persons import Person as Known
from bot.domain.roles import Role
from bot.screens import actions, all_actions
from bot.screens.asking_actions import AcceptAt, ProposeAny, packed
from bot.screens.callbacks import Action
from bot.screens.handover_actions import TakeBackYes
from bot.screens.moving_actions import (
    AgreeMove,
    AgreeMoveAt,
    AskMoveToAny,
    CounterMoveWithAny,
    KeepTime,
    TakeBackMove,
)
from bot.usecases.answering import accept
from bot.usecases.booking import ask
from bot.usecases.files import ImportDraft, WallWindow
from bot.usecases.privacy import erase
from storage.columns import metadata
from tests.support.people import Person
from tests.support.stage import DELEGATE, DIRECTOR, ORGANIZER_ID, THIRD, Stage, stage
from tests.support.world import FRIDAY, SECRET, at, current, make_event, row

PRESSES, AT_ONCE = 1_000, 10
Press = tuple[str, str]  # who, and the data
_PATIENCE_SECONDS = 60.0
CARDS = ("editMessageText", "sendMessage", "sendDocument", "sendPhoto")
OWN_CARD = "?start=card-"  # a link that lets nobody in
FRIDAY_ONLY = WallWindow(FRIDAY, time(9), time(12))
# Nobody else takes meetings when Mallory can, so whatever he asks for is refused.
MALLORY, ABSENT = row("Mallory Moe", FRIDAY_ONLY), row("Absent Anna")
ERASED, REVOKED = row("Erased Emma", FRIDAY_ONLY), row("Revoked Rita")
FOREIGN, OTHER_EVENT = 2_000, 2  # organizes an event of his own, and has no business in the first
FORMER = 3_000  # organized the first event, and left a file and a message there
FOREIGN_STEWARD, FORMER_STEWARD = 4_000, 5_000  # the same of stewards

# What may be shown to none of those who press, and names that only people of the event may read.
NOTES = ("the note of a request", "the note of a meeting", "the note of another pair")
SECRETS = (
    *NOTES,
    "director@example.org",
    "+40 700 000 000",
    "ioana_pop",
    "Eve Eel",
    "?start=",
    "Unsent news",
)
OLD_NEWS = "What Fritz wrote"  # and may still read, in what is stored about him
NAMES = ("Kelemen", "Ioana", "Mureşan", "Anna", "Emma", "Rita", "Mallory")

# --- data

_REAL_IDS = st.integers(1, 4)
_EXTREMES = st.sampled_from([0, -1, 2**31, 2**53, 2**62, 2**62 + 1, 2**63, 10**19])
_MINUTES = st.sampled_from([actions.to_minute(at(f"Thu {slot}")) for slot in ("14:30", "15:20", "16:10")])
_INTS = st.one_of(_REAL_IDS, _REAL_IDS, _REAL_IDS, _MINUTES, _EXTREMES).map(str)
_WORDS = st.sampled_from(
    ["on_my_way", "late", "cannot_come", "en", "ro", "xx", "", "A" * 22, "1.5", "٣", "1_0", " 1"]
)
_VALUES = st.one_of(_INTS, _INTS, _INTS, st.sampled_from(["0", "1"]), _WORDS, st.text(max_size=12))
_EVERY_KIND: list[type[Action]] = sorted(all_actions.ALL.values(), key=lambda kind: kind.code)
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
).filter(lambda data: not isinstance(all_actions.unpack(data), tuple(_HARMLESS)))
# The director has a request and a meeting of his own: what he presses is of no version, or not his.
_STALE: tuple[type[Action], ...] = (
    *(actions.Accept, actions.Decline, actions.DeclineNow, actions.Counter, actions.Propose),
    *(AcceptAt, ProposeAny, TakeBackYes),
    *(AgreeMove, AgreeMoveAt, AskMoveToAny, CounterMoveWithAny, KeepTime, TakeBackMove),
    *(actions.Withdraw, actions.Cancel, actions.CancelNow, actions.Say, actions.CannotCome),
)


def _stale(kind: type[Action]) -> st.SearchStrategy[str]:
    """Make data that were true once, or are true for somebody else."""
    named = {"request": st.just("1"), "meeting": st.just("2"), "version": _EXTREMES.map(str)}
    kinds = {"bool": st.just("1"), "str": st.just("late"), "int": _MINUTES.map(str)}
    values = (named.get(one.name, kinds[str(one.type)]) for one in fields(kind))
    return st.tuples(st.just(kind.code), *values).map(":".join)


OUTSIDERS = (
    *("stranger", "foreign organizer", "former organizer", "foreign steward", "former steward"),
    *("Erased Emma", "Revoked Rita"),
)
PRESSERS = ("Mallory Moe", *OUTSIDERS)
PRESS = st.one_of(
    *[st.tuples(st.sampled_from(PRESSERS), FORGED)] * 5,
    st.tuples(st.just("Andrei Kelemen"), st.sampled_from(_STALE).flatmap(_stale)),
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
            "telegram_id": {self.people[name].id for name in PRESSERS},
            "guest_id": {self.play.ids["Mallory Moe"]},
            "owner_id": {self.play.ids["Mallory Moe"]},  # of favourites and private notes
            "participant_id": {self.play.ids["Mallory Moe"]},  # of the address of his calendar
            "event_id": {OTHER_EVENT},
        }
        found = {}
        for table in metadata.sorted_tables:
            names = [column.name for column in table.columns]
            own = [(index, mine[name]) for index, name in enumerate(names) if name in mine]
            rows = self.rows(f"SELECT {', '.join(names)} FROM {table.name}")  # noqa: S608 - our own names
            found[table.name] = {
                _plain(row, names) for row in rows if not any(row[index] in ids for index, ids in own)
            }
        found.pop("inbox")
        return found

    def shown_to(self, name: str) -> str:
        """Give all that stands in somebody's chat: texts, buttons, files."""
        told = []
        for message in self.people[name].received:
            told += [message.text, *(f"{one.label} {one.url}" for one in message.buttons)]
            if message.file_id:
                told.append(self.play.api.file(message).content.decode("utf-8", "replace"))
        return "\n".join(told)


def _plain(row: tuple[Any, ...], names: list[str]) -> tuple[Any, ...]:
    """Leave out where a dialogue stands, and that somebody changed what he says of himself: it is his own."""
    own = ("dialog", "people_version")
    return tuple(value for value, name in zip(row, names, strict=True) if name not in own)


async def _set_up(play: Stage) -> dict[str, Person]:
    people = {
        name: await play.join(name)
        for name in (
            *("Andrei Kelemen", "Ioana Pop", "Ştefan Mureşan", "Mallory Moe"),
            *("Erased Emma", "Revoked Rita"),
        )
    }
    now = play.clock.now()
    async with play.bilateral.services.database.writing() as uow:  # the bot's own, so that it wakes
        ioana, stefan, director = [
            await current(uow, people[name].id) for name in ("Ioana Pop", "Ştefan Mureşan", "Andrei Kelemen")
        ]
        await ask(uow, ioana, director.id, at("Thu 14:30"), NOTES[0], now)
        for guest, host, slot, note in (
            (stefan, director, "15:20", NOTES[1]),
            (ioana, stefan, "16:10", NOTES[2]),
        ):
            asked = await ask(uow, guest, host.id, at(f"Thu {slot}"), note, now)
            await accept(uow, host, asked.request.id, 1, now)  # type: ignore[union-attr]
        for organizer, news in ((ORGANIZER_ID, "Unsent news"), (FORMER, OLD_NEWS)):
            await uow.broadcasts.add(Broadcast(0, play.event.id, organizer, news), now)
            await uow.drafts.add(
                ImportDraft(0, play.event.id, organizer, "people.csv", b"name\nEve Eel\n"), now
            )
        await erase(uow, people["Erased Emma"].id, SECRET, now)
        await uow.participants.revoke_link(play.ids["Revoked Rita"])
        other = await uow.events.save(replace(make_event(), slug="other", name="Other Days"))
        assert other.id == OTHER_EVENT
        for role, foreign, former in (
            (Role.ORGANIZER, FOREIGN, FORMER),
            (Role.STEWARD, FOREIGN_STEWARD, FORMER_STEWARD),
        ):
            await uow.persons.save(Known(former, "en", event_id=play.event.id), now)
            await uow.roles.grant(play.event.id, former, role, now)
            await uow.roles.withdraw(play.event.id, former, role)
            await uow.persons.save(Known(foreign, "en"), now)
            await uow.roles.grant(other.id, foreign, role, now)
    people["stranger"] = Person.new(play.api, "Sam")
    people["foreign organizer"] = Person(play.api, play.api.add_user("Fred", user_id=FOREIGN))
    people["former organizer"] = Person(play.api, play.api.add_user("Fritz", user_id=FORMER))
    people["foreign steward"] = Person(play.api, play.api.add_user("Stella", user_id=FOREIGN_STEWARD))
    people["former steward"] = Person(play.api, play.api.add_user("Stan", user_id=FORMER_STEWARD))
    for name in OUTSIDERS:
        await people[name].start()
        await people[name].expect("")
    await play.settled()
    return people


@pytest.fixture
def scene(sqlite_url: str) -> Iterator[Scene]:
    with asyncio.Runner() as runner:
        context = stage(sqlite_url, DIRECTOR, DELEGATE, THIRD, MALLORY, ABSENT, ERASED, REVOKED)
        play = runner.run(context.__aenter__())
        try:
            people = runner.run(_set_up(play))
            with closing(sqlite3.connect(sqlite_url.partition(":///")[2])) as eye:
                yield Scene(runner, play, people, eye)
        finally:
            runner.run(context.__aexit__(None, None, None))


async def _press(scene: Scene, presses: Sequence[Press]) -> None:
    """Press all at once, and wait until the bot has dealt with them."""
    queries = [await scene.people[name].forge(data, answered=False) for name, data in presses]
    async with asyncio.timeout(_PATIENCE_SECONDS):
        while not all(query.answered for query in queries) or scene.waiting():  # noqa: ASYNC110 - a database does not call
            await asyncio.sleep(0.005)


def _hold_against(scene: Scene, caplog: pytest.LogCaptureFixture, presses: Sequence[Press]) -> None:
    """Press, and check that nothing changed, nothing failed, and everybody has an answer and a card."""
    before, calls = scene.others(), len(scene.play.api.calls)

    scene.runner.run(_press(scene, presses))

    assert scene.others() == before, presses
    new = scene.play.api.calls[calls:]
    answered = [call for call in new if call.method == "answerCallbackQuery"]
    assert [call.ok for call in answered] == [True] * len(presses), presses
    cards = Counter(int(call.params["chat_id"]) for call in new if call.method in CARDS)
    # Of presses of one button that come at once only the last one draws the card.
    for name, count in Counter(name for name, _ in set(presses)).items():
        assert cards[scene.people[name].id] >= count, presses
    assert scene.rows("SELECT * FROM inbox WHERE state <> 'done'") == [], presses
    for name in {name for name, _ in presses} & set(PRESSERS):
        told = scene.shown_to(name).replace(OWN_CARD, "")
        secrets = SECRETS if name == "former organizer" else (*SECRETS, OLD_NEWS)
        found = [one for one in secrets if one in told]
        assert not found, (name, presses)
    said = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert said == [], presses


def _generated() -> list[Press]:
    """Let Hypothesis make them all first: pressed several at once, they are done in a third of the time."""
    presses: list[Press] = []

    @settings(max_examples=PRESSES, phases=[Phase.generate])
    @given(press=PRESS)
    def collect(press: Press) -> None:
        presses.append(press)

    collect()
    return presses


def test_forged_button_changes_nothing_and_brings_a_card(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    presses = _generated()
    assert len(set(presses)) > PRESSES * 0.9
    for start in range(0, len(presses), AT_ONCE):
        _hold_against(scene, caplog, presses[start : start + AT_ONCE])


def _true_buttons(scene: Scene, presser: str, kinds: Iterable[type[Action]]) -> list[Press]:
    """Make every button as its owner has it."""
    own = 2 if presser == "former organizer" else 1  # his own file and message are not his any more
    values: dict[str, object] = {
        **dict.fromkeys(
            ("event", "request", "version", "host", "person", "meeting", "message", "wish", "block"), 1
        ),
        **dict.fromkeys(("draft", "broadcast"), own),
        "minutes": 15,
        "page": 0,
        "day": 0,
        "start": actions.to_minute(at("Thu 14:55")),
        "zone": "Europe/London",
        "language": "ro",
        "status": "late",
        "payload": scene.play.payload("Andrei Kelemen"),
        "facet": "city",
        "value": value_code("cluj-napoca"),
        "times": packed((at("Thu 14:55"), at("Thu 15:20"))),
    }
    return [
        (
            presser,
            kind(
                **{one.name: True if one.type == "bool" else values.get(one.name, 1) for one in fields(kind)}
            ).pack(),
        )
        for kind in kinds
    ]


@pytest.mark.parametrize("presser", PRESSERS)
def test_true_button_of_somebody_else_changes_nothing(
    scene: Scene, caplog: pytest.LogCaptureFixture, presser: str
) -> None:
    presses = _true_buttons(scene, presser, _ALLOWED)
    for person in scene.people.values():
        person.forget()
    for start in range(0, len(presses), AT_ONCE):
        _hold_against(scene, caplog, presses[start : start + AT_ONCE])

    if presser in OUTSIDERS:
        told = "\n".join(seen.text for seen in scene.people[presser].seen())
        assert [name for name in NAMES if name in told] == []


# Of what names a row; the others are his own to press.
_OF_A_PAIR = [
    kind
    for kind in _ALLOWED
    if {one.name for one in fields(kind)} & {"request", "meeting", "draft", "broadcast"}
]


def test_host_of_another_pair_neither_changes_nor_reads_it(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    director = scene.people["Andrei Kelemen"]
    presses = [
        (name, data.replace(f"{kind.code}:1", f"{kind.code}:{number}", 1))
        for kind, (name, data) in zip(
            _OF_A_PAIR, _true_buttons(scene, "Andrei Kelemen", _OF_A_PAIR), strict=True
        )
        for number in ("3", "2")  # the request and the meeting that Ioana and Ştefan have
        if "request" not in {one.name for one in fields(kind)} or number == "3"
    ]
    director.forget()
    for start in range(0, len(presses), AT_ONCE):
        _hold_against(scene, caplog, presses[start : start + AT_ONCE])
    told = "\n".join(seen.text for seen in director.seen())
    assert NOTES[2] not in told
    assert "ioana_pop" not in told
