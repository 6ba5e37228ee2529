"""Messages through the bot: writing one, the message as it arrives, and what became of it."""

from __future__ import annotations

from bot.domain.people import Participant
from bot.domain.relay import TEXT_CHARACTERS, Kind, Message, Obstacle, Outcome
from bot.i18n import Language, join
from bot.screens import actions, after_actions
from bot.screens.parts import clip, home_row, name, quote, who
from bot.screens.screen import Attachment, AttachmentKind, Button, Screen

_LABEL_UNITS = 24
_FILES = {
    Kind.PHOTO: AttachmentKind.PHOTO,
    Kind.VOICE: AttachmentKind.VOICE,
    Kind.DOCUMENT: AttachmentKind.DOCUMENT,
}


def write_button(language: Language, other: Participant) -> Button:
    """Give the button that writes to somebody."""
    label = language.label("Write to {name}", name=clip(name(language, other), _LABEL_UNITS))
    return Button(label, after_actions.WriteTo(other.id))


def prompt(language: Language, other: Participant) -> Screen:
    """Ask for the message to somebody."""
    text = language.say(
        "Write your message to {who}: a text of at most {longest} characters, a photo, a voice message or a "
        "file. It goes through the bot, so you need no address of theirs.\n\n"
        "/cancel sends nothing.",
        who=who(language, other),
        longest=TEXT_CHARACTERS,
    )
    return Screen(
        text, ((Button(language.label("‹ Profile"), actions.Person(other.id)), *home_row(language)),)
    )


def wrong_kind(language: Language) -> Screen:
    """Say what can be sent instead of what was."""
    text = language.say(
        "I can pass on a text, a photo, a voice message or a file. Please send one of these; /cancel stops."
    )
    return Screen(text, (home_row(language),))


def sent(language: Language, other: Participant) -> Screen:
    """Confirm that a message is on its way."""
    text = language.say(
        "Your message to {name} is on its way. Should it not arrive, I will tell you.",
        name=name(language, other),
    )
    return Screen(text, _next(language, other))


def outcome(language: Language, other: Participant, became: Outcome) -> Screen:
    """Tell the author that his message may not have arrived."""
    texts = {
        Outcome.FAILED: lambda who: language.say(
            "Your message to {name} could not be delivered. Perhaps they have left the bot, or you are no "
            "longer in touch.",
            name=who,
        ),
        Outcome.UNSURE: lambda who: language.say(
            "It is not certain that {name} has your message: Telegram did not confirm it.", name=who
        ),
    }
    return Screen(texts[became](name(language, other)), _next(language, other))


def message(language: Language, author: Participant, written: Message) -> Screen:
    """Show a message to the one who gets it, with whom it is from."""
    content = written.content
    text = join((language.say("Message from {who}", who=who(language, author)), quote(content.text)), "\n\n")
    rows = (
        (
            Button(language.label("Answer"), after_actions.WriteTo(author.id, answer=True)),
            Button(language.label("Report"), after_actions.Report(written.id)),
        ),
    )
    kind = _FILES.get(content.kind)
    return Screen(text, rows, Attachment(kind, file_id=content.file_id) if kind else None)


def refused(language: Language, other: Participant, obstacle: Obstacle) -> Screen:
    """Say why somebody cannot be written to, and what can be done."""
    say, who_is = language.say, name(language, other)
    texts = {
        Obstacle.NOTHING_BETWEEN: lambda: say(
            "You can write to {name} while a request between you is open or a meeting is agreed.", name=who_is
        ),
        Obstacle.OVER: lambda: say("The event is over, and messages through the bot have ended."),
        Obstacle.UNREACHABLE: lambda: say("{name} cannot be reached through the bot now.", name=who_is),
        Obstacle.TOO_OFTEN: lambda: say(
            "You have sent many messages in a minute. Please wait a little, then write again."
        ),
    }
    return Screen(texts[obstacle](), _next(language, other))


def report_prompt(language: Language, author: Participant, message_id: int) -> Screen:
    """Ask once more before a message is reported."""
    text = language.say(
        "Report this message of {name}? The organizers hear of it, and {name} can write no more to you.",
        name=name(language, author),
    )
    rows = (
        (Button(language.label("Yes, report it"), after_actions.Report(message_id, sure=True)),),
        home_row(language),
    )
    return Screen(text, rows)


def reported(language: Language, author: Participant) -> Screen:
    """Confirm a report."""
    text = language.say(
        "The organizers know. {name} can write no more to you; a meeting stands until you cancel it.",
        name=name(language, author),
    )
    return Screen(text, _next(language, author))


def report(language: Language, author: Participant, reporter: Participant) -> Screen:
    """Tell an organizer of a report."""
    text = language.say(
        "<b>A message was reported</b>\n\n{reporter}\nreports a message of\n{author}\n\n"
        "The text is not kept: please ask them what happened. {name} can write no more to them.",
        reporter=who(language, reporter),
        author=who(language, author),
        name=name(language, author),
    )
    return Screen(text, (home_row(language),))


def _next(language: Language, other: Participant) -> tuple[tuple[Button, ...], ...]:
    return ((Button(language.label("‹ Profile"), actions.Person(other.id)), *home_row(language)),)
