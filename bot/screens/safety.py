"""Blocking somebody, reporting him, and the organizers' list of reports."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.event import Event
from bot.domain.people import Participant
from bot.domain.safety import REPORT_CHARACTERS
from bot.i18n import Html, Language, join
from bot.screens import actions
from bot.screens.organizer import back
from bot.screens.parts import any_of, clip, fitting, home_row, name, pager, quote, when, who
from bot.screens.safety_actions import (
    Block,
    Blocked,
    CloseReport,
    OpenReport,
    Reports,
    Unblock,
    WriteReport,
)
from bot.screens.screen import Button, Screen
from bot.usecases.safety import Between, ReportPage, Told


def more(language: Language, person: Participant) -> Screen:
    """Offer what is seldom wanted of somebody's card."""
    text = join(
        (
            who(language, person),
            language.say(
                "<b>Block</b>: you two are never shown or offered to each other again. {name} is not told.",
                name=name(language, person),
            ),
            language.say(
                "<b>Report</b>: tell the organizers what happened. {name} is not told.",
                name=name(language, person),
            ),
        ),
        "\n\n",
    )
    both = (
        Button(language.label("Block"), Block(person.id)),
        Button(language.label("Report"), WriteReport(person.id)),
    )
    return Screen(text, (both, _back(language, person)))


def block_prompt(language: Language, event: Event, found: Between) -> Screen:
    """Name what blocking somebody ends, before the tap."""
    person = name(language, found.person)
    ends = [
        language.say("your meeting, {time}", time=when(language, event, found.meeting.slot))
        if found.meeting
        else "",
        language.say("the open request for {time}", time=any_of(language, event, found.request.slots))
        if found.request
        else "",
    ]
    text = join(
        (
            language.say("<b>Block {name}?</b>", name=person),
            language.say(
                "You will not find each other any more, neither of you can ask the other, and {name} is not "
                "told. You can unblock people under /privacy.",
                name=person,
            ),
            language.say("This ends as well: {what}.", what=join(ends, ", ")) if any(ends) else "",
        ),
        "\n\n",
    )
    sure = Button(language.label("Yes, block"), Block(found.person.id, sure=True))
    return Screen(text, ((sure,), _back(language, found.person)))


def blocked(language: Language, people: Sequence[Participant], notice: str = "") -> Screen:
    """List whom somebody has blocked, each with the button that ends it; ``notice`` goes on top."""
    title = language.say("<b>People you have blocked</b>")
    listed = [who(language, one) for one in people] or [language.say("Nobody.")]
    rows = [
        (Button(language.label("Unblock {name}", name=clip(name(language, one), 40)), Unblock(one.id)),)
        for one in people
    ]
    privacy = Button(language.label("Privacy"), actions.Privacy())
    text = join((notice, title, fitting(listed, between="\n")), "\n\n")
    return Screen(text, (*rows[:80], (privacy, *home_row(language))))


def report_prompt(language: Language, person: Participant) -> Screen:
    """Ask what happened."""
    text = language.say(
        "Write what happened with {who}, at most {longest} characters. Only the organizers read it. "
        "/cancel sends nothing.",
        who=who(language, person),
        longest=REPORT_CHARACTERS,
    )
    return Screen(text, (_back(language, person),))


def reported(language: Language, person: Participant) -> Screen:
    """Confirm that the organizers are told."""
    text = language.say(
        "<b>Thank you.</b> The organizers are told, {name} is not.", name=name(language, person)
    )
    block = Button(language.label("Block as well"), Block(person.id))
    return Screen(text, ((block,), home_row(language)))


def told(language: Language, event: Event, shown: Told) -> Screen:
    """Show an organizer a report: who about whom, what, and whether it is dealt with."""
    report = shown.report
    closed = report.closed_at is not None
    text = join(
        (
            language.say("<b>{event}: somebody was reported</b>", event=clip(event.name)),
            join((language.say("About:"), who(language, shown.person)), " "),
            join((language.say("By:"), who(language, shown.author)), " "),
            quote(report.text),
            join(
                (
                    language.moment(event.local(report.created_at)),
                    language.say("Dealt with.") if closed else language.say("Not dealt with yet."),
                )
            ),
        ),
        "\n\n",
    )
    label = language.label("Open it again") if closed else language.label("Dealt with")
    change = Button(label, CloseReport(event.id, report.id, closed=not closed))
    every = Button(language.label("All reports"), Reports(event.id, closed))
    return Screen(text, ((change, every), (back(language, event.id),)))


def reports(language: Language, event: Event, shown: ReportPage) -> Screen:
    """List the reports of an event, those that are open or those that are dealt with."""
    lines: list[Html] = [
        join(
            (
                who(language, one.person),
                language.say("By {name}", name=name(language, one.author)),
                quote(clip(one.report.text)),
            )
        )
        for one in shown.reports
    ]
    title = (
        language.say("<b>{event}: reports that are dealt with</b>", event=clip(event.name))
        if shown.shows_closed
        else language.say("<b>{event}: open reports</b>", event=clip(event.name))
    )
    text = join((title, fitting(lines) if lines else language.say("There are none.")), "\n\n")
    rows = [
        (Button(clip(name(language, one.person), 40), OpenReport(event.id, one.report.id)),)
        for one in shown.reports
    ]
    turns = [Reports(event.id, shown.shows_closed, shown.number + by) for by in (-1, 1)]
    turn = pager(language, shown.number, shown.pages, turns)
    others = (
        Button(language.label("Open ({n})", n=shown.open), Reports(event.id))
        if shown.shows_closed
        else Button(language.label("Dealt with ({n})", n=shown.closed), Reports(event.id, closed=True))
    )
    return Screen(text, (*rows, *((turn,) if turn else ()), (others, back(language, event.id))))


def blocked_button(language: Language) -> Button:
    """Give the button that leads to those whom one has blocked."""
    return Button(language.label("People I blocked"), Blocked())


def _back(language: Language, person: Participant) -> tuple[Button, ...]:
    return (Button(language.label("‹ Profile"), actions.Person(person.id)), *home_row(language))
