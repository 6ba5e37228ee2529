"""A profile in words, as its card shows it."""

from __future__ import annotations

from bot.domain.event import Event
from bot.domain.people import Participant, Profile
from bot.i18n import Html, Language, escape, join
from bot.screens.parts import clip, fitting

_FACT_CHARACTERS, _AREAS_CHARACTERS, _WISHES_CHARACTERS, _WINDOWS_UNITS = 200, 400, 250, 600


def head_lines(profile: Profile) -> Html:
    """Write who somebody is: name, role, organization."""
    organization = clip(profile.organization, _FACT_CHARACTERS)
    return join(
        (
            Html(f"<b>{escape(clip(profile.name, _FACT_CHARACTERS))}</b>"),
            clip(profile.role, _FACT_CHARACTERS),
            Html(f"<b>{escape(organization)}</b>") if organization else "",
        )
    )


def fact_lines(language: Language, profile: Profile) -> Html:
    """Write what else a profile says, but its description and how to reach somebody."""
    say = language.say
    address = ", ".join(clip(part) for part in (profile.city, profile.street, profile.country) if part)
    kind, website = clip(profile.organization_type), clip(profile.website, _FACT_CHARACTERS)
    takes_part = clip(profile.participation_type)
    areas = clip("; ".join(profile.areas), _AREAS_CHARACTERS)
    offers, seeks = (clip("; ".join(one), _WISHES_CHARACTERS) for one in (profile.offers, profile.seeks))
    facts = (
        (kind, say("Organization type: {value}", value=kind)),
        (areas, say("Areas of activity: {value}", value=areas)),
        (offers, say("Offers: {value}", value=offers)),
        (seeks, say("Looks for: {value}", value=seeks)),
        (takes_part, say("Takes part as: {value}", value=takes_part)),
        (address, say("Address: {value}", value=address)),
        (website, say("Website: {value}", value=website)),
    )
    return join(line for value, line in facts if value)


def window_lines(language: Language, event: Event, person: Participant) -> Html:
    """Write when somebody takes meetings."""
    if not person.windows:
        return language.say("Takes no bilateral meetings, but may ask for them.")
    lines = []
    for window in person.windows:
        start, end = event.local(window.start), event.local(window.end)
        lines.append(escape(f"{language.day(start.date())}, {start:%H:%M}–{end:%H:%M}"))
    return fitting((language.say("Bilateral meetings:"), *lines), _WINDOWS_UNITS, "\n")
