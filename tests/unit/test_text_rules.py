from __future__ import annotations

import pytest

from bot.domain.text import fold, with_few_marks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kelemen", "kelemen"),
        ("  Ştefan \t Łuczak\n", "stefan luczak"),
        ("Țiriac ȘTEFĂNESCU Înălțimi", "tiriac stefanescu inaltimi"),
        ("Őri Sándor, Kovács Űrné", "ori sandor, kovacs urne"),
        ("Đorđe Øverland Groß Ægir", "dorde overland gross aegir"),
        ("İstanbul Işık", "istanbul isik"),
        ("ﬁnance №5", "finance no5"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_fold(text: str, expected: str) -> None:
    assert fold(text) == expected


def test_cedilla_and_comma_below_are_the_same() -> None:
    assert fold("Timiş") == fold("Timiș") == fold("Timis") == "timis"


def test_composed_and_decomposed_are_the_same() -> None:
    assert fold("é") == fold("e\u0301") == "e"


def test_letters_that_change_at_the_end_of_a_word_are_the_same() -> None:
    assert fold("ΟΔΟΣ") == fold("οδος")


def test_marks_that_pile_up_are_dropped_from_the_ninth_on_whatever_they_stand_on() -> None:
    acute = "\u0301"
    piled = f"{acute * 9}e{acute * 9}n{acute}o{acute * 8}"

    assert with_few_marks(piled) == f"{acute * 8}e{acute * 8}n{acute}o{acute * 8}"
