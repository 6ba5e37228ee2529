"""What the bot says, in every language: taken from the catalogues, so that no test repeats a translation."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import date, datetime

import pytest

from bot.i18n import Language

_MARKUP = re.compile(r"<[^>]+>")
_EVERYWHERE = ("en-sqlite", "ro-postgresql", "hu-sqlite", "en-postgresql")
_ONCE_EACH = _EVERYWHERE[:3]


@dataclass(frozen=True)
class Tongue:
    """One language as a reader sees it: ``tongue("<b>Stopped.</b>")`` gives the plain text of the answer."""

    language: Language

    @property
    def code(self) -> str:
        return self.language.code

    def __call__(self, message: str, **params: object) -> str:
        return plain(self.language.say(message, **params))

    def n(self, one: str, many: str, n: int, **params: object) -> str:
        return plain(self.language.say_n(one, many, n, **params))

    def label(self, message: str, **params: object) -> str:
        return self.language.label(message, **params)

    def label_n(self, one: str, many: str, n: int) -> str:
        return self.language.label_n(one, many, n)

    def day(self, day: date) -> str:
        return self.language.day(day)

    def short_day(self, day: date) -> str:
        return self.language.short_day(day)

    def moment(self, local: datetime) -> str:
        return self.language.moment(local)


def plain(text: str) -> str:
    """Give Bot API HTML as it is read in a chat."""
    return html.unescape(_MARKUP.sub("", text))


def in_every_language(*, cheap: bool = False) -> pytest.MarkDecorator:
    """Run a journey in each language and on each database; a cheap one also in more pairs of both."""
    pairs = _EVERYWHERE if cheap else _ONCE_EACH
    return pytest.mark.parametrize(
        ("tongue", "database_url"), [pair.split("-") for pair in pairs], indirect=True, ids=pairs
    )
