"""Time zones by what people call them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from bot.i18n import known_zone, load_languages
from bot.zones import zones_like

LANGUAGES = load_languages()


@pytest.mark.parametrize(
    ("code", "said", "zone"),
    [
        ("en", "London", "Europe/London"),
        ("en", "europe/london", "Europe/London"),
        ("en", "new york", "America/New_York"),
        ("en", "Lodnon", "Europe/London"),
        ("ro", "Londra", "Europe/London"),
        ("ro", "chisinau", "Europe/Chisinau"),
        ("hu", "Bécs", "Europe/Vienna"),
        ("hu", "Vienna", "Europe/Vienna"),
        ("hu", "Egyesült Királyság", "Europe/London"),
    ],
)
def test_cities_and_countries_are_known_in_the_readers_language_and_in_english(
    code: str, said: str, zone: str
) -> None:
    assert zones_like(LANGUAGES.get(code), said) == (zone,)


def test_a_large_country_offers_its_several_clocks() -> None:
    found = zones_like(LANGUAGES.get("en"), "United States")
    assert 4 <= len(found) <= 8
    assert len({ZoneInfo(one).key for one in found}) == len(found)


@pytest.mark.parametrize("said", ["", "x", "qwertyuiop", "London calling again", "😀", "a" * 100_000])
def test_nonsense_means_no_zone(said: str) -> None:
    assert zones_like(LANGUAGES.get("en"), said) == ()


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../etc/passwd", "/etc/localtime", "\0", "Europe"])
def test_what_is_no_zone_is_none(name: str) -> None:
    assert known_zone(name) is None
