"""Private notes: what a text makes of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.marks import PRIVATE_NOTE_CHARACTERS, private_note


@given(st.text(max_size=2 * PRIVATE_NOTE_CHARACTERS))
def test_note_is_the_text_without_blanks_around_it_or_nothing_when_it_is_too_long(text: str) -> None:
    note = private_note(text)

    kept = text.strip()
    assert note == (kept if len(kept) <= PRIVATE_NOTE_CHARACTERS else None)


def test_longest_note_is_kept_and_one_character_more_is_not() -> None:
    assert private_note(f"  {'x' * 500}\n") == "x" * 500
    assert private_note("x" * 501) is None
