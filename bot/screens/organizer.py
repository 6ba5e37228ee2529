"""The organizer's desk: figures, and people who have not connected yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.booking import MeetingState, RequestState
from bot.domain.broadcasts import BroadcastState
from bot.domain.event import Event
from bot.domain.people import Participant
from bot.i18n import Html, Language, escape, join
from bot.screens import after_actions, hall_actions, organizer_actions, registering_actions
from bot.screens.layout import MOST_CHARACTERS
from bot.screens.parts import home_row, name, pager
from bot.screens.safety_actions import Reports
from bot.screens.screen import Button, Rows, Screen
from bot.usecases.overview import BlockUse, Desk, Figures, Missing, MissingPage, People

_LABEL_CHARACTERS = MOST_CHARACTERS[0]
_DETAIL_CHARACTERS = 120
_MOST_BLOCKS = 15  # on one card
_BLOCK_CHARACTERS = 40


def desk(language: Language, shown: Desk, notice: str = "") -> Screen:
    """Show what an organizer can do with an event; ``notice`` goes on top."""
    label, event = language.label, shown.event
    text = join(
        (
            notice,
            language.say("<b>{event}</b>: organizer", event=event.name),
            join(
                (
                    _people(language, shown.people),
                    language.say("Requests waiting for an answer: {n}", n=shown.open_requests),
                    language.say("Coming meetings: {n}", n=shown.coming),
                )
            ),
            language.say(
                "<i>To add or change people, send me their list as a file here: XLSX, CSV, "
                "or a profile page as text.</i>"
            ),
        ),
        "\n\n",
    )
    absent = shown.people.total - shown.people.connected
    rows: Rows = (
        (
            Button(label("Import people"), organizer_actions.ImportPrompt(event.id)),
            Button(label("Personal links"), organizer_actions.LinksFile(event.id)),
        ),
        (
            Button(label("Figures"), organizer_actions.Figures(event.id)),
            Button(label("Not connected ({n})", n=absent), organizer_actions.NotConnected(event.id)),
        ),
        (
            Button(label("Message to everybody"), organizer_actions.BroadcastPrompt(event.id)),
            *_latest(language, shown),
        ),
        (
            Button(label("Feedback"), after_actions.FeedbackReport(event.id)),
            Button(label("Organizers"), organizer_actions.Organizers(event.id)),
        ),
        (
            Button(label("The hall"), hall_actions.Hall(event.id)),
            Button(label("Stewards"), organizer_actions.Stewards(event.id)),
        ),
    )
    waits = label("Registration ({n})", n=shown.applications) if shown.applications else label("Registration")
    rows += ((Button(waits, registering_actions.Registrations(event.id)),),)
    if shown.undelivered:
        undelivered = label("Not delivered ({n})", n=shown.undelivered)
        rows += ((Button(undelivered, organizer_actions.Undelivered(event.id)),),)
    if any(shown.reports):
        reports = label("Reports ({n} open)", n=shown.reports[0])
        rows += ((Button(reports, Reports(event.id, closed=not shown.reports[0])),),)
    if shown.events > 1:
        rows += ((Button(label("Another event"), organizer_actions.Organized()),),)
    return Screen(text, (*rows, home_row(language)))


def _latest(language: Language, shown: Desk) -> tuple[Button, ...]:
    if shown.latest is None:
        return ()
    running = shown.latest.state is BroadcastState.RUNNING
    label = language.label("Is being sent") if running else language.label("Last report")
    return (Button(label, organizer_actions.BroadcastReport(shown.latest.id)),)


def choose(language: Language, events: Sequence[Event], *, file_waits: bool = False) -> Screen:
    """Ask which of several events an organizer means."""
    text = language.say("Which event do you want to organize?")
    if file_waits:
        text = language.say("Which event is this file for? Choose it, then send the file again.")
    rows = tuple((Button(event.name, organizer_actions.Organizer(event.id)),) for event in events)
    return Screen(text, (*rows, home_row(language)))


def no_event(language: Language) -> Screen:
    """Tell an organizer that there is no event yet."""
    text = language.say(
        "There is no event yet. Load one on the server with <code>bilateral event load FILE.toml</code>."
    )
    return Screen(text, (home_row(language),))


def figures(language: Language, shown: Figures) -> Screen:
    """Show an event in numbers."""
    say = language.say
    people = (
        say("<b>People</b>"),
        _people(language, shown.people),
        say("Take meetings: {n}", n=shown.people.hosts),
        say("Have blocked the bot: {n}", n=shown.people.blocked),
        say("Checked in: {n}", n=shown.people.arrived),
    )
    text = join(
        (
            say("<b>{event}</b>: figures", event=shown.event.name),
            join(people),
            join(_requests(language, shown.requests)),
            join(_meetings(language, shown.meetings)),
            join(_blocks(language, shown)),
            join(_waiting(language, shown)),
        ),
        "\n\n",
    )
    label = language.label
    again = Button(label("Refresh"), organizer_actions.Figures(shown.event.id))
    waits = shown.people.total - shown.people.arrived
    awaited = Button(label("Not checked in ({n})", n=waits), hall_actions.Awaited(shown.event.id))
    return Screen(text, ((awaited,), (again, back(language, shown.event.id))))


def _requests(language: Language, counts: Mapping[RequestState, int]) -> tuple[Html, ...]:
    say = language.say
    return (
        say("<b>Requests</b>"),
        say("Waiting for an answer: {n}", n=counts[RequestState.PENDING]),
        say("Accepted: {n}", n=counts[RequestState.ACCEPTED]),
        say("Declined: {n}", n=counts[RequestState.DECLINED]),
        say("Withdrawn: {n}", n=counts[RequestState.WITHDRAWN]),
        say("Not answered in time: {n}", n=counts[RequestState.EXPIRED]),
        say("Time went to somebody else: {n}", n=counts[RequestState.LOST]),
    )


def _meetings(language: Language, counts: Mapping[MeetingState, int]) -> tuple[Html, ...]:
    say = language.say
    return (
        say("<b>Meetings</b>"),
        say("Coming: {n}", n=counts[MeetingState.CONFIRMED]),
        say("Over: {n}", n=counts[MeetingState.DONE]),
        say("Not held: {n}", n=counts[MeetingState.NOT_HELD]),
        say("Cancelled in time: {n}", n=counts[MeetingState.CANCELLED]),
        say("Cancelled late: {n}", n=counts[MeetingState.CANCELLED_LATE]),
    )


def _blocks(language: Language, shown: Figures) -> tuple[Html | str, ...]:
    lines = [_block(language, use) for use in shown.blocks[:_MOST_BLOCKS]]
    left = len(shown.blocks) - len(lines)
    more = language.say_n("… and {n} more period", "… and {n} more periods", left) if left else ""
    return (language.say("<b>Use of the meeting times</b>"), *lines, more)


def _waiting(language: Language, shown: Figures) -> tuple[Html, ...]:
    if not shown.waiting:
        return ()
    title = language.say("<b>Waiting lists</b>")
    total = language.say("People who wait for a time: {n}", n=shown.waiting)
    hosts = (
        join((short(language, person), language.say("waited for by {n}", n=count)), " · ")
        for person, count in shown.awaited
    )
    return (title, total, *hosts)


def _block(language: Language, use: BlockUse) -> Html:
    block = use.block
    title = language.say(
        "{day}, {start}–{end}, {name}:",
        day=language.short_day(block.date),
        start=f"{block.start:%H:%M}",
        end=f"{block.end:%H:%M}",
        name=block.name[:_BLOCK_CHARACTERS],
    )
    if not use.tables:
        said = language.say_n(
            "{n} meeting, at most {busiest} at once",
            "{n} meetings, at most {busiest} at once",
            use.meetings,
            busiest=use.busiest,
        )
    else:
        said = language.say_n(
            "{n} meeting on {places} places ({percent} %), at most {busiest} of {tables} tables at once",
            "{n} meetings on {places} places ({percent} %), at most {busiest} of {tables} tables at once",
            use.meetings,
            places=use.places,
            percent=round(100 * use.meetings / use.places) if use.places else 0,
            busiest=use.busiest,
            tables=use.tables,
        )
    return join((title, said), " ")


def missing(language: Language, event_id: int, shown: MissingPage) -> Screen:
    """Show a page of the people who have not connected yet, the most wanted first."""
    title = language.say_n(
        "<b>{n} person has not opened the bot yet</b>",
        "<b>{n} people have not opened the bot yet</b>",
        shown.total,
    )
    if not shown.total:
        title = language.say("<b>Everybody has opened the bot.</b>")
    page = ""
    if shown.pages > 1:
        page = language.say("Page {page} of {pages}", page=shown.number + 1, pages=shown.pages)
    hint = language.say("A bot cannot write first: press a name for the personal link and its QR code.")
    people = join(_missing(language, one) for one in shown.people)
    text = join((join((title, page)), people, hint if shown.total else ""), "\n\n")
    rows: Rows = tuple(
        (Button(one.person.profile.name[:_LABEL_CHARACTERS], organizer_actions.PersonLink(one.person.id)),)
        for one in shown.people
    )
    turn = pager(
        language,
        shown.number,
        shown.pages,
        (
            organizer_actions.NotConnected(event_id, shown.number - 1),
            organizer_actions.NotConnected(event_id, shown.number + 1),
        ),
    )
    return Screen(text, (*rows, *((turn,) if turn else ()), (back(language, event_id),)))


def _missing(language: Language, one: Missing) -> Html:
    wanted = language.say_n("wanted by {n} person", "wanted by {n} people", one.wanted) if one.wanted else ""
    return join((short(language, one.person), wanted), " · ")


def short(language: Language, person: Participant) -> Html:
    """Write a person in bold with the organization, no longer than a line or two."""
    organization = person.profile.organization[:_DETAIL_CHARACTERS]
    return join((Html(f"<b>{escape(name(language, person)[:_DETAIL_CHARACTERS])}</b>"), organization), ", ")


def back(language: Language, event_id: int) -> Button:
    """Give the button that leads to the organizer's desk."""
    return Button(language.label("‹ Organizer"), organizer_actions.Organizer(event_id))


def _people(language: Language, people: People) -> Html:
    return language.say("People: {total}, of these connected: {n}", total=people.total, n=people.connected)
