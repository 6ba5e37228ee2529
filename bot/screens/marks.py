"""Favourites and private notes: pieces of a person's card, and the question for a note."""

from __future__ import annotations

from bot.domain.marks import PRIVATE_NOTE_CHARACTERS, Marks
from bot.domain.people import Participant
from bot.i18n import Html, Language, join
from bot.screens import actions, finding_actions
from bot.screens.parts import home_row, quote, who
from bot.screens.screen import Button, Rows, Screen


def marked(language: Language, marks: Marks) -> Html:
    """Write on a card how its reader has marked the person."""
    return join(
        (
            language.say("★ In your favourites.") if marks.favourite else "",
            join((language.say("Your private note, which only you see:"), quote(marks.note)), "")
            if marks.note
            else "",
        )
    )


def mark_rows(language: Language, person: Participant, marks: Marks) -> Rows:
    """Give the buttons that mark a person."""
    label = language.label
    favour = finding_actions.Favour(person.id, chosen=not marks.favourite)
    favourite = label("Remove favourite") if marks.favourite else label("☆ Add favourite")
    note = label("Change my note") if marks.note else label("Private note")
    return ((Button(favourite, favour), Button(note, finding_actions.WritePrivateNote(person.id))),)


def note_prompt(language: Language, person: Participant, note: str) -> Screen:
    """Ask for a private note about somebody; ``note`` is the one that there is."""
    text = join(
        (
            language.say(
                "Write a note about {who}, at most {longest} characters. Only you will see it. "
                "/cancel leaves everything as it is.",
                who=who(language, person),
                longest=PRIVATE_NOTE_CHARACTERS,
            ),
            quote(note),
        ),
        "\n\n",
    )
    delete = Button(language.label("Delete my note"), finding_actions.DeletePrivateNote(person.id))
    back = Button(language.label("‹ Profile"), actions.Person(person.id))
    return Screen(text, (*(((delete,),) if note else ()), (back, *home_row(language))))
