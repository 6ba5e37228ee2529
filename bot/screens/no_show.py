"""No-shows: the question to the one who is there, what he can do instead, and the word to the absent one."""

from __future__ import annotations

from bot.domain.event import Event
from bot.i18n import Html, Language, join
from bot.screens import actions, after_actions, finding_actions
from bot.screens.agenda import status_row
from bot.screens.parts import clip, home_row, name, place, when, who
from bot.screens.screen import Button, Screen
from bot.usecases.agenda import Entry
from bot.usecases.no_show import Missed

_LABEL_UNITS = 60
_MOST_FREE = 4


def question(language: Language, event: Event, shown: Entry) -> Screen:
    """Ask the one who is there whether the other side is, too."""
    text = join(
        (
            language.say("<b>Is {name} there?</b>", name=name(language, shown.other)),
            _meeting(language, event, shown),
        ),
        "\n\n",
    )
    here = Button(language.label("Yes, they are here"), after_actions.Came(shown.meeting.id))
    not_here = Button(language.label("They are not here"), after_actions.NotHere(shown.meeting.id))
    return Screen(text, ((here,), (not_here,)))


def missed(language: Language, event: Event, shown: Missed) -> Screen:
    """Confirm that the other side is missed, and offer who waits for one, then who says that he is free."""
    say, label, other = language.say, language.label, shown.entry.other
    slot, waiting = shown.free.slot, shown.waiting[:_MOST_FREE]
    people = (*waiting, *(one for one in shown.free.people if one not in waiting))[:_MOST_FREE]
    if slot is None:
        offer = say("Today there is no other time left for which you could ask somebody.")
    elif waiting:
        names = language.listing(name(language, one) for one in waiting)
        listed = say("On your waiting list, and free then: {names}", names=names)
        offer = join((when(language, event, slot), listed))
    elif people:
        offer = join((say("These people say that they are free:"), when(language, event, slot)))
    else:
        offer = say("Perhaps somebody else has time for you now.")
    text = join(
        (
            say(
                "Noted. I have told {name} kindly that you are there; perhaps something came up.",
                name=name(language, other),
            ),
            offer,
        ),
        "\n\n",
    )
    rows: list[tuple[Button, ...]] = []
    if slot is not None:
        start, at = actions.to_minute(slot.start), f"{event.local(slot.start):%H:%M}"
        rows += [
            (Button(clip(f"{at} · {name(language, one)}", _LABEL_UNITS), actions.Pick(one.id, start)),)
            for one in people
        ]
        rows.append(
            (
                Button(label("Who at {time}?", time=at), finding_actions.WhoAt(start)),
                Button(label("Free now"), finding_actions.FreeNow()),
            )
        )
    came = Button(label("They came after all"), after_actions.Came(shown.entry.meeting.id))
    return Screen(text, (*rows, (came,), home_row(language)))


def summons(language: Language, event: Event, shown: Entry) -> Screen:
    """Tell somebody without blame that the other side is there."""
    text = join(
        (
            language.say(
                "<b>{name}</b> is at your meeting and hopes to see you.", name=name(language, shown.other)
            ),
            _meeting(language, event, shown),
            language.say("If something came up, that is all right: one tap tells them."),
        ),
        "\n\n",
    )
    return Screen(text, status_row(language, shown.meeting.id))


def _meeting(language: Language, event: Event, shown: Entry) -> Html:
    return join(
        (
            who(language, shown.other),
            when(language, event, shown.meeting.slot),
            place(language, event, shown.meeting.table),
        )
    )
