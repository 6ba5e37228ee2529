"""The home card, and help."""

from __future__ import annotations

from bot.domain.event import Event
from bot.domain.people import Participant
from bot.i18n import Html, Language, escape, join
from bot.screens import actions, commands, hall_actions, organizer_actions, profile_actions
from bot.screens.callbacks import Action
from bot.screens.parts import clip, home_row, place, when, who
from bot.screens.screen import Button, Screen
from bot.usecases.home import Home


def home(language: Language, shown: Home, *, organizer: bool, steward: bool, notice: str = "") -> Screen:
    """Show where somebody stands: the event, the next meeting, open requests; ``notice`` goes on top."""
    event = shown.me.event
    label = language.label
    text = join(
        (
            notice,
            language.say(
                "<b>{event}</b>\n{days}",
                event=event.name,
                days=language.listing(language.day(day) for day in event.days),
            ),
            _next(language, shown),
            _requests(language, shown),
            language.say("<i>Write a name to find somebody, for example “Kelemen Thursday 3pm”.</i>"),
        ),
        "\n\n",
    )
    requests = label("Requests")
    if shown.to_answer:
        requests = label("Requests ({n})", n=shown.to_answer)
    rows: list[tuple[Button, ...]] = [
        *(
            ((Button(label("Open the meeting"), actions.Meeting(shown.next.meeting.id)),),)
            if shown.next
            else ()
        ),
        (Button(label("Find people"), actions.Directory()), Button(label("Search"), actions.SearchPrompt())),
        (Button(label("My agenda"), actions.Agenda()), Button(requests, actions.Requests())),
        (
            Button(label("My profile"), profile_actions.MyProfile()),
            Button(label("Settings"), actions.Settings()),
        ),
        (Button(label("Help"), actions.Help()),),
    ]
    if shown.events > 1:
        rows.append((Button(label("Switch event"), actions.Events()),))
    if staff := _staff(language, organizer=organizer, steward=steward):
        rows.append(staff)
    return Screen(text, tuple(rows))


def _staff(language: Language, *, organizer: bool, steward: bool) -> tuple[Button, ...]:
    """Give the buttons of those who do something for an event."""
    desk = Button(language.label("Organizer"), organizer_actions.Organizer())
    hall = Button(language.label("The hall"), hall_actions.Hall())
    return (*(desk,) * organizer, *(hall,) * steward)


def staff_home(language: Language, *, organizer: bool, notice: str = "") -> Screen:
    """Greet an organizer or a steward who takes part in no event himself; ``notice`` goes on top."""
    said = language.say("<b>Bilateral</b>\n\nYou are a steward here.")
    if organizer:
        said = language.say("<b>Bilateral</b>\n\nYou are an organizer here.")
    text = join((notice, said), "\n\n")
    rows = (
        _staff(language, organizer=organizer, steward=True),
        (
            Button(language.label("Settings"), actions.Settings()),
            Button(language.label("Help"), actions.Help()),
        ),
    )
    return Screen(text, rows)


def events(language: Language, mine: list[tuple[Event, Participant]]) -> Screen:
    """Offer the events of somebody who takes part in several."""
    rows = tuple((Button(event.name, actions.ChooseEvent(event.id)),) for event, _ in mine)
    return Screen(language.say("Which event?"), (*rows, home_row(language)))


def help_card(language: Language, *, participant: bool, organizer: bool, steward: bool) -> Screen:
    """Explain by role what can be done, on one screen of a phone."""
    say = language.say
    words = join(
        (
            say("Write a name, a time or both: “Kelemen”, “Thursday 3pm”, “Kelemen tomorrow at 15:20”."),
            say(
                "Or say what you want: “who is free at 4?”, “move Kelemen to 4”, “cancel my 15:20”. "
                "Nothing is done without a tap."
            ),
        )
    )
    outside = say(
        "Open the personal link from your organizer to begin, or /register where an event is open to "
        "all. /settings changes the language."
    )
    inside = participant or steward
    first = commands.first_lines(language, participant=participant, organizer=organizer, steward=steward)
    text = join(
        (
            say("<b>What I can do</b>"),
            words if participant else "",
            first if inside else outside,
        ),
        "\n\n",
    )
    every = (Button(language.label("All commands"), actions.AllCommands()),) if inside else ()
    return Screen(text, ((*every, *home_row(language)),))


def unknown_command(
    language: Language, name: str, near: tuple[str, str] | None, action: Action | None
) -> Screen:
    """Say that there is no such command; ``near`` is one that is spelled alike, ``action`` what it does."""
    parts = [language.say("I do not know the command /{name}.", name=clip(name))]
    if near:
        parts.append(join((language.say("Did you mean this one?"), commands.line(*near))))
    parts.append(language.say("/help shows what I can do."))
    meant = ((Button(near[1], action),),) if near and action else ()
    help_ = (Button(language.label("Help"), actions.Help()), *home_row(language))
    return Screen(join(parts, "\n\n"), (*meant, help_))


def all_commands(
    language: Language, *, participant: bool, organizer: bool, steward: bool, inline_name: str = ""
) -> Screen:
    """List every command of a role; ``inline_name`` is the bot's user name where inline mode is on."""
    say = language.say
    groups = commands.groups(language, participant=participant, organizer=organizer, steward=steward)
    lists = (
        join((Html(f"<b>{escape(one.title)}</b>"), *(commands.line(*each) for each in one.commands)))
        for one in groups
    )
    inline = say(
        "In any other chat, write @{bot} and a name to send somebody’s card there. Only who takes "
        "part can open it.",
        bot=inline_name,
    )
    words = say(
        "/book, /move, /write, /accept, /decline, /handover and /cancel take a name and a time: "
        "/move Kelemen to 4."
    )
    old = say("Any old button can be pressed: you always get the present state.")
    hints = (words if participant else "", inline if participant and inline_name else "", old)
    text = join((*lists, *hints), "\n\n")
    back = Button(language.label("‹ Help"), actions.Help())
    return Screen(text, ((back, *home_row(language)),))


def _next(language: Language, shown: Home) -> str:
    if shown.next is None:
        return language.say("You have no coming meetings.")
    event, entry = shown.me.event, shown.next
    return join(
        (
            language.say("Next meeting:"),
            escape(when(language, event, entry.meeting.slot)),
            who(language, entry.other),
            place(language, event, entry.meeting.table),
        )
    )


def _requests(language: Language, shown: Home) -> str:
    parts = []
    if shown.to_answer:
        parts.append(
            language.say_n(
                "<b>{n} request</b> waits for your answer.",
                "<b>{n} requests</b> wait for your answer.",
                shown.to_answer,
            )
        )
    if shown.waiting:
        parts.append(
            language.say_n(
                "You are waiting for {n} answer.",
                "You are waiting for {n} answers.",
                shown.waiting,
            )
        )
    return join(parts)


def telegram_id(language: Language, number: int) -> Screen:
    """Tell somebody his Telegram id, which the setting ORGANIZERS wants."""
    return Screen(language.say("Your Telegram id is <code>{number}</code>.", number=number))


def write_in_private(language: Language, username: str) -> Screen:
    """Tell people in a group where the bot can be talked to."""
    text = language.say("Please write to me in private, so that your meetings stay yours.")
    return Screen(text, ((Button(language.label("Open the chat"), url=f"https://t.me/{username}"),),))
