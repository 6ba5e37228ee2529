"""Privacy: what is stored, the export, and being erased."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.domain.event import Event
from bot.i18n import Language, join
from bot.screens import actions
from bot.screens.parts import home_row
from bot.screens.safety import blocked_button
from bot.screens.screen import Attachment, AttachmentKind, Button, Screen


def privacy(language: Language, event: Event | None, backup_days: int = 0) -> Screen:
    """Say what is stored, why, for how long, and who answers for it; ``backup_days`` 0: no backups."""
    say = language.say
    notice = event.privacy if event else None
    text = join(
        (
            say("<b>What is stored about you</b>"),
            say(
                "Your profile as the organizer registered it; your Telegram id, user name and language; your "
                "requests, meetings, notes and reasons; your favourites, private notes and filter, for you "
                "alone; what you chose in the settings; which messages were sent to you, without their text."
            ),
            say(
                "Also stored: your photo; which fields of your profile you changed yourself; whom you do "
                "not want to be suggested; your registration while it waits; the waiting lists that you are "
                "on, and which times were offered to you."
            ),
            say(
                "Other participants see your profile, but e-mail, phone and user name only after you have "
                "agreed to meet, and only those that you share (/settings). The organizer sees requests and "
                "meetings; on site, stewards see who meets whom and where."
            ),
            say("Whom you have blocked is kept for you alone, what you reported for the organizers alone."),
            say("What you say about a meeting once it is over is kept for the organizers alone."),
            say(
                "Your texts to this bot are erased as soon as they are dealt with, and messages to others as "
                "soon as they are delivered."
            ),
            language.say_n(
                "Everything is deleted {n} day after the event.",
                "Everything is deleted {n} days after the event.",
                notice.delete_after_days,
            )
            if notice
            else "",
            language.say_n(
                "What is erased stays in backups for {n} more day.",
                "What is erased stays in backups for {n} more days.",
                backup_days,
            )
            if backup_days
            else "",
            say("Responsible: {controller}", controller=join((notice.controller, notice.contact), ", "))
            if notice and (notice.controller or notice.contact)
            else "",
        ),
        "\n\n",
    )
    rows = (
        (Button(language.label("Send me everything (JSON)"), actions.Export()),),
        *(((blocked_button(language),),) if event else ()),
        (Button(language.label("Erase me"), actions.Erase()),),
        home_row(language),
    )
    return Screen(text, rows)


def export_file(language: Language, data: Mapping[str, Any]) -> Screen:
    """Send everything that is stored as a file."""
    content = json.dumps(data, ensure_ascii=False, indent=2, default=str).encode()
    file = Attachment(AttachmentKind.DOCUMENT, "bilateral-export.json", content)
    text = language.say("This is everything that is stored about you.")
    back = Button(language.label("Privacy"), actions.Privacy())
    return Screen(text, ((back, *home_row(language)),), file)


def erase_prompt(language: Language, meetings: int, requests: int) -> Screen:
    """Ask once more before somebody is erased, with what it ends."""
    ends = join(
        (
            language.say_n("{n} meeting is cancelled.", "{n} meetings are cancelled.", meetings)
            if meetings
            else "",
            language.say_n("{n} open request ends.", "{n} open requests end.", requests) if requests else "",
        ),
        " ",
    )
    text = join(
        (
            language.say("<b>Erase everything about you?</b>"),
            language.say(
                "You leave the event and its directory. This cannot be undone, and a new list from the "
                "organizer does not bring you back."
            ),
            join((ends, language.say("The others are told.")), " ") if ends else "",
        ),
        "\n\n",
    )
    rows = (
        (Button(language.label("Yes, erase me"), actions.EraseNow()),),
        (Button(language.label("‹ Back"), actions.Privacy()),),
    )
    return Screen(text, rows)


def erased(language: Language) -> Screen:
    """Say goodbye; the last thing that is sent."""
    return Screen(language.say("Everything about you is erased. Goodbye, and all the best."))
