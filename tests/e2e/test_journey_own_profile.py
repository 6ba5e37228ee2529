"""One's own profile, changed in chat: a field, a whole page, the photo; and being hidden."""

from __future__ import annotations

from pathlib import Path

from tests.support.organizers import at_desk
from tests.support.people import Person
from tests.support.stage import DELEGATE, DIRECTOR, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import THURSDAY, THURSDAY_WINDOW, row

SEED = Path(__file__).parents[1] / "support" / "data" / "executive-director.txt"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010"
    "100c9fe92ef0000000049454e44ae426082"
)
PREVIEW = "<b>This is how others would see you. Nothing is kept yet.</b>"
HIDDEN = (
    "<b>You are hidden:</b> nobody finds you in the directory or can ask you for a meeting. You can still "
    "ask others, and your meetings go on."
)
PAGE_HEAD = "Ioana Pop\nChief Kite Officer\nPaper Kite Labs\n"


def title(tongue: Tongue, name: str) -> str:
    said = tongue.label(name)
    return said[:1].upper() + said[1:]


async def edit(person: Person, tongue: Tongue, field: str) -> None:
    """Go from one's card to the question for a field."""
    await person.say("/profile")
    await person.press(
        tongue.label("Edit"), await person.expect_card(tongue("This is you, as others see you."))
    )
    menu = await person.expect_card(tongue("<b>Edit your profile</b>"))
    await person.press(title(tongue, field), menu)
    await person.expect_card("/cancel")


