"""Everybody of an event at once: what is kept of them in memory."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.cataloguing import Cataloguing
from bot.domain.finding import Catalogue, Entry
from bot.domain.people import Profile, searchable
from bot.domain.searching import Field, Index, Indexing, Text
from bot.domain.text import fold


def text_of(number: int, profile: Profile) -> Text:
    """Give what is searched of a profile."""
    categories = (
        profile.organization_type,
        *profile.areas,
        *profile.offers,
        *profile.seeks,
        profile.city,
        profile.country,
    )
    fields = {
        Field.NAME: fold(profile.name),
        Field.ORGANIZATION: fold(profile.organization),
        Field.ROLE: fold(profile.role),
        Field.CATEGORY: fold(" ".join(categories)),
    }
    return Text(number, fields, searchable(profile))


def index(profiles: Iterable[Profile]) -> Index:
    """Give the index of people whose ids are counted from 0."""
    made = Indexing()
    for number, profile in enumerate(profiles):
        made.note(text_of(number, profile))
    return made.done()


def catalogue(entries: Iterable[Entry]) -> Catalogue:
    """Give the catalogue of some entries."""
    made = Cataloguing()
    for entry in entries:
        made.note(entry)
    return made.done()
