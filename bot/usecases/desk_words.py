"""What an organizer or a steward writes of his work: a place at the desk, somebody who is here.

Only whole texts are understood, by a closed vocabulary; whatever else is written is the name of somebody.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from bot.domain.text import fold, vocabulary

# The command of each place, and the beginnings of the folded words that lead there.
_PLACES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "registrations": (
            *("registration", "waiting", "walkins", "admit"),
            *("inregistrari", "inregistrarile", "asteapta"),
            *("regisztracio", "varakozik", "varakoznak", "varakozo", "felvetelre"),
        ),
        "absent": (
            *("connected", "joined", "absent"),
            *("conectat", "alaturat", "intrat"),
            *("csatlakozott", "csatlakoztak", "hianyz"),
        ),
        "import": ("import", "xlsx", "excel", "csv", "beolvas"),
        "broadcast": (
            *("everybody", "everyone", "announce", "broadcast"),
            *("tuturor", "toata", "anunt"),
            *("mindenki", "korlevel", "kozlemeny"),
        ),
        "stewards": ("steward", "volunteer", "voluntar", "segito", "onkentes"),
        "reports": ("report", "complaint", "raportari", "reclamati", "sesizari", "bejelentes", "panasz"),
        "feedback": ("feedback", "opinion", "pareri", "visszajelzes", "velemeny"),
        "figures": (
            *("figures", "statistics", "stats", "numbers", "going", "progress"),
            *("cifre", "cifrele", "statistic", "merge", "stam"),
            *("statisztika", "szamok", "allunk", "halad", "megy"),
        ),
        "organizer": ("desk", "organizer", "organizator", "szervezoi"),
    }
)
_BESIDE = vocabulary(
    """
    a an and are at has have how i in is it like list look make many me message my new not of one open
    people photo please s see send show somebody someone still text the there things to want we who with
    would write yet isn t hasn haven joining join cine nu au inca cum sta arata mi lista va rog vreau sa
    mesaj trimite trimit scriu scrie cu o fotografie poza lumea e este ki kik kit nem meg az hogy hogyan
    van vannak kerem listat mutasd mutassa uzenet uzenetet irok irnek szeretnek kuldeni kuldok uj keppel
    fotoval nezzuk legyen valaki be akik aki
    """
)
_ARRIVING = vocabulary(
    """
    check checkin in is here has have arrived came just where please a au sosit ajuns venit este e aici
    unde va rog megerkezett megjott itt van hol kerem erkezett most leptesd leptesse be
    """
)
_HERE = re.compile(
    r"\b(?:arrived|came|check\s?in|checked in|is here|sosit|ajuns|(?:este|e) aici|megerkezett|megjott"
    r"|erkezett|itt van|leptes[ds]e?\b.*\bbe)\b"
)


def arrives(text: str) -> bool:
    """Tell whether a text says of somebody that he is here: "Kelemen has arrived"; a question does not."""
    return not text.rstrip().endswith("?") and _HERE.search(fold(text)) is not None


def place_of(text: str) -> str:
    """Give the command of the place at the desk that a text asks for; empty where it asks for none."""
    words = re.findall(r"\w+", fold(text))
    for name, beginnings in _PLACES.items():
        rest = [word for word in words if not word.startswith(beginnings)]
        if len(rest) < len(words) and all(word in _BESIDE for word in rest):
            return name
    return ""


def name_in(text: str) -> str:
    """Give the name in "Kelemen has arrived" or "check in Kelemen"; the text itself where none is left."""
    words = re.findall(r"[\w'’-]+", text)
    return " ".join(word for word in words if fold(word) not in _ARRIVING) or text
