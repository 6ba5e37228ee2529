"""Settings: language and reminder times."""

from __future__ import annotations

from bot.domain.reminders import CHOICES_MINUTES
from bot.i18n import Language, Languages, join
from bot.screens import actions, after_actions, agenda_actions
from bot.screens.parts import grid, home_row
from bot.screens.screen import Button, Rows, Screen
from bot.usecases.identity import Me


def settings(language: Language, every: Languages, me: Me | None, minutes: tuple[int, ...]) -> Screen:
    """Show the settings; reminders only to participants."""
    chosen = language.say("Language: <b>{name}</b>", name=language.name)
    rows: Rows = grid(
        (
            Button(_mark(one.name, on=one.code == language.code), actions.SetLanguage(one.code))
            for one in every.by_code.values()
        ),
        3,
    )
    if me is None:
        return Screen(join((language.say("<b>Settings</b>"), chosen), "\n\n"), (*rows, home_row(language)))
    text = join(
        (
            language.say("<b>Settings</b>"),
            chosen,
            language.say("Reminders before each meeting: <b>{times}</b>", times=_times(language, minutes)),
            language.say("The evening before and in the morning you also get the meetings of the day."),
            language.say("The morning list stays pinned and follows the day.")
            if me.person.today_card
            else "",
            language.say("Your own clocks: <b>{zone}</b>", zone=str(language.zone)) if language.zone else "",
        ),
        "\n\n",
    )
    options = sorted({*CHOICES_MINUTES, *minutes})
    leads = [
        Button(_mark(language.label_n("{n} min", "{n} min", one), on=one in minutes), actions.Reminder(one))
        for one in options
    ]
    none = Button(_mark(language.label("No reminders"), on=not minutes), actions.Reminder(0))
    contacts = Button(language.label("Contact details"), after_actions.SharedContacts())
    privacy = Button(language.label("Privacy"), actions.Privacy())
    followed = Button(
        _mark(language.label("Card of the day"), on=me.person.today_card),
        agenda_actions.TodayCard(on=not me.person.today_card),
    )
    clocks = Button(language.label("Time zone"), actions.OwnClocks())
    last = ((none, followed), (contacts, clocks), (privacy, *home_row(language)))
    return Screen(text, (*rows, *grid(leads, 3), *last))


def _times(language: Language, minutes: tuple[int, ...]) -> str:
    if not minutes:
        return language.label("none")
    return language.listing(language.label_n("{n} minute", "{n} minutes", one) for one in sorted(minutes))


def _mark(text: str, *, on: bool) -> str:
    return f"✓ {text}" if on else text
