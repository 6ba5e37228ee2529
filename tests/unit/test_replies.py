"""Whole texts that only answer a question, and those that merely look like it."""

from __future__ import annotations

import pytest

from bot.usecases.replies import is_reply, is_retreat, is_yes, suits


@pytest.mark.parametrize(
    "text",
    [
        *("Yes, please!", "OK, thanks", "I accept", "Save it, please", "Da, vă rog", "De acord"),
        *("trimite-l", "Igen, kérem szépen!", "Igen, mentse el", "oké, küldd el", "Mentés"),
    ],
)
def test_yes_is_understood_with_its_courtesies(text: str) -> None:
    assert is_yes(text)
    assert not is_retreat(text, cancelling=False)


@pytest.mark.parametrize("text", ["Yes, please!", "I accept", "Da, vă rog", "Igen, kérem szépen!"])
def test_yes_is_a_reply_to_whatever_waits(text: str) -> None:
    assert is_reply(text)


@pytest.mark.parametrize("text", ["No, thanks", "Nu, mulțumesc", "Nem, köszönöm"])
def test_no_is_a_reply_and_no_yes(text: str) -> None:
    assert is_reply(text)
    assert not is_yes(text)


@pytest.mark.parametrize(
    "text", ["Never mind!", "Mai bine nu", "lasă, vă rog", "Inkább mégsem", "MÉGSE", "hagyjuk"]
)
def test_taking_back_is_understood_whatever_is_asked(text: str) -> None:
    assert is_retreat(text, cancelling=False)
    assert is_retreat(text, cancelling=True)
    assert not is_reply(text)


def test_cancel_is_a_retreat_unless_something_is_to_be_cancelled() -> None:
    assert is_retreat("Cancel", cancelling=False)
    assert not is_retreat("Cancel", cancelling=True)


@pytest.mark.parametrize(
    "text", ["", "please", "kérem", "Kelemen", "yes Kelemen", "I never mind waiting", "igen jó a kaja"]
)
def test_other_texts_are_neither(text: str) -> None:
    assert not is_reply(text)
    assert not is_retreat(text, cancelling=False)


@pytest.mark.parametrize("text", ["15:45 is fine", "e bine 15:45", "15:45 merge", "Nekem jó a 15:45!"])
def test_time_that_suits_is_said_to(text: str) -> None:
    assert suits(text)


@pytest.mark.parametrize(
    "text", ["15:45", "is 15:45 fine?", "la 15:45 e bine?", "jó 15:45-kor?", "Thursday at 15:45"]
)
def test_time_alone_and_a_question_say_nothing_of_suiting(text: str) -> None:
    assert not suits(text)


@pytest.mark.parametrize(
    "text",
    [
        *("Good afternoon, 15:45", "good morning 15:45", "Bună ziua, ora 15:45", "Bună, 15:45", "bună 15:45"),
        *("Jó napot, 15:45", "jó reggelt kívánok, 15:45-re"),
    ],
)
def test_greeting_before_a_time_does_not_say_that_it_suits(text: str) -> None:
    assert not suits(text)


@pytest.mark.parametrize(
    "text", ["Good morning, 15:45 is fine", "Bună ziua, 15:45 e bună", "Jó napot, jó a 15:45"]
)
def test_greeted_with_a_time_that_suits(text: str) -> None:
    assert suits(text)
