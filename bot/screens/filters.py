"""Filters of the directory: what is asked for, in words, and what can be chosen."""

from __future__ import annotations

from bot.domain.event import Event
from bot.domain.finding import Facet, Filter, Free, value_code
from bot.i18n import Html, Language, join
from bot.screens import actions, finding_actions
from bot.screens.parts import clip, fitting, grid, home_row, pager, times
from bot.screens.screen import Button, Rows, Screen
from bot.usecases.finding import Asked, Choices, FilterCard, FreeChoices

_LABEL_UNITS = 50
_MOST_SLOTS = 80  # of the 100 buttons of a message; the rest are other days and the way back
_LINES_UNITS = 700  # of what is asked for, above a page of people


def filters(language: Language, event: Event, shown: FilterCard) -> Screen:
    """Show what is asked for, how many that leaves, and what else can be asked for."""
    label, asked = language.label, shown.asked.filter
    text = join(
        (
            language.say("<b>Filter of the directory</b>"),
            asked_for(language, event, shown.asked) or language.say("Nothing is chosen: everybody is shown."),
            _left(language, shown.total),
        ),
        "\n\n",
    )
    facets = [
        Button(_facet_button(language, facet, shown), finding_actions.Values(facet.value))
        for facet in Facet
        if shown.sizes[facet] or asked.values.get(facet)
    ]
    free = label("Free at a time ({n})", n=shown.free)
    mine = label("Only favourites ({n})", n=shown.favourites)
    rows: Rows = (
        *grid(facets, 2),
        (
            Button(_ticked(free, asked.free is not None), finding_actions.FreeWhen()),
            Button(
                _ticked(mine, asked.favourites), finding_actions.OnlyFavourites(chosen=not asked.favourites)
            ),
        ),
    )
    return Screen(text, (*rows, *_last(language, shown.total, clear=asked.size > 0)))


def values(language: Language, shown: Choices) -> Screen:
    """Offer the values of a facet, each with how many people it leaves; several can be chosen."""
    facet, title = shown.facet.value, facet_name(language, shown.facet)
    chosen = clip(
        " · ".join(clip(one.label, _LABEL_UNITS) for one in shown.choices if one.chosen), _LINES_UNITS
    )
    text = join(
        (
            Html(f"<b>{title}</b>"),
            language.say("{name}: {value}", name=title, value=chosen) if chosen else "",
            language.say("Several can be chosen. The figures are people, by all that you chose elsewhere."),
            _left(language, shown.total),
        ),
        "\n\n",
    )
    buttons = [
        (
            Button(
                _ticked(f"{clip(one.label, _LABEL_UNITS)} ({one.count})", one.chosen),
                finding_actions.Toggle(facet, value_code(one.value), shown.page),
            ),
        )
        for one in shown.choices
    ]
    pages = (finding_actions.Values(facet, shown.page - 1), finding_actions.Values(facet, shown.page + 1))
    turn = pager(language, shown.page, shown.pages, pages)
    return Screen(text, (*buttons, *((turn,) if turn else ()), *_back(language, shown.total)))


def free_when(language: Language, event: Event, shown: FreeChoices) -> Screen:
    """Offer times at which people should be free, each with how many are."""
    label, free = language.label, shown.asked.free
    text = join(
        (
            language.say("<b>Free at the same time as you</b>"),
            Html(f"<b>{language.day(shown.day)}</b>") if shown.day else "",
            language.say("There is no time left for which you could ask somebody.")
            if not shown.days
            else join((_free(language, event, free) if free else "", _left(language, shown.total))),
        ),
        "\n\n",
    )
    slots = [
        Button(
            _ticked(f"{times(event, slot)} ({count})", free is not None and free.start == slot.start),
            finding_actions.FreeAt(start=actions.to_minute(slot.start)),
        )
        for slot, count in shown.slots.items()
    ][:_MOST_SLOTS]
    whole: list[Button] = []
    if shown.day:
        named = label("All of {day} ({n})", day=language.short_day(shown.day), n=shown.days.get(shown.day, 0))
        chosen = free is not None and free.day == shown.day
        whole.append(Button(_ticked(named, chosen), finding_actions.FreeAt(shown.day.toordinal())))
    elif shown.days:
        named = label("At any time ({n})", n=shown.any)
        whole.append(Button(_ticked(named, free == Free()), finding_actions.FreeAt()))
    if free is not None:
        whole.append(Button(label("Free or not"), finding_actions.FreeOrNot()))
    days = [
        Button(f"{language.short_day(one)} ({count})", finding_actions.FreeWhen(one.toordinal()))
        for one, count in shown.days.items()
        if one != shown.day
    ]
    return Screen(text, (*grid(slots, 2), *grid(whole, 2), *grid(days, 2), *_back(language, shown.total)))


