"""Suggestions: people whom something speaks for, with the reason; nobody one has to do with already."""

from __future__ import annotations

from tests.support.bookings import GRID, WHY_CANCEL, meet
from tests.support.stage import stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import FRIDAY_WINDOW, THURSDAY_WINDOW, row

ME = row(
    "Mara Maker",
    THURSDAY_WINDOW,
    seeks=("Pilot sites", "Sensors"),
    offers=("Kiln design",),
    areas=("Energy",),
)
NOBODY = (
    "Nobody new fits what your profile says. More words under your areas, what you offer and what you look "
    "for help."
)
EVERYBODY = "<i>People</i> shows everybody, also those who have not joined yet."
ONE_JOINED = "Only {n} other person has joined yet; more people come as the event draws near."
MANY_JOINED = "Only {n} other people have joined yet; more people come as the event draws near."
GROWER = row("Greta Grower", THURSDAY_WINDOW, offers=("Pilot sites in greenhouses",), areas=("energy",))
POTTER = row("Paul Potter", THURSDAY_WINDOW, seeks=("kiln design",))
HIDDEN = row("Hana Hidden", THURSDAY_WINDOW, offers=("Sensors",))
ABSENT = row("Abel Absent", THURSDAY_WINDOW, offers=("Sensors",))
COLLEAGUE = row("Cora Colleague", THURSDAY_WINDOW, organization="Mara Maker Ltd", offers=("Sensors",))
BUSY = row("Bea Busy", FRIDAY_WINDOW, offers=("Pilot sites", "Sensors"), areas=("Energy",))
STRANGER = row("Stan Stranger", THURSDAY_WINDOW, offers=("Insurance",))


@in_every_language()
async def test_empty_list_says_that_few_have_joined_and_what_can_be_done(
    database_url: str, tongue: Tongue
) -> None:
    silent = row("Sam Silent", THURSDAY_WINDOW)
    async with stage(database_url, ME, silent, STRANGER, GROWER) as st:
        mara = await st.join("Mara Maker", tongue.code)
        await mara.say("/foryou")
        alone = tongue("Nobody else has joined yet; more people come as the event draws near.")
        card = await mara.expect_card(alone)
        assert tongue(NOBODY) not in card.text
        more = tongue("More areas, offers and wishes in your profile help me to find people as they join.")
        assert more in card.text
        assert tongue(EVERYBODY) in card.text
        sam = await st.join("Sam Silent", tongue.code)
        await sam.say("/foryou")  # who has said nothing of himself
        card = await sam.expect_card(tongue.n(ONE_JOINED, MANY_JOINED, 1))
        assert tongue(EVERYBODY) in card.text
        await st.join("Stan Stranger", tongue.code)
        await mara.say("/foryou")
        card = await mara.expect_card(tongue.n(ONE_JOINED, MANY_JOINED, 2))
        await mara.press(tongue.label("People"), card)
        await mara.expect_card("Greta Grower")  # who has not joined yet
        await st.join("Greta Grower", tongue.code)
        await mara.say("/foryou")
        card = await mara.expect_card("Greta Grower")
        assert tongue(EVERYBODY) not in card.text
        await mara.press(tongue.label("Edit my profile"), card)
        await mara.expect_card(tongue("<b>Edit your profile</b>"))


@in_every_language()
async def test_people_without_a_free_time_in_common_come_last_and_the_card_says_so(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, ME, BUSY, POTTER) as st:
        mara = await st.join("Mara Maker", tongue.code)
        for one in ("Bea Busy", "Paul Potter"):
            await st.join(one, tongue.code)
        await mara.say("/foryou")
        card = await mara.expect_card(tongue("<b>For you</b>"))
        none = tongue("No free time in common")
        assert card.text.index("Paul Potter") < card.text.index("Bea Busy") < card.text.index(none)
        assert card.text.count(none) == 1


