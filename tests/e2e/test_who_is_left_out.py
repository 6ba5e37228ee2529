"""Whoever hides or is blocked is in no list and in no count, wherever people are listed or counted."""

from __future__ import annotations

import re

from tests.support.people import Person
from tests.support.stage import Stage, stage
from tests.support.world import THURSDAY_WINDOW, row

GONE = ("Hana Hidden", "Bob Blocked", "Bea Blocker")
SEEN = ("Vera Visible", "Walt Visible")
ME = row("Ioana Pop", THURSDAY_WINDOW, seeks=("Kites",), areas=("Kites",), city="Arad")
PEOPLE = [
    row(name, THURSDAY_WINDOW, offers=("Kites",), areas=("Kites",), city="Oradea", organization_type="Lab")
    for name in (*SEEN, *GONE)
]
LISTS = (
    "/find",
    "/find kites",
    "/find oradea",
    "/foryou",
    "/favourites",
    "/filter",
    "/free",
    "who is free on Thursday at 15:20?",
    "Thursday 15:20",
    "Hana",
    "Blocked",
    "Bea Blocker",
)


async def cards(person: Person, said: str) -> str:
    """Give everything that a list shows, text and buttons; one page has it all."""
    await person.say(said)
    card = await person.expect_card(lambda _: True)
    shown = [card.text, *(button.label for button in card.buttons)]
    assert "More ›" not in shown
    return "\n".join(shown)


async def everything(person: Person) -> dict[str, str]:
    return {said: await cards(person, said) for said in LISTS}


async def chosen(person: Person, facet: str, value: str) -> str:
    """Give the label of a value in the filter, with its count."""
    await person.say("/filter")
    await person.press(re.compile(f"^{facet}"), await person.expect_card("Filter of the directory"))
    card = await person.expect_card("Several can be chosen")
    return next(button.label for button in card.buttons if button.label.startswith(value))


async def leave_out(st: Stage, ioana: Person) -> None:
    """Hide Hana; Ioana blocks Bob, and Bea blocks Ioana."""
    async with st.database.writing() as uow:
        hana = await uow.participants.get(st.ids["Hana Hidden"])
        assert hana is not None
        await uow.profiles.hide(hana, hidden=True)
    for blocker, other in ((ioana, "Bob Blocked"), (st.people["Bea Blocker"], "Ioana Pop")):
        await blocker.say(f"/find {other}")
        await blocker.press("More…", await blocker.expect_card(other))
        await blocker.press("Block", await blocker.expect_card(other))
        await blocker.press("Yes, block", await blocker.expect_card("Block"))
        await blocker.expect_card("is blocked")


async def test_whoever_hides_or_is_blocked_is_in_no_list_and_in_no_count(database_url: str) -> None:
    async with stage(database_url, ME, *PEOPLE) as st:
        ioana = await st.join("Ioana Pop")
        for name in (*SEEN, *GONE):
            await st.join(name)
        async with st.database.writing() as uow:
            for name in (*SEEN, *GONE):
                await uow.marks.favour(st.ids["Ioana Pop"], st.ids[name], st.clock.now())
        before = await everything(ioana)
        assert all(name in before["/find"] for name in (*SEEN, *GONE))
        assert await chosen(ioana, "City", "Oradea") == "Oradea (5)"

        await leave_out(st, ioana)
        after = await everything(ioana)
        named = {said: name for said, shown in after.items() for name in GONE if name in shown}
        assert named == {}
        assert "2 people for" in after["/find oradea"]
        assert "2 people fit" in after["/favourites"]
        assert "Only favourites (2)" in after["/filter"]
        assert "(2)" in after["/free"]
        assert "(5)" not in "".join(after.values())
        for facet, value in (("City", "Oradea"), ("Organization type", "Lab"), ("Area of activity", "Kites")):
            assert await chosen(ioana, facet, value) == f"{value} (2)"
        await ioana.say("/find")
        await ioana.press("Clear the filter", await ioana.expect_card("2 people fit"))
        await ioana.expect_card("3 participants")  # and she herself
        offered = await ioana.ask("kites")
        assert {one.title for one in offered.results} == {*SEEN}
        offered = await ioana.ask("ioana pop")
        assert {one.title for one in offered.results} == {"Ioana Pop"}
