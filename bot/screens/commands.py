"""The commands by role, as Telegram's menus and ``/help`` name them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.i18n import SOURCE_LANGUAGE, Html, Language, Languages, escape, join
from bot.screens.screen import Menus

# The short help of who takes part, and of an organizer who does not.
_FIRST = ("find", "foryou", "agenda", "requests", "profile", "settings", "organizer", "steward")
_FIRST_AT_DESK = ("organizer", "import", "registrations", "broadcast", "reports", "steward", "settings")
# What is seldom wanted stands in the list of all commands alone.
_SELDOM = frozenset(
    {"free", "pdf", "hide", "contacts", "language", "timezone", "events", "blocked", "export", "erase"}
)


@dataclass(frozen=True, slots=True)
class Group:
    """Commands of a kind, as (name, what it is for)."""

    title: str
    commands: tuple[tuple[str, str], ...]


def groups(language: Language, *, participant: bool, organizer: bool, steward: bool) -> tuple[Group, ...]:
    """Give the commands of somebody's roles, those of the organizer first; he is a steward, too."""
    of_role = (_people(language), _meetings(language)) if participant else ()
    desk = (_desk(language),) if organizer else ()
    hall = (_on_site(language),) if steward else ()
    return (*desk, *hall, *of_role, _own(language, participant=participant))


def menu(language: Language, *, organizer: bool, steward: bool) -> list[tuple[str, str]]:
    """Give what Telegram's own menu shows."""
    shown = groups(language, participant=True, organizer=organizer, steward=steward)
    return [one for group in shown for one in group.commands if one[0] not in _SELDOM]


def menus(languages: Languages, *, organizer: bool, steward: bool) -> Menus:
    """Give what it shows to whoever has Telegram in whichever language."""
    return tuple(
        # The menu without a language is for everybody whose language we do not speak.
        ("" if code == SOURCE_LANGUAGE else code, tuple(menu(one, organizer=organizer, steward=steward)))
        for code, one in languages.by_code.items()
    )


def first_lines(language: Language, *, participant: bool, organizer: bool, steward: bool) -> Html:
    """List the few commands that one cannot do without."""
    known = {
        name: title
        for group in groups(language, participant=participant, organizer=organizer, steward=steward)
        for name, title in group.commands
    }
    first = _FIRST if participant else _FIRST_AT_DESK
    return join(line(name, known[name]) for name in first if name in known)


def line(name: str, title: str) -> Html:
    """Write a command with what it is for: ``/agenda – My agenda``."""
    return Html(f"/{name} – {escape(title)}")


def _desk(language: Language) -> Group:
    label = language.label
    return Group(
        label("For organizers"),
        (
            ("organizer", label("The organizer’s desk")),
            ("import", label("Import people")),
            ("links", label("Personal links")),
            ("absent", label("Who is not connected")),
            ("registrations", label("Registration")),
            ("broadcast", label("Message to everybody")),
            ("figures", label("Figures")),
            ("feedback", label("Feedback")),
            ("reports", label("Reports")),
            ("undelivered", label("What could not be delivered")),
            ("invite", label("Organizers")),
            ("stewards", label("Stewards")),
        ),
    )


def _on_site(language: Language) -> Group:
    return Group(language.label("On site"), (("steward", language.label("The hall: tables, check-in")),))


def _people(language: Language) -> Group:
    label = language.label
    return Group(
        label("People"),
        (
            ("find", label("Find people")),
            ("filter", label("Filter people")),
            ("foryou", label("Whom to meet, and why")),
            ("favourites", label("My favourites")),
            ("free", label("Who is free when?")),
            ("now", label("Free now")),
        ),
    )


def _meetings(language: Language) -> Group:
    label = language.label
    return Group(
        label("Meetings"),
        (
            ("agenda", label("My agenda")),
            ("requests", label("Requests")),
            ("accept", label("Accept a request")),
            ("decline", label("Decline a request")),
            ("book", label("Ask for a meeting")),
            ("move", label("Move a meeting")),
            ("handover", label("Hand a meeting over")),
            ("onmyway", label("On my way")),
            ("late", label("5 min late")),
            ("cannotcome", label("Cannot come")),
            ("write", label("Write to somebody")),
            ("calendar", label("My calendar")),
            ("pdf", label("My agenda as a PDF")),
            ("wrapup", label("Whom I met")),
        ),
    )


def _own(language: Language, *, participant: bool) -> Group:
    label = language.label
    mine = (
        ("profile", label("How others see me")),
        ("edit", label("Change my profile")),
        ("times", label("When I take meetings")),
        ("card", label("My QR code and link")),
        ("hide", label("Hide me")),
        ("contacts", label("Which contact details I share")),
        ("timezone", label("Time zone")),
        ("events", label("Switch event")),
        ("blocked", label("People I blocked")),
    )
    return Group(
        label("About you"),
        (
            *(mine if participant else ()),
            ("settings", label("Language and reminders")),
            ("language", label("Language")),
            ("privacy", label("My data")),
            ("export", label("Send me everything (JSON)")),
            ("erase", label("Erase me")),
            ("help", label("Help")),
            ("cancel", label("Stop what I am writing")),
        ),
    )
