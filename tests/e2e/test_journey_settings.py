"""Settings: language and reminder times; help by role."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from storage.tables import outbox
from tests.support.stage import Stage, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import at

CLOCKS = {"there": "14:30", "zone": "Europe/London", "here": "12:30"}
NO_FAVOURITES = (
    "You have no favourites yet.\n\nOn a person’s card, <i>Add favourite</i> keeps them here, and only you "
    "see it."
)


async def meeting_confirmed(st: Stage, tongue: Tongue) -> None:
    guest, host = st.people["Ioana Pop"], st.people["Andrei Kelemen"]
    await guest.say("kelemen")
    card = await guest.expect_card("Executive Director")
    first = next(button.label for button in card.buttons if "14:30–14:50" in button.label)
    await guest.press(first)
    await guest.press(tongue.label("Send the request"), await guest.expect_card("Andrei Kelemen"))
    asked = await host.expect_card(tongue("<b>Somebody would like to meet you</b>"))
    await host.press(tongue.label("Accept"), asked)
    await guest.expect_card(tongue("<b>Your meeting is confirmed.</b>"))


@in_every_language()
async def test_deadlines_and_requests_are_shown_on_ones_own_clocks_too(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        await st.join("Andrei Kelemen", tongue.code)
        guest = await st.join("Ioana Pop", tongue.code)
        await guest.say("/timezone")
        await guest.expect_card("Europe/Bucharest")
        await guest.say("London")
        await guest.expect_card("Europe/London")
        await guest.say("kelemen")
        card = await guest.expect_card("Executive Director")
        await guest.press(next(one.label for one in card.buttons if "14:30–14:50" in one.label))
        look = await guest.expect_card("12:30–12:50")
        until = st.event.local(st.clock.now()) + timedelta(hours=24)
        both = tongue.label(
            "{times} (your time: {own})",
            times=tongue.moment(until),
            own=f"{until - timedelta(hours=2):%H:%M}",
        )
        assert both in look.text
        await guest.press(tongue.label("Send the request"), look)
        assert both in (await guest.expect_card(tongue("<b>Your request is sent.</b>"))).text
        await guest.say("/requests")
        shown = await guest.expect_card(both)
        own = tongue.label("{times} (your time: {own})", times="14:30–14:50", own="12:30–12:50")
        assert own in shown.text


@in_every_language()
async def test_reminder_times_are_chosen_and_kept_to(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        host = await st.join("Andrei Kelemen", tongue.code)
        guest = await st.join("Ioana Pop", tongue.code)
        await meeting_confirmed(st, tongue)

        await guest.say("/settings")
        await guest.expect_card(tongue("<b>Settings</b>"))
        await guest.press("60")
        await guest.press("✓ 15")  # the event's own: switched off
        await guest.expect_card(lambda text: "60" in text and "15" not in text)
        await host.say("/settings")
        await host.expect_card(tongue("<b>Settings</b>"))
        await host.press(tongue.label("No reminders"))
        await host.expect_card(
            tongue("Reminders before each meeting: <b>{times}</b>", times=tongue.label("none"))
        )

        st.move_to(at("Thu 13:30"))
        await guest.expect(
            tongue.n(
                "<b>Your meeting begins in {n} minute</b>", "<b>Your meeting begins in {n} minutes</b>", 60
            )
        )
        st.move_to(at("Thu 14:25"))
        await guest.say("/agenda")
        await guest.expect_card("14:30")
        await st.settled()
        async with st.database.reading() as uow:
            rows = await uow.connection.execute(
                select(outbox.c.chat_id, outbox.c.state, outbox.c.params).where(outbox.c.kind == "reminder")
            )
            sent = [(chat, params["minutes"]) for chat, state, params in rows if state == "sent"]
        assert sent == [(guest.id, 60)]


@in_every_language()
async def test_any_lead_time_from_5_to_120_minutes_is_written(database_url: str, tongue: Tongue) -> None:
    reminded = tongue.n(
        "<b>Your meeting begins in {n} minute</b>", "<b>Your meeting begins in {n} minutes</b>", 45
    )
    async with stage(database_url) as st:
        await st.join("Andrei Kelemen", tongue.code)
        guest = await st.join("Ioana Pop", tongue.code)
        await meeting_confirmed(st, tongue)
        await guest.say("/settings")
        await guest.press(tongue.label("Another time…"), await guest.expect_card(tongue("<b>Settings</b>")))
        await guest.expect_card(tongue("<b>Another reminder time</b>"))
        for wrong in ("4", "121 min", "xyzzy"):
            await guest.say(wrong)
            refused = await guest.expect_card(tongue("<b>That is no reminder time.</b>"))
            assert tongue.label("‹ Settings") in [button.label for button in refused.buttons]
        await guest.say("kelemen 15:20")  # no length of time, but a wish
        await guest.expect_card("Andrei Kelemen")
        await st.stop()
        await st.start()
        await guest.say("45 min, 20")
        card = await guest.expect_card(tongue("<b>Settings</b>"))
        chosen = tongue.language.listing(
            tongue.label_n("{n} minute", "{n} minutes", one) for one in (15, 20, 45)
        )
        assert tongue("Reminders before each meeting: <b>{times}</b>", times=chosen) in card.text
        await guest.press("✓ 20", card)
        await guest.expect_card(lambda text: "20" not in text.partition("45")[0])
        st.move_to(at("Thu 13:45"))
        await guest.expect(reminded)


@in_every_language()
async def test_digests_are_turned_off_one_by_one_in_the_settings_and_by_their_own_button(
    database_url: str, tongue: Tongue
) -> None:
    tomorrow = tongue.n("<b>Tomorrow you have {n} meeting</b>", "<b>Tomorrow you have {n} meetings</b>", 1)
    today = tongue.n("<b>Today you have {n} meeting</b>", "<b>Today you have {n} meetings</b>", 1)
    evening_off = tongue(
        "In the evening, the meetings of the next day: <b>{time}</b>", time=tongue.label("off")
    )
    morning_off = tongue("In the morning, the meetings of the day: <b>{time}</b>", time=tongue.label("off"))
    async with stage(database_url) as st:
        host = await st.join("Andrei Kelemen", tongue.code)
        guest = await st.join("Ioana Pop", tongue.code)
        await meeting_confirmed(st, tongue)
        await guest.say("/settings")
        card = await guest.expect_card(tongue("<b>Settings</b>"))
        assert tongue("In the morning, the meetings of the day: <b>{time}</b>", time="07:30") in card.text
        assert "21:00" in card.text  # the quiet hours
        await guest.press(f"✓ {tongue.label('Evening list')}", card)
        card = await guest.expect_card(evening_off)
        assert morning_off not in card.text

        await st.settled()
        guest.forget()
        st.move_to(at("Wed 18:00"))
        eve = await host.expect_card(tomorrow)
        await st.settled()
        assert not [one for one in guest.received if tomorrow in one.text]
        await host.press(tongue.label("No evening list any more"), eve)
        assert host.toasted(tongue.label("Turned off."))
        await host.expect_card(evening_off)

        st.move_to(at("Thu 07:30"))
        morning = await guest.expect_card(today)
        await guest.press(tongue.label("No morning list any more"), morning)
        card = await guest.expect_card(morning_off)
        assert not any(tongue.label("Card of the day") in button.label for button in card.buttons)
        await st.settled()
        over = tongue("This card no longer follows your day. /agenda shows your meetings.")
        assert [one.text for one in guest.received if one.message_id == morning.message_id] == [over]
        await host.expect(today)
        await guest.press(tongue.label("Morning list"))
        await guest.expect_card(lambda text: morning_off not in text)


@in_every_language()
async def test_language_is_changed_for_cards_and_for_news(database_url: str, tongue: Tongue) -> None:
    other = "hu" if tongue.code != "hu" else "ro"
    async with stage(database_url) as st:
        await st.join("Andrei Kelemen", other)
        guest = await st.join("Ioana Pop", other)
        await guest.say("/settings")
        await guest.expect_card("Magyar" if other == "hu" else "Română")
        await guest.press(tongue.language.name)
        await guest.expect_card(tongue("<b>Settings</b>"))
        assert guest.toasted(tongue.label("We speak English now."))

        host = st.people["Andrei Kelemen"]
        await host.say("/settings")
        await host.press(tongue.language.name, await host.expect_card("15"))
        await meeting_confirmed(st, tongue)


@in_every_language(cheap=True)
async def test_help_names_what_the_role_can_do(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        guest = await st.join("Ioana Pop", tongue.code)
        organizer = st.organizer(tongue.code)
        desk = f"/organizer – {tongue.label('The organizer’s desk')}"

        await guest.say("/help")
        card = await guest.expect_card(tongue("<b>What I can do</b>"))
        assert f"/agenda – {tongue.label('My agenda')}" in card.text
        assert desk not in card.text
        await guest.press(tongue.label("All commands"))
        card = await guest.expect_card(f"/times – {tongue.label('When I take meetings')}")
        assert "/reports" not in card.text
        await guest.press(tongue.label("‹ Help"))
        await guest.expect_card(tongue("<b>What I can do</b>"))
        await organizer.say("/help")
        card = await organizer.expect_card(tongue("<b>What I can do</b>"))
        assert desk in card.text
        await organizer.press(tongue.label("All commands"))
        await organizer.expect_card(f"/reports – {tongue.label('Reports')}")


@in_every_language(cheap=True)
async def test_what_can_be_pressed_can_be_written(database_url: str, tongue: Tongue) -> None:
    refused = tongue("That is for organizers only.")
    async with stage(database_url) as st:
        guest, organizer = await st.join("Ioana Pop", tongue.code), st.organizer(tongue.code)
        for command, said in (
            ("times", tongue("<b>Your meeting times</b>")),
            ("edit", tongue("<b>Edit your profile</b>")),
            ("hide", tongue("<b>Hide you from the directory?</b>")),
            ("favourites", tongue(NO_FAVOURITES)),
            ("free", tongue("<b>Free at the same time as you</b>")),
            ("blocked", tongue("<b>People you have blocked</b>")),
            ("timezone", "Europe/Bucharest"),
            ("language", tongue("Which language shall we use?")),
            ("export", tongue("This is everything that is stored about you.")),
            ("reports", refused),
            ("feedback", refused),
        ):
            await guest.say(f"/{command}")
            card = await guest.expect_card(said)
        contact = "Example Cluster, privacy@example.org"
        assert tongue("You reach the organizer here: {contact}", contact=contact) in card.text
        for command, said in (
            ("reports", tongue("<b>{event}: open reports</b>", event=st.event.name)),
            ("registrations", tongue("<b>Registration for {event}</b>", event=st.event.name)),
            ("figures", tongue("<b>{event}</b>: figures", event=st.event.name)),
        ):
            await organizer.say(f"/{command}")
            await organizer.expect_card(said)


@in_every_language()
async def test_times_are_shown_on_ones_own_clocks_too(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        await st.join("Andrei Kelemen", tongue.code)
        guest = await st.join("Ioana Pop", tongue.code)
        await guest.say("/settings")
        await guest.press(tongue.label("Time zone"), await guest.expect_card(tongue("<b>Settings</b>")))
        await guest.expect_card("Europe/Bucharest")
        await guest.say("Atlantis")
        await guest.expect_card("Atlantis")
        await st.stop()
        await st.start()
        await guest.say("London")
        await guest.expect_card("Europe/London")
        await meeting_confirmed(st, tongue)
        own = tongue.label("{times} (your time: {own})", times="14:30–14:50", own="12:30–12:50")
        assert own in guest.card.text
        host = st.people["Andrei Kelemen"]
        await host.expect_card(tongue("<b>Your meeting is confirmed.</b>"))
        assert "12:30" not in host.card.text
        there = tongue("<i>When it is {there} there, your clocks ({zone}) show {here}.</i>", **CLOCKS)
        for when in ("Wed 18:00", "Thu 07:30"):  # a line for the whole list
            await st.settled()
            guest.forget()
            host.forget()
            st.move_to(at(when))
            assert there in (await guest.expect("14:30–14:50")).text
            assert there not in (await host.expect("14:30–14:50")).text
        await st.settled()
        guest.forget()
        st.move_to(at("Thu 14:15"))
        assert own in (await guest.expect("12:30")).text

        await guest.say("/settings")
        await guest.press(tongue.label("Time zone"), await guest.expect_card("Europe/London"))
        await guest.press(tongue.label("The event’s clocks"), await guest.expect_card("Europe/Bucharest"))
        await guest.expect_card(lambda text: "Europe/London" not in text)
        await guest.say("/agenda")
        await guest.expect_card(lambda text: "14:30" in text and "12:30" not in text)


@in_every_language(cheap=True)
async def test_what_is_no_time_zone_is_read_as_usual(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        ioana = await st.join("Ioana Pop", tongue.code)
        await ioana.say("/timezone")
        asked = await ioana.expect_card(tongue("<b>Time zone</b>"))
        assert tongue.label("⌂ Home") in [button.label for button in asked.buttons]
        await ioana.say("kelemen 15:20")
        await ioana.expect_card("Andrei Kelemen")
        unknown = "I know no time zone for “{said}”. Write the nearest large city, for example “London”."
        await ioana.say("xyzzy")
        card = await ioana.expect_card(tongue(unknown, said="xyzzy"))
        assert tongue.label("⌂ Home") in [button.label for button in card.buttons]
        await ioana.say("London")
        await ioana.expect_card("Europe/London")
