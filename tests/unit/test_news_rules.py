"""Who hears of what happened: somebody who can be written to."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.booking import Meeting, MeetingState
from bot.domain.slots import Slot
from bot.usecases.notify import news, planned_notes
from tests.support.rules import ANA, HANA, THURSDAY_BLOCK, person, stored_event
from tests.support.world import at

EVENT, NOW = stored_event(), at("Wed 10:00")
CONNECTED, NEVER_HERE = person(HANA), person(HANA, connected=False)


def test_news_is_for_people_who_are_on_telegram() -> None:
    (note,) = news(EVENT, CONNECTED, "asked", at("Thu 14:30"), NOW, request=4)

    params = {"request": 4, "to": HANA, "about": at("Thu 14:30").isoformat()}
    assert (note.kind, note.chat_id, note.params) == ("asked", 100 + HANA, params)
    assert news(EVENT, NEVER_HERE, "asked", at("Thu 14:30"), NOW, request=4) == ()
    assert news(EVENT, None, "asked", at("Thu 14:30"), NOW, request=4) == ()


def test_nothing_is_planned_for_somebody_who_is_not() -> None:
    slot = Slot(at("Thu 14:30"), at("Thu 14:50"), THURSDAY_BLOCK)
    meeting = Meeting(1, 4, EVENT.id, ANA, HANA, slot, MeetingState.CONFIRMED, 1, NOW)

    kinds = [note.kind for note in planned_notes(EVENT, meeting, CONNECTED, NOW)]

    assert kinds == ["reminder", "digest", "digest", "today"]
    assert planned_notes(EVENT, meeting, NEVER_HERE, NOW) == []
    assert planned_notes(EVENT, meeting, replace(CONNECTED, minutes_before=()), NOW) != []
