"""Free now: who has said that he is free in the next slot."""

from __future__ import annotations

from bot.domain.event import Event
from bot.domain.today import DayLeft, Phase
from bot.i18n import Html, Language, join
from bot.screens import actions, after_actions, finding_actions
from bot.screens.parts import clip, home_row, name, pager, when, who
from bot.screens.screen import Button, Screen
from bot.usecases.free_now import FreeNow

_LABEL_UNITS = 60


def free_now(language: Language, event: Event, shown: FreeNow) -> Screen:
    """Show who is free in the next slot; each leads to asking for it."""
    say, label = language.say, language.label
    when_free = Button(label("Who is free when?"), finding_actions.FreeWhen())
    if shown.slot is None:
        text = join((say("<b>Free now</b>"), _none(language, shown.left)), "\n\n")
        over = shown.left.phase is Phase.OVER
        last = Button(label("Whom I met"), after_actions.WrapUpCard()) if over else when_free
        return Screen(text, ((last,), home_row(language)))
    if shown.mine:
        mine = say("You are shown as free to the others.")
    elif shown.askable:
        mine = say("If you say that you are free, the others see you here.")
    else:
        mine = say("Nobody can ask you for that time: it is not among your meeting times.")
    others = language.say_n("{n} person says the same:", "{n} people say the same:", shown.total)
    text = join(
        (
            join((say("<b>Free now</b>"), when(language, event, shown.slot))),
            mine,
            join((others, *(who(language, person) for person in shown.people)))
            if shown.total
            else say("Nobody else has said so yet."),
        ),
        "\n\n",
    )
    start = actions.to_minute(shown.slot.start)
    at = f"{event.local(shown.slot.start):%H:%M}"
    rows: list[tuple[Button, ...]] = [
        (Button(clip(f"{at} · {name(language, person)}", _LABEL_UNITS), actions.Pick(person.id, start)),)
        for person in shown.people
    ]
    pages = (finding_actions.FreeNow(shown.number - 1), finding_actions.FreeNow(shown.number + 1))
    if turn := pager(language, shown.number, shown.pages, pages):
        rows.append(turn)
    if shown.mine:
        rows.append((Button(label("I am not free any more"), finding_actions.SayFreeNow(start, free=False)),))
    elif shown.askable:
        rows.append(
            (Button(label("I am free at {time}", time=at), finding_actions.SayFreeNow(start, free=True)),)
        )
    return Screen(text, (*rows, (when_free,), home_row(language)))


def _none(language: Language, left: DayLeft) -> Html:
    """Say why there is no slot that one could ask for today."""
    say, day = language.say, language.day(left.next) if left.next else ""
    match left.phase:
        case Phase.BEFORE:
            return say("The meetings begin on {day}; from then on you see here who is free at once.", day=day)
        case Phase.BETWEEN:
            return say("There are no meetings today; they go on on {day}.", day=day)
        case Phase.DAY_OVER:
            return say("The last meeting time of today has begun; the next ones are on {day}.", day=day)
        case Phase.OVER:
            return say("The last meeting time of the event has begun; there is none left to ask for.")
        case Phase.UNDER_WAY:
            return say(
                "Today there is no time left for which you could ask somebody: those to come begin too soon, "
                "or you or all the others are taken then."
            )