@in_every_language()
async def test_field_is_changed_after_a_look_and_a_restart_and_cleared(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana = await st.join("Ioana Pop", tongue.code)
        await edit(ioana, tongue, "what is looked for")
        await st.stop()
        await st.start()
        await ioana.say("Pilot sites; wind tunnels\npilot sites")
        shown = await ioana.expect_card(tongue(PREVIEW))
        assert tongue("Looks for: {value}", value="Pilot sites; wind tunnels") in shown.text

        for said in ("Save it, please", "igen, mentse el", "da, salvează"):
            await ioana.say(said)  # is no value
            again = await ioana.expect_card(
                tongue("<b>To keep it, please tap <i>{button}</i>.</b>", button=tongue.label("Save"))
            )
            assert tongue("Looks for: {value}", value="Pilot sites; wind tunnels") in again.text
        await ioana.say("Kites, kite strings")  # instead
        await ioana.expect_card(tongue("Looks for: {value}", value="Kites; kite strings"))
        await ioana.say("Wind tunnels")
        await ioana.expect_card(tongue("Looks for: {value}", value="Wind tunnels"))
        await ioana.press(tongue.label("Save"), shown)  # of the first: the second is shown once more
        again = await ioana.expect_card(tongue(PREVIEW))
        await ioana.press(tongue.label("Save"), again)
        await ioana.expect_card(tongue("This is you, as others see you."))
        assert ioana.toasted(tongue.label("Saved."))

        director = await st.join("Andrei Kelemen", tongue.code)
        await director.say("/find wind tunnel")
        await director.expect_card(tongue("Looks for: {value}", value="Wind tunnels"))

        await edit(ioana, tongue, "what is looked for")
        await ioana.press(tongue.label("Clear"))
        await ioana.press(tongue.label("Save"), await ioana.expect_card(tongue(PREVIEW)))
        mine = await ioana.expect_card(tongue("This is you, as others see you."))
        assert "Wind tunnels" not in mine.text


@in_every_language()
async def test_what_others_say_too_is_offered_and_spelled_as_they_do(
    database_url: str, tongue: Tongue
) -> None:
    other = row("Zed Zeta", THURSDAY_WINDOW, organization_type="Start-up", areas=("Energy & Oil", "Kites"))
    async with stage(database_url, DELEGATE, other) as st:
        ioana = await st.join("Ioana Pop", tongue.code)
        await edit(ioana, tongue, "organization type")
        assert tongue("Others say, for example: {values}", values="Start-up") in ioana.card.text
        await ioana.say("START-UP")
        shown = await ioana.expect_card(tongue("Organization type: {value}", value="Start-up"))
        assert f"{tongue.day(THURSDAY)}, 14:30" in shown.text  # her times, too
        await ioana.press(tongue.label("Save"), shown)
        await ioana.expect_card(tongue("This is you, as others see you."))

        await edit(ioana, tongue, "areas of activity")
        await ioana.say("kites, Wind, energy & OIL")
        await ioana.expect_card(tongue("Areas of activity: {value}", value="Kites; Wind; Energy & Oil"))


@in_every_language()
async def test_what_is_no_website_or_phone_number_is_refused_with_what_would_be_right(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana = await st.join("Ioana Pop", tongue.code)
        for field, wrong, why, right in (
            (
                "website",
                "not a url",
                "“{website}” is not a web address, such as www.example.org",
                "kites.example/ioana",
            ),
            (
                "phone",
                "call me",
                "“{phone}” is not a phone number, such as +40 700 000 000",
                "0264-123 456, int. 12",
            ),
        ):
            await edit(ioana, tongue, field)
            await ioana.say(wrong)
            refused = await ioana.expect_card(tongue.label(why, **{field: wrong}))
            assert tongue.label("Save") not in [button.label for button in refused.buttons]
            await ioana.say(right)  # what is asked stays asked
            await ioana.press(tongue.label("Save"), await ioana.expect_card(right))
            await ioana.expect_card(tongue("This is you, as others see you."))
        async with st.database.reading() as uow:
            mine = await uow.participants.get(st.ids["Ioana Pop"])
        assert mine is not None
        assert (mine.profile.website, mine.profile.phone) == ("kites.example/ioana", "0264-123 456, int. 12")


@in_every_language()
async def test_what_the_rules_of_lists_refuse_is_refused_and_says_why(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana = await st.join("Ioana Pop", tongue.code)
        await edit(ioana, tongue, "e-mail")
        for wrong, why in (
            ("ioana at home", "“{email}” is not an e-mail address, such as name@example.org"),
            (
                "Director@Example.org",
                "the address “{email}” belongs to somebody else at this event; please ask the organizer",
            ),
        ):
            await ioana.say(wrong)
            await ioana.expect_card(tongue.label(why, email=wrong))
        await ioana.say("ioana@kites.example")
        await ioana.press(tongue.label("Save"), await ioana.expect_card(tongue(PREVIEW)))
        await ioana.expect_card(tongue("This is you, as others see you."))
        await edit(ioana, tongue, "name")
        assert tongue.label("Clear") not in [button.label for button in ioana.card.buttons]
        await ioana.say("12345")
        await ioana.expect_card(tongue.label("there is no name"))


@in_every_language()
async def test_nobody_becomes_somebody_else_of_the_event(database_url: str, tongue: Tongue) -> None:
    taken = "the name “{name}” belongs to somebody else at this event; please ask the organizer"
    namesake = row("IOANA POP", THURSDAY_WINDOW, key="another")
    async with stage(database_url, DIRECTOR, DELEGATE, namesake) as st:
        ioana = await st.join("Ioana Pop", tongue.code)
        await edit(ioana, tongue, "name")
        await ioana.say("Andrei  Kélemen")
        await ioana.expect_card(tongue.label(taken, name="Andrei Kélemen"))
        await ioana.say("/profile")
        await ioana.expect_card(tongue("This is you, as others see you."))
        page = f"{PAGE_HEAD}Organization Type Start-up\nCity Arad\n"
        await ioana.say(page.replace("Ioana Pop", "Andrei Kelemen"))
        await ioana.expect_card(tongue.label(taken, name="Andrei Kelemen"))
        await edit(ioana, tongue, "name")
        await ioana.say("Ioána Pop")  # her own name, though somebody else has it, too
        await ioana.press(tongue.label("Save"), await ioana.expect_card(tongue(PREVIEW)))
        await ioana.expect_card(tongue("This is you, as others see you."))

        await edit(ioana, tongue, "name")
        await ioana.say("Dan Dinu")
        shown = await ioana.expect_card(tongue(PREVIEW))
        async with st.database.writing() as uow:  # a list brings one of that name meanwhile
            await uow.participants.add(st.event, row("Dan Dinu", THURSDAY_WINDOW))
        await ioana.press(tongue.label("Save"), shown)
        await ioana.expect_card(tongue.label(taken, name="Dan Dinu"))
        async with st.database.reading() as uow:
            kept = await uow.participants.get(st.ids["Ioana Pop"])
        assert kept is not None
        assert kept.profile.name == "Ioána Pop"


@in_every_language()
async def test_organizers_are_told_of_a_changed_name(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        olga = await at_desk(st, tongue)
        ioana = await st.join("Ioana Pop", tongue.code)
        await edit(ioana, tongue, "job position")
        await ioana.say("Pilot")
        await ioana.press(tongue.label("Save"), await ioana.expect_card(tongue(PREVIEW)))
        await ioana.expect_card(tongue("This is you, as others see you."))
        await edit(ioana, tongue, "name")
        await ioana.say("Ioana Pop-Kite")
        await ioana.press(tongue.label("Save"), await ioana.expect_card(tongue(PREVIEW)))
        await ioana.expect_card("Ioana Pop-Kite")

        title = tongue("<b>{event}: somebody has changed their name</b>", event=st.event.name)
        news = await olga.expect_card(title)
        who = "Ioana Pop-Kite, Pilot, Paper Kite Labs"
        assert tongue("{was} is now {who}", was="Ioana Pop", who=who) in news.text
        assert len([seen for seen in olga.seen() if title in seen.text]) == 1


@in_every_language()
async def test_profile_page_is_pasted_in_pieces_and_fills_the_profile(
    database_url: str, tongue: Tongue
) -> None:
    described = "We fly kites over cities and measure the air. " * 120
    page = f"{PAGE_HEAD}Description {described}\nOrganization Type Start-up\nCity Oradea , 1 Long St.\n"
    async with stage(database_url) as st:
        ioana = await st.join("Ioana Pop", tongue.code)
        cut = page.rindex(" ", 0, 4000)  # as a messenger does
        await ioana.say(page[:cut])
        await ioana.expect_card("Chief Kite Officer")
        await ioana.say(page[cut:])
        shown = await ioana.expect_card("Oradea")
        was = tongue(
            "{name}: {new} (was: {old})",
            name=title(tongue, "job position"),
            new="Chief Kite Officer",
            old="Founder",
        )
        assert was in shown.text
        await ioana.press(tongue.label("Save"), shown)
        card = await ioana.expect_card(tongue("This is you, as others see you."))
        assert tongue("Address: {value}", value="Oradea, 1 Long St.") in card.text
        async with st.database.reading() as uow:
            kept = await uow.participants.get(st.ids["Ioana Pop"])
        assert kept is not None
        assert " ".join(kept.profile.description.split()) == described.strip()

        await ioana.send_document("me.txt", f"{PAGE_HEAD}Organization Type Start-up\nCity Arad\n".encode())
        await ioana.press(tongue.label("Save"), await ioana.expect_card("Arad"))
        await ioana.expect_card(tongue("Address: {value}", value="Arad, 1 Long St."))


async def test_page_of_the_executive_director_fills_his_own_profile(database_url: str) -> None:
    page = SEED.read_text("utf-8")
    async with stage(database_url, row("Andrei Kelemen", THURSDAY_WINDOW), DELEGATE) as st:
        director = await st.join("Andrei Kelemen")
        await director.say(page)
        await director.press("Save", await director.expect_card("Nothing is kept yet."))
        card = await director.expect_card("This is you, as others see you.")
        assert "Address: Cluj-Napoca, 28 Memorandumului St." in card.text
        await director.send_document("people.csv", b"name,city\nAna,Arad\nDan,Deva\n")  # is no page
        await director.expect_card("I read text only.")


@in_every_language()
async def test_photo_is_kept_and_opened_by_others(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        ioana = await st.join("Ioana Pop", tongue.code)
        await edit(ioana, tongue, "photo")
        await ioana.say("no picture")
        await ioana.expect_card(tongue("Please send the photo as a picture, not as a file or a text."))
        await ioana.send_photo(PNG)
        shown = await ioana.expect_card(tongue("Nothing is kept yet."))
        await ioana.press(tongue.label("Save"), shown)
        await ioana.expect_card(tongue("This is you, as others see you."))
        kept = await ioana.expect_card(f"Paper Kite Labs\n\n{tongue('Saved.')}")
        assert (kept.message_id, kept.buttons) == (shown.message_id, [])  # nothing is left to be saved

        director = await st.join("Andrei Kelemen", tongue.code)
        await director.say("/find ioana")
        await director.press(tongue.label("Photo"), await director.expect_card("Paper Kite Labs"))
        photo = await director.expect_card("Ioana Pop, Founder")
        assert director.download(photo) == PNG
        await director.press(tongue.label("‹ Profile"), photo)
        await director.expect_card("Paper Kite Labs")


@in_every_language()
async def test_look_at_a_photo_offers_nothing_once_it_is_left(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        ioana = await st.join("Ioana Pop", tongue.code)
        looks = []
        for way, then in (
            (tongue.label("Write it again"), "/cancel"),
            (tongue.label("‹ Edit"), tongue("<b>Edit your profile</b>")),
            (tongue.label("‹ My profile"), tongue("This is you, as others see you.")),
        ):
            await edit(ioana, tongue, "photo")
            await ioana.send_photo(PNG)
            looks.append(await ioana.expect_card(tongue("Nothing is kept yet.")))
            await ioana.press(way, looks[-1])
            await ioana.expect_card(then)
            await ioana.expect_card(lambda _: looks[-1].buttons == [])
        await edit(ioana, tongue, "photo")
        await ioana.send_photo(PNG)
        left = await ioana.expect_card(tongue("Nothing is kept yet."))
        await ioana.say("/agenda")  # a command leaves it too; its button says so when it is pressed
        await ioana.expect_card(tongue("<b>Your agenda is empty.</b>\n\nFind somebody and ask for a time."))
        await ioana.press(tongue.label("Save"), left)
        await ioana.expect_card(st.event.name)
        await ioana.expect_card(lambda _: left.buttons == [])
        async with st.database.reading() as uow:
            person = await uow.participants.get(st.ids["Ioana Pop"])
        assert person is not None
        assert not person.photo


@in_every_language()
async def test_whoever_hides_is_found_and_asked_by_nobody_until_shown_again(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, row("Zed Zeta", THURSDAY_WINDOW)) as st:
        ioana = await st.join("Ioana Pop", tongue.code)
        director = await st.join("Andrei Kelemen", tongue.code)
        await director.say("/find ioana")
        old_card = await director.expect_card("Paper Kite Labs")
        await ioana.say("/profile")
        await ioana.press(
            tongue.label("Hide me"), await ioana.expect_card(tongue("This is you, as others see you."))
        )
        await ioana.expect_card(tongue("<b>Hide you from the directory?</b>"))
        await ioana.press(tongue.label("Yes, hide me"))
        await ioana.expect_card(tongue(HIDDEN))

        await director.say("/find ioana")
        await director.expect_card("ioana")
        assert "Paper Kite Labs" not in director.card.text
        await director.press(tongue.label("See free times"), old_card)
        await director.expect_card(tongue("This person is not available. You can look for somebody else."))

        await ioana.say("Kelemen Thursday 15:20")  # who hides may still ask
        await ioana.press(tongue.label("Send the request"), await ioana.expect_card("Andrei Kelemen"))
        asked = await director.expect_card("Paper Kite Labs")
        await director.press(tongue.label("See the profile"), asked)
        await director.expect_card("Founder")
        director.forget()
        await director.say("Ioana")  # whom he has to do with is found by name all the same
        await director.expect_card("Founder")

        await ioana.say("/profile")
        await ioana.press(
            tongue.label("Show me again"), await ioana.expect_card(tongue("This is you, as others see you."))
        )
        await ioana.expect_card(lambda text: tongue(HIDDEN) not in text)
        await director.say("/find ioana")
        await director.expect_card("Founder")
