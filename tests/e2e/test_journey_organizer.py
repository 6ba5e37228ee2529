"""The organizer's desk: figures, who is missing, personal links, and one more organizer."""

from __future__ import annotations

import asyncio
import csv
import re
from dataclasses import replace

from bot.domain.roles import Role
from bot.screens import actions, organizer_actions
from bot.usecases import staffing
from bot.usecases.organizing import Organizer
from tests.support.organizers import ENGLISH, at_desk, press
from tests.support.people import PATIENCE_SECONDS, Person
from tests.support.stage import Stage, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import at

UNKNOWN = "This link is not known here. Was it cut in two, or is it from another event?"
NO_ORGANIZER = (
    "You are no longer an organizer of <b>{event}</b>: the role was taken back. If that is a mistake, please "
    "ask whoever gave it to you."
)
_LINK = re.compile(r"\?start=([\w-]{22})")


def payload_in(text: str) -> str:
    """Give the start payload of the link in a message."""
    found = _LINK.search(text)
    assert found is not None, text
    return found[1]


@in_every_language()
async def test_desk_shows_who_is_missing_and_gives_the_link_that_connects(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana = await st.join("Ioana Pop")
        async with st.database.writing() as uow:
            await uow.participants.want(st.ids["Andrei Kelemen"], st.ids["Ioana Pop"], st.clock.now())
        olga = await at_desk(st, tongue)
        assert tongue("People: {total}, of these connected: {n}", total=3, n=1) in olga.card.text

        await olga.press(tongue.label("Not connected ({n})", n=2))
        missing = await olga.expect_card(
            tongue.n(
                "<b>{n} person has not opened the bot yet</b>",
                "<b>{n} people have not opened the bot yet</b>",
                2,
            )
        )
        first, second = missing.text.splitlines()[2:4]
        assert first.startswith("Andrei Kelemen, Cluj IT Cluster · ")
        assert first.endswith(tongue.n("wanted by {n} person", "wanted by {n} people", 1))
        assert second == "Ştefan Mureşan, Öböl Kft"

        await olga.press("Andrei Kelemen")
        card = await olga.expect_card("Andrei Kelemen, Cluj IT Cluster")
        assert "photo" in card.body
        old = payload_in(card.text)
        await olga.press(tongue.label("Cancel this link, give a new one"))
        card = await olga.expect_card(
            tongue("Earlier links of this person no longer work. This is the new one:")
        )
        new = payload_in(card.text)

        andrei = Person.new(st.api, "Andrei", "Kelemen")
        await andrei.start(old)
        await andrei.expect_card("This personal link has been replaced by a newer one.")
        await andrei.start(new)
        await andrei.expect_card("Welcome, Andrei Kelemen!")
        await andrei.press("I agree, let’s start")
        await andrei.expect_card("You are in.")
        assert await ioana.expect("Andrei Kelemen")

        await olga.press(tongue.label("Not connected"))
        await olga.expect_card("Ştefan Mureşan")
        assert "Andrei Kelemen" not in olga.card.text


@in_every_language()
async def test_figures_count_what_is_booked(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        ioana, andrei = await st.join("Ioana Pop"), await st.join("Andrei Kelemen")
        await ioana.forge(actions.Send(st.ids["Andrei Kelemen"], actions.to_minute(at("Thu 14:30"))).pack())
        await andrei.expect("Somebody would like to meet you")
        olga = await at_desk(st, tongue)
        await olga.press(tongue.label("Figures"))
        await olga.expect_card(tongue("Waiting for an answer: {n}", n=1))
        await andrei.press("Accept")
        await andrei.expect_card("Your meeting is confirmed.")
        await olga.press(tongue.label("Refresh"))
        card = await olga.expect_card(tongue("Accepted: {n}", n=1))
        assert tongue("Coming: {n}", n=1) in card.text
        assert tongue("Waiting for an answer: {n}", n=0) in card.text
        many = "{n} meetings on {places} places ({percent} %), at most {busiest} of {tables} tables at once"
        one = many.replace("meetings", "meeting")
        assert tongue.n(one, many, 1, places=72, percent=1, busiest=1, tables=12) in card.text


@in_every_language()
async def test_links_of_everybody_come_as_a_file_that_lets_them_in(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        olga = await at_desk(st, tongue)
        await olga.press(tongue.label("Personal links"))
        message = await olga.expect_card(st.event.name)
        heading, *rows = csv.reader(olga.download(message).decode().splitlines())
        assert heading == ["key", "name", "organization", "link"]
        assert {row[1]: payload_in(row[3]) for row in rows} == {name: st.payload(name) for name in st.ids}


@in_every_language()
async def test_organizer_link_makes_one_person_an_organizer(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        olga = await at_desk(st, tongue)
        await olga.press(tongue.label("Organizers"))
        card = await olga.expect_card(tongue("<b>Organizers of {event}</b>", event=st.event.name))
        void = payload_in(card.text)
        await olga.press(tongue.label("Cancel this link, give a new one"))
        payload = payload_in(
            (await olga.expect_card(tongue("The link before this one no longer works."))).text
        )

        helper = Person.new(st.api, "Hedda", language_code=tongue.code)
        await helper.start(void)
        await helper.expect_card(tongue(UNKNOWN))
        await helper.say("/organizer")
        await helper.expect_card("Bilateral")
        await helper.start(payload)
        await helper.expect_card(st.event.name)
        invitation = helper.card
        await helper.press(tongue.label("I take it on"))
        await helper.expect_card(
            tongue(
                "You organize <b>{event}</b> from now on. /organizer opens this at any time.",
                event=st.event.name,
            )
        )
        await helper.say("/organizer")
        await helper.expect_card(tongue("<b>{event}</b>: organizer", event=st.event.name))

        listed = st.api.world.commands.for_person(helper.id, tongue.code)
        assert "organizer" in {command["command"] for command in listed}

        late = Person.new(st.api, "Late", language_code=tongue.code)
        await late.start(payload)
        await late.expect_card(
            tongue.label("This link is not known here. Was it cut in two, or is it from another event?")
        )
        await late.forge(organizer_actions.TakeRole(payload).pack(), late.card)
        await late.expect(
            tongue("This link has been used or replaced. Please ask an organizer for a new one.")
        )
        assert invitation.chat_id == helper.id


async def organizer_by_link(st: Stage, olga: Person, tongue: Tongue) -> Person:
    """Let a stranger become an organizer by the link of the card that is open."""
    card = await olga.expect_card(tongue("<b>Organizers of {event}</b>", event=st.event.name))
    helper = Person.new(st.api, "Hedda", username="hedda", language_code=tongue.code)
    await helper.start(payload_in(card.text))
    await helper.press(tongue.label("I take it on"), await helper.expect_card(st.event.name))
    await helper.expect_card("/organizer")
    return helper


@in_every_language()
async def test_owner_removes_an_organizer_who_is_told_and_can_do_nothing_more(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        olga = await at_desk(st, tongue)
        await olga.press(tongue.label("Organizers"))
        hedda = await organizer_by_link(st, olga, tongue)
        await hedda.say("/invite")
        listed = await hedda.expect_card("@hedda")
        seen = payload_in(listed.text)
        owner = tongue.label("Telegram id {number}", number=olga.id)
        assert tongue("{name} (runs the bot)", name=owner) in listed.text
        assert tongue("Only those who run the bot can remove an organizer.") in listed.text
        remove = tongue.label("Remove {name}", name="@hedda")
        assert remove not in hedda.buttons
        await hedda.say("/organizer")
        desk = await hedda.expect_card(tongue("<b>{event}</b>: organizer", event=st.event.name))
        await hedda.say("/broadcast")
        await hedda.expect_card(st.event.name)
        await olga.say("/invite")
        card = await olga.expect_card("@hedda")
        assert [one.label for one in card.buttons if one.label.startswith(remove[:4])] == [remove]
        await olga.press(remove, card)
        look = await olga.expect_card(lambda text: "@hedda" in text and "start=" not in text)
        hedda.forget()
        await olga.press(tongue.label("Yes, remove"), look)
        await olga.expect_card(lambda text: "start=" in text and "@hedda" not in text)

        await hedda.expect_card(tongue(NO_ORGANIZER, event=st.event.name))
        await hedda.say("Everybody, look!")  # no message to everybody any more
        await hedda.expect_card("Bilateral")
        async with st.database.reading() as uow:
            assert await uow.broadcasts.written_by(hedda.id) == []
        for button, old in (("Figures", desk), ("Cancel this link, give a new one", listed)):
            await hedda.press(tongue.label(button), old)
            card = await hedda.expect_card("Bilateral")
            assert "start=" not in card.text
        await hedda.start(seen)
        await hedda.expect_card(tongue(UNKNOWN))
        menu = st.api.world.commands.for_person(hedda.id, tongue.code)
        assert {"organizer", "steward"}.isdisjoint({command["command"] for command in menu})


async def test_menu_of_a_removed_organizer_goes_though_the_bot_dies_right_after_the_commit(
    database_url: str,
) -> None:
    async with stage(database_url) as st:
        olga = await at_desk(st)
        await olga.press("Organizers")
        hedda = await organizer_by_link(st, olga, ENGLISH)
        commands = st.api.world.commands
        assert "organizer" in {one["command"] for one in commands.for_person(hedda.id, "en")}
        await st.stop()
        async with st.database.writing() as uow:  # what the press commits, and nothing of what follows
            owners = st.settings.organizers
            who = Organizer(olga.id, st.event)
            await staffing.remove(uow, who, Role.ORGANIZER, hedda.id, owners, st.clock.now())
        hedda.forget()
        await st.start()
        await hedda.expect_card(ENGLISH(NO_ORGANIZER, event=st.event.name))
        for code in ("en", "ro", "hu"):
            left = {one["command"] for one in commands.for_person(hedda.id, code)}
            assert {"organizer", "steward"}.isdisjoint(left)


async def test_menu_of_a_role_is_there_after_a_start_though_the_bot_had_died_before_it_was_set(
    database_url: str,
) -> None:
    async with stage(database_url) as st:
        hedda = await st.join("Ioana Pop")
        await st.stop()
        async with st.database.writing() as uow:
            await uow.roles.grant(st.event.id, hedda.id, Role.STEWARD, st.clock.now())
        await st.start()
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                menu = {one["command"] for one in st.api.world.commands.for_person(hedda.id, "hu")}
                if "steward" in menu:
                    break
                await asyncio.sleep(0.02)
        assert "organizer" not in menu


@in_every_language(cheap=True)
async def test_menu_of_one_taken_out_of_the_setting_goes_at_a_start(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        olga = await at_desk(st, tongue)
        await menu_is(st, olga, tongue, organizer=True)
        await st.stop()
        st.settings = st.settings.model_copy(update={"organizers": frozenset({olga.id + 1})})
        await st.start()
        await menu_is(st, olga, tongue, organizer=False)
        await olga.say("/organizer")
        await olga.expect_card(lambda text: st.event.name not in text)
        async with st.database.reading() as uow:
            assert await uow.roles.with_menu() == {olga.id + 1}


async def menu_is(st: Stage, person: Person, tongue: Tongue, *, organizer: bool) -> None:
    """Wait until somebody's menu is that of an organizer, or that of everybody."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            menu = {one["command"] for one in st.api.world.commands.for_person(person.id, tongue.code)}
            if menu and ("organizer" in menu) is organizer:
                return
            await asyncio.sleep(0.02)


async def test_only_owners_remove_and_no_owner_is_removed(database_url: str) -> None:
    async with stage(database_url) as st:
        olga = await at_desk(st)
        await olga.press("Organizers")
        hedda = await organizer_by_link(st, olga, ENGLISH)
        for by, account, said in (
            (hedda, hedda.id, "That is for organizers only."),
            (hedda, olga.id, "That is for organizers only."),
            (olga, olga.id, "That is no longer there."),
        ):
            for sure in (False, True):
                await by.say("/help")
                await by.expect("What I can do")
                await by.forge(organizer_actions.RemoveOrganizer(st.event.id, account, sure=sure).pack())
                await by.expect_card(said)
        async with st.database.reading() as uow:
            assert await uow.roles.holders(st.event.id, Role.ORGANIZER) == {hedda.id}


async def test_nobody_else_reaches_the_desk_by_any_button(database_url: str) -> None:
    async with stage(database_url) as st:
        ioana = await st.join("Ioana Pop")
        event, person = st.event.id, st.ids["Andrei Kelemen"]
        forged = (
            organizer_actions.Organizer(event),
            organizer_actions.Organized(),
            organizer_actions.ImportPrompt(event),
            organizer_actions.LinksFile(event),
            organizer_actions.Figures(event),
            organizer_actions.NotConnected(event),
            organizer_actions.PersonLink(person),
            organizer_actions.RevokeLink(person),
            organizer_actions.Organizers(event),
            organizer_actions.Organizers(event, void=True),
            organizer_actions.RemoveOrganizer(event, st.organizer().id, sure=True),
            organizer_actions.BroadcastPrompt(event),
            organizer_actions.Undelivered(event),
            organizer_actions.TryAgain(event),
        )
        for action in forged:
            await ioana.say("/help")  # so that each refusal is a change to see
            await ioana.expect("What I can do")
            await ioana.forge(action.pack())
            card = await ioana.expect_card("That is for organizers only.")
            assert "start=" not in card.text
        async with st.database.reading() as uow:
            assert (await uow.participants.many([person]))[person].generation == 0
            assert await uow.roles.link_generations(Role.ORGANIZER) == {event: 0}
        for stale in (
            organizer_actions.ImportCommit(1),
            organizer_actions.BroadcastSend(1),
            organizer_actions.BroadcastReport(7),
            organizer_actions.PersonLink(99),
        ):
            await ioana.say("/help")
            await ioana.expect("What I can do")
            await ioana.forge(stale.pack())
            await ioana.expect_card("That is no longer there.")


async def test_organizer_of_two_events_chooses_and_may_change(database_url: str) -> None:
    async with stage(database_url) as st:
        async with st.database.writing() as uow:
            await uow.events.save(replace(st.event, slug="oradea-2026", name="Oradea Fair", id=0))
        olga = st.organizer()
        await olga.say("/organizer")
        await olga.expect_card("Which event do you want to organize?")
        await olga.press("Oradea Fair")
        await olga.expect_card("Oradea Fair: organizer")
        await olga.say("/organizer")
        await olga.expect_card("Oradea Fair: organizer")
        await press(olga, "Another event", "Which event do you want to organize?")
        await olga.press(st.event.name)
        await olga.expect_card(f"{st.event.name}: organizer")
