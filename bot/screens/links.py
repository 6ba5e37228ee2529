"""Links that let somebody in: personal ones, and those that make organizers and stewards."""

from __future__ import annotations

from bot.domain.event import Event
from bot.domain.roles import Role
from bot.i18n import Language, escape, join
from bot.screens import hall_actions, organizer_actions
from bot.screens.organizer import back, short
from bot.screens.parts import home_row
from bot.screens.screen import Attachment, AttachmentKind, Button, Rows, Screen
from bot.usecases.invitations import Invited
from bot.usecases.personal_links import PersonLink


def person_link(language: Language, shown: PersonLink, qr: bytes, *, renewed: bool = False) -> Screen:
    """Show somebody's personal link with its QR code."""
    say, person = language.say, shown.participant
    if renewed:
        state = say("Earlier links of this person no longer work. This is the new one:")
    elif person.connected:
        state = say(
            "This person has opened the bot already; the link leads only this person home. A new link lets "
            "them in from another Telegram account and shuts the present one out."
        )
    else:
        state = say("Whoever opens this link first becomes this person here, so give it to nobody else:")
    text = join((short(language, person), state, escape(shown.link)), "\n\n")
    rows: Rows = (
        (
            Button(
                language.label("Cancel this link, give a new one"), organizer_actions.RevokeLink(person.id)
            ),
        ),
        (
            Button(language.label("Not connected"), organizer_actions.NotConnected(person.event_id)),
            back(language, person.event_id),
        ),
    )
    return Screen(text, rows, Attachment(AttachmentKind.PHOTO, "link.png", qr))


def own_card(language: Language, event: Event, link: str, qr: bytes) -> Screen:
    """Show somebody the QR code and the link that open his card to the others of the event."""
    text = join(
        (
            language.say(
                "Show this code, or send the link: it opens your card to everybody who takes part in "
                "{event}. Nobody can sign in with it.",
                event=event.name,
            ),
            escape(link),
        ),
        "\n\n",
    )
    return Screen(text, (home_row(language),), Attachment(AttachmentKind.PHOTO, "card.png", qr))


def role_invitation(language: Language, invited: Invited, payload: str) -> Screen:
    """Ask somebody who opened the link to a role whether he takes it on."""
    if invited.role is Role.ORGANIZER:
        text = language.say(
            "You are invited to organize <b>{event}</b>: import people, see figures and personal links, and "
            "write to everybody. Stored are your Telegram id, user name and language.",
            event=invited.event.name,
        )
    else:
        text = language.say(
            "You are invited to help on site at <b>{event}</b>, as a steward, with tables and check-in. You "
            "see who meets whom and where, but no contact details. Stored are your Telegram id, user name "
            "and language.",
            event=invited.event.name,
        )
    return Screen(text, ((Button(language.label("I take it on"), organizer_actions.TakeRole(payload)),),))


def role_welcome(language: Language, given: Invited) -> Screen:
    """Tell somebody what a link has given him."""
    if given.role is Role.ORGANIZER:
        text = language.say(
            "You organize <b>{event}</b> from now on. /organizer opens this at any time.",
            event=given.event.name,
        )
        return Screen(text, ((back(language, given.event.id),), home_row(language)))
    text = language.say(
        "You are a steward of <b>{event}</b> from now on. /steward opens the hall at any time.",
        event=given.event.name,
    )
    hall = Button(language.label("The hall"), hall_actions.Hall(given.event.id))
    return Screen(text, ((hall,), home_row(language)))


def role_link_void(language: Language) -> Screen:
    """Tell somebody that the link to a role that he opened is worth nothing any more."""
    text = language.say("This link has been used or replaced. Please ask an organizer for a new one.")
    return Screen(text, (home_row(language),))


def links_file(language: Language, event: Event, content: bytes, *, people: int) -> Screen:
    """Send the personal links of everybody as a file."""
    text = language.say_n(
        "The personal link of {n} person at {event}. Whoever has a link can join as that person: "
        "keep this file to yourself.",
        "The personal links of {n} people at {event}. Whoever has a link can join as that person: "
        "keep this file to yourself.",
        people,
        event=event.name,
    )
    attachment = Attachment(AttachmentKind.DOCUMENT, f"{event.slug}-links.csv", content)
    return Screen(text, ((back(language, event.id),),), attachment)
