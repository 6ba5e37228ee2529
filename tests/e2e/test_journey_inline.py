"""Inline mode: the people of one's event, in whatever chat one writes."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import func, select

from bot.domain.links import HOME_PAYLOAD, card_payload
from storage.tables import inbox
from tests.support.people import Person
from tests.support.stage import stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import THURSDAY_WINDOW, make_event, row


@in_every_language()
async def test_people_are_offered_in_any_chat_and_the_card_opens_for_those_who_take_part(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana = await st.join("Ioana Pop", tongue.code)
        group = st.api.add_group("Founders")

        found = await ioana.ask("univrsities")  # a word of a description, mistyped
        (offered,) = found.results
        assert (offered.title, found.personal, found.button) == ("Andrei Kelemen", True, None)
        assert found.cache_time <= 10
        badge, why = offered.description.split("\n")
        assert badge == "Executive Director, Cluj IT Cluster"
        assert "universities" in why
        assert (
            offered.content["text"] == "Andrei Kelemen, Executive Director, Cluj IT Cluster\n" + st.event.name
        )
        link = f"https://t.me/{st.api.bot.username}?start={card_payload(st.ids['Andrei Kelemen'])}"
        assert [(one.label, one.url) for one in offered.buttons] == [(tongue.label("Open the card"), link)]
        everything = repr(found.results)
        assert "director@example.org" not in everything
        assert "+40 700" not in everything
        assert st.payload("Andrei Kelemen") not in everything

        sent = await ioana.choose(found, "Andrei Kelemen", group)
        assert sent.buttons[0].url == link
        (none,) = [await ioana.ask("qqqqqqq")]
        assert [one.title for one in none.results] == [tongue.label("Nobody found")]
        assert none.button == {
            "text": tongue.label("Nobody found. Open the bot"),
            "start_parameter": HOME_PAYLOAD,
        }

        told = await ioana.choose(none, tongue.label("Nobody found"), group)  # leads whoever reads it in
        home = f"https://t.me/{st.api.bot.username}?start={HOME_PAYLOAD}"
        assert [(one.label, one.url) for one in told.buttons] == [(tongue.label("Open the bot"), home)]
        assert "qqqqqqq" not in told.text
        ioana.forget()
        await ioana.choose(none, tongue.label("Nobody found"))
        await ioana.expect_card(st.event.name)

        # In the chat with the bot itself the card opens at once, whatever question was open.
        await ioana.choose(found, "Andrei Kelemen")
        await ioana.press(tongue.label("Tell me when they join"), await ioana.expect_card("Cluj IT"))
        assert [one for one in st.api.messages(group.id) if one.from_bot] == []

        stefan = await st.join("Ştefan Mureşan", tongue.code)
        await stefan.start(link.partition("start=")[2])
        await stefan.expect_card("Andrei Kelemen\nExecutive Director")


async def test_more_people_come_page_by_page_favourites_first(database_url: str) -> None:
    rows = [row(f"Person {number:02}", THURSDAY_WINDOW) for number in range(45)]
    async with stage(database_url, *rows) as st:
        me = await st.join("Person 00")
        async with st.database.writing() as uow:
            await uow.marks.favour(st.ids["Person 00"], st.ids["Person 33"], st.clock.now())
        page, titles = await me.ask(), []
        assert (page.results[0].title, "favourite" in page.results[0].description) == ("Person 33", True)
        while True:
            titles += [one.title for one in page.results]
            if not page.next_offset:
                break
            page = await me.ask(offset=page.next_offset)
        names = [f"Person {number:02}" for number in range(45)]
        assert titles == ["Person 33", *(name for name in names if name != "Person 33")]

        searched = await me.ask("person")
        rest = await me.ask("person", offset=searched.next_offset)
        last = await me.ask("person", offset=rest.next_offset)
        ids = [one.id for page in (searched, rest, last) for one in page.results]
        assert (len(ids), len(set(ids)), last.next_offset) == (45, 45, "")
        for offset in ("4000", "-1", "x", "²"):
            beyond = await me.ask(offset=offset)
            assert len(beyond.results) == (0 if offset == "4000" else 20)


@in_every_language()
async def test_whoever_has_not_joined_is_shown_the_way_and_nobody(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        stranger = Person.new(st.api, "Sam", language_code=tongue.code)
        for words in ("", "Kelemen"):
            shown = await stranger.ask(words)
            outside = tongue.label("You do not take part yet")
            assert ([one.title for one in shown.results], shown.personal) == ([outside], True)
            assert "Kelemen" not in repr(shown.results)
            assert shown.button == {
                "text": tongue.label("Open the bot to take part"),
                "start_parameter": HOME_PAYLOAD,
            }
        await stranger.choose(shown, outside)
        await stranger.expect_card("Bilateral")
        await stranger.start(HOME_PAYLOAD)
        assert "Kelemen" not in (await stranger.expect_card("Bilateral")).text
        async with st.database.reading() as uow:
            assert await uow.persons.get(stranger.id) is None


async def test_only_the_newest_of_what_is_written_fast_is_answered_and_nothing_is_stored(
    database_url: str,
) -> None:
    async with stage(database_url) as st:
        ioana = await st.join("Ioana Pop")
        typed = [ioana.account.ask("kelemen"[:length]) for length in range(7)]
        last = await ioana.ask("kelemen")
        assert [one.title for one in last.results] == ["Andrei Kelemen"]
        assert not all(one.answered for one in typed)
        async with st.database.reading() as uow:
            connection = uow.connection
            stored = (await connection.execute(select(func.count()).select_from(inbox))).scalar_one()
        asked = [one for one in st.api.world.updates.delivered if "inline_query" in one]
        assert len(asked) == 8
        assert stored == len(st.api.world.updates.issued) - len(asked)


GONE = "This person is not available. You can look for somebody else."


async def titles(person: Person, words: str = "") -> list[str]:
    return [one.title for one in (await person.ask(words)).results]


@in_every_language()
async def test_hidden_and_blocked_people_are_offered_to_nobody_and_their_cards_say_nothing(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana, stefan = await st.join("Ioana Pop", tongue.code), await st.join("Ştefan Mureşan", tongue.code)
        director = await st.join("Andrei Kelemen", tongue.code)
        assert await titles(ioana, "kelemen") == ["Andrei Kelemen"]
        before = await ioana.ask("kelemen")  # what was offered then may still be chosen later

        async with st.database.writing() as uow:
            await uow.blocks.add(st.ids["Andrei Kelemen"], st.ids["Ioana Pop"], st.clock.now())
        for words in ("", "kelemen", "universities"):
            assert "Andrei Kelemen" not in await titles(ioana, words)
        assert "Ioana Pop" not in await titles(director)
        assert await titles(stefan, "kelemen") == ["Andrei Kelemen"]
        await ioana.choose(before, "Andrei Kelemen")
        card = await ioana.expect_card(tongue(GONE))
        assert "Executive" not in card.text

        async with st.database.writing() as uow:
            await uow.blocks.remove(st.ids["Andrei Kelemen"], st.ids["Ioana Pop"])
            hidden = await uow.participants.get(st.ids["Andrei Kelemen"])
            assert hidden is not None
            await uow.profiles.hide(hidden, hidden=True)
        for person in (ioana, stefan):
            for words in ("", "kelemen", "universities"):
                assert "Andrei Kelemen" not in await titles(person, words)
            await person.choose(before, "Andrei Kelemen")
            await person.expect_card(tongue(GONE))


async def test_reason_is_given_in_words_of_the_profile_and_of_nothing_else(database_url: str) -> None:
    async with stage(database_url) as st:
        ioana, stefan = await st.join("Ioana Pop"), await st.join("Ştefan Mureşan")
        async with st.database.writing() as uow:
            note = "Owes me a lighthouse"
            await uow.marks.write(st.ids["Ştefan Mureşan"], st.ids["Andrei Kelemen"], note, st.clock.now())
        (found,) = (await ioana.ask("universities")).results
        badge, reason = found.description.split("\n")
        assert badge == "Executive Director, Cluj IT Cluster"
        assert "universities" in reason
        (named,) = (await ioana.ask("kelemen")).results
        assert named.description == badge  # a name needs no reason
        for person in (ioana, stefan):
            for words in ("lighthouse", "director@example.org", "700000000"):
                shown = await person.ask(words)
                assert "lighthouse" not in repr(shown.results)
                assert "example.org" not in repr(shown.results)
                assert "700" not in repr(shown.results)


async def test_forged_choice_opens_nothing_that_is_not_ones_own(database_url: str) -> None:
    async with stage(database_url) as st:
        ioana = await st.join("Ioana Pop")
        await st.join("Ştefan Mureşan")
        async with st.database.writing() as uow:
            other = await uow.events.save(replace(make_event(), slug="other", name="Other Days"))
            foreign = await uow.participants.add(other, row("Foreign Fred", THURSDAY_WINDOW))
        (offered,) = (await ioana.ask("kelemen")).results
        username = st.api.bot.username
        payloads = (card_payload(foreign), card_payload(10**15), "card-", "card--1", "card-x", "", "%00")
        secret = st.payload("Ştefan Mureşan")  # of somebody else, used up
        for payload in (*payloads, secret, st.payload("Andrei Kelemen")):
            button = {"text": "Open", "url": f"https://t.me/{username}?start={payload}"}
            forged = replace(offered, keyboard={"inline_keyboard": [[button]]})
            ioana.forget()
            ioana.account.choose(forged)
            card = await ioana.expect_card("")
            assert "Foreign Fred" not in card.text
            assert card.buttons
        ioana.forget()
        ioana.account.choose(replace(offered, keyboard=None))
        assert (await ioana.expect_card("")).buttons
        async with st.database.reading() as uow:
            director = await uow.participants.get(st.ids["Andrei Kelemen"])
            mine = await uow.participants.of_person(ioana.id)
        assert director is not None
        assert director.telegram_id is None  # whose link was not opened by that
        assert [one.id for one in mine] == [st.ids["Ioana Pop"]]
