"""The wrap-up: whom one met, with one contact file; whom one missed, and being introduced by consent."""

from __future__ import annotations

from tests.support.bookings import ask, meet
from tests.support.people import Person
from tests.support.stage import Stage, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import at

SECRETS = ("director@example.org", "+40 700 000 000", "andrei_kelemen")


async def evening(st: Stage, tongue: Tongue) -> tuple[Person, Person, Person]:
    """Let Ioana meet Ştefan, and ask the director in vain; then comes the evening of the last day."""
    people = [await st.join(name, tongue.code) for name in ("Ioana Pop", "Ştefan Mureşan", "Andrei Kelemen")]
    ioana, stefan, director = people
    await meet(ioana, stefan, tongue)
    await ask(ioana, tongue, "15:20–15:40")
    await st.settled()
    st.move_to(at("Thu 15:30"))  # the request has run out
    await st.settled()
    for person in people:
        person.forget()
    st.move_to(at("Fri 18:00"))
    await st.settled()
    return ioana, stefan, director


def head(st: Stage, tongue: Tongue) -> str:
    return tongue("<b>{event}: your wrap-up</b>", event=st.event.name)


@in_every_language()
async def test_wrap_up_names_who_was_met_and_who_was_missed_with_one_contact_file(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana, stefan, director = await evening(st, tongue)
        card = await ioana.expect_card(head(st, tongue))
        met = tongue.n("<b>You met {n} person:</b>", "<b>You met {n} people:</b>", 1)
        one, many = (
            "<b>{n} person wanted to meet you, or you them:</b>",
            "<b>{n} people wanted to meet you, or you them:</b>",
        )
        missed = tongue.n(one, many, 1)
        assert card.text.index(met) < card.text.index("Ştefan Mureşan") < card.text.index(missed)
        assert card.text.index(missed) < card.text.index("Andrei Kelemen")
        assert not any(secret in card.text for secret in SECRETS)
        assert missed not in (await stefan.expect_card(head(st, tongue))).text
        assert "Ioana Pop" in (await director.expect_card(missed)).text

        await ioana.press(tongue.label("All contacts (vCard)"), card)
        await ioana.expect_card(
            tongue.n(
                "{n} person you met at {event}. Open this file to keep the contact.",
                "{n} people you met at {event}. Open this file to keep the contacts.",
                1,
                event=st.event.name,
            )
        )
        content = ioana.download().decode()
        assert content.count("BEGIN:VCARD") == 1
        assert "FN:Ştefan Mureşan" in content

        seen = [len(person.received) for person in (ioana, stefan, director)]
        st.move_to(at("Fri 18:01"))  # once is enough
        await st.settled()
        assert [len(person.received) for person in (ioana, stefan, director)] == seen
        await ioana.say("/wrapup")
        await ioana.expect_card(missed)


@in_every_language()
async def test_introduction_opens_contacts_only_when_both_agree(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        ioana, stefan, director = await evening(st, tongue)
        await ioana.press(
            tongue.label("Introduce us: {name}", name="Andrei Kelemen"),
            await ioana.expect_card(head(st, tongue)),
        )
        await ioana.expect_card(tongue("I have asked {name}.", name="Andrei Kelemen"))
        question = await director.expect_card(
            lambda text: "Ioana Pop" in text and not text.startswith(head(st, tongue))
        )
        await ioana.say("/find kelemen")
        profile = await ioana.expect_card("Executive Director")
        assert not any(secret in profile.text for secret in SECRETS)

        ioana.forget()
        await director.press(tongue.label("Yes, introduce us"), question)
        await director.expect_card(tongue("Telegram: @{username}", username="ioana_pop"))
        told = await ioana.expect_card(tongue("<b>You are introduced to</b>"))
        assert [secret for secret in SECRETS if secret in told.text] == list(SECRETS)
        await ioana.press(tongue.label("Contact (vCard)"), told)
        await ioana.expect_card(
            tongue("Open this file to keep {name} among your contacts.", name="Andrei Kelemen")
        )
        assert f"EMAIL;TYPE=INTERNET:{SECRETS[0]}" in ioana.download().decode()
        await ioana.say("/wrapup")
        await ioana.expect_card(tongue.n("<b>You met {n} person:</b>", "<b>You met {n} people:</b>", 2))
        await stefan.forge(f"ui:{st.ids['Andrei Kelemen']}")  # nothing was between these two
        async with st.database.reading() as uow:
            assert await uow.wrap_ups.introductions(st.ids["Ştefan Mureşan"]) == {}
        await stefan.forge(f"up:{st.ids['Andrei Kelemen']}")
        await stefan.expect_card(st.event.name)
        assert all(one.file_id is None for one in stefan.received)


@in_every_language()
async def test_no_is_told_to_nobody(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        ioana, _, director = await evening(st, tongue)
        label = tongue.label("Introduce us: {name}", name="Andrei Kelemen")
        await ioana.press(label, await ioana.expect_card(head(st, tongue)))
        await ioana.expect_card(tongue("I have asked {name}.", name="Andrei Kelemen"))
        question = await director.expect_card(
            lambda text: "Ioana Pop" in text and not text.startswith(head(st, tongue))
        )
        await st.settled()
        ioana.forget()
        await director.press(tongue.label("No, thank you"), question)
        card = await director.expect_card(tongue("That is all right. Nobody is told."))
        await st.settled()
        assert list(ioana.seen()) == []
        await ioana.say("/wrapup")
        mine = await ioana.expect_card(tongue("<i>asked to be introduced</i>"))
        assert label not in [one.label for one in mine.buttons]

        await director.press(tongue.label("Introduce us: {name}", name="Ioana Pop"), card)  # a second thought
        await director.expect_card(tongue("<b>You are introduced to</b>"))
        await ioana.expect_card(SECRETS[0])
