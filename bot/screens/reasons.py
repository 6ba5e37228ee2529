"""Why something cannot be booked, in words, with what helps."""

from __future__ import annotations

from bot.domain.errors import Reason
from bot.domain.event import Event
from bot.domain.waiting import MOST_PLACES
from bot.i18n import Html, Language
from bot.screens import actions, profile_actions
from bot.screens.screen import Button

# What helps next, by reason; each has its place in one of these. Only the others: they are on every card.
OTHER_TIMES = frozenset({Reason.TAKEN, Reason.BUSY, Reason.AWAY, Reason.NO_TABLE, Reason.TOO_SOON})
OWN_AGENDA = frozenset(
    {
        Reason.NO_COMMON_SLOT,
        Reason.LIMIT_MEETINGS_GUEST,
        Reason.LIMIT_BLOCK_GUEST,
        Reason.CHANGE_DEADLINE,
        Reason.OVER,
    }
)
OWN_REQUESTS = frozenset({Reason.ALREADY, Reason.LIMIT_REQUESTS, Reason.LIMIT_PLACES})
TO_BE_TOLD = frozenset({Reason.NOT_CONNECTED})
ONLY_OTHERS = frozenset(
    {
        Reason.FULL,
        Reason.NO_WINDOW,
        Reason.HIDDEN,
        Reason.NOT_AVAILABLE,
        Reason.SAME_PERSON,
        Reason.SAME_ORGANIZATION,
        Reason.TYPES,
        Reason.LIMIT_MEETINGS_HOST,
        Reason.LIMIT_BLOCK_HOST,
    }
)


def reason_text(language: Language, reason: Reason, event: Event, name: str) -> Html:
    """Say why booking with ``name`` is refused; one sentence and, where there is one, the next step."""
    rules = event.booking
    say = language.say
    texts = {
        Reason.TAKEN: lambda: say("That time has just been taken."),
        Reason.BUSY: lambda: say("You are not free at that time."),
        Reason.AWAY: lambda: say("{name} is not free at that time.", name=name),
        Reason.NO_TABLE: lambda: say("All tables are taken at that time."),
        Reason.FULL: lambda: say("{name} has no free time left.", name=name),
        Reason.NO_COMMON_SLOT: lambda: say("You and {name} have no free time in common.", name=name),
        Reason.TOO_SOON: lambda: say("It is too late to ask for that time."),
        Reason.NO_WINDOW: lambda: say("{name} takes no meetings at this event.", name=name),
        Reason.HIDDEN: lambda: say("{name} does not want to be asked for meetings at present.", name=name),
        Reason.NOT_AVAILABLE: lambda: not_available(language),
        Reason.NOT_CONNECTED: lambda: say(
            "{name} has not opened this bot yet, so a request would not arrive.", name=name
        ),
        Reason.SAME_PERSON: lambda: say("This is you, as others see you."),
        Reason.SAME_ORGANIZATION: lambda: say(
            "{name} is from your organization; at this event colleagues do not book each other.", name=name
        ),
        Reason.TYPES: lambda: say(
            "At this event people of your type and of the type of {name} do not meet.", name=name
        ),
        Reason.ALREADY: lambda: say(
            "You already have an open request or a coming meeting with {name}.", name=name
        ),
        Reason.LIMIT_MEETINGS_GUEST: lambda: language.say_n(
            "You have {n} meeting, the most at this event.",
            "You have {n} meetings, the most at this event.",
            rules.max_meetings,
        ),
        Reason.LIMIT_MEETINGS_HOST: lambda: say("{name} has as many meetings as allowed.", name=name),
        Reason.LIMIT_BLOCK_GUEST: lambda: language.say_n(
            "You have {n} meeting in this period, the most allowed.",
            "You have {n} meetings in this period, the most allowed.",
            rules.max_meetings_per_block,
        ),
        Reason.LIMIT_BLOCK_HOST: lambda: say(
            "{name} has as many meetings in this period as allowed.", name=name
        ),
        Reason.LIMIT_REQUESTS: lambda: language.say_n(
            "You have {n} request waiting for an answer, the most allowed. "
            "Withdraw one, or wait until it is answered.",
            "You have {n} requests waiting for an answer, the most allowed. "
            "Withdraw one, or wait until one is answered.",
            rules.max_open_requests,
        ),
        Reason.LIMIT_PLACES: lambda: language.say_n(
            "You are on {n} waiting list, the most at a time. Leave one first, under Requests.",
            "You are on {n} waiting lists, the most at a time. Leave one first, under Requests.",
            MOST_PLACES,
        ),
        Reason.CHANGE_DEADLINE: lambda: language.say_n(
            "A meeting can be moved or cancelled up to {n} minute before it. "
            "You can still say that you cannot come.",
            "A meeting can be moved or cancelled up to {n} minutes before it. "
            "You can still say that you cannot come.",
            rules.change_deadline_minutes,
        ),
        Reason.OVER: lambda: say("The event is over."),
    }
    return texts[reason]()


def next_step(language: Language, reason: Reason, person_id: int, *, apart: bool = False) -> Button | None:
    """Give the button that helps most after a refusal about somebody; None where only others can help.

    ``apart``: the two have no free time in common because their meeting times do not meet.
    """
    label = language.label
    if apart:
        return Button(label("My meeting times"), profile_actions.MyTimes())
    if reason in OTHER_TIMES:
        return Button(label("Other times"), actions.Slots(person_id))
    if reason in OWN_AGENDA:
        return Button(label("My agenda"), actions.Agenda())
    if reason in OWN_REQUESTS:
        return Button(label("Requests"), actions.Requests())
    if reason in TO_BE_TOLD:
        return Button(label("Tell me when they join"), actions.Want(person_id))
    return None


def not_available(language: Language) -> Html:
    """Say that somebody has nothing to do with the one who asks, and nothing more about it."""
    return language.say("This person is not available. You can look for somebody else.")