def no_favourites(language: Language) -> Screen:
    """Say how somebody becomes a favourite."""
    text = language.say(
        "You have no favourites yet.\n\nOn a person’s card, <i>Add favourite</i> keeps them here, and only "
        "you see it."
    )
    people = Button(language.label("Find people"), actions.Directory())
    return Screen(text, ((people, *home_row(language)),))


def asked_for(language: Language, event: Event, asked: Asked) -> Html:
    """Write what a filter asks for, a line for each thing; nothing for nothing."""
    chosen = {
        facet: " · ".join(clip(one, _LABEL_UNITS) for one in labels) for facet, labels in asked.labels.items()
    }
    lines = [
        language.say("{name}: {value}", name=facet_name(language, facet), value=chosen[facet])
        for facet in Facet
        if facet in chosen
    ]
    if asked.filter.free is not None:
        lines.append(_free(language, event, asked.filter.free))
    if asked.filter.favourites:
        lines.append(language.say("Only your favourites"))
    return fitting(lines, _LINES_UNITS, "\n")


def filter_label(language: Language, asked: Filter) -> str:
    """Name the button that leads to the filter, with how much it asks for."""
    return language.label("Filter ({n})", n=asked.size) if asked.size else language.label("Filter")


def facet_name(language: Language, facet: Facet) -> str:
    """Name a side of a profile."""
    label = language.label
    return {
        Facet.TYPE: label("Organization type"),
        Facet.AREA: label("Area of activity"),
        Facet.OFFER: label("Offers"),
        Facet.SEEK: label("Looks for"),
        Facet.CITY: label("City"),
        Facet.COUNTRY: label("Country"),
    }[facet]


def _facet_button(language: Language, facet: Facet, shown: FilterCard) -> str:
    chosen = shown.asked.filter.values.get(facet, ())
    return _ticked(f"{facet_name(language, facet)} ({len(chosen) or shown.sizes[facet]})", bool(chosen))


def _free(language: Language, event: Event, free: Free) -> Html:
    if free.start is not None:
        slot = event.slot_at(free.start)
        local = event.local(free.start)
        at = f"{language.day(local.date())}, {times(event, slot) if slot else f'{local:%H:%M}'}"
        return language.say("Free with you: {time}", time=at)
    if free.day is not None:
        return language.say("Free with you: {time}", time=language.day(free.day))
    return language.say("Free with you at any time")


def _left(language: Language, total: int) -> Html:
    return language.say_n("{n} person fits", "{n} people fit", total)


def _ticked(text: str, chosen: bool) -> str:
    return f"✓ {text}" if chosen else text


def _back(language: Language, total: int) -> Rows:
    back = Button(language.label("‹ Filter"), finding_actions.Filters())
    return ((back, _show(language, total)), home_row(language))


def _last(language: Language, total: int, *, clear: bool) -> Rows:
    cleared = Button(language.label("Clear the filter"), finding_actions.ClearFilters())
    return ((_show(language, total), *((cleared,) if clear else ())), home_row(language))


def _show(language: Language, total: int) -> Button:
    return Button(language.label_n("Show {n} person", "Show {n} people", total), actions.Directory())
