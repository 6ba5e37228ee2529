"""Every button leads somewhere and fits into 64 bytes, whatever the ids."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from bot.i18n import Language, load_languages
from bot.screens import all_actions, commands
from bot.screens.callbacks import MAX_DATA_BYTES, Action
from handlers.registry import COMMANDS, DIALOGS, ROUTES

# The longest text that each text field holds; ids are as large as a database gives out.
_TEXTS = {
    "payload": "A" * 22,
    "language": "en",
    "status": "cannot_come",
    "facet": "country",
    "value": "f" * 12,
    "zone": "America/Argentina/ComodRivadavia",
    "times": "zzzzzz.zzzzzz.zzzzzz",
}
_LARGEST_ID = 2**53
_LATEST_MINUTE = 2**32

LANGUAGES = load_languages()
KINDS = sorted(all_actions.ALL.values(), key=lambda kind: kind.code)


def largest(kind: type[Action]) -> Action:
    """Make a button of a kind with the longest values that it can hold."""
    values: list[object] = []
    for field in fields(kind):
        if field.type == "bool":
            values.append(True)
        elif field.type == "str":
            values.append(_TEXTS[field.name])
        else:
            values.append(_LATEST_MINUTE if field.name == "start" else _LARGEST_ID)
    return kind(*values)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_button_fits_and_comes_back_as_it_was(kind: type[Action]) -> None:
    button = largest(kind)
    data = button.pack()
    assert len(data.encode()) <= MAX_DATA_BYTES
    assert all_actions.unpack(data) == button


def test_every_button_has_a_route_and_every_route_a_button() -> None:
    assert {kind.__name__ for kind in ROUTES} == {kind.__name__ for kind in KINDS}


def test_codes_are_unique() -> None:
    assert len({kind.code for kind in KINDS}) == len(KINDS) == len(ROUTES)


@pytest.mark.parametrize("language", LANGUAGES.by_code.values(), ids=LANGUAGES.by_code)
def test_help_names_every_command_once_and_the_menus_are_those_that_telegram_takes(
    language: Language,
) -> None:
    named = [
        name
        for group in commands.groups(language, participant=True, organizer=True, steward=True)
        for name, _ in group.commands
    ]
    assert len(named) == len({*named})
    # What a stranger is told is on no list; /cancel is nobody's but the dialogue's.
    assert {*named} == {*COMMANDS, "cancel"} - {"start", "id", "register"}
    for organizer in (True, False):
        menu = commands.menu(language, organizer=organizer, steward=organizer)
        assert all(re.fullmatch(r"[a-z0-9_]{1,32}", name) and 0 < len(said) <= 256 for name, said in menu)
        assert {name for name, _ in menu} <= {*named}


def test_commands_are_those_that_are_promised() -> None:
    promised = {"start", "help", "find", "agenda", "requests", "profile", "settings", "privacy", "organizer"}
    promised |= {"steward"}
    assert promised <= set(COMMANDS)
    assert set(DIALOGS) >= {"note", "decline", "cancel", "broadcast"}
