"""Inline mode: the people of one's event, in whatever chat one writes."""

from __future__ import annotations

from sqlalchemy import func, select

from bot.domain.links import HOME_PAYLOAD, card_payload
from storage.tables import inbox
from tests.support.people import Person
from tests.support.stage import stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import THURSDAY_WINDOW, row


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
        assert none.results == []
        assert none.button == {
            "text": tongue.label("Nobody found. Open the bot"),
            "start_parameter": HOME_PAYLOAD,
        }

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
            assert (shown.results, shown.personal) == ([], True)
            assert shown.button == {
                "text": tongue.label("Open the bot to take part"),
                "start_parameter": HOME_PAYLOAD,
            }
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
