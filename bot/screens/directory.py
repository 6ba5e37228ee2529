"""The directory: pages of people, and a person's card."""

from __future__ import annotations

from bot.domain.booking import RequestState
from bot.domain.errors import Reason
from bot.domain.event import Event
from bot.domain.finding import Free
from bot.domain.people import Participant
from bot.i18n import Html, Language, escape, join
from bot.screens import actions, finding_actions, profile_actions, waiting
from bot.screens.contacts import contact_lines
from bot.screens.filters import asked_for, filter_label
from bot.screens.layout import MOST_CHARACTERS
from bot.screens.marks import mark_rows, marked
from bot.screens.moving import swap_rows
from bot.screens.own_card import hidden_note, own_rows
from bot.screens.parts import (
    any_of,
    clip,
    home_row,
    name,
    pager,
    place,
    quote,
    times,
    utf16_units,
    when,
    who,
)
from bot.screens.profile_text import fact_lines, head_lines, window_lines
from bot.screens.reasons import OTHER_TIMES, next_step, reason_text
from bot.screens.safety_actions import MoreAbout
from bot.screens.screen import Button, Screen
from bot.screens.waiting_actions import WantNoMore
from bot.usecases.directory import Card, Excerpt, Page
from bot.usecases.finding import Asked

_PAGE_UNITS = 3000  # UTF-16 units of a description on one card; a message holds 4,096 with the rest
_CARD_UNITS = 3900  # of a whole card
_LEAST_UNITS = 300  # of a description, where the facts above it take up much
_LABEL_CHARACTERS = MOST_CHARACTERS[0]
_EXCERPT_UNITS = 60  # of a piece of an excerpt


def page(language: Language, found: Page) -> Screen:
    """Show a page of the directory or of what a search found."""
    if found.query:
        title = language.say_n(
            "{n} person for “{query}”", "{n} people for “{query}”", found.total, query=found.query
        )
    else:
        title = language.say_n("{n} participant", "{n} participants", found.total)
    rows = [(Button(person_label(person), actions.Person(person.id)),) for person in found.people]
    turn = actions.Found if found.query else actions.Directory
    row = pager(language, found.number, found.pages, (turn(found.number - 1), turn(found.number + 1)))
    look = (
        Button(language.label("Filter"), finding_actions.Filters()),
        Button(language.label("Search"), actions.SearchPrompt()),
    )
    text = join((_title(language, found, title), _people(language, found)), "\n\n")
    for_you = Button(language.label("For you"), finding_actions.ForYou())
    return Screen(text, (*rows, *((row,) if row else ()), look, (for_you, *home_row(language))))


def filtered(language: Language, event: Event, found: Page, asked: Asked) -> Screen:
    """Show a page of the directory through a filter; where that asks for a slot, people lead to it."""
    title = language.say_n("{n} person fits", "{n} people fit", found.total)
    text = join(
        (_title(language, found, title), asked_for(language, event, asked), _people(language, found)), "\n\n"
    )
    rows = [(_person_button(event, person, asked.filter.free),) for person in found.people]
    pages = (actions.Directory(found.number - 1), actions.Directory(found.number + 1))
    row = pager(language, found.number, found.pages, pages)
    look = (
        Button(filter_label(language, asked.filter), finding_actions.Filters()),
        Button(language.label("Clear the filter"), finding_actions.ClearFilters()),
    )
    search = (Button(language.label("Search"), actions.SearchPrompt()), *home_row(language))
    return Screen(text, (*rows, *((row,) if row else ()), look, search))


def nobody(language: Language, query: str) -> Screen:
    """Say that a search found nobody, and what to try."""
    text = language.say(
        "Nobody was found for “{query}”.\n\nTry fewer words, or a part of the name.", query=query
    )
    everybody = Button(language.label("Show everybody"), finding_actions.ClearFilters())
    return Screen(text, ((everybody,), home_row(language)))


