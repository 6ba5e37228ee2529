"""Which column a heading means, in English, Romanian and Hungarian, however it is spelled."""

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
    OFFERS = "offers"
    SEEKS = "looking for"
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
    "cod participant, id-ul participantului"
    ", kulcs, azonosító, résztvevő azonosítója",
    Column.EMAIL: "email, mail, email address, adresa email, adresa de email, posta electronica"
    ", e-mail cím, emailcím",
    Column.FIRST_NAME: "first name, given name, forename, prenume, prenumele, keresztnév, utónév",
    Column.LAST_NAME: "last name, surname, family name, nume de familie, numele de familie"
    ", vezetéknév, családnév",
    Column.NAME: "name, full name, participant, participant name, name and surname, nume, numele, "
    "nume complet, nume și prenume, prenume și nume, nume participant, numele participantului"
    ", név, teljes név, résztvevő, résztvevő neve",
    Column.ROLE: "job position, position, job title, job, role, function, funcție, funcția, poziție, "
    "poziția, post, rol, funcția ocupată"
    ", beosztás, munkakör, pozíció",
    Column.ORGANIZATION: "organization, organization name, name of organization, company, company name, "
    "institution, organizație, organizația, denumire organizație, denumirea organizației, nume organizație, "
    "numele organizației, companie, compania, firmă, firma, instituție, instituția"
    ", szervezet, szervezet neve, cég, cégnév, intézmény",
    Column.ORGANIZATION_TYPE: "organization type, type of organization, type of the organization, "
    "company type, tip organizație, tip de organizație, tipul organizației, tip companie"
    ", szervezet típusa, szervezettípus, cég típusa",
    Column.AREAS: "areas of activity, areas of activities, area of activity, activity areas, areas, "
    "fields of activity, field of activity, domains of activity, domenii de activitate, "
    "domeniile de activitate, domeniu de activitate, domeniul de activitate, domenii, arii de activitate"
    ", tevékenységi területek, tevékenységi terület, tevékenységi kör, területek",
    Column.OFFERS: "offers, offer, offering, offered, we offer, what we offer, what is offered, ofer, oferă, "
    "oferim, ofertă, oferta, oferte, ce ofer, ce oferă, ce oferim, kínál, kínálat, kínálunk, mit kínál, "
    "mit kínálunk, what do you offer, what you offer, what can you offer, ce oferiți, ce puteți oferi",
    Column.SEEKS: "looking for, looks for, seeks, seek, seeking, sought, we look for, what we look for, "
    "what is looked for, needs, caut, caută, căutăm, ce caut, ce caută, ce căutăm, nevoi, keres, keresünk, "
    "keresett, mit keres, mit keresünk, what are you looking for, what you are looking for, "
    "what do you look for, who are you looking for, ce căutați, pe cine căutați, kit keres",
    Column.CITY: "city, town, oraș, orașul, localitate, localitatea, város, település",
    Column.STREET: "street, street address, address, stradă, strada, adresă, adresa, utca, cím",
    Column.COUNTRY: "country, țară, țara, ország",
    Column.WEBSITE: "website, web page, web, site, homepage, url, site web, pagină web, pagina web"
    ", weboldal, honlap",
    Column.PHONE: "phone, phone number, telephone, telephone number, mobile, mobile phone, tel, telefon, "
    "telefonul, număr de telefon, nr. telefon, nr. de telefon, telefon mobil, mobil"
    ", telefonszám, mobilszám",
    Column.DESCRIPTION: "description, about, profile, organization description, description of organization, "
    "company description, descriere, descrierea, descriere organizație, descrierea organizației, despre, "
    "prezentare"
    ", leírás, bemutatkozás, szervezet leírása",
    Column.PARTICIPATION_TYPE: "participation type, type of participation, participant type, "
    "type of participant, tip participare, tip de participare, tipul participării, tip participant, "
    "tip de participant"
    ", részvétel típusa, részvételi típus, résztvevő típusa",
    Column.WINDOWS: "bilateral meetings, bilateral meeting, meetings, meeting windows, windows, "
    "availability, întâlniri bilaterale, întâlnire bilaterală, întîlniri bilaterale, întâlniri, "
    "disponibilitate"
    ", kétoldalú találkozók, kétoldalú találkozó, találkozók, találkozási idők",
    Column.LANGUAGE: "language, languages, preferred language, limbă, limba, limbi, limba preferată, nyelv",
    Column.TABLE: "table, table number, table name, fixed table, masă, masa, masa fixă, număr masă, nr. masă"
    ", asztal, asztalszám, asztal száma",
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
