"""Proposing other times for a request: one or several, of which the other side takes one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.emulator import Message
from tests.support.bookings import GRID, SLOT, ask, asked_by, free
from tests.support.stage import stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import FRIDAY, FRIDAY_WINDOW, THURSDAY, THURSDAY_WINDOW, row

HOST = row("Ágnes Kovács", THURSDAY_WINDOW, FRIDAY_WINDOW, organization="Tündér Kft")
GUEST = row("Ioana Pop", THURSDAY_WINDOW, FRIDAY_WINDOW)
THIRD = row("Ştefan Mureşan", THURSDAY_WINDOW)


def lines(card: Message) -> list[str]:
    """Give the times that a card names, without buttons."""
    return [line for line in card.text.splitlines() if "–" in line]


def on(tongue: Tongue, day: date) -> Callable[[str], bool]:
    """Tell whether a card shows the free times of a day."""
    return lambda text: tongue.day(day) in text.splitlines()


@in_every_language()
async def test_other_time_is_proposed_and_accepted(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url, HOST, GUEST) as st:
        agnes, ioana = await st.join("Ágnes Kovács", tongue.code), await st.join("Ioana Pop", tongue.code)
        await ask(ioana, tongue, host="agnes", note="Looms for schools")
        asked = await agnes.expect_card("Looms for schools")
        assert tongue("Your note:") not in asked.text
        await agnes.press(tongue.label("Another time"), asked)
        few = tongue("Choose up to {n} times that suit you; {name} takes one of them.", n=3, name="Ioana Pop")
        await agnes.expect_card(few)
        assert free(agnes) == GRID[1:]
        await agnes.press(f"{tongue.short_day(FRIDAY)} (")
        await agnes.expect_card(tongue.day(FRIDAY))
        await agnes.press("09:25–09:45")
        card = await agnes.expect_card(f"{tongue.day(FRIDAY)}, 09:25–09:45")
        until = tongue.moment(st.event.local(st.clock.now()).replace(day=26))  # a day from now
        assert (
            tongue("{name} has until <b>{deadline}</b> to answer.", name="Ioana Pop", deadline=until)
            in card.text
        )
        ioana.forget()
        await agnes.press(tongue.label("Send the proposal"), card)
        assert agnes.toasted(tongue.label("Proposed"))
        await agnes.expect_card(tongue("You have proposed another time to:"))
        card = await ioana.expect_card(tongue("<b>Another time is proposed to you</b>"))
        assert lines(card) == [f"{tongue.day(FRIDAY)}, 09:25–09:45"]
        assert tongue("Your note:") + "Looms for schools" in card.text  # not what the host says
        agnes.forget()
        await ioana.press(tongue.label("Accept"), card)
        for person in (ioana, agnes):
            card = await person.expect_card(tongue("<b>Your meeting is confirmed.</b>"))
            assert f"{tongue.day(FRIDAY)}, 09:25–09:45" in card.text
            assert "Sala Polivalentă" in card.text  # the block has no tables


@in_every_language()
async def test_three_other_times_are_proposed_and_one_of_them_is_taken(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, HOST, GUEST) as st:
        agnes, ioana = await st.join("Ágnes Kovács", tongue.code), await st.join("Ioana Pop", tongue.code)
        await ask(ioana, tongue, host="agnes")
        await agnes.press(tongue.label("Another time"), await agnes.expect_card("Ioana Pop"))
        await agnes.expect_card(tongue.day(THURSDAY))
        times = [f"{tongue.day(THURSDAY)}, {GRID[2]}", f"{tongue.day(THURSDAY)}, {GRID[4]}"]
        times.append(f"{tongue.day(FRIDAY)}, 09:25–09:45")
        await agnes.press(GRID[2])
        await agnes.press(f"{tongue.short_day(FRIDAY)} (", await agnes.expect_card(times[0]))
        await agnes.press("09:25–09:45", await agnes.expect_card(on(tongue, FRIDAY)))
        await agnes.press(f"{tongue.short_day(THURSDAY)} (", await agnes.expect_card(times[2]))
        await agnes.press(GRID[5], await agnes.expect_card(on(tongue, THURSDAY)))
        without = tongue.label("Without {time}", time=f"{tongue.short_day(THURSDAY)} {GRID[5][:5]}")
        full = tongue("These are {n} times, the most for one request.", n=3)
        await agnes.press(without, await agnes.expect_card(full))
        await agnes.press(GRID[4], await agnes.expect_card(lambda text: full not in text))
        card = await agnes.expect_card(full)
        assert lines(card) == times
        assert len(free(agnes)) == 3  # only to be taken out
        ioana.forget()
        await agnes.press(tongue.label("Send the proposal"), card)
        assert lines(await agnes.expect_card(tongue("You have proposed other times to:"))) == times

        card = await ioana.expect_card(tongue("<b>Other times are proposed to you</b>"))
        assert lines(card) == times
        assert tongue("Accept one of these times.") in card.text
        await ioana.press(tongue.label("Accept {time}", time=f"{tongue.short_day(THURSDAY)} 16:10"), card)
        confirmed = tongue("<b>Your meeting is confirmed.</b>")
        for person in (ioana, agnes):
            await person.expect_card(lambda text: confirmed in text and times[1] in text)
        await agnes.say("/requests")
        await agnes.expect_card(tongue("<b>No open requests</b>"))


async def test_chosen_time_that_goes_to_somebody_else_is_left_out_before_sending(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, HOST, GUEST, THIRD) as st:
        agnes, ioana = await st.join("Ágnes Kovács"), await st.join("Ioana Pop")
        stefan = await st.join("Ştefan Mureşan")
        await ask(ioana, tongue, host="agnes")
        await agnes.press("Another time", await agnes.expect_card("Ioana Pop"))
        await agnes.press(GRID[1], await agnes.expect_card("Choose up to 3 times"))
        await agnes.press(GRID[2], await agnes.expect_card("has until"))
        await agnes.expect_card("chooses one of these times")
        choosing = agnes.card
        await ask(stefan, tongue, GRID[1], "ioana")
        await ioana.press("Accept", await asked_by(stefan, ioana, tongue, GRID[1]))
        await ioana.expect_card("Your meeting is confirmed.")

        await agnes.press("Send the proposal", choosing)
        card = await agnes.expect_card(f"No longer free: Thursday 26 November, {GRID[1]}")
        assert lines(card)[1:] == [f"Thursday 26 November, {GRID[2]}"]
        await agnes.press("Send the proposal", card)
        await agnes.expect_card("You have proposed another time to:")
        card = await ioana.expect_card("Another time is proposed to you")
        assert lines(card) == [f"Thursday 26 November, {GRID[2]}"]
        assert SLOT not in card.text