def some(language: Language, found: Page) -> Screen:
    """Say that nobody has all that was looked for, and show who has some of it."""
    title = language.say("Nobody has all of “{query}”. Nearest to it:", query=found.query)
    rows = [(Button(person_label(person), actions.Person(person.id)),) for person in found.people]
    everybody = Button(language.label("Show everybody"), finding_actions.ClearFilters())
    text = join((Html(f"<b>{title}</b>"), _people(language, found)), "\n\n")
    return Screen(text, (*rows, (everybody, *home_row(language))))


def search_prompt(language: Language) -> Screen:
    """Ask for a name."""
    text = language.say(
        "Write a name, an organization, a role, an area or any word of a description; typing errors do not "
        "matter."
    )
    return Screen(text, (home_row(language),))


def card(language: Language, event: Event, shown: Card, part: int = 0) -> Screen:
    """Show a person; e-mail, phone and user name once a meeting is agreed; a long description in parts."""
    profile = shown.person.profile
    head, standing = head_lines(profile), _standing(language, event, shown)
    standing = join((standing, contact_lines(language, shown.contact)), "\n\n")
    if shown.place is not None or shown.held is not None:
        standing = join((standing, waiting.standing(language, event, shown)))
    if shown.marks is not None:
        standing = join((marked(language, shown.marks), standing), "\n\n")
    bookless = shown.meeting is None and shown.request is None and shown.refusal is Reason.NO_WINDOW
    times_ = "" if bookless else window_lines(language, event, shown.person)  # it is said below
    facts = join((fact_lines(language, profile), times_), "\n\n")
    left = _CARD_UNITS - utf16_units(head + facts + standing)
    parts = _parts(profile.description, max(_LEAST_UNITS, min(left, _PAGE_UNITS)))
    part = max(0, min(part, len(parts) - 1))
    described = quote(parts[part], expandable=True)
    text = join((head, facts if part == 0 else "", described, standing), "\n\n")
    rows = (*_actions(language, event, shown), *waiting.card_rows(language, event, shown))
    if shown.marks is not None:
        rows = (*rows, *mark_rows(language, shown.person, shown.marks))
    turn = pager(
        language,
        part,
        len(parts),
        (actions.Person(shown.person.id, part - 1), actions.Person(shown.person.id, part + 1)),
    )
    people = Button(language.label("People"), actions.Directory())
    photo = Button(language.label("Photo"), profile_actions.Photo(shown.person.id))
    more = Button(language.label("More…"), MoreAbout(shown.person.id))
    back = (
        people,
        *((photo,) if shown.person.photo else ()),
        *((more,) if shown.marks is not None else ()),
        *home_row(language),
    )
    return Screen(text, (*rows, *((turn,) if turn else ()), back))


def _person_button(event: Event, person: Participant, free: Free | None) -> Button:
    if free is None or free.start is None:
        return Button(person_label(person), actions.Person(person.id))
    label = _cut(f"{event.local(free.start):%H:%M} · {person_label(person)}")
    return Button(label, actions.Pick(person.id, actions.to_minute(free.start)))


def _title(language: Language, found: Page, title: Html) -> Html:
    if found.pages > 1:
        page_of = language.say("page {page} of {pages}", page=found.number + 1, pages=found.pages)
        title = join((title, page_of), ", ")
    return Html(f"<b>{title}</b>")


def _people(language: Language, found: Page) -> Html:
    return join(
        join(
            (
                join((who(language, person), _free(language, person), _kept(language, found, person)), " · "),
                _where(found.excerpts.get(person.id, ())),
            )
        )
        for person in found.people
    )


def _where(excerpt: Excerpt) -> Html:
    """Write the place where a search found somebody, with the words that it found."""
    if not excerpt:
        return Html()
    pieces = (
        Html(f"<b>{escape(said)}</b>") if hit else escape(clip(said, _EXCERPT_UNITS)) for said, hit in excerpt
    )
    return Html(f"<i>{Html().join(pieces)}</i>")


