"""Which column a heading means, in English and Romanian, however it is spelled."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from bot.domain.text import fold


class Column(StrEnum):
    """What a list can say of a person; the value is what a message calls it when the file does not."""

    KEY = "key"
    EMAIL = "email"
    FIRST_NAME = "first name"
    LAST_NAME = "last name"
    NAME = "name"
    ROLE = "job position"
    ORGANIZATION = "organisation"
    ORGANIZATION_TYPE = "organisation type"
    AREAS = "areas of activity"
    CITY = "city"
    STREET = "street"
    COUNTRY = "country"
    WEBSITE = "website"
    PHONE = "phone"
    DESCRIPTION = "description"
    PARTICIPATION_TYPE = "participation type"
    WINDOWS = "bilateral meetings"
    LANGUAGE = "language"
    TABLE = "table"


_LONGEST_HEADING = 200  # characters; what goes on for longer names no column

NAME_COLUMNS = frozenset({Column.NAME, Column.FIRST_NAME, Column.LAST_NAME})

# Spaces, hyphens, marks and -isation/-ization make no difference; "nume" beside "prenume" is settled
# where names are put together.
_SPELLINGS = {
    Column.KEY: "key, participant key, participant id, id, id participant, participant number, cheie, "
    "cod participant, id-ul participantului",
    Column.EMAIL: "email, mail, email address, adresa email, adresa de email, posta electronica",
    Column.FIRST_NAME: "first name, given name, forename, prenume, prenumele",
    Column.LAST_NAME: "last name, surname, family name, nume de familie, numele de familie",
    Column.NAME: "name, full name, participant, participant name, name and surname, nume, numele, "
    "nume complet, nume și prenume, prenume și nume, nume participant, numele participantului",
    Column.ROLE: "job position, position, job title, job, role, function, funcție, funcția, poziție, "
    "poziția, post, rol, funcția ocupată",
    Column.ORGANIZATION: "organization, organization name, name of organization, company, company name, "
    "institution, organizație, organizația, denumire organizație, denumirea organizației, nume organizație, "
    "numele organizației, companie, compania, firmă, firma, instituție, instituția",
    Column.ORGANIZATION_TYPE: "organization type, type of organization, type of the organization, "
    "company type, tip organizație, tip de organizație, tipul organizației, tip companie",
    Column.AREAS: "areas of activity, areas of activities, area of activity, activity areas, areas, "
    "fields of activity, field of activity, domains of activity, domenii de activitate, "
    "domeniile de activitate, domeniu de activitate, domeniul de activitate, domenii, arii de activitate",
    Column.CITY: "city, town, oraș, orașul, localitate, localitatea",
    Column.STREET: "street, street address, address, stradă, strada, adresă, adresa",
    Column.COUNTRY: "country, țară, țara",
    Column.WEBSITE: "website, web page, web, site, homepage, url, site web, pagină web, pagina web",
    Column.PHONE: "phone, phone number, telephone, telephone number, mobile, mobile phone, tel, telefon, "
    "telefonul, număr de telefon, nr. telefon, nr. de telefon, telefon mobil, mobil",
    Column.DESCRIPTION: "description, about, profile, organization description, description of organization, "
    "company description, descriere, descrierea, descriere organizație, descrierea organizației, despre, "
    "prezentare",
    Column.PARTICIPATION_TYPE: "participation type, type of participation, participant type, "
    "type of participant, tip participare, tip de participare, tipul participării, tip participant, "
    "tip de participant",
    Column.WINDOWS: "bilateral meetings, bilateral meeting, meetings, meeting windows, windows, "
    "availability, întâlniri bilaterale, întâlnire bilaterală, întîlniri bilaterale, întâlniri, "
    "disponibilitate",
    Column.LANGUAGE: "language, languages, preferred language, limbă, limba, limbi, limba preferată",
    Column.TABLE: "table, table number, table name, fixed table, masă, masa, masa fixă, număr masă, nr. masă",
}


@dataclass(frozen=True, slots=True)
class RawPerson:
    """One person as the file has him, texts untouched; a column that the file lacks is not in ``cells``.

    ``labels`` says what the file calls each column; ``extra`` is a cell beyond the last heading.
    """

    line: int
    cells: Mapping[Column, str]
    labels: Mapping[Column, str]
    extra: str = ""


def _reduced(heading: str) -> str:
    without_notes = re.sub(r"\([^)]*\)|\[[^\]]*\]", "", heading[:_LONGEST_HEADING])
    letters = "".join(c for c in fold(without_notes) if c.isalnum())
    return letters.replace("organisation", "organization")


@cache
def _columns() -> dict[str, Column]:
    return {
        _reduced(name): column for column, spellings in _SPELLINGS.items() for name in spellings.split(", ")
    }


def column_of(heading: str) -> Column | None:
    """Give the column that a heading means, or None."""
    return _columns().get(_reduced(heading))


def known_columns(headings: Sequence[str]) -> frozenset[Column]:
    """Give the columns that a line of headings names."""
    return frozenset(column for heading in headings if (column := column_of(heading)))
