"""Answers to plain text: what was understood, with buttons; or what can be written."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.event import Event
from bot.domain.people import Participant
from bot.i18n import Html, Language, Languages, join
from bot.screens import actions, profile_actions
from bot.screens.callbacks import Action
from bot.screens.joining import language_rows, spoken
from bot.screens.parts import clip, grid, home_row, name, times
from bot.screens.relay import write_button
from bot.screens.screen import Button, Screen
from bot.usecases.times import Instant
from bot.usecases.wishes import Arranged

_MOST_ARRANGED = 40  # buttons


def unsure(language: Language, word: str, people: Sequence[Participant]) -> Screen:
    """Say which word stood against taking a text for what it seemed to ask; whoever was named is a button."""
    text = language.say(
        "Because of “{word}” I am not sure what you mean, so I did nothing.\n\n"
        "Please write what you would like, for example “Kelemen Thursday 3pm”. /help shows the rest.",
        word=clip(word),
    )
    cards = grid((Button(name(language, one), actions.Person(one.id)) for one in people[:8]), 2)
    agenda = Button(language.label("My agenda"), actions.Agenda())
    times_ = Button(language.label("Meeting times"), profile_actions.MyTimes())
    return Screen(text, (*cards, (agenda, times_), home_row(language)))


def choose_arranged(language: Language, event: Event, found: Sequence[Arranged]) -> Screen:
    """Ask which of several meetings and requests was meant."""
    return choose_everywhere(language, event, [(event, one) for one in found])


def choose_everywhere(language: Language, event: Event, found: Sequence[tuple[Event, Arranged]]) -> Screen:
    """Ask which of several meetings and requests at any events was meant."""
    return which(
        language,
        event,
        [
            (there, one, actions.Meeting(one.id) if one.agreed else actions.Request(one.id))
            for there, one in found
        ],
    )


def which(language: Language, event: Event, found: Sequence[tuple[Event, Arranged, Action]]) -> Screen:
    """Ask which one was meant, each with the button that does what was asked for.

    What is at another event than the current one, ``event``, is named with it.
    """
    rows = []
    for there, one, action in found[:_MOST_ARRANGED]:
        start = there.local(one.slot.start)
        label = f"{language.short_day(start.date())} {times(there, one.slot)} · {name(language, one.other)}"
        away = f" · {clip(there.name)}" if there.id != event.id else ""
        rows.append((Button(label + away, action),))
    others = list(dict.fromkeys(there.name for there, *_ in found if there.id != event.id))
    asked = language.say("<b>Which one do you mean?</b>")
    if len(found) == 1:
        asked = language.say("Did you mean this one?")
    text = join((asked, at_other(language, others)), "\n\n")
    return Screen(text, (*rows, home_row(language)))


def not_proposed(language: Language, at: Instant, other: Participant) -> Html:
    """Say of a request that waits for somebody else that it is not for a time that was said to suit."""
    return language.say(
        "This request is not for {time}. To ask for that instead, take this one back first, "
        "or write to {name}.",
        time=language.moment(at.at),
        name=name(language, other),
    )


def at_other(language: Language, events: Sequence[str]) -> Html:
    """Say that something is at other events than the current one; nothing where there are none."""
    if not events:
        return Html()
    return language.say("This is at another event of yours: {events}.", events=language.listing(events))


def nothing_arranged(language: Language, people: Sequence[Participant]) -> Screen:
    """Say that there is nothing to cancel or to move; whoever was named is a button away."""
    text = language.say("You have no coming meeting and no open request like that.")
    cards = grid((Button(name(language, one), actions.Person(one.id)) for one in people), 2)
    lists = (
        Button(language.label("My agenda"), actions.Agenda()),
        Button(language.label("Requests"), actions.Requests()),
    )
    return Screen(text, (*cards, lists, home_row(language)))


def not_understood(language: Language, every: Languages | None = None) -> Screen:
    """Say what can be written; to one who wrote in none of ``every`` language, also in which."""
    text = language.say(
        "I am sorry, I did not understand that.\n\n"
        "Write one thing at a time: a name (“Kelemen”), an organization, a time (“Thursday 3pm”), "
        "or a name with a time. /help shows the rest."
    )
    find = (Button(language.label("Find people"), actions.Directory()), *home_row(language))
    if every is None:
        return Screen(text, (find,))
    return Screen(join((text, spoken(language, every)), "\n\n"), (*language_rows(language, every), find))


def thanked(language: Language) -> Screen:
    """Answer thanks, and a goodbye."""
    text = language.say("Gladly! Write again whenever there is something.")
    return Screen(text, ((Button(language.label("My agenda"), actions.Agenda()), *home_row(language)),))


def whom_to_write(language: Language, people: Sequence[Participant]) -> Screen:
    """Ask whom a message is for: those who can be written to, a button each; or say that nobody can be."""
    if not people:
        text = language.say(
            "You can write to people while a request between you is open or a meeting is agreed."
        )
        find = Button(language.label("Find people"), actions.Directory())
        return Screen(
            text, ((find, Button(language.label("Requests"), actions.Requests())), home_row(language))
        )
    text = language.say("Nothing is sent yet. Press the name, then write the message.")
    return Screen(text, (*((write_button(language, one),) for one in people), home_row(language)))


def at_desk_or_not(language: Language, desk: Button, own: Sequence[Button]) -> Screen:
    """Ask an organizer who takes part himself whether he means his desk or what is his as a participant."""
    text = language.say("Do you mean this as an organizer, or for yourself?")
    return Screen(text, ((desk,), *((one,) for one in own), home_row(language)))


def only_text(language: Language) -> Screen:
    """Answer a sticker, a voice note, a picture: they arrived, and what helps instead."""
    text = language.say(
        "I cannot do anything with that yet: I read text only. Write a name or a time, or press a button."
    )
    return Screen(text, ((Button(language.label("Find people"), actions.Directory()), *home_row(language)),))


def only_new(language: Language) -> Screen:
    """Answer a message that was changed after it had been sent."""
    text = language.say(
        "I read new messages only: what you change in one that you have sent does not reach me. "
        "Please write it once more."
    )
    return Screen(text, (home_row(language),))


def only_new_while_asked(language: Language, again: Action | None) -> Screen:
    """Answer such a message while something else is asked; ``again`` puts that question once more."""
    text = language.say(
        "What you have changed in that message counts no more. My last question is still open: please answer "
        "it in a new message, or /cancel."
    )
    return Screen(text, ((Button(language.label("Ask me again"), again),),) if again else ())


def ended_by_command(language: Language, again: Action | None) -> Screen:
    """Say of a text that means nothing else why it was not taken for what was asked; ``again`` asks anew."""
    text = language.say(
        "Your last command ended what I had asked you for, so this text was not taken for it, and nothing "
        "was sent. As something else I cannot read it either."
    )
    ask = ((Button(language.label("Ask me again"), again),),) if again else ()
    return Screen(text, (*ask, home_row(language)))
