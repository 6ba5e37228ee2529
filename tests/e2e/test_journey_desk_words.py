"""The words of the desk and the hall, written by an organizer who takes part himself."""

from __future__ import annotations

from bot.domain.event import Registration
from tests.support.stage import stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import make_event


@in_every_language()
async def test_organizer_who_takes_part_has_the_words_of_both(database_url: str, tongue: Tongue) -> None:
    said = {
        "en": ("Who is not connected yet?", "figures", "Kelemen has arrived", "Kelemen", "my requests"),
        "ro": ("cine nu s-a conectat încă?", "cifre", "a sosit Kelemen", "Kelemen", "cererile mele"),
        "hu": ("kik nem csatlakoztak még?", "statisztika", "Kelemen megérkezett", "Kelemen", "a kéréseim"),
    }
    absent, figures, arrived, name, mine = said[tongue.code]
    event = make_event(registration=Registration.APPROVAL)
    async with stage(database_url, event=event) as st:
        olga = st.organizer(tongue.code)
        await olga.start(st.payload("Ioana Pop"))
        await olga.press(
            lambda button: (button.callback_data or "").startswith("j:"), await olga.expect_card("Ioana Pop")
        )
        await olga.expect_card(st.event.name)
        await olga.say(absent)
        card = await olga.expect_card("Andrei Kelemen")
        assert "Executive Director" not in card.text
        await olga.say(figures)
        await olga.expect_card(tongue("<b>{event}</b>: figures", event=st.event.name))
        await olga.say(name)  # as anybody who takes part
        await olga.expect_card("Executive Director")
        await olga.say(mine)
        await olga.expect_card(tongue("<b>No open requests</b>"))
        await olga.say("who is waiting?")  # for his answer, or to be admitted
        card = await olga.expect_card(tongue("Do you mean this as an organizer, or for yourself?"))
        await olga.press(tongue.label("Requests"), card)
        await olga.expect_card(tongue("<b>No open requests</b>"))
        await olga.say("who is waiting?")
        card = await olga.expect_card(tongue("Do you mean this as an organizer, or for yourself?"))
        await olga.press(tongue.label("Registration"), card)
        await olga.expect_card("?start=join-")
        await olga.say(arrived)
        card = await olga.expect_card(tongue("Not checked in yet."))
        assert "Andrei Kelemen" in card.text
        await olga.say(absent)  # and while the hall is open
        await olga.expect_card(lambda text: "Andrei Kelemen" in text and "Executive Director" not in text)
