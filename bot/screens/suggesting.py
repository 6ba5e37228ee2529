"""Suggestions "for you": people, each with why, and a button that removes one for good."""

from __future__ import annotations

from bot.domain.suggesting import Reasons
from bot.i18n import Html, Language, join
from bot.screens import actions, finding_actions, profile_actions
from bot.screens.parts import clip, home_row, name, pager, who
from bot.screens.screen import Button, Screen
from bot.usecases.suggesting import Suggestions

_LABEL_UNITS, _WORDS_UNITS = 24, 150


def for_you(language: Language, shown: Suggestions) -> Screen:
    """Show a page of suggestions."""
    busy = language.say("No free time in common")
    people = [
        join((who(language, person), *_reasons(language, why), busy if person.id in shown.busy else ""))
        for person, why in shown.people
    ]
    text = join((language.say("<b>For you</b>"), *people, _hint(language, shown)), "\n\n")
    rows = [
        (
            Button(clip(name(language, person), _LABEL_UNITS), actions.Person(person.id)),
            Button(language.label("Not for me"), finding_actions.NotForMe(person.id, shown.number)),
        )
        for person, _ in shown.people
    ]
    pages = (finding_actions.ForYou(shown.number - 1), finding_actions.ForYou(shown.number + 1))
    turn = pager(language, shown.number, shown.pages, pages)
    edit = Button(language.label("Edit my profile"), profile_actions.EditProfile())
    people_button = Button(language.label("People"), actions.Directory())
    return Screen(text, (*rows, *((turn,) if turn else ()), (edit,), (people_button, *home_row(language))))


def _hint(language: Language, shown: Suggestions) -> Html:
    if not shown.told:
        return language.say(
            "Write into your profile what you offer, what you look for and your areas: then I can tell whom "
            "you should meet."
        )
    if not shown.people:
        return language.say(
            "Nobody new fits what your profile says. More words under what you offer and look for help."
        )
    return Html()


def _reasons(language: Language, why: Reasons) -> tuple[Html, ...]:
    offers, seeks, areas = (clip("; ".join(one), _WORDS_UNITS) for one in (why.offers, why.seeks, why.areas))
    say = language.say
    return (
        say("Offers what you look for: {words}", words=offers) if offers else Html(),
        say("Looks for what you offer: {words}", words=seeks) if seeks else Html(),
        say("Shares your areas: {words}", words=areas) if areas else Html(),
        _met(language, why.met) if why.met else Html(),
    )


def _met(language: Language, count: int) -> Html:
    """Say how many people both meet, and never whom."""
    return language.say_n("Meets {n} person whom you meet, too", "Meets {n} people whom you meet, too", count)