@in_every_language()
async def test_people_are_suggested_with_the_reason_and_dismissed_for_good(
    database_url: str, tongue: Tongue
) -> None:
    people = (ME, GROWER, POTTER, HIDDEN, ABSENT, COLLEAGUE, STRANGER)
    async with stage(database_url, *people) as st:
        mara = await st.join("Mara Maker", tongue.code)
        for one in ("Greta Grower", "Paul Potter", "Hana Hidden", "Cora Colleague", "Stan Stranger"):
            await st.join(one, tongue.code)
        async with st.database.writing() as uow:
            hana = await uow.participants.get(st.ids["Hana Hidden"])
            assert hana is not None
            await uow.profiles.hide(hana, hidden=True)
        await mara.say("/foryou")
        card = await mara.expect_card(tongue("<b>For you</b>"))
        lines = (
            "Greta Grower, Greta Grower Ltd",
            tongue("Offers what you look for: {words}", words="Pilot sites in greenhouses"),
            tongue("Shares your areas: {words}", words="Energy"),
            "Paul Potter, Paul Potter Ltd",
            tongue("Looks for what you offer: {words}", words="Kiln design"),
        )
        assert [one for one in card.text.splitlines() if one][1:] == list(lines)

        await mara.press("Greta Grower", card)
        await mara.expect_card("Greta Grower Ltd")
        await mara.say("Greta Thursday 15:20")
        await mara.press(tongue.label("Send the request"), await mara.expect_card("Greta Grower"))
        await mara.expect_card("Greta Grower")
        await mara.say("/find")
        await mara.press(tongue.label("For you"), await mara.expect_card("Paul Potter"))
        card = await mara.expect_card(tongue("<b>For you</b>"))
        assert "Greta" not in card.text  # who is asked
        await mara.press(tongue.label("Not for me"), card)
        gone = await mara.expect_card(lambda text: "Paul Potter" not in text)
        assert tongue(NOBODY) in gone.text
        stan = st.people["Stan Stranger"]
        await stan.say("/foryou")
        await stan.expect_card(tongue("<b>For you</b>"))
        await stan.press(tongue.label("Edit my profile"))
        await stan.expect_card(tongue("<b>Edit your profile</b>"))


@in_every_language()
async def test_people_who_meet_the_same_people_are_suggested_by_their_number_alone(
    database_url: str, tongue: Tongue
) -> None:
    names = ("Mara Mint", "Greta Grass", "Paul Pine", "Karl Kiwi", "Stan Stone", "Vera Vine")
    async with stage(database_url, *(row(name, THURSDAY_WINDOW) for name in names)) as st:
        mara, greta, paul, karl, stan, vera = [await st.join(name, tongue.code) for name in names]
        await meet(mara, greta, tongue, GRID[0])
        await meet(mara, paul, tongue, GRID[1])
        await meet(mara, karl, tongue, GRID[2])
        await meet(stan, paul, tongue, GRID[0])
        await meet(stan, greta, tongue, GRID[2])
        await meet(vera, paul, tongue, GRID[2])
        await meet(vera, greta, tongue, GRID[1])
        await meet(vera, karl, tongue, GRID[3])
        await mara.say("/foryou")
        card = await mara.expect_card(tongue("<b>For you</b>"))
        both = tongue.n("Meets {n} person whom you meet, too", "Meets {n} people whom you meet, too", 3)
        assert both in card.text
        assert "Vera Vine" in card.text  # of Greta, Paul and Karl the card says nothing
        assert not {"Greta Grass", "Paul Pine", "Karl Kiwi", "Stan Stone"} & {
            name for name in names if name in card.text
        }

        await vera.say("/agenda")  # two alone could be guessed
        await vera.press(GRID[1][:5], await vera.expect_card(GRID[1]))
        await vera.press(tongue.label("Cancel the meeting"), await vera.expect_card("Greta Grass"))
        await vera.press(tongue.label("Cancel without a reason"), await vera.expect_card(tongue(WHY_CANCEL)))
        await vera.expect_card("Greta Grass")
        await mara.say("/foryou")
        card = await mara.expect_card(tongue("<b>For you</b>"))
        assert "Vera Vine" not in card.text
