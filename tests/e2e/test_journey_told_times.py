"""Meeting times, free time and breaks in one's own words: filled in, and kept on a tap."""

from __future__ import annotations

from tests.e2e.test_journey_my_times import (
    ALL_FRIDAY,
    ALL_THURSDAY,
    HEAD,
    SELF,
    UNSAVED,
    changed,
    times_of,
)
from tests.support.stage import stage
from tests.support.tongues import Tongue, in_every_language

OWN = {"en": "my times", "ro": "orele mele", "hu": "az időpontjaim"}
FREE = {
    "en": "I am free Friday morning",
    "ro": "sunt liber vineri dimineața",
    "hu": "péntek délelőtt ráérek",
}
FREE_THEN = {"en": "am I free on Friday?", "ro": "sunt liber vineri?", "hu": "pénteken ráérek?"}
BREAK = {"en": "break 16:00-16:30", "ro": "pauză 16-16:30", "hu": "szünet 16-16:30"}


@in_every_language()
async def test_free_time_and_a_break_in_words_are_filled_in_and_kept_on_a_tap(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana = await st.join("Ioana Pop", tongue.code)
        await ioana.say(OWN[tongue.code])
        await ioana.expect_card(tongue(HEAD))
        await ioana.say("/cancel")
        await ioana.say(FREE[tongue.code])
        shown = await ioana.expect_card(tongue(UNSAVED))
        assert changed(tongue, "New: {times}", ALL_FRIDAY) in shown.text
        assert changed(tongue, "Stays: {times}", ALL_THURSDAY) in shown.text
        assert await times_of(st, "Ioana Pop") == ["Thu 14:30-17:00"]
        await ioana.press(tongue.label("Save"), shown)
        await ioana.expect_card(tongue(SELF))
        assert await times_of(st, "Ioana Pop") == ["Thu 14:30-17:00", "Fri 09:00-12:00"]

        await ioana.say(BREAK[tongue.code])
        shown = await ioana.expect_card(tongue(UNSAVED))
        assert await times_of(st, "Ioana Pop") == ["Thu 14:30-17:00", "Fri 09:00-12:00"]
        await ioana.press(tongue.label("Save"), shown)
        await ioana.expect_card(tongue(SELF))
        assert await times_of(st, "Ioana Pop") == [
            "Thu 14:30-15:40",
            "Thu 16:35-17:00",
            "Fri 09:00-12:00",
        ]
        await ioana.say(FREE_THEN[tongue.code])  # a question changes nothing
        await ioana.expect_card(tongue("You have no meetings then."))
