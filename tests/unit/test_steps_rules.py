"""How long a step waits for its text, and what is kept of one that was answered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.steps import (
    OPEN_FOR,
    answered,
    answered_by,
    changed,
    code_of,
    ended,
    follows,
    lapsed,
    lapsing,
    reason_of,
    reasoned,
    with_answer,
)

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


def test_changed_message_answers_the_step_that_it_had_answered_and_no_other() -> None:
    asked = lapsing({"step": "note", "host": 3, "times": "a"}, NOW)
    noted = with_answer(answered(asked, "noted", note="Kites"), asked, 11)
    assert answered_by(noted, 11) == asked
    assert answered_by(noted, 10) is answered_by(None, 11) is answered_by(asked, 11) is None
    assert answered_by(changed(noted, times="b"), 11) == {**asked, "times": "b"}
    assert changed(asked, times="b") == {**asked, "times": "b"}
    # Of several answers only the last counts, however many there were.
    again = with_answer(noted, noted, 12)
    assert answered_by(again, 12) == answered(asked, "noted", note="Kites")
    assert answered_by(again, 11) is None
    assert answered(again, "noted", note="Bells") == answered(asked, "noted", note="Bells")


def test_only_what_a_text_led_to_keeps_the_message() -> None:
    assert follows(reasoned(STEP, "My train is late"), STEP)
    assert follows(STEP, STEP)
    assert not follows({"step": "register", "answers": {}}, STEP)
    assert not follows({"album": "7"}, STEP)


def test_of_a_step_that_a_command_ends_it_stays_known_that_it_waited() -> None:
    waited = lapsing(STEP, NOW)
    over = ended(waited)
    assert over is not None
    assert (over["step"], over["was"]) == ("ended", waited)
    assert not lapsed(over, NOW + OPEN_FOR - timedelta(seconds=1))
    assert lapsed(over, NOW + OPEN_FOR)
    assert ended(over) is None  # once
    assert ended({"step": "register", "answers": {}}) is None  # a long dialogue goes on
