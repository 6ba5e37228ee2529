"""Texts in languages that the bot does not speak."""

from __future__ import annotations

import pytest

from bot.domain.foreign import looks_foreign


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("", False),
        ("15:20 !", False),
        ("who is free at 4?", False),
        ("mâine la 3 cu cineva de la UBB", False),
        ("holnap délután fél négykor", False),
        ("завтра в три", True),
        ("明天下午三点", True),
        ("𗀀𗀁", True),  # Tangut, whose letters have no names
        ("Anna завтра", True),
        ("Анна tomorrow", False),  # most letters are of ours
        ("дa", False),  # half of them
        ("Wann kann ich ihn treffen", True),
        ("MÖCHTE MORGEN", True),
        ("j'aujourd’hui", False),
        ("je suis libre", True),
        ("est-ce l'une d'avec", True),
        ("qu’une table avec Ana", True),
        ("der Kelemen", False),  # one word may be a name
        ("der der der", False),
    ],
)
def test_text_of_another_script_or_with_german_or_french_words_is_foreign(
    text: str, *, foreign: bool
) -> None:
    assert looks_foreign(text) is foreign


def test_mark_of_what_is_not_a_letter_counts_for_neither() -> None:
    assert looks_foreign("да 1234567890") is True
    assert looks_foreign("da" + "́" * 9) is False
