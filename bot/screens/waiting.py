"""Waiting for a time: one's place in the list, what is held for oneself, and the news that a time is free."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.domain.event import BookingMode, Event
from bot.domain.people import Participant
from bot.domain.waiting import HELD, InLine, Offer
from bot.i18n import Html, Language, join
from bot.screens import actions, waiting_actions
from bot.screens.asking_actions import packed
from bot.screens.booking import meanwhile, one_tap
from bot.screens.parts import any_of, home_row, moment, name, when, who
from bot.screens.screen import Button, Rows, Screen
from bot.usecases.directory import Card
from bot.usecases.waiting import Waits

_MOST_WANTED = 10  # buttons; the others are found by name


def place(language: Language, event: Event, mine: InLine, host: Participant, notice: str = "") -> Screen:
    """Show somebody's place in the list of a host, and by what rule it goes."""
    rule = language.say_n(
        "When a time becomes free, it is offered to you and held for {n} minute. If you let it pass, "
        "the next in line gets it, and you go to the end of the list.",
        "When a time becomes free, it is offered to you and held for {n} minutes. If you let it pass, "
        "the next in line gets it, and you go to the end of the list.",
        round(HELD.total_seconds() / 60),
    )
    text = join(
        (
            notice,
            language.say("<b>You are on the waiting list</b>"),
            join((who(language, host), _wanted(language, event, mine), _number(language, mine))),
            rule,
        ),
        "\n\n",
    )
    return Screen(text, ((_stop(language, host.id),), _last_row(language, host)))


def let_go(language: Language, host: Participant) -> Screen:
    """Say that a time goes on to the next, to one who is on no list."""
    text = language.say("This time goes on to whoever is next.")
    return Screen(join((text, who(language, host)), "\n\n"), (_last_row(language, host),))


def ended(language: Language, host: Participant) -> Screen:
    """Tell somebody that waiting for a host is of no use any more."""
    text = language.say(
        "No time with {name} can become free for you any more. You are not on the waiting list now.",
        name=name(language, host),
    )
    find = Button(language.label("Find people"), actions.Directory())
    return Screen(text, ((find,), _last_row(language, host)))


def offer(
    language: Language,
    event: Event,
    held: Offer,
    host: Participant,
    note: str = "",
    elsewhere: Sequence[str] = (),
) -> Screen:
    """Tell somebody that a time is free and held for him; ``note`` goes along with his request.

    ``elsewhere`` are events at which he has something at that time.
    """
    say, start = language.say, actions.to_minute(held.start)
    if held.request_id is None:
        head = say("<b>A time has become free for you</b>")
        rule = say("If you let it pass, the next in line gets it, and you go to the end of the list.")
        send: actions.Send | actions.AskInstead = actions.Send(host.id, start)
        more: tuple[Button, ...] = (_stop(language, host.id),)
    else:
        head = say("<b>The time that you asked for is free again</b>")
        rule = say("If you let it pass, it goes on to whoever is next.")
        send, more = actions.AskInstead(held.request_id, start), ()
    text = join(
        (
            head,
            join((who(language, host), Html(f"<b>{when(language, event, held)}</b>"))),
            say("It is held for you until <b>{until}</b>.", until=moment(language, event, held.until)),
            meanwhile(language, elsewhere),
            join((one_tap(language, event, note), rule)),
        ),
        "\n\n",
    )
    let_pass = Button(language.label("Not this time"), waiting_actions.LetPass(host.id, start))
    return Screen(text, ((Button(_ask(language, event), send),), (let_pass, *more)))


def standing(language: Language, event: Event, shown: Card) -> Html:
    """Say on a person's card that one is on his list, and what is held for oneself."""
    mine, held = shown.place, shown.held
    return join(
        (
            language.say("You are on the waiting list: {number} of {all}.", number=mine.number, all=mine.all)
            if mine
            else "",
            language.say(
                "<b>{time}</b> is held for you until {until}.",
                time=when(language, event, held),
                until=moment(language, event, held.until),
            )
            if held
            else "",
        )
    )


def card_rows(language: Language, event: Event, shown: Card) -> Rows:
    """Give the buttons of a person's card: the time that is held, one's place, or the way into the list."""
    rows: list[tuple[Button, ...]] = []
    if shown.held is not None:
        send = actions.Send(shown.person.id, actions.to_minute(shown.held.start))
        rows.append((Button(_ask(language, event), send),))
    if shown.place is not None:
        mine = waiting_actions.Place(shown.person.id)
        rows.append((Button(language.label("My place in the list"), mine),))
    elif shown.can_wait:
        rows.append((wait_button(language, shown.person),))
    return tuple(rows)


def wait_button(language: Language, host: Participant, starts: Sequence[datetime] = ()) -> Button:
    """Give the button that waits for a time of a host: for one slot, for any of some, or for whichever."""
    if len(starts) > 1:
        some = waiting_actions.WaitForAny(host.id, packed(starts))
        return Button(language.label("Wait for one of these times"), some)
    if starts:
        minute = actions.to_minute(starts[0])
        return Button(language.label("Wait for this time"), waiting_actions.Wait(host.id, minute))
    return Button(language.label("Wait for a time"), waiting_actions.Wait(host.id))


def lines(language: Language, event: Event, waits: Waits) -> Iterator[Html]:
    """List what is held for somebody, and the lists that he is on."""
    if waits.offers:
        yield language.say("<b>Held for you</b>")
    for held in waits.offers:
        until = moment(language, event, held.until)
        yield join(
            (
                who(language, waits.people[held.host_id]),
                when(language, event, held),
                language.say("until {until}", until=until),
            )
        )
    if waits.places:
        yield language.say("<b>You are on the waiting list</b>")
    for mine in waits.places:
        host = waits.people[mine.place.host_id]
        yield join((who(language, host), _wanted(language, event, mine), _number(language, mine)))
    if waits.wanted:
        yield language.say("<b>You are told when they join</b>")
    for person in waits.wanted:
        yield who(language, person)


def buttons(language: Language, event: Event, waits: Waits) -> Iterator[Button]:
    """Give a button for each of them."""
    for held in waits.offers:
        local = event.local(held.start)
        label = f"{name(language, waits.people[held.host_id])} · {local:%H:%M}"
        yield Button(label, actions.Person(held.host_id))
    for mine in waits.places:
        host = waits.people[mine.place.host_id]
        label = f"{name(language, host)} · {mine.number}/{mine.all}"
        yield Button(label, waiting_actions.Place(host.id))
    for person in waits.wanted[:_MOST_WANTED]:
        yield Button(name(language, person), actions.Person(person.id))


def _wanted(language: Language, event: Event, mine: InLine) -> Html | str:
    slots = [one for one in event.slots if one.start in mine.place.starts]
    if len(slots) > 1:
        return any_of(language, event, slots)
    return when(language, event, slots[0]) if slots else language.say("Any time")


def _number(language: Language, mine: InLine) -> Html:
    return language.say("Place in the list: {number} of {all}", number=mine.number, all=mine.all)


def _ask(language: Language, event: Event) -> str:
    instant = event.booking.mode is BookingMode.INSTANT
    return language.label("Book it") if instant else language.label("Send the request")


def _stop(language: Language, host_id: int) -> Button:
    return Button(language.label("Stop waiting"), waiting_actions.StopWaiting(host_id))


def _last_row(language: Language, host: Participant) -> tuple[Button, ...]:
    profile = Button(language.label("‹ Profile"), actions.Person(host.id))
    return (profile, Button(language.label("Requests"), actions.Requests()), *home_row(language))
