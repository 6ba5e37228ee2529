"""Requests: the list, one request with what can be answered, and another time to propose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.booking import Request, RequestState
from bot.domain.event import Event
from bot.domain.limits import Use
from bot.domain.people import Participant
from bot.domain.slots import Slot
from bot.domain.steps import code_of
from bot.i18n import Html, Language, join
from bot.screens import actions, handover, waiting
from bot.screens.asking_actions import AcceptAt
from bot.screens.limits import limit_lines
from bot.screens.move_proposals import from_to
from bot.screens.parts import (
    any_of,
    clip,
    each_of,
    fitting,
    home_row,
    moment,
    name,
    quote,
    short,
    when,
    who,
)
from bot.screens.reason_actions import DeclineWith
from bot.screens.relay import write_button
from bot.screens.screen import Button, Rows, Screen
from bot.usecases.handover import Shown
from bot.usecases.identity import Me
from bot.usecases.waiting import NOTHING, Waits

_LIST_UNITS = 3200  # of UTF-16; the limits stand below
_MOST_BUTTONS = 49  # and at most twice ``domain.waiting.MOST_PLACES``, and ten who have not joined


def listing(
    language: Language,
    me: Me,
    pending: Sequence[Request],
    people: Mapping[int, Participant],
    slots: Mapping[int, Slot],
    waits: Waits = NOTHING,
    handovers: Sequence[Shown] = (),
    limits: Sequence[Use] = (),
) -> Screen:
    """List what waits for an answer, first the person's own, then the others'; and what he waits for.

    ``slots`` are those of the meetings which some requests would move, ``limits`` what he has used of them.
    """
    mine = [one for one in pending if one.turn_id == me.id]
    theirs = [one for one in pending if one.turn_id != me.id]
    if not pending and not handovers and waits == NOTHING:
        text = join(
            (
                language.say("<b>No open requests</b>"),
                language.say("Find somebody and ask for a time; requests to you appear here as well."),
                limit_lines(language, limits),
            ),
            "\n\n",
        )
        find = Button(language.label("Find people"), actions.Directory())
        return Screen(text, ((find,), home_row(language)))
    text = fitting(
        (
            *handover.lines(language, me, handovers),
            *waiting.lines(language, me.event, waits),
            *_group(language, language.say("<b>Your answer is awaited</b>"), me, mine, people, slots),
            *_group(language, language.say("<b>You wait for an answer</b>"), me, theirs, people, slots),
        ),
        _LIST_UNITS,
    )
    text = join((text, limit_lines(language, limits)), "\n\n")
    buttons = [
        (
            Button(
                f"{name(language, people[one.other(me.id)])} · {_starts(language, me.event, one)}",
                actions.Meeting(one.moves) if one.moves else actions.Request(one.id),
            ),
        )
        for one in (*mine, *theirs)[:_MOST_BUTTONS]
    ]
    held = [(button,) for button in handover.buttons(language, me, handovers)]
    held += [(button,) for button in waiting.buttons(language, me.event, waits)]
    return Screen(text, (*held, *buttons, home_row(language)))


def card(language: Language, me: Me, request: Request, other: Participant, notice: str = "") -> Screen:
    """Show one request as it stands, with what this side can do about it."""
    text = join(
        (
            notice,
            join(
                (
                    _state(language, me, request, name(language, other)),
                    who(language, other),
                    each_of(language, me.event, request.slots),
                )
            ),
            any_will_do(language, me, request, other),
            note_of(language, me, request),
            join((language.say("Reason:"), quote(request.reason)), "") if request.reason else "",
            _deadline(language, me.event, request),
        ),
        "\n\n",
    )
    write = ((write_button(language, other),),) if request.state is RequestState.PENDING else ()
    return Screen(text, (*answers(language, me, request), *write, _last_row(language, other)))


def note_of(language: Language, me: Me, request: Request) -> Html:
    """Quote what the guest wrote with the request; to himself it is said that it is his."""
    mine = bool(request.note) and me.id == request.guest_id
    return join((language.say("Your note:") if mine else "", quote(request.note)), "")


def no_longer_free(language: Language, event: Event, gone: Slot, other: Participant) -> Html:
    """Say that a time that was asked for is not to be had any more."""
    return language.say(
        "The time {time} with {name} is no longer free.",
        time=when(language, event, gone),
        name=name(language, other),
    )


def answers(language: Language, me: Me, request: Request) -> Rows:
    """Give the buttons by which a side answers a request."""
    label = language.label
    if request.state is not RequestState.PENDING:
        return ()
    if request.turn_id == me.id:
        return (
            *_accepting(language, me.event, request),
            (
                Button(label("Another time"), actions.Counter(request.id, request.version)),
                Button(label("Decline"), actions.Decline(request.id, request.version)),
            ),
        )
    proposed = me.id == request.host_id  # and so another time than he was asked for
    withdraw = label("Withdraw the proposal") if proposed else label("Withdraw")
    return ((Button(withdraw, actions.Withdraw(request.id)),),)


def any_will_do(language: Language, me: Me, request: Request, other: Participant) -> Html:
    """Say who chooses, where an open request asks for any of several times."""
    if request.state is not RequestState.PENDING or not request.further:
        return Html()
    if request.turn_id == me.id:
        return language.say("Accept one of these times.")
    return language.say("{name} chooses one of these times.", name=name(language, other))


def _accepting(language: Language, event: Event, request: Request) -> Rows:
    if not request.further:
        return ((Button(language.label("Accept"), actions.Accept(request.id, request.version)),),)
    return tuple(
        (
            Button(
                language.label("Accept {time}", time=short(language, event, slot)),
                AcceptAt(request.id, request.version, actions.to_minute(slot.start)),
            ),
        )
        for slot in request.slots
    )


def accept_warning(
    language: Language, me: Me, request: Request, slot: Slot, other: Participant, lost: Sequence[str]
) -> Screen:
    """Name the requests of one's own that accepting would withdraw, before the tap."""
    text = join(
        (
            language.say(
                "If you meet {name} on {time}, your own request for that time is withdrawn: {lost}.",
                name=name(language, other),
                time=when(language, me.event, slot),
                lost=language.listing(clip(one) for one in lost),
            ),
        )
    )
    start = actions.to_minute(slot.start)
    accept = AcceptAt(request.id, request.version, start, sure=True)
    rows = (
        (Button(language.label("Accept all the same"), accept),),
        (Button(language.label("‹ Back"), actions.Request(request.id)),),
    )
    return Screen(text, rows)


