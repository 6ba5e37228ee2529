"""Settings: language, reminder times and digests."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.reminders import CHOICES_MINUTES, LEAST_MINUTES, MOST_LEADS, MOST_MINUTES
from bot.i18n import Html, Language, Languages, join
from bot.screens import actions, after_actions
from bot.screens.agenda_actions import Digest, TodayCard
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
    text = join((language.say("<b>Settings</b>"), chosen, *_facts(language, me, minutes)), "\n\n")
    leads = [
        Button(_mark(language.label_n("{n} min", "{n} min", one), on=one in minutes), actions.Reminder(one))
        for one in sorted({*CHOICES_MINUTES, *minutes})
    ]
    return Screen(text, (*rows, *grid(leads, 3), *_switches(language, me, minutes)))


def lead_prompt(language: Language, *, wrong: bool = False) -> Screen:
    """Ask for a lead time; ``wrong``: once more, after one that cannot be."""
    text = join(
        (
            language.say("<b>That is no reminder time.</b>")
            if wrong
            else language.say("<b>Another reminder time</b>"),
            language.say(
                "Write how long before a meeting I shall remind you, from {least} to {most} minutes: for "
                "example “20”, “45 min” or “1 h 30”. You may have up to {leads} times.",
                least=LEAST_MINUTES,
                most=MOST_MINUTES,
                leads=MOST_LEADS,
            ),
        ),
        "\n\n",
    )
    return Screen(text, ((Button(language.label("‹ Settings"), actions.Settings()), *home_row(language)),))


def _facts(language: Language, me: Me, minutes: tuple[int, ...]) -> Iterator[Html]:
    """Say what somebody gets unasked, and when."""
    say, person, rules = language.say, me.person, me.event.reminders
    off = language.label("off")
    yield say("Reminders before each meeting: <b>{times}</b>", times=_times(language, minutes))
    evening = f"{rules.evening_digest:%H:%M}" if person.evening_digest else off
    morning = f"{rules.morning_digest:%H:%M}" if person.morning_digest else off
    yield join(
        (
            say("In the evening, the meetings of the next day: <b>{time}</b>", time=evening),
            say("In the morning, the meetings of the day: <b>{time}</b>", time=morning),
        )
    )
    if person.follows_day:
        yield say("The morning list stays pinned and follows the day.")
    if rules.quiet_start != rules.quiet_end:
        yield say(
            "From {start} to {end} on the event’s clocks news make no sound unless they are about the next "
            "two hours, and what can wait comes afterwards.",
            start=f"{rules.quiet_start:%H:%M}",
            end=f"{rules.quiet_end:%H:%M}",
        )
    if language.zone:
        yield say("Your own clocks: <b>{zone}</b>", zone=str(language.zone))


def _switches(language: Language, me: Me, minutes: tuple[int, ...]) -> Rows:
    label, person = language.label, me.person
    none = Button(_mark(label("No reminders"), on=not minutes), actions.Reminder(0))
    other = Button(label("Another time…"), actions.OtherLead())
    evening = Button(
        _mark(label("Evening list"), on=person.evening_digest),
        Digest(evening=True, on=not person.evening_digest),
    )
    morning = Button(
        _mark(label("Morning list"), on=person.morning_digest),
        Digest(evening=False, on=not person.morning_digest),
    )
    card = Button(_mark(label("Card of the day"), on=person.today_card), TodayCard(on=not person.today_card))
    contacts = Button(label("Contact details"), after_actions.SharedContacts())
    clocks = Button(label("Time zone"), actions.OwnClocks())
    privacy = Button(label("Privacy"), actions.Privacy())
    followed = (card,) if person.morning_digest else ()
    return ((other, none), (evening, morning), (*followed, contacts), (clocks, privacy), home_row(language))


def _times(language: Language, minutes: tuple[int, ...]) -> str:
    if not minutes:
        return language.label("none")
    return language.listing(language.label_n("{n} minute", "{n} minutes", one) for one in sorted(minutes))


def _mark(text: str, *, on: bool) -> str:
    return f"✓ {text}" if on else text
