"""How long a step waits for its text, and what is kept of one that was answered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.steps import OPEN_FOR, answered, code_of, lapsed, lapsing, reason_of, reasoned

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
STEP = {"step": "cancel", "meeting": 7}


@given(st.timedeltas(timedelta(), timedelta(days=2)))
def test_step_lapses_after_a_quarter_of_an_hour(later: timedelta) -> None:
    assert lapsed(lapsing(STEP, NOW), NOW + later) == (later >= OPEN_FOR)


@given(st.timedeltas(timedelta(), timedelta(days=400)))
def test_long_dialogue_and_what_was_said_never_lapse(later: timedelta) -> None:
    said = reasoned(lapsing(STEP, NOW), "My train is late")
    noted = answered(lapsing({"step": "note", "host": 3}, NOW), "noted", note="Kites")
    for step in (None, {"step": "register", "answers": {}}, said, noted):
        assert not lapsed(step, NOW + later)
    assert noted == {"step": "noted", "host": 3, "note": "Kites"}


def test_reason_belongs_to_what_it_was_written_for() -> None:
    said = reasoned(lapsing(STEP, NOW), "My train is late")
    assert reason_of(said, STEP) == "My train is late"
    others = (
        {"step": "cancel", "meeting": 8},
        {"step": "decline", "meeting": 7},
        {"step": "cancel", "event": 7},
    )
    assert [reason_of(said, other) for other in others] == ["", "", ""]
    assert reason_of(None, STEP) == reason_of(lapsing(STEP, NOW), STEP) == ""


@given(st.text(), st.text())
def test_button_of_one_text_does_nothing_with_another(one: str, other: str) -> None:
    assert (code_of(one) == code_of(other)) == (one == other)