def decline_prompt(language: Language, request: Request, other: Participant) -> Screen:
    """Ask for the reason, which may be left out."""
    text = language.say(
        "Write a short reason for {name}, or decline without one.",
        name=name(language, other),
    )
    rows = (
        (
            Button(
                language.label("Decline without a reason"), actions.DeclineNow(request.id, request.version)
            ),
        ),
        (Button(language.label("Keep the request"), actions.Request(request.id)),),
    )
    return Screen(text, rows)


def decline_with_reason(
    language: Language, me: Me, request: Request, other: Participant, reason: str
) -> Screen:
    """Show the reason of a no before the tap that sends it."""
    text = join(
        (
            language.say(
                "Decline the request of {name} for {time} with this reason?",
                name=name(language, other),
                time=any_of(language, me.event, request.slots),
            ),
            quote(reason),
        ),
        "\n\n",
    )
    sure = DeclineWith(request.id, request.version, code_of(reason))
    rows = (
        (Button(language.label("Decline with this reason"), sure),),
        (Button(language.label("Write another reason"), actions.Decline(request.id, request.version)),),
        (Button(language.label("Keep the request"), actions.Request(request.id)),),
    )
    return Screen(text, rows)


def _group(
    language: Language,
    title: Html,
    me: Me,
    requests: Sequence[Request],
    people: Mapping[int, Participant],
    slots: Mapping[int, Slot],
) -> tuple[Html, ...]:
    lines = [
        join(
            (
                who(language, people[one.other(me.id)]),
                from_to(language, me.event, slots[one.moves], one.slots)
                if one.moves and one.moves in slots
                else any_of(language, me.event, one.slots),
                _deadline(language, me.event, one),
            )
        )
        for one in requests
    ]
    return (title, *lines) if lines else ()


def _state(language: Language, me: Me, request: Request, other: str) -> Html:
    say = language.say
    mine = request.turn_id == me.id
    countered = request.turn_id == request.guest_id
    if request.state is RequestState.PENDING:
        if mine:
            if countered and request.further:
                return say("{name} proposes other times:", name=other)
            if countered:
                return say("{name} proposes another time:", name=other)
            return say("{name} would like to meet you:", name=other)
        if countered and request.further:
            return say("You have proposed other times to:")
        if countered:
            return say("You have proposed another time to:")
        return say("You have asked:")
    texts = {
        RequestState.ACCEPTED: lambda: say("This request was accepted."),
        RequestState.DECLINED: lambda: say("This request was declined."),
        RequestState.WITHDRAWN: lambda: say("This request was withdrawn."),
        RequestState.EXPIRED: lambda: say("This request ran out without an answer."),
        RequestState.LOST: lambda: say("This time went to somebody else."),
    }
    return texts[request.state]()


def _deadline(language: Language, event: Event, request: Request) -> Html:
    if request.state is not RequestState.PENDING:
        return Html()
    return language.say("Answer due by {deadline}", deadline=moment(language, event, request.deadline))


def _starts(language: Language, event: Event, request: Request) -> str:
    """Write the first time for a button, and how many there are beside it."""
    first, more = short(language, event, request.slot), len(request.further)
    return f"{first} (+{more})" if more else first


def _last_row(language: Language, other: Participant) -> tuple[Button, ...]:
    profile = Button(language.label("‹ Profile"), actions.Person(other.id))
    return (profile, Button(language.label("Requests"), actions.Requests()), *home_row(language))
