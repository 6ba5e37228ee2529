"""What is offered to somebody who writes the bot's name in another chat: people to be sent there.

Whoever reads such a message need not take part. It says what a badge says, and its button opens the card for
those who may see it.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.event import Event
from bot.domain.links import HOME_PAYLOAD, card_payload, start_link
from bot.domain.people import Participant
from bot.i18n import Html, Language, escape, join
from bot.screens.parts import clip, name, who
from bot.screens.screen import Button
from bot.usecases.directory import Page
from bot.usecases.inline import Offer

_TITLE_UNITS, _BUTTON_CHARACTERS = 60, 60


@dataclass(frozen=True, slots=True)
class Result:
    """What can be chosen: a title and lines of the list, and the message that is sent with its one button."""

    id: str
    title: str
    description: str
    text: Html
    button: Button


@dataclass(frozen=True, slots=True)
class Inline:
    """An answer; ``button`` stands above it and opens the bot. ``next_offset`` is empty at the end."""

    results: tuple[Result, ...] = ()
    button: str = ""
    next_offset: str = ""


def people(language: Language, event: Event, username: str, offer: Offer) -> Inline:
    """Offer people; where there are none, say so, with the way into the bot, which can do more."""
    if not offer.page.people and not offer.page.number:
        nobody = _way_in(
            language,
            username,
            title=language.label("Nobody found"),
            description=language.label("Try other words, or look further in the bot."),
            about=escape(clip(event.name)),
        )
        return Inline((nobody,), button=language.label("Nobody found. Open the bot"))
    results = tuple(_result(language, event, username, offer.page, one) for one in offer.page.people)
    return Inline(results, next_offset="" if offer.next_start is None else str(offer.next_start))


def not_joined(language: Language, username: str) -> Inline:
    """Offer somebody who takes part in nothing the way in."""
    outside = _way_in(
        language,
        username,
        title=language.label("You do not take part yet"),
        description=language.label("Once you have joined an event in the bot, you find its people here."),
    )
    return Inline((outside,), button=language.label("Open the bot to take part"))


def _way_in(
    language: Language, username: str, *, title: str, description: str, about: Html | str = ""
) -> Result:
    """Say in the list why nobody is in it; whoever chooses that all the same sends the way into the bot."""
    return Result(
        id="none",
        title=title,
        description=description,
        text=join((about, language.say("One-to-one meetings are arranged with this bot."))),
        button=Button(language.label("Open the bot"), url=start_link(username, HOME_PAYLOAD)),
    )


def _result(language: Language, event: Event, username: str, page: Page, person: Participant) -> Result:
    profile = person.profile
    badge = ", ".join(clip(part) for part in (profile.role, profile.organization) if part)
    favourite = language.label("favourite") if person.id in page.favourites else ""
    first = " · ".join(part for part in (badge, favourite) if part)
    found = "".join(said for said, _ in page.excerpts.get(person.id, ()))
    return Result(
        id=f"p{person.id}",
        title=clip(name(language, person), _TITLE_UNITS),
        description="\n".join(line for line in (first, found) if line),
        text=join((who(language, person), escape(clip(event.name)))),
        button=Button(language.label("Open the card"), url=start_link(username, card_payload(person.id))),
    )
