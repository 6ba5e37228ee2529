"""Every card reads well on a phone of 360 pixels and in a screen reader, in every language."""

from __future__ import annotations

import html
import re
import unicodedata

import pytest

from bot.i18n import Language, load_languages
from bot.screens import home
from bot.screens.layout import MOST_CHARACTERS, laid_out, unbroken
from bot.screens.screen import Button
from tests.support.sample_calls import calls
from tests.support.samples import Sample, usual

LANGUAGES = load_languages()
USUAL = usual(LANGUAGES)
NAME = USUAL.other.profile.name
TAG = re.compile(r"<[^>]+>")
LINE_CHARACTERS, SCREEN_LINES = 34, 22  # of a message on a phone of 360 by 780 pixels


def buttons_of(sample: Sample, language: Language) -> list[tuple[Button, ...]]:
    return list(laid_out(sample(language).rows))


def says_something(text: str) -> bool:
    """Tell whether there is a word or a number, and not signs alone."""
    return any(one.isalnum() for one in text)


def signs(text: str) -> list[str]:
    """Give what is drawn rather than written: arrows, stars, emoji."""
    return [one for one in text if unicodedata.category(one) in ("So", "Sm")]


@pytest.mark.parametrize("language", LANGUAGES.by_code.values(), ids=LANGUAGES.by_code)
def test_labels_fit_their_columns(language: Language) -> None:
    too_long = {
        f"{sample.function.__name__}: {button.label}"
        for sample in calls(USUAL)
        for row in buttons_of(sample, language)
        for button in row
        # A name may be cut at its end: the text of the card has all of it.
        if len(button.label) > MOST_CHARACTERS[len(row) - 1] and NAME not in button.label
    }
    assert too_long == set()


@pytest.mark.parametrize("language", LANGUAGES.by_code.values(), ids=LANGUAGES.by_code)
def test_nothing_is_said_by_a_sign_alone(language: Language) -> None:
    mute = set()
    for sample in calls(USUAL):
        screen = sample(language)
        lines = html.unescape(TAG.sub("", screen.text)).split("\n")
        labels = [button.label for row in screen.rows for button in row]
        for said in (*lines, *labels):
            pieces = re.split(r" · |, ", said)
            mute |= {said for one in pieces if signs(one) and not says_something(one)}
        mute |= {label for label in labels if not says_something(label)}
    assert mute == set()


@pytest.mark.parametrize("language", LANGUAGES.by_code.values(), ids=LANGUAGES.by_code)
@pytest.mark.parametrize("roles", ["", "participant", "organizer steward", "participant organizer steward"])
def test_help_fits_one_screen(language: Language, roles: str) -> None:
    mine = {role: role in roles.split() for role in ("participant", "organizer", "steward")}
    text = html.unescape(TAG.sub("", home.help_card(language, **mine).text))
    lines = sum(max(1, -(-len(line) // LINE_CHARACTERS)) for line in text.split("\n"))
    assert 0 < lines <= SCREEN_LINES


def test_rows_give_way_to_long_labels() -> None:
    short, long = Button("14:30–14:50"), Button("Remove from my calendar")
    assert laid_out(((short,) * 3,)) == ((short,) * 3,)
    assert laid_out(((short, long, short),)) == ((short,), (long,), (short,))
    assert laid_out(((Button("x" * 12),) * 4,)) == ((Button("x" * 12),) * 2,) * 2
    assert laid_out(((), (long,))) == ((long,),)


def test_times_stay_on_one_line_and_nothing_else_is_touched() -> None:
    joined = unbroken("<b>Thursday, 14:30–14:50</b> (your time: 12:30–12:50) – 3–5 people")
    assert joined.replace("\u2060", "|") == (
        "<b>Thursday, 14:30|–|14:50</b> (your time: 12:30|–|12:50) – 3–5 people"
    )
