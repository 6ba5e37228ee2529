"""Strangers who register: where they may, until when, and what they are asked."""

from __future__ import annotations

import pytest

from bot.domain.applications import FIELDS, next_field, takes_registrations
from bot.domain.event import Registration
from tests.support.world import at, make_event


@pytest.mark.parametrize("registration", Registration)
def test_strangers_register_where_the_event_lets_them_until_it_is_over(registration: Registration) -> None:
    event = make_event(registration=registration)
    allowed = registration is not Registration.CLOSED

    assert takes_registrations(event, at("Fri 11:59")) is allowed
    assert takes_registrations(event, at("Fri 12:00")) is False


def test_registration_asks_for_one_thing_after_the_other() -> None:
    answers: dict[str, str] = {}
    for field in FIELDS:
        assert next_field(answers) == field
        answers[field] = ""  # left out, which is an answer too

    assert next_field(answers) is None
    assert next_field(None) == next_field("?") == next_field([*FIELDS]) == FIELDS[0]  # not answers at all
