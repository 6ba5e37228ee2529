"""Time zones by what people call them: a city, a country or an IANA name, in their language or English."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location

from bot.domain.text import fold
from bot.i18n import Language

_MOST = 8
_LEAST_LETTERS = 3  # of the beginning of a name
_LIKENESS = 0.8


def zones_like(language: Language, said: str) -> tuple[str, ...]:
    """Give the IANA names of the zones that a text may mean, the likeliest first."""
    wanted = fold(said.replace("_", " "))
    names = _names(str(language.locale))
    if wanted in names:
        return _few(names[wanted])
    begins = [name for name in names if len(wanted) >= _LEAST_LETTERS and name.startswith(wanted)]
    near = begins or get_close_matches(wanted, names, n=3, cutoff=_LIKENESS)
    return _few(tuple(dict.fromkeys(zone for name in near for zone in names[name])))


def _few(zones: tuple[str, ...]) -> tuple[str, ...]:
    """Of the many zones of a large country keep one for each of the clocks that it has today."""
    if len(zones) <= _MOST:
        return zones
    clocks = get_global("meta_zones")
    return tuple({clocks.get(zone, zone): zone for zone in reversed(zones)}.values())[::-1][:_MOST]


@lru_cache
def _names(code: str) -> dict[str, tuple[str, ...]]:
    """Give the zones by folded names: their own, those of their cities and countries."""
    found: dict[str, tuple[str, ...]] = {}
    locales = (Locale.parse(code), Locale("en"))
    known = available_timezones()
    for zone, territory in sorted(get_global("zone_territories").items()):
        if zone not in known or "/" not in zone:
            continue
        cities = (get_timezone_location(zone, locale=one, return_city=True) for one in locales)
        countries = (one.territories.get(territory, "") for one in locales)
        said = (zone.replace("_", " "), zone.rpartition("/")[2].replace("_", " "), *cities, *countries)
        for name in {fold(one) for one in said if one}:
            found[name] = (*found.get(name, ()), zone)
    return found