def _standing(language: Language, event: Event, shown: Card) -> Html:
    """Say what stands between the two, or why nothing can be booked."""
    person_name = name(language, shown.person)
    if shown.meeting is not None:
        return join(
            (
                language.say("<b>You are meeting.</b>"),
                when(language, event, shown.meeting.slot),
                place(language, event, shown.meeting.table),
            )
        )
    if shown.request is not None and shown.request.state is RequestState.PENDING:
        asked = any_of(language, event, shown.request.slots)
        if shown.request.turn_id == shown.person.id:
            return language.say("You have asked for {time}; the answer is open.", time=asked)
        return language.say("<b>Waits for your answer:</b> {time}", time=asked)
    if shown.refusal is not None:
        # No time was named here, so what is too soon is simply not free.
        reason = Reason.FULL if shown.refusal is Reason.TOO_SOON else shown.refusal
        told = language.say("I will tell you when {name} joins.", name=person_name)
        hidden = hidden_note(language) if shown.refusal is Reason.SAME_PERSON and shown.person.hidden else ""
        return join((reason_text(language, reason, event, person_name), hidden, told if shown.wanted else ""))
    return language.say_n(
        "{n} time is free for both of you.", "{n} times are free for both of you.", len(shown.slots)
    )


def _actions(language: Language, event: Event, shown: Card) -> tuple[tuple[Button, ...], ...]:
    label = language.label
    if shown.meeting is not None:
        return ((Button(label("Open the meeting"), actions.Meeting(shown.meeting.id)),),)
    if shown.request is not None:
        return ((Button(label("Open the request"), actions.Request(shown.request.id)),),)
    if shown.refusal is Reason.NOT_CONNECTED and shown.wanted:
        return ((Button(label("Do not tell me any more"), WantNoMore(shown.person.id)),),)
    if shown.refusal is Reason.SAME_PERSON:
        return own_rows(language, shown.person)
    if shown.refusal is not None:
        step = next_step(language, shown.refusal, shown.person.id, apart=shown.apart)
        swaps = swap_rows(language, event, shown.person, shown.in_the_way)
        # No time was named here: other times are those that the card would show.
        useful = step is not None and not swaps and shown.refusal not in OTHER_TIMES
        return ((step,),) if step and useful else swaps
    first = shown.slots[0]
    day = event.days.index(event.local(first.start).date())
    return (
        (Button(label("See free times"), actions.Slots(shown.person.id, day)),),
        (
            Button(
                label(
                    "First free: {day} {time}",
                    day=language.short_day(event.days[day]),
                    time=times(event, first),
                ),
                actions.Pick(shown.person.id, actions.to_minute(first.start)),
            ),
        ),
    )


def _parts(description: str, first: int) -> list[str]:
    """Cut a description between words: ``first`` UTF-16 units for the first part, more for the others."""
    parts, rest, units = [], description, first
    while utf16_units(rest) > units:
        end = units
        while utf16_units(rest[:end]) > units:
            end -= utf16_units(rest[:end]) - units
        space = max(rest.rfind(" ", 0, end), rest.rfind("\n", 0, end))
        end = space if space > end // 2 else end
        parts.append(rest[:end].strip())
        rest, units = rest[end:].strip(), _PAGE_UNITS
    return [*parts, rest]


def person_label(person: Participant) -> str:
    """Write somebody for a button, with the organization that tells namesakes apart."""
    profile = person.profile
    label = " · ".join(part for part in (profile.name, profile.organization) if part)
    return _cut(label)


def _cut(label: str) -> str:
    return label if len(label) <= _LABEL_CHARACTERS else label[: _LABEL_CHARACTERS - 1] + "…"


def _free(language: Language, person: Participant) -> str:
    if not person.connected:
        return language.say("<i>not connected yet</i>")
    return "" if person.windows else language.say("<i>takes no meetings</i>")


def _kept(language: Language, found: Page, person: Participant) -> Html:
    return language.say("<i>★ favourite</i>") if person.id in found.favourites else Html()
