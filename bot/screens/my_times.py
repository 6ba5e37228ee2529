"""One's own meeting times: the slots of a day to tap, and what stands against keeping them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.booking import Meeting, Request
from bot.domain.event import Block, Event
from bot.domain.people import Participant
from bot.domain.slots import Slot
from bot.domain.windows import Change, Windows
from bot.i18n import Html, Language, escape, join
from bot.screens import actions, profile_actions
from bot.screens.moving_actions import Move, MoveTo
from bot.screens.parts import clip, fitting, grid, home_row, name, short, under, when, who
from bot.screens.problems import problem_reason
from bot.screens.screen import Button, Rows, Screen
from bot.usecases.files import Problem
from bot.usecases.moving import WhereTo
from bot.usecases.my_times import MyTimes

_MOST_CELLS, _MOST_LISTED, _MOST_SAID = 72, 12, 5  # of the 100 buttons of a message
_COLUMNS, _LABEL_UNITS, _LIST_UNITS, _CHANGE_UNITS = 3, 30, 1500, 400


def my_times(language: Language, event: Event, shown: MyTimes, *, dayless: bool = False) -> Screen:
    """Show one's meeting times, with the slots of a day to tap; ``dayless``: he wrote hours without a day."""
    say = language.say
    no_day = say("You named no day, so this counts for <b>every day of the event</b>.")
    text = join(
        (
            no_day if dayless and len(event.days) > 1 else "",
            say("<b>Your meeting times</b>"),
            fitting(_lines(language, event, shown.windows), _LIST_UNITS, "\n")
            or say("You take no meetings, but may ask for them."),
            "" if shown.kept else _unsaved(language, event, shown.change),
            say(
                "A tick means that you take meetings then; tap a time to change it. Or write your times, for "
                "example “Thursday 14:30-17:00, not 15:20”."
            ),
            Html(f"<b>{language.day(shown.day)}</b>"),
        ),
        "\n\n",
    )
    return Screen(text, _rows(language, event, shown))


def _unsaved(language: Language, event: Event, change: Change) -> Html:
    """Say that nothing is saved yet, and what saving would change."""
    gone, new, stays = (
        fitting(_lines(language, event, one), _CHANGE_UNITS, "; ")
        for one in (change.gone, change.new, change.stays)
    )
    return join(
        (
            language.say("<b>Not saved yet:</b> the others still see your earlier times."),
            language.say("Goes: {times}", times=gone) if gone else "",
            language.say("New: {times}", times=new) if new else "",
            language.say("Stays: {times}", times=stays) if stays else "",
        )
    )


def _lines(language: Language, event: Event, windows: Windows) -> list[Html]:
    local = ((event.local(one.start), event.local(one.end)) for one in windows)
    return [escape(f"{language.day(start.date())}, {start:%H:%M}–{end:%H:%M}") for start, end in local]


def times_not_saved(language: Language, profile: Screen) -> Screen:
    """Put on top of one's own profile that the times in hand are not saved."""
    note = language.say(
        "<b>Your new meeting times are not saved yet.</b> <i>Meeting times</i> leads back to them."
    )
    return under(note, profile)


def _rows(language: Language, event: Event, shown: MyTimes) -> Rows:
    rows: list[tuple[Button, ...]] = []
    cells = 0
    for block in event.blocks:
        if block.date != shown.day:
            continue
        slots = event.block_slots(block)[: _MOST_CELLS - cells]
        cells += len(slots)
        taps = [
            Button(
                f"✓ {event.local(slot.start):%H:%M}"
                if slot in shown.slots
                else f"{event.local(slot.start):%H:%M}",
                profile_actions.TakeSlot(actions.to_minute(slot.start), taken=slot not in shown.slots),
            )
            for slot in slots
        ]
        rows += [*grid(taps, _COLUMNS), _whole(language, event, block)]
    days = [
        Button(language.short_day(day), profile_actions.MyTimes(day.toordinal()))
        for day in event.days
        if day != shown.day
    ]
    save = Button(language.label("Save"), profile_actions.SaveTimes())
    back = Button(language.label("Undo"), profile_actions.ForgetTimes())
    kept = () if shown.kept else ((save, back),)
    return (*rows, *grid(days, _COLUMNS), *kept, (_profile(language), *home_row(language)))


def _whole(language: Language, event: Event, block: Block) -> tuple[Button, ...]:
    """Give the buttons for a block as a whole, named where its day has several."""
    several = sum(one.date == block.date for one in event.blocks) > 1
    start = f" {block.start:%H:%M}–{block.end:%H:%M}" if several else ""
    return (
        Button(language.label("All") + start, profile_actions.TakeBlock(block.id, taken=True)),
        Button(language.label("None") + start, profile_actions.TakeBlock(block.id, taken=False)),
    )


