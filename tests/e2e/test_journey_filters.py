"""Filters of the directory: they combine, count, survive a restart, and lead to a time that is free."""

from __future__ import annotations

from tests.support.people import Person
from tests.support.stage import DELEGATE, DIRECTOR, THIRD, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import FRIDAY, FRIDAY_WINDOW, THURSDAY, THURSDAY_WINDOW, at, row

GREEN = row(
    "Green Growers", THURSDAY_WINDOW, areas=("Energy", "Food"), city="Győr", organization_type="Company"
)
HOSPITAL = row("Healthy Hanna", FRIDAY_WINDOW, areas=("Health",), city="Gyor", organization_type="Company")
PEOPLE = (DIRECTOR, DELEGATE, THIRD, GREEN, HOSPITAL)
ONE, MANY = "{n} person fits", "{n} people fit"


async def open_filter(person: Person, tongue: Tongue) -> None:
    await person.say("/find")
    await person.press(tongue.label("Filter"), await person.expect_card("Andrei Kelemen"))
    await person.expect_card(tongue("Nothing is chosen: everybody is shown."))


async def show(person: Person, tongue: Tongue, total: int) -> str:
    """Press the button that shows so many people; gives the text of their page."""
    await person.press(tongue.label_n("Show {n} person", "Show {n} people", total))
    return (await person.expect_card(tongue.n(ONE, MANY, total))).text


@in_every_language(cheap=True)
async def test_filters_combine_with_counts_and_survive_a_restart(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url, *PEOPLE) as st:
        ioana = await st.join("Ioana Pop", tongue.code)
        await open_filter(ioana, tongue)
        await ioana.press(tongue.label("City"))
        card = await ioana.expect_card(
            tongue("Several can be chosen. The figures are people, by all that you chose elsewhere.")
        )
        assert [button.label for button in card.buttons[:2]] == ["Gyor (2)", "Cluj-Napoca (1)"]
        await ioana.press("Gyor (2)")
        card = await ioana.expect_card(tongue.n(ONE, MANY, 2))
        # A tick on a button is not said by every screen reader.
        assert tongue("{name}: {value}", name=tongue("City"), value="Gyor") in card.text
        assert "✓ Gyor (2)" in ioana.buttons
        await ioana.press(tongue.label("‹ Filter"))
        await ioana.expect_card(tongue("{name}: {value}", name=tongue("City"), value="Gyor"))

        await st.stop()
        await st.start()
        await ioana.press(tongue.label("Area of activity"))
        await ioana.expect_card(tongue.n(ONE, MANY, 2))
        assert {"Health (1)", "Energy (1)", "Food (1)"} <= set(ioana.buttons)
        await ioana.press("Health (1)")
        await ioana.expect_card(tongue.n(ONE, MANY, 1))
        page = await show(ioana, tongue, 1)
        assert "Healthy Hanna" in page
        assert "Green Growers" not in page
        assert tongue("{name}: {value}", name=tongue("Area of activity"), value="Health") in page

        await ioana.say("/find")  # it stands until it is cleared
        await ioana.expect_card(tongue.n(ONE, MANY, 1))
        assert tongue.label("Filter ({n})", n=2) in ioana.buttons
        await ioana.press(tongue.label("Clear the filter"))
        await ioana.expect_card(tongue.n("{n} participant", "{n} participants", 5))


@in_every_language()
async def test_free_at_a_time_leads_to_that_time_and_names_nobody_who_is_busy(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, *PEOPLE) as st:
        ioana, _ = await st.join("Ioana Pop", tongue.code), await st.join("Andrei Kelemen", tongue.code)
        await st.join("Green Growers", tongue.code)
        await ioana.say("/filter")
        await ioana.expect_card(tongue("Nothing is chosen: everybody is shown."))
        await ioana.press(tongue.label("Free at a time ({n})", n=2))
        card = await ioana.expect_card(tongue("<b>Free at the same time as you</b>"))
        assert tongue.label("At any time ({n})", n=2) in [button.label for button in card.buttons]
        assert tongue.short_day(FRIDAY) not in card.text
        await ioana.press(f"{tongue.short_day(THURSDAY)} (2)")
        await ioana.expect_card(tongue.day(THURSDAY))
        await ioana.press("15:20–15:40 (2)")
        page = await ioana.expect_card(tongue.n(ONE, MANY, 2))
        assert tongue("Free with you: {time}", time=f"{tongue.day(THURSDAY)}, 15:20–15:40") in page.text
        await ioana.press("15:20 · Green Growers")
        await ioana.press(tongue.label("Send the request"), await ioana.expect_card("15:20–15:40"))
        await ioana.expect_card(tongue("<b>Your request is sent.</b>"))

        await ioana.say("/filter")  # the time is hers no more, nor is the one whom she has asked
        await ioana.expect_card(tongue("Free with you: {time}", time=f"{tongue.day(THURSDAY)}, 15:20–15:40"))
        await ioana.press(tongue.label("Free at a time ({n})", n=1))
        card = await ioana.expect_card(tongue.n(ONE, MANY, 0))
        assert tongue("Free with you: {time}", time=f"{tongue.day(THURSDAY)}, 15:20–15:40") in card.text
        await ioana.press(tongue.label("Free or not"))
        await ioana.expect_card(tongue("Nothing is chosen: everybody is shown."))


@in_every_language()
async def test_favourites_are_a_filter_and_a_time_that_is_over_leaves_nobody(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, *PEOPLE) as st:
        ioana, _ = await st.join("Ioana Pop", tongue.code), await st.join("Andrei Kelemen", tongue.code)
        await favour(ioana, tongue, "Green Growers")
        await favour(ioana, tongue, "Andrei Kelemen")
        await ioana.say("/filter")
        await ioana.expect_card(tongue("Nothing is chosen: everybody is shown."))
        await ioana.press(tongue.label("Only favourites ({n})", n=2))
        await ioana.expect_card(tongue("Only your favourites"))
        page = await show(ioana, tongue, 2)
        assert "Green Growers" in page
        assert "Andrei Kelemen" in page

        await free_at_any_time(ioana, tongue)
        st.move_to(at("Fri 13:00"))
        await ioana.say("/find")
        page = (await ioana.expect_card(tongue.n(ONE, MANY, 0))).text
        assert tongue("Free with you at any time") in page
        await ioana.press(tongue.label("Filter ({n})", n=2))
        await ioana.press(
            tongue.label("Free at a time ({n})", n=0), await ioana.expect_card(tongue("Only your favourites"))
        )
        await ioana.expect_card(tongue("There is no time left for which you could ask somebody."))


async def favour(person: Person, tongue: Tongue, name: str) -> None:
    await person.say(f"/find {name}")
    await person.press(tongue.label("☆ Add favourite"), await person.expect_card(name))
    await person.expect_card(tongue("★ In your favourites."))


async def free_at_any_time(person: Person, tongue: Tongue) -> None:
    await person.say("/filter")
    await person.expect_card(tongue("Only your favourites"))
    await person.press(tongue.label("Free at a time ({n})", n=1))
    await person.expect_card(tongue("<b>Free at the same time as you</b>"))
    await person.press(tongue.label("At any time ({n})", n=1))
    await person.expect_card(tongue.n(ONE, MANY, 1))
