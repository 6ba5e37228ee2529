"""Contact details: lines of a card, the contact file, and what one shares oneself."""

from __future__ import annotations

from bot.domain.contacts import Contact, Detail
from bot.domain.people import Participant
from bot.i18n import Html, Language, join
from bot.screens import actions, after_actions
from bot.screens.parts import clip, home_row, name
from bot.screens.screen import Attachment, AttachmentKind, Button, Screen
from bot.usecases.contacts import Shared

_ADDRESS_CHARACTERS = 254  # the longest e-mail address that there is


def contact_lines(language: Language, contact: Contact | None) -> Html:
    """Write how somebody can be reached; nothing where no agreed meeting opens it."""
    if contact is None:
        return Html()
    say = language.say
    return join(
        (
            say("E-mail: {email}", email=clip(contact.email, _ADDRESS_CHARACTERS)) if contact.email else "",
            say("Phone: {phone}", phone=clip(contact.phone)) if contact.phone else "",
            say("Telegram: @{username}", username=contact.username) if contact.username else "",
        )
    )


def contact_button(language: Language, meeting_id: int) -> Button:
    """Give the button that sends the other side of a meeting as a contact file."""
    return Button(language.label("Contact (vCard)"), after_actions.ContactFile(meeting_id))


def contact_file(language: Language, other: Participant, content: bytes) -> Screen:
    """Send somebody as a contact file, with a word on what to do with it."""
    text = language.say("Open this file to keep {name} among your contacts.", name=name(language, other))
    profile = Button(language.label("‹ Profile"), actions.Person(other.id))
    file = Attachment(AttachmentKind.DOCUMENT, "contact.vcf", content)
    return Screen(text, ((profile, *home_row(language)),), file)


def shared_contacts(language: Language, mine: Shared) -> Screen:
    """Show which of one's own details others see after a meeting is agreed, with a switch for each."""
    there = mine.contact.there
    text = join(
        (
            language.say("<b>Contact details</b>"),
            language.say(
                "Only people with whom you have agreed a meeting see them, for as long as the meeting stands."
            ),
            join(_line(language, mine, one) for one in there)
            if there
            else language.say("You have none here. The organizer can add your e-mail and phone."),
        ),
        "\n\n",
    )
    rows = tuple((_switch(language, one, shared=one not in mine.withheld),) for one in there)
    back = (Button(language.label("‹ Settings"), actions.Settings()), *home_row(language))
    return Screen(text, (*rows, back))


def _line(language: Language, mine: Shared, detail: Detail) -> Html:
    say, value = language.say, clip(getattr(mine.contact, detail), _ADDRESS_CHARACTERS)
    shown = f"@{value}" if detail is Detail.USERNAME else value
    if detail in mine.withheld:
        return say("{detail} – for you alone", detail=shown)
    return say("{detail} – <b>shared</b>", detail=shown)


def _switch(language: Language, detail: Detail, *, shared: bool) -> Button:
    label = language.label
    share = {
        Detail.EMAIL: lambda: label("Share my e-mail"),
        Detail.PHONE: lambda: label("Share my phone number"),
        Detail.USERNAME: lambda: label("Share my user name"),
    }
    keep = {
        Detail.EMAIL: lambda: label("Hide my e-mail"),
        Detail.PHONE: lambda: label("Hide my phone number"),
        Detail.USERNAME: lambda: label("Hide my user name"),
    }
    said = keep[detail]() if shared else share[detail]()
    return Button(said, after_actions.ShareContact(detail.value, shared=not shared))
