"""Every text in every language: translated, in all plural forms, with the same placeholders and tags."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from bot.i18n import SOURCE_LANGUAGE, load_languages
from tests.support.spoken import ROOT, calls_of, spoken

PLURAL_FORMS = {"ro": 3, "hu": 2}
MISSPELT = {"hu": re.compile(r"\be-mail c[ií]m", re.IGNORECASE)}  # it is "e-mail-cím", with two hyphens
TRANSLATED = sorted(set(load_languages().by_code) - {SOURCE_LANGUAGE})

Id = str | tuple[str, ...]


def in_code() -> set[Id]:
    """Collect every message that the code asks for."""
    texts = (tuple(str(ast.literal_eval(one)) for one in messages) for _, messages in spoken())
    dates = calls_of(ast.parse((ROOT / "bot" / "i18n.py").read_text("utf-8")))
    patterns = [one for name, call in dates if name == "gettext" for one in call.args]
    return {one if len(one) > 1 else one[0] for one in texts} | {
        str(one.value) for one in patterns if isinstance(one, ast.Constant)
    }


def catalogue(language: str) -> Catalog:
    po = files("locales") / language / "LC_MESSAGES" / "bilateral.po"
    return read_po(BytesIO(po.read_bytes()), locale=language)


def messages(language: str) -> Iterator[Message]:
    return (message for message in catalogue(language) if message.id)


def forms(text: Id | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def marks(text: str) -> Counter[str]:
    """Count placeholders, tags and commands, which no translation may change."""
    return Counter(re.findall(r"\{\w+\}|</?\w+[^>]*>|(?<![\w<])/[a-z]+\b", text))


def test_languages_are_the_three_that_are_promised() -> None:
    assert {SOURCE_LANGUAGE, *TRANSLATED} == {"en", "hu", "ro"}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_in_the_code_is_translated_and_nothing_else(language: str) -> None:
    in_catalogue = {
        message.id if isinstance(message.id, str) else tuple(message.id) for message in messages(language)
    }
    missing, obsolete = in_code() - in_catalogue, in_catalogue - in_code()
    assert (missing, obsolete) == (set(), set())


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_empty_fuzzy_or_short_of_a_plural_form(language: str) -> None:
    wrong = []
    for message in messages(language):
        expected = 1 if isinstance(message.id, str) else PLURAL_FORMS[language]
        given = [one for one in forms(message.string) if one.strip()]
        if message.fuzzy or len(given) != expected:
            wrong.append((message.id, message.string))
    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_plural_rule_is_the_languages_own(language: str) -> None:
    assert catalogue(language).num_plurals == PLURAL_FORMS[language]


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_keep_placeholders_tags_and_commands(language: str) -> None:
    wrong = [
        (message.id, text)
        for message in messages(language)
        for text in forms(message.string)
        # "one" and "many" may differ in whether they hold the figure.
        if marks(text) not in [marks(one) for one in forms(message.id)]
    ]
    assert wrong == []


@pytest.mark.parametrize(("language", "misspelt"), MISSPELT.items(), ids=MISSPELT)
def test_a_word_is_spelt_in_one_way(language: str, misspelt: re.Pattern[str]) -> None:
    texts = (text for message in messages(language) for text in forms(message.string))
    assert [text for text in texts if misspelt.search(text)] == []


@pytest.mark.parametrize(
    ("language", "expected"),
    [("ro", ["1 minut", "2 minute", "20 de minute"]), ("hu", ["1 perc", "2 perc", "20 perc"])],
)
def test_plural_forms_fit_their_numbers(language: str, expected: list[str]) -> None:
    spoken = load_languages().get(language)
    assert [spoken.label_n("{n} minute", "{n} minutes", n) for n in (1, 2, 20)] == expected
