"""What is told unasked is told from the side of the one who reads it."""

from __future__ import annotations

import pytest

from bot.domain.booking import Request, RequestState
from bot.i18n import load_languages
from bot.screens import notices
from tests.support.rules import ANA, HANA, person, stored_event
from tests.support.world import at

ENGLISH = load_languages().by_code["en"]


@pytest.mark.parametrize(
    ("silent", "said"),
    [(HANA, "has not answered your request for"), (ANA, "has not answered your proposal of")],
    ids=["the host", "the guest, whom the host had proposed another time"],
)
def test_who_waited_in_vain_is_told_for_what(silent: int, said: str) -> None:
    event, sent = stored_event(), at("Tue 10:00")
    state = RequestState.EXPIRED
    ran_out = Request(1, event.id, ANA, HANA, event.slots[0], state, silent, "", "", 1, sent, sent)

    assert said in notices.expired(ENGLISH, event, ran_out, person(silent)).text