def unreadable(language: Language, problems: Sequence[Problem]) -> Screen:
    """Tell what cannot be read of times that were written."""
    lines = [f"– {problem_reason(language, one)}" for one in problems[:_MOST_SAID]]
    text = join(
        (
            join((language.say("<b>I cannot read these times:</b>"), *lines)),
            language.say("For example: “Thursday 14:30-17:00, not 15:20” or “all” or “none”."),
        ),
        "\n\n",
    )
    return Screen(text, ((_times(language), _profile(language)), home_row(language)))


def outside(
    language: Language, event: Event, found: Sequence[tuple[Request | Meeting, Participant]]
) -> Screen:
    """List what lies outside new times, so that they are not kept."""
    lines = [
        join((escape(when(language, event, one.slot)), who(language, other), _kind(language, one)), " · ")
        for one, other in found
    ]
    text = join(
        (
            language.say("<b>Nothing is saved yet: this lies outside your new times.</b>"),
            fitting(lines, _LIST_UNITS, "\n"),
            language.say(
                "Open one to see or move it, end it, or keep your earlier times. The others are told of what "
                "you end."
            ),
        ),
        "\n\n",
    )
    rows = tuple(_dealing(language, event, one, other) for one, other in found[:_MOST_LISTED])
    again = Button(language.label("Save again"), profile_actions.SaveTimes())
    keep = Button(language.label("Keep earlier times"), profile_actions.ForgetTimes())
    return Screen(text, (*rows, (again, keep), (_times(language), _profile(language))))


def _dealing(
    language: Language, event: Event, one: Request | Meeting, other: Participant
) -> tuple[Button, ...]:
    label = clip(f"{event.local(one.slot.start):%H:%M} {name(language, other)}", _LABEL_UNITS)
    if isinstance(one, Meeting):
        end = Button(language.label("Cancel"), profile_actions.EndMeeting(one.id))
        return (Button(label, profile_actions.MoveInside(one.id)), end)
    end = Button(language.label("End it"), profile_actions.EndRequest(one.id))
    return (Button(label, actions.Request(one.id)), end)


def _kind(language: Language, one: Request | Meeting) -> str:
    return language.label("meeting") if isinstance(one, Meeting) else language.label("request")


def move_inside(language: Language, event: Event, choice: WhereTo, near: Sequence[Slot]) -> Screen:
    """Offer the nearest of one's new times to which a meeting could move; any other is a tap away."""
    meeting, other = choice.entry.meeting, choice.entry.other
    offer = language.say("The nearest of your new times that suit both:")
    if len(near) == 1:
        offer = language.say("The nearest of your new times that suits both:")
    elif not near:
        offer = language.say("None of your new times suits both.")
    text = join(
        (
            language.say(
                "<b>Your meeting with {name}, {time}, lies outside your new times.</b>",
                name=name(language, other),
                time=when(language, event, meeting.slot),
            ),
            offer,
        ),
        "\n\n",
    )
    times = [
        Button(short(language, event, slot), MoveTo(meeting.id, actions.to_minute(slot.start)))
        for slot in near
    ]
    rest = (
        *((Button(language.label("Another time"), Move(meeting.id)),) if choice.free else ()),
        Button(language.label("Open the meeting"), actions.Meeting(meeting.id)),
        Button(language.label("‹ Back"), profile_actions.SaveTimes()),
    )
    return Screen(text, tuple((one,) for one in (*times, *rest)))


def end_prompt(language: Language, event: Event, one: Request | Meeting, other: Participant) -> Screen:
    """Ask once more before a meeting or a request ends."""
    about = {"name": name(language, other), "time": when(language, event, one.slot)}
    if isinstance(one, Meeting):
        text = language.say("Cancel the meeting with {name}, {time}? {name} is told.", **about)
        yes = Button(language.label("Yes, cancel it"), profile_actions.EndMeeting(one.id, sure=True))
    else:
        text = language.say("End the request with {name}, {time}? {name} is told.", **about)
        yes = Button(language.label("Yes, end it"), profile_actions.EndRequest(one.id, sure=True))
    return Screen(text, ((yes,), (Button(language.label("‹ Back"), profile_actions.SaveTimes()),)))


def _times(language: Language) -> Button:
    return Button(language.label("‹ Meeting times"), profile_actions.MyTimes())


def _profile(language: Language) -> Button:
    return Button(language.label("‹ My profile"), profile_actions.MyProfile())
