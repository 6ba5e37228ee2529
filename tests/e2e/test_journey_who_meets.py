"""Who meets whom by participant type: others are not offered, and the card says why."""

from __future__ import annotations

from tests.support.stage import stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import THURSDAY_WINDOW, at, make_event, row

MEETS = (("Startup", ("Investor",)), ("Investor", ("Startup",)))


@in_every_language()
async def test_only_types_that_meet_are_offered_and_the_card_says_why(
    database_url: str, tongue: Tongue
) -> None:
    rows = (
        row("Ioana Pop", THURSDAY_WINDOW, participation_type="Startup"),
        row("Ágnes Kovács", THURSDAY_WINDOW, organization_type="startup"),
        row("Dan Munteanu", THURSDAY_WINDOW, participation_type="Investor"),
    )
    async with stage(database_url, *rows, event=make_event(meets=MEETS)) as st:
        ioana = await st.join("Ioana Pop", tongue.code)
        agnes, dan = await st.join("Ágnes Kovács"), await st.join("Dan Munteanu")
        await ioana.say("/find agnes")
        not_matched = "At this event people of your type and of the type of {name} do not meet."
        card = await ioana.expect_card(tongue(not_matched, name="Ágnes Kovács"))
        assert tongue.label("See free times") not in [button.label for button in card.buttons]

        st.move_to(at("Thu 14:00"))
        for person in (agnes, dan):
            await person.say("/now")
            await person.press("I am free at 14:30", await person.expect_card("14:30"))
            await person.expect_card("You are shown as free")
        await ioana.say("/now")
        card = await ioana.expect_card("Dan Munteanu")
        assert "Ágnes Kovács" not in card.text
        await ioana.press("14:30 · Dan Munteanu")
        await ioana.press(tongue.label("Send the request"), await ioana.expect_card("14:30–14:50"))
        await ioana.expect_card(tongue("<b>Your request is sent.</b>"))
