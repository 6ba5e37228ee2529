"""Before somebody is in: greeting, consent, links that do not work, and the choice of a language."""

from __future__ import annotations

from bot.domain.event import Event
from bot.domain.people import Participant
from bot.i18n import Html, Language, Languages, join
from bot.screens import actions
from bot.screens.parts import grid, home_row, name
from bot.screens.screen import Button, Rows, Screen
from bot.usecases.joining import LinkState


def greeting(
    language: Language, every: Languages, participant: Participant, event: Event, payload: str
) -> Screen:
    """Greet somebody by name and ask for consent; nothing is stored before it."""
    days = language.listing(language.day(day) for day in event.days)
    privacy = event.privacy
    text = join(
        (
            language.say("Welcome, <b>{name}</b>!", name=name(language, participant)),
            language.say(
                "This bot arranges your one-to-one meetings at <b>{event}</b> ({days}): find a person, "
                "see the times free for both of you, book one and be reminded in time.",
                event=event.name,
                days=days,
            ),
            language.say(
                "Other participants see the profile you registered with, never your e-mail or phone before "
                "you have agreed to meet. Stored are your Telegram id, user name and language, your requests "
                "and meetings. You can read, export and erase it all with /privacy."
            ),
            controller_line(language, privacy.controller, privacy.contact),
        ),
        "\n\n",
    )
    agree = Button(language.label("I agree, let’s start"), actions.Join(payload, language.code))
    others = [
        Button(one.name, actions.Greet(payload, one.code))
        for one in every.by_code.values()
        if one.code != language.code
    ]
    return Screen(text, ((agree,), *grid(others, 3)))


def link_problem(
    language: Language, state: LinkState, event: Event | None, *, inside: bool = False
) -> Screen:
    """Explain a link that does not open anything for this person, and whom to ask; ``inside``: he is in."""
    say = language.say
    texts = {
        LinkState.USED: lambda: say("This personal link has been used by another Telegram account."),
        LinkState.REVOKED: lambda: say("This personal link has been replaced by a newer one."),
        LinkState.TWICE: lambda: say("You are already at this event as another participant."),
    }
    unknown = say("This link is not known here. Was it cut in two, or is it from another event?")
    text = texts[state]() if state in texts else unknown
    contact = event.privacy.contact if event else ""
    help_text = (
        say("Please write to the organizer: {contact}", contact=contact)
        if contact
        else say("Please ask the organizer of your event for your personal link.")
    )
    row = home_row(language) if inside else language_row(language)
    return Screen(join((text, help_text), "\n\n"), (row,))


def too_many_wrong_links(language: Language) -> Screen:
    """Ask an account that opened many wrong links to wait; whether this one is right was not looked at."""
    text = language.say(
        "Too many links that are not known here were opened from this account. Please wait an hour, "
        "then open your personal link again."
    )
    return Screen(text, (language_row(language),))


def no_link(language: Language, every: Languages, *, understood: bool = True) -> Screen:
    """Tell somebody who came without a link how to get in.

    ``understood``: whether his Telegram is in one of the languages; else he chooses one right here.
    """
    text = language.say(
        "Hello! This is <b>Bilateral</b>. It arranges one-to-one meetings at conferences.\n\n"
        "To begin, open the <b>personal link</b> that the organizer of your event sent you, or scan its QR "
        "code. If you have none, please ask the organizer for it."
    )
    if understood:
        return Screen(text, (language_row(language),))
    return Screen(join((text, spoken(language, every)), "\n\n"), language_rows(language, every))


def spoken(language: Language, every: Languages) -> Html:
    """Name the languages that are spoken, each in itself."""
    names = language.listing(one.name for one in every.by_code.values())
    return language.say("I speak {languages}.", languages=names)


def language_rows(language: Language, every: Languages) -> Rows:
    """Offer every language, each in itself."""
    buttons = [
        Button(("✓ " if one.code == language.code else "") + one.name, actions.SetLanguage(one.code))
        for one in every.by_code.values()
    ]
    return grid(buttons, 3)


def languages(language: Language, every: Languages, *, inside: bool = False) -> Screen:
    """Offer every language, each in itself; ``inside``: to somebody who is in, and may go home."""
    rows = language_rows(language, every) + ((home_row(language),) if inside else ())
    now = language.say("Language: <b>{name}</b>", name=language.name)
    return Screen(join((language.say("Which language shall we use?"), now), "\n\n"), rows)


def controller_line(language: Language, controller: str, contact: str) -> Html:
    """Say who answers for the data."""
    if not controller:
        return Html()
    return language.say(
        "Responsible for the data: {controller}", controller=join((controller, contact), ", ")
    )


def language_row(language: Language) -> tuple[Button, ...]:
    """Give the row by which somebody outside chooses his language."""
    # In English as well, for somebody who cannot read what Telegram's language gave him.
    own = language.label("Language")
    return (Button(own if own == "Language" else f"{own} · Language", actions.Languages()),)
