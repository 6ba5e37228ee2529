"""Every answer that a request can get: accepted, declined, another time, withdrawn, lost."""

from __future__ import annotations

from tests.support.bookings import GRID, SLOT, WHY_DECLINE, ask, free, meet, starts
from tests.support.stage import stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import THURSDAY, at, make_event


@in_every_language()
async def test_decline_with_a_reason_reaches_the_guest_and_frees_the_time(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        director = await st.join("Andrei Kelemen", tongue.code)
        ioana = await st.join("Ioana Pop", tongue.code)
        await ask(ioana, tongue)
        await director.press(tongue.label("Decline"), await director.expect_card("Ioana Pop"))
        await director.expect_card(
            tongue(
                WHY_DECLINE,
                name="Ioana Pop",
            )
        )
        ioana.forget()
        await director.say("On stage then, sorry")
        asked = await director.expect_card("On stage then, sorry")
        await director.press(tongue.label("Decline with this reason"), asked)
        card = await director.expect_card(tongue("This request was declined."))
        assert f"{tongue('Reason:')}On stage then, sorry" in card.text
        time = f"{tongue.day(THURSDAY)}, {SLOT}"
        card = await ioana.expect_card(
            tongue("{name} cannot meet you on {time}.", name="Andrei Kelemen", time=time)
        )
        assert f"{tongue('Reason:')}On stage then, sorry" in card.text
        await ioana.press(tongue.label("Other times"))
        await ioana.expect_card(tongue.day(THURSDAY))
        assert free(ioana) == GRID

        director.forget()
        await ask(ioana, tongue)
        await director.press(tongue.label("Decline"), await director.expect_card("Ioana Pop"))
        await director.press(
            tongue.label("Decline without a reason"),
            await director.expect_card(tongue(WHY_DECLINE, name="Ioana Pop")),
        )
        await director.expect_card(tongue("This request was declined."))


@in_every_language()
async def test_request_is_withdrawn_from_the_list(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        director = await st.join("Andrei Kelemen", tongue.code)
        ioana = await st.join("Ioana Pop", tongue.code)
        await ask(ioana, tongue)
        asked = await director.expect_card("Ioana Pop")
        await ioana.say("/requests")
        card = await ioana.expect_card(tongue("<b>You wait for an answer</b>"))
        assert tongue("Your open requests: {used} of {most}", used=1, most=10) in card.text
        await ioana.press(f"Andrei Kelemen · {tongue.short_day(THURSDAY)} 14:30", card)
        await ioana.expect_card(tongue("You have asked:"))
        director.forget()
        await ioana.press(tongue.label("Withdraw"))
        assert ioana.toasted(tongue.label("Withdrawn"))
        await ioana.expect_card(tongue("This request was withdrawn."))
        withdrawn = "{name} no longer asks for {time}. Nothing for you to do."
        time = f"{tongue.day(THURSDAY)}, {SLOT}"
        await director.expect_card(tongue(withdrawn, name="Ioana Pop", time=time))
        await director.press(tongue.label("Accept"), asked)  # an old button
        await director.expect_card(tongue("<b>This has changed meanwhile.</b>"))
        for person in (director, ioana):
            await person.say("/requests")
            card = await person.expect_card(tongue("<b>No open requests</b>"))
            assert tongue("Your open requests: {used} of {most}", used=0, most=10) in card.text


@in_every_language()
async def test_every_limit_is_listed_with_what_is_used_also_of_blocks_without_a_meeting(
    database_url: str, tongue: Tongue
) -> None:
    event = make_event(max_meetings=5, max_meetings_per_block=2, max_open_requests=3)
    async with stage(database_url, event=event) as st:
        director = await st.join("Andrei Kelemen", tongue.code)
        ioana = await st.join("Ioana Pop", tongue.code)
        await meet(ioana, director, tongue)
        await ioana.say("/requests")
        in_block = "Meetings in “{block}”: {used} of {most}"
        card = await ioana.expect_card(tongue(in_block, block="Bilateral meetings", used=1, most=2))
        assert tongue(in_block, block="Friday meetings", used=0, most=2) in card.text
        assert tongue("Meetings: {used} of {most}", used=1, most=5) in card.text
        assert tongue("Your open requests: {used} of {most}", used=0, most=3) in card.text
        st.move_to(at("Thu 17:00"))
        await ioana.say("/requests")
        card = await ioana.expect_card(tongue(in_block, block="Friday meetings", used=0, most=2))
        assert "Bilateral meetings" not in card.text  # it is over


@in_every_language()
async def test_request_that_lost_its_time_is_told_and_offered_others(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        director = await st.join("Andrei Kelemen", tongue.code)
        ioana, stefan = await st.join("Ioana Pop", tongue.code), await st.join("Ştefan Mureşan", tongue.code)
        await ask(ioana, tongue, note="About kites")
        await ask(stefan, tongue)
        await director.say("/requests")
        card = await director.expect_card(tongue("<b>Your answer is awaited</b>"))
        await director.press("Ştefan Mureşan", card)
        await director.press(tongue.label("Accept"), await director.expect_card("Ştefan Mureşan"))
        await director.expect_card(tongue("<b>Your meeting is confirmed.</b>"))
        time = f"{tongue.day(THURSDAY)}, {SLOT}"
        lost = "The time {time} with {name} is no longer free."
        card = await ioana.expect_card(tongue(lost, time=time, name="Andrei Kelemen"))
        assert tongue("One tap sends the request, with your note.") in card.text
        assert free(ioana) == starts(GRID[1:5], tongue)
        director.forget()
        await ioana.press(f"{tongue.short_day(THURSDAY)} 14:55", card)
        sent = await ioana.expect_card(tongue("<b>Your request is sent.</b>"))
        assert GRID[1] in sent.text
        assert "About kites" in (await director.expect_card(GRID[1])).text


@in_every_language()
async def test_accepting_names_the_own_request_it_would_withdraw(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        director = await st.join("Andrei Kelemen", tongue.code)
        ioana, stefan = await st.join("Ioana Pop", tongue.code), await st.join("Ştefan Mureşan", tongue.code)
        await ask(director, tongue, host="muresan")
        await ask(ioana, tongue)
        await director.press(tongue.label("Accept"), await director.expect_card("Ioana Pop"))
        warning = "If you meet {name} on {time}, your own request for that time is withdrawn: {lost}."
        time = f"{tongue.day(THURSDAY)}, {SLOT}"
        await director.expect_card(tongue(warning, name="Ioana Pop", time=time, lost="Ştefan Mureşan"))
        stefan.forget()
        await director.press(tongue.label("Accept all the same"))
        await director.expect_card(tongue("<b>Your meeting is confirmed.</b>"))
        withdrawn = "{name} no longer asks for {time}. Nothing for you to do."
        await stefan.expect_card(tongue(withdrawn, name="Andrei Kelemen", time=time))


@in_every_language()
async def test_two_who_ask_each_other_meet(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        director = await st.join("Andrei Kelemen", tongue.code)
        ioana = await st.join("Ioana Pop", tongue.code)
        await director.say("/find ioana")
        await director.press(tongue.label("See free times"), await director.expect_card("Ioana Pop"))
        await director.press(SLOT, await director.expect_card(tongue.day(THURSDAY)))
        look = await director.expect_card(SLOT)
        await ask(ioana, tongue)
        await director.expect_card(tongue("<b>Somebody would like to meet you</b>"))
        await director.press(tongue.label("Send the request"), look)
        await director.expect_card(tongue("<b>Your meeting is confirmed.</b>"))
        await ioana.expect_card(tongue("<b>Your meeting is confirmed.</b>"))
