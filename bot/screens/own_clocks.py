"""The reader's own clocks: a question, and what an answer may mean."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.event import Event
from bot.i18n import Language, join
from bot.screens import actions
from bot.screens.parts import clip, home_row
from bot.screens.screen import Button, Screen


def prompt(language: Language, event: Event) -> Screen:
    """Ask for the city whose clocks somebody reads."""
    text = join(
        (
            language.say("<b>Time zone</b>"),
            language.say("Meetings take place on the clocks of the event ({zone}).", zone=event.zone),
            language.say("If yours differ, write your city or country: times are then shown on both."),
        ),
        "\n\n",
    )
    return Screen(text, _rows(language, event))


def choice(language: Language, event: Event, zones: Iterable[str]) -> Screen:
    """Ask which of several zones is meant."""
    rows = tuple((Button(zone, actions.SetZone(zone)),) for zone in zones)
    return Screen(language.say("Which one is yours?"), (*rows, *_rows(language, event)))


def unknown(language: Language, event: Event, said: str) -> Screen:
    """Say that no time zone is called so, and what to write."""
    text = language.say(
        "I know no time zone for “{said}”. Write the nearest large city, for example “London”.",
        said=clip(said),
    )
    return Screen(text, _rows(language, event))


def _rows(language: Language, event: Event) -> tuple[tuple[Button, ...], ...]:
    same = Button(language.label("The event’s clocks"), actions.SetZone(event.zone))
    return ((same,), (Button(language.label("‹ Settings"), actions.Settings()), *home_row(language)))
