"""The wrap-up: people met, people missed, and introductions."""

from __future__ import annotations

from bot.domain.contacts import Contact
from bot.domain.event import Event
from bot.domain.people import Participant
from bot.domain.wrap_up import Introduced
from bot.i18n import Html, Language, join
from bot.screens import actions, after_actions
from bot.screens.contacts import contact_lines
from bot.screens.parts import clip, fitting, home_row, name, pager, who
from bot.screens.screen import Attachment, AttachmentKind, Button, Screen
from bot.usecases.wrap_up import Missed, WrapUp

_LABEL_UNITS = 40
_MET_UNITS = 1800
_MISSED_UNITS = 1800


def wrap_up(language: Language, shown: WrapUp, notice: str = "") -> Screen:
    """Show what somebody takes home; ``notice`` goes on top."""
    say = language.say
    head = say("<b>{event}: your wrap-up</b>", event=shown.event.name)
    if not shown.over:
        head = say("<b>{event}: your wrap-up so far</b>", event=shown.event.name)
    text = join((notice, head, _met(language, shown), _missed(language, shown)), "\n\n")
    rows: list[tuple[Button, ...]] = []
    if shown.met:
        rows.append((Button(language.label("All contacts (vCard)"), after_actions.AllContacts()),))
    rows += [(button,) for one in shown.missed if (button := _introduce(language, one)) is not None]
    pages = (after_actions.WrapUpCard(shown.number - 1), after_actions.WrapUpCard(shown.number + 1))
    if turn := pager(language, shown.number, shown.pages, pages):
        rows.append(turn)
    return Screen(text, (*rows, home_row(language)))


def contacts_file(language: Language, event: Event, content: bytes, people: int) -> Screen:
    """Send everybody as one contact file."""
    text = language.say_n(
        "{n} person you met at {event}. Open this file to keep the contact.",
        "{n} people you met at {event}. Open this file to keep the contacts.",
        people,
        event=event.name,
    )
    file = Attachment(AttachmentKind.DOCUMENT, f"{event.slug}.vcf", content)
    met = Button(language.label("Whom I met"), after_actions.WrapUpCard())
    return Screen(text, ((met, *home_row(language)),), file)


def introduction(language: Language, event: Event, asker: Participant) -> Screen:
    """Ask somebody whether he wants to be introduced."""
    text = language.say(
        "<b>An introduction?</b>\n\n{who}\n\nThe two of you did not get to meet at {event}. If you agree, "
        "you see each other’s contact details. If not, nobody is told.",
        who=who(language, asker),
        event=event.name,
    )
    yes = Button(language.label("Yes, introduce us"), after_actions.Introduce(asker.id))
    no = Button(language.label("No, thank you"), after_actions.NoIntroduction(asker.id))
    profile = Button(language.label("See the profile"), actions.Person(asker.id))
    return Screen(text, ((yes,), (no,), (profile,)))


def introduced(language: Language, other: Participant, contact: Contact) -> Screen:
    """Tell somebody that both agreed, with the contact."""
    text = join(
        (
            join((language.say("<b>You are introduced to</b>"), who(language, other))),
            contact_lines(language, contact),
        ),
        "\n\n",
    )
    card = Button(language.label("Contact (vCard)"), after_actions.ContactOf(other.id))
    profile = Button(language.label("See the profile"), actions.Person(other.id))
    return Screen(text, ((card, profile), home_row(language)))


def _met(language: Language, shown: WrapUp) -> Html:
    if not shown.met:
        return language.say("You have met nobody here yet, as far as I know.")
    head = language.say_n("<b>You met {n} person:</b>", "<b>You met {n} people:</b>", len(shown.met))
    return fitting((head, *(who(language, one) for one in shown.met)), _MET_UNITS, "\n")


def _missed(language: Language, shown: WrapUp) -> Html:
    if not shown.missed:
        return Html()
    head = language.say_n(
        "<b>{n} person wanted to meet you, or you them:</b>",
        "<b>{n} people wanted to meet you, or you them:</b>",
        shown.total,
    )
    return fitting((head, *(_line(language, one) for one in shown.missed)), _MISSED_UNITS, "\n")


def _line(language: Language, one: Missed) -> Html:
    states = {
        Introduced.BY_ME: lambda: language.say("<i>asked to be introduced</i>"),
        Introduced.BY_OTHER: lambda: language.say("<i>would like to be introduced</i>"),
    }
    said = states[one.introduced]() if one.introduced in states else ""
    return join((who(language, one.person), said), " · ")


def _introduce(language: Language, one: Missed) -> Button | None:
    if one.introduced is Introduced.BY_ME or not one.person.connected:
        return None
    label = language.label("Introduce us: {name}", name=clip(name(language, one.person), _LABEL_UNITS))
    return Button(label, after_actions.Introduce(one.person.id))
