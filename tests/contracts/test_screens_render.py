"""Every screen in every language, from usual data and from the worst: Telegram takes it as a message."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable
from typing import get_type_hints

import pytest

import bot.screens
from bot.emulator.entities import formatted, utf16_length
from bot.i18n import Language, load_languages
from bot.screens.callbacks import MAX_DATA_BYTES
from bot.screens.layout import unbroken
from bot.screens.screen import Screen
from tests.support.sample_calls import calls
from tests.support.samples import Data, Sample, usual, worst

LANGUAGES = load_languages()
DATA = {"usual": usual(LANGUAGES), "worst": worst(LANGUAGES)}
MESSAGE_UNITS, CAPTION_UNITS, BUTTONS, ROW_BUTTONS = 4096, 1024, 100, 8


def screen_functions() -> set[Callable[..., Screen]]:
    found: set[Callable[..., Screen]] = set()
    for module in pkgutil.iter_modules(bot.screens.__path__, "bot.screens."):
        for name, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            own = function.__module__ == module.name and not name.startswith("_")
            if own and get_type_hints(function).get("return") is Screen:
                found.add(function)
    return found


def test_every_screen_has_a_sample() -> None:
    sampled = {sample.function for sample in calls(DATA["usual"])}

    missing = {f"{one.__module__}.{one.__name__}" for one in screen_functions() - sampled}
    assert missing == set(), "add them to tests/support/sample_calls.py"
    assert len(sampled) > 50  # and the search for functions finds them


def problems(sample: Sample, language: Language) -> list[str]:
    screen = sample(language)
    written = formatted(unbroken(screen.text), "HTML")  # raises where the real server would refuse
    units = utf16_length(written.text)
    most = CAPTION_UNITS if screen.attachment else MESSAGE_UNITS
    buttons = [button for row in screen.rows for button in row]
    checks = {
        f"{units} of {most} units": units > most,
        "no text": not written.text.strip(),
        "a placeholder is left": re.search(r"\{[a-z]", written.text) is not None,
        "a hole between paragraphs": "\n\n\n" in screen.text,
        f"{len(buttons)} buttons": len(buttons) > BUTTONS,
        "a row is too wide": any(not 1 <= len(row) <= ROW_BUTTONS for row in screen.rows),
        "a button without a label": any(not button.label.strip() for button in buttons),
        "a label of several lines": any("\n" in button.label for button in buttons),
        "markup on a button": any("&amp;" in button.label or "</b>" in button.label for button in buttons),
        "a button that does nothing, or two things": any(
            (button.action is None) == (not button.url) for button in buttons
        ),
        "a button over 64 bytes": any(
            button.action and len(button.action.pack()) > MAX_DATA_BYTES for button in buttons
        ),
    }
    return [problem for problem, found in checks.items() if found]


@pytest.mark.parametrize("code", sorted(LANGUAGES.by_code))
@pytest.mark.parametrize("data", DATA.values(), ids=DATA)
def test_screens_are_messages_that_telegram_takes(data: Data, code: str) -> None:
    language = LANGUAGES.get(code)
    wrong = {}
    for number, sample in enumerate(calls(data)):
        if found := problems(sample, language):
            wrong[f"{number} {sample.function.__module__}.{sample.function.__name__}"] = found

    assert wrong == {}
