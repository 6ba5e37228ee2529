"""The language in which a journey is told."""

from __future__ import annotations

import pytest

from bot.i18n import load_languages
from tests.support.tongues import Tongue


@pytest.fixture
def tongue(request: pytest.FixtureRequest) -> Tongue:
    """Give the language of ``in_every_language``; without that, English."""
    return Tongue(load_languages().by_code[getattr(request, "param", "en")])
