"""Finding people: pages, search that forgives, and a profile that is complete but for contact details."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from bot.emulator import Message
from tests.support.people import Person
from tests.support.stage import DELEGATE, DIRECTOR, THIRD, Stage, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import FRIDAY, THURSDAY, THURSDAY_WINDOW, row

CROWD = [row(f"Guest Number{number:02}", THURSDAY_WINDOW, organization="Crowd Ltd") for number in range(17)]
NOBODY = "Nobody was found for “{query}”.\n\nTry fewer words, or a part of the name."
PROMPT = (
    "Write a name, an organization, a role, an area or any word of a description; "
    "typing errors do not matter."
)
LONG = " ".join(f"word{number:04}" for number in range(1111))[:10_000]
SPELLINGS = ("kelemen", "clujit", "kelemn", "KELEMEN ANDREI", "cluj it cluster", "Andrei Kelemenn")


async def dialog(st: Stage, person: Person) -> Mapping[str, Any] | None:
    async with st.database.reading() as uow:
        stored = await uow.persons.get(person.id)
    assert stored is not None
    return stored.dialog


@in_every_language(cheap=True)
async def test_directory_is_read_page_by_page(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD, *CROWD) as st:
        ioana = await st.join("Ioana Pop", tongue.code)
        await ioana.press(tongue.label("Find people"))
        everybody = tongue.n("{n} participant", "{n} participants", 20)
        first = await ioana.expect_card(f"{everybody}, {tongue('page {page} of {pages}', page=1, pages=3)}")
        seen = people(first)
        assert len(seen) == 8
        await ioana.press(tongue.label("More ›"))
        second = await ioana.expect_card(tongue("page {page} of {pages}", page=2, pages=3))
        seen += people(second)
        await ioana.press(tongue.label("More ›"))
        last = await ioana.expect_card(tongue("page {page} of {pages}", page=3, pages=3))
        assert tongue.label("More ›") not in [button.label for button in last.buttons]
        seen += people(last)
        assert len(seen) == len(set(seen)) == 20
        await ioana.press(tongue.label("‹ Back"))
        await ioana.expect_card(tongue("page {page} of {pages}", page=2, pages=3))

        await ioana.say("/find")
        await ioana.expect_card(everybody)
        await ioana.say("/find guest")
        found = tongue.n("{n} person for “{query}”", "{n} people for “{query}”", 17, query="guest")
        await ioana.expect_card(f"{found}, {tongue('page {page} of {pages}', page=1, pages=3)}")
        await ioana.press(tongue.label("More ›"))
        card = await ioana.expect_card(f"{found}, {tongue('page {page} of {pages}', page=2, pages=3)}")
        assert await dialog(st, ioana) == {"step": "found", "query": "guest"}
        await ioana.press(card.buttons[0].label)
        await ioana.expect_card("Crowd Ltd")
        assert await dialog(st, ioana) is None  # the words are kept for the pages alone

        await ioana.say("/find guest")
        await ioana.expect_card(found)
        await ioana.say("/agenda")
        await ioana.expect_card(tongue("<b>Your agenda is empty.</b>\n\nFind somebody and ask for a time."))
        assert await dialog(st, ioana) is None


SOME = "Nobody has all of “{query}”. Nearest to it:"
SOMEBODY_WITH = {
    "en": "looking for zeppelin energy",
    "ro": "caut zeppelin energy",
    "hu": "keresek: zeppelin energy",
}


@in_every_language(cheap=True)
async def test_search_forgives_typos_missing_diacritics_and_missing_spaces(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD, *CROWD) as st:
        ioana = await st.join("Ioana Pop", tongue.code)
        for spelling in SPELLINGS:
            await ioana.say(f"/find {spelling}")
            await ioana.expect_card("Andrei Kelemen\nExecutive Director\nCluj IT Cluster")
        for spelling in ("stefan muresan", "muresn", "obol"):
            await ioana.say(f"/find {spelling}")
            await ioana.expect_card("Ştefan Mureşan\nEngineer\nÖböl Kft")

        await ioana.say("/start")
        await ioana.press(tongue.label("Search"), await ioana.expect_card(st.event.name))
        await ioana.expect_card(
            tongue(
                "Write a name, an organization, a role, an area or any word of a description; "
                "typing errors do not matter."
            )
        )
        await ioana.say("kelemn")
        await ioana.expect_card("Executive Director\nCluj IT Cluster")

        await ioana.say("/find xyzzy")
        await ioana.expect_card(tongue(NOBODY, query="xyzzy"))
        await ioana.press(tongue.label("Show everybody"))
        await ioana.expect_card(tongue.n("{n} participant", "{n} participants", 20))


DESCRIBED = {
    "en": ("head of the Cluj IT cluster", "who is the head of the Cluj IT cluster?"),
    "ro": ("directorul clusterului IT din Cluj", "cine este directorul clusterului IT din Cluj?"),
    "hu": ("a kolozsvári IT klaszter vezetője", "ki a kolozsvári IT klaszter vezetője?"),
}


@in_every_language()
async def test_who_is_described_by_role_and_organization_is_found(database_url: str, tongue: Tongue) -> None:
    other = row("Bea Nagy", THURSDAY_WINDOW, role="Head of Partnerships", organization="Cluj Software SRL")
    third = row("Zsófia Kiss", THURSDAY_WINDOW, role="Project Manager", organization="Példa Klaszter Kft.")
    async with stage(database_url, DIRECTOR, DELEGATE, other, third) as st:
        ioana = await st.join("Ioana Pop", tongue.code)
        for text in DESCRIBED[tongue.code]:
            ioana.forget()
            await ioana.say(text)
            card = await ioana.expect_card("Executive Director\nCluj IT Cluster")
            assert "Bea Nagy" not in card.text


@in_every_language()
async def test_search_looks_through_whole_profiles_best_first_and_shows_what_it_found(
    database_url: str, tongue: Tongue
) -> None:
    smith = row("Smith Robot", THURSDAY_WINDOW)
    maker = row("Maker Mary", role="Robot maker", areas=("Energy & <Oil>",), city="Győr")
    writer = row(
        "Writer Wendy", description="One word among many: whoever reads this learns of Robots & more."
    )
    async with stage(database_url, DELEGATE, smith, maker, writer) as st:
        ioana = await st.join("Ioana Pop", tongue.code)
        own = "Paper Kite Labs"  # where she is from herself: she looks for others
        await ioana.say(f"/find {own}")
        none = "Nobody was found for “{query}”.\n\nTry fewer words, or a part of the name."
        await ioana.expect_card(tongue(none, query=own))
        await ioana.say("/find Ioana Pop")
        await ioana.expect_card(own)
        await ioana.say("/find robot")
        page = await ioana.expect_card(
            tongue.n("{n} person for “{query}”", "{n} people for “{query}”", 3, query="robot")
        )
        assert [one.partition(" ·")[0] for one in people(page)] == [
            "Smith Robot",
            "Maker Mary",
            "Writer Wendy",
        ]
        assert "… among many: whoever reads this learns of Robots & more." in page.text
        bold = {page_piece(page, entity) for entity in page.entities if entity["type"] == "bold"}
        assert "Robots" in bold

        await ioana.say("/find oli energy")  # two words of one area, one of them mistyped
        page = await ioana.expect_card(tongue(SOME, query="oli energy"))  # has one of them
        assert [one.partition(" ·")[0] for one in people(page)] == ["Maker Mary"]
        await ioana.say(SOMEBODY_WITH[tongue.code])
        page = await ioana.expect_card(tongue(SOME, query="zeppelin energy"))
        assert [one.partition(" ·")[0] for one in people(page)][:1] == ["Maker Mary"]
        await ioana.press(tongue.label("Show everybody"), page)
        await ioana.expect_card(tongue.n("{n} participant", "{n} participants", 4))
        await ioana.say("/find gyor enregy")
        await ioana.expect_card("Maker Mary\nRobot maker")
        await ioana.say("/find lerns whoever")
        await ioana.expect_card("Writer Wendy")


@in_every_language()
async def test_profile_card_holds_everything_but_contact_details(database_url: str, tongue: Tongue) -> None:
    rich = row(
        "Ágnes Kovács",
        THURSDAY_WINDOW,
        organization="Tündér Kft",
        role="Head <of> Research",
        organization_type="Company",
        areas=("AI & Robotics", "Health"),
        participation_type="Host",
        city="Szeged",
        street="Tisza utca 1",
        country="Hungary",
        website="https://tunder.example",
        email="agnes@tunder.example",
        phone="+36 1 000 0000",
        description="We build <b>robots</b> & cure fairies.",
    )
    async with stage(database_url, DIRECTOR, DELEGATE, rich) as st:
        agnes = await st.join("Ágnes Kovács", tongue.code)
        ioana = await st.join("Ioana Pop", tongue.code)
        await ioana.say("/find agnes")
        card = await ioana.expect_card("Ágnes Kovács\nHead <of> Research\nTündér Kft")
        for line in (
            tongue("Organization type: {value}", value="Company"),
            tongue("Areas of activity: {value}", value="AI & Robotics; Health"),
            tongue("Takes part as: {value}", value="Host"),
            tongue("Address: {value}", value="Szeged, Tisza utca 1, Hungary"),
            tongue("Website: {value}", value="https://tunder.example"),
            f"{tongue('Bilateral meetings:')}\n{tongue.day(THURSDAY)}, 14:30–17:00",
            "We build <b>robots</b> & cure fairies.",
            tongue.n("{n} time is free for both of you.", "{n} times are free for both of you.", 6),
        ):
            assert line in card.text
        for secret in ("agnes@", "+36", "agnes_kovacs"):
            assert secret not in card.text

        await agnes.say("/profile")
        own = await agnes.expect_card(tongue("This is you, as others see you."))
        assert "We build <b>robots</b> & cure fairies." in own.text
        await ioana.say("/find kelemen")
        card = await ioana.expect_card("Executive Director")
        assert quoted(card) == "A cluster of technology companies, universities and public bodies. " * 30
        assert "director@example.org" not in card.text
        await ioana.press(tongue.label("People"))
        await ioana.expect_card(tongue.n("{n} participant", "{n} participants", 3))


@in_every_language()
async def test_description_longer_than_a_message_is_paged_without_losing_a_word(
    database_url: str, tongue: Tongue
) -> None:
    writer = row("Long Writer", THURSDAY_WINDOW, description=LONG, role="Writer")
    async with stage(database_url, DELEGATE, writer) as st:
        ioana = await st.join("Ioana Pop", tongue.code)
        await ioana.say("/find writer")
        card = await ioana.expect_card("Long Writer")
        parts = [quoted(card)]
        while any(button.label == tongue.label("More ›") for button in card.buttons):
            await ioana.press(tongue.label("More ›"), card)
            card = await ioana.expect_card(partial(is_without, parts[-1]))
            parts.append(quoted(card))
        assert " ".join(parts) == LONG
        assert len(parts) == 4
        await ioana.press(tongue.label("‹ Back"), card)
        card = await ioana.expect_card("Long Writer")
        assert quoted(card) == parts[-2]


@in_every_language()
async def test_person_without_window_is_shown_and_said_to_take_no_meetings(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, row("Quiet Guest", role="Visitor")) as st:
        ioana, guest = await st.join("Ioana Pop", tongue.code), await st.join("Quiet Guest", tongue.code)
        await ioana.say("/find quiet")
        none = tongue("{name} takes no meetings at this event.", name="Quiet Guest")
        card = await ioana.expect_card(none)
        assert card.text.count(none) == 1
        assert tongue("Takes no bilateral meetings, but may ask for them.") not in card.text
        assert shown(ioana, tongue.label("See free times")) == 0
        await st.join("Andrei Kelemen")
        await guest.say("/find kelemen")
        card = await guest.expect_card(f"{tongue.day(THURSDAY)}, 14:30–17:00")
        assert tongue.day(FRIDAY) not in card.text
        await guest.press(tongue.label("See free times"))
        await guest.expect_card("Andrei Kelemen")
        await guest.press("14:30–14:50")
        await guest.press(tongue.label("Send the request"), await guest.expect_card("14:30–14:50"))
        await guest.expect_card(tongue("<b>Your request is sent.</b>"))


def is_without(part: str, text: str) -> bool:
    """Tell whether a text has moved on from a part of a description."""
    return part not in text


def people(page: Message) -> list[str]:
    """Give the labels of the buttons that lead to people."""
    return [button.label for button in page.buttons if (button.callback_data or "").startswith("p:")]


def page_piece(page: Message, entity: dict[str, Any]) -> str:
    """Give the piece of a text that an entity is about."""
    text, start = page.written.encode("utf-16-le"), entity["offset"] * 2
    return text[start : start + entity["length"] * 2].decode("utf-16-le")


def quoted(card: Message) -> str:
    """Give what stands in the card's expandable quote."""
    [quote] = [one for one in card.entities if one["type"] == "expandable_blockquote"]
    return page_piece(card, quote)


def shown(person: Person, label: str) -> int:
    """Count the buttons with a label that are in sight."""
    return person.buttons.count(label)
