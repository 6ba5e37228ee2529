"""The language in which a journey is told."""

from __future__ import annotations

import pytest

from bot.i18n import Languages, load_languages
from tests.support.tongues import Tongue


@pytest.fixture(scope="session")
def languages() -> Languages:
    """Give all languages that the bot speaks."""
    return load_languages()


@pytest.fixture
def tongue(request: pytest.FixtureRequest, languages: Languages) -> Tongue:
    """Give the language of ``in_every_language``; without that, English."""
    return Tongue(languages.by_code[getattr(request, "param", "en")])
