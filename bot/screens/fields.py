"""The sides of a profile, in words."""

from __future__ import annotations

from bot.domain.own_profile import LISTS
from bot.domain.people import Participant
from bot.i18n import Language


def field_name(language: Language, name: str) -> str:
    """Name what a list, or he himself, can change of a participant; in words, as in a sentence."""
    label = language.label
    names = {
        "name": lambda: label("name"),
        "role": lambda: label("job position"),
        "organization": lambda: label("organization"),
        "organization_type": lambda: label("organization type"),
        "areas": lambda: label("areas of activity"),
        "offers": lambda: label("what is offered"),
        "seeks": lambda: label("what is looked for"),
        "city": lambda: label("city"),
        "street": lambda: label("street"),
        "country": lambda: label("country"),
        "website": lambda: label("website"),
        "description": lambda: label("description"),
        "participation_type": lambda: label("participation type"),
        "email": lambda: label("e-mail"),
        "phone": lambda: label("phone"),
        "photo": lambda: label("photo"),
        "windows": lambda: label("meeting times"),
        "table": lambda: label("table"),
        "language": lambda: label("language"),
        "key": lambda: label("key"),
    }
    return names[name]()


def field_title(language: Language, name: str) -> str:
    """Name a side of a profile on a button, or before its value."""
    said = field_name(language, name)
    return said[:1].upper() + said[1:]


def field_value(person: Participant, name: str) -> str:
    """Give what a profile says there, as one would write it."""
    said = getattr(person.profile, name, "")
    return "; ".join(said) if name in LISTS else said
