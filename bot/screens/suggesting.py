"""Suggestions "for you": people, each with why, and a button that removes one for good."""

from __future__ import annotations

from bot.domain.suggesting import Reasons
from bot.i18n import Html, Language, join
from bot.screens import actions, finding_actions, profile_actions
from bot.screens.parts import clip, home_row, name, pager, who
from bot.screens.screen import Button, Screen
from bot.usecases.suggesting import Suggestions

_LABEL_UNITS, _WORDS_UNITS = 24, 150
_FEW = 5  # others who have joined: fewer explain by themselves that nobody fits


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
    """Say why nobody is suggested, and what can be done; who has said too little is told so anyway."""
    say, few = language.say, shown.joined < _FEW
    if shown.told and shown.people:
        return Html()
    if not shown.told:
        help_ = say(
            "Write into your profile what you offer, what you look for and your areas: then I can tell whom "
            "you should meet."
        )
    elif few:
        help_ = say("More areas, offers and wishes in your profile help me to find people as they join.")
    else:
        help_ = say(
            "Nobody new fits what your profile says. More words under your areas, what you offer and what "
            "you look for help."
        )
    everybody = say("<i>People</i> shows everybody, also those who have not joined yet.")
    return join((_joined(language, shown.joined) if few else "", help_, everybody), "\n\n")


def _joined(language: Language, others: int) -> Html:
    if not others:
        return language.say("Nobody else has joined yet; more people come as the event draws near.")
    return language.say_n(
        "Only {n} other person has joined yet; more people come as the event draws near.",
        "Only {n} other people have joined yet; more people come as the event draws near.",
        others,
    )


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
