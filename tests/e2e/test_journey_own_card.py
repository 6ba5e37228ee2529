"""The QR code and the link of one's own: they open one's card to the others, and let nobody in."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.domain.links import card_payload
from bot.files.qr import qr_png
from tests.support.people import Person
from tests.support.stage import stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import THURSDAY_WINDOW, make_event, row


@in_every_language()
async def test_own_code_and_link_open_the_card_and_let_nobody_in(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        director, ioana = (
            await st.join("Andrei Kelemen", tongue.code),
            await st.join("Ioana Pop", tongue.code),
        )
        await director.say("/profile")
        await director.press(
            tongue.label("My QR code and link"), await director.expect_card("Executive Director")
        )
        told = await director.expect_card("?start=card-")
        (link,) = re.findall(r"https://\S+", told.text)
        assert link == f"https://t.me/{st.api.bot.username}?start={card_payload(st.ids['Andrei Kelemen'])}"
        assert director.download(told) == qr_png(link)
        assert st.payload("Andrei Kelemen") not in told.text
        await director.say("/card")
        await director.expect_card(link)

        await ioana.start(link.partition("start=")[2])
        await ioana.expect_card("Andrei Kelemen\nExecutive Director\nCluj IT Cluster")
        await ioana.say(link)
        await ioana.press(tongue.label("See free times"), await ioana.expect_card("Executive Director"))
        await ioana.expect_card(
            tongue("Free times for you and {who}", who="Andrei Kelemen, Executive Director, Cluj IT Cluster")
        )

        stranger = Person.new(st.api, "Sam", language_code=tongue.code)
        await stranger.start(link.partition("start=")[2])
        card = await stranger.expect_card("Bilateral")
        assert "Kelemen" not in card.text
        async with st.database.reading() as uow:
            assert await uow.participants.of_person(stranger.id) == []
            assert await uow.wrong_links.of(stranger.id) is None


@in_every_language()
async def test_link_to_a_card_of_another_event_leads_there_or_nowhere(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana, stefan = await st.join("Ioana Pop", tongue.code), await st.join("Ştefan Mureşan", tongue.code)
        async with st.database.writing() as uow:
            other = await uow.events.save(replace(make_event(), slug="oradea", name="Oradea Fair"))
            there = await uow.participants.add(other, row("Otto There", THURSDAY_WINDOW))
            hers = await uow.participants.add(other, row("Ioana There"))
            await uow.participants.connect(hers, ioana.id, st.clock.now())

        await ioana.start(card_payload(there))
        await ioana.expect_card("Otto There\nOtto There Ltd")
        await ioana.say("/start")
        await ioana.expect_card("Oradea Fair")

        gone = tongue("That is no longer there. This is how things stand now.")
        for payload in (card_payload(there), card_payload(9_999_999)):
            await stefan.start(payload)
            card = await stefan.expect_card(gone)
            assert "Otto" not in card.text
