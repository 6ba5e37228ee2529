"""Languages: texts from the ``.po`` files, plural forms, dates and times; and the clocks of a reader.

English stands in the code. One more language is one more ``locales/<code>/LC_MESSAGES/bilateral.po``.
Catalogues are compiled in memory at start, so there is no build step and no stale file.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.domain.persons import Person

SOURCE_LANGUAGE = "en"


class Html(str):
    """A text that is Bot API HTML already and is not escaped again."""

    __slots__ = ()


def escape(value: object) -> Html:
    """Make any value safe inside Bot API HTML; ``Html`` is left as it is."""
    return value if isinstance(value, Html) else Html(html.escape(str(value), quote=False))


def join(pieces: Iterable[str], between: str = "\n") -> Html:
    """Join texts, each escaped unless it is HTML already; empty ones are left out."""
    return Html(between.join(escape(piece) for piece in pieces if piece))


@dataclass(frozen=True, eq=False)
class Language:
    """One language: ``say`` makes HTML with its parameters escaped, ``label`` plain text.

    ``zone`` are the reader's own clocks, where he has named them: times are shown on them, too.
    """

    code: str
    name: str  # in itself: "Română"
    locale: Locale
    texts: NullTranslations
    zone: ZoneInfo | None = None

    def say(self, message: str, **params: object) -> Html:
        """Translate a message that is HTML; parameters are escaped unless they are ``Html``."""
        return Html(_fill(self.texts.gettext(message), {key: escape(value) for key, value in params.items()}))

    def say_n(self, one: str, many: str, n: int, **params: object) -> Html:
        """Translate an HTML message about ``n`` things, in the plural form that ``n`` needs."""
        text = self.texts.ngettext(one, many, n)
        return Html(_fill(text, {key: escape(value) for key, value in params.items()} | {"n": n}))

    def label(self, message: str, **params: object) -> str:
        """Translate a plain text: a button, a toast, a command's description."""
        return _fill(self.texts.gettext(message), params)

    def label_n(self, one: str, many: str, n: int, **params: object) -> str:
        """Translate a plain text about ``n`` things."""
        return _fill(self.texts.ngettext(one, many, n), params | {"n": n})

    def day(self, day: date) -> str:
        """Write a date with its weekday: ``Thursday 26 November``."""
        return format_date(day, self.texts.gettext("EEEE d MMMM"), locale=self.locale)

    def short_day(self, day: date) -> str:
        """Write a date for a button: ``Thu 26 Nov``."""
        return format_date(day, self.texts.gettext("EEE d MMM"), locale=self.locale)

    def moment(self, local: datetime) -> str:
        """Write a local instant: ``Thursday 26 November, 14:30``."""
        return f"{self.day(local.date())}, {local:%H:%M}"

    def listing(self, items: Iterable[str]) -> str:
        """Join words as a sentence does: ``a, b and c``."""
        return format_list(list(items), locale=self.locale)

    def choice(self, items: Iterable[str]) -> str:
        """Join what is to be chosen from as a sentence does: ``a, b or c``."""
        return format_list(list(items), style="or", locale=self.locale)


@dataclass(frozen=True, eq=False)
class Languages:
    """All languages that the bot speaks, by code."""

    by_code: Mapping[str, Language]

    def get(self, code: str) -> Language:
        """Give the language of a code, or English."""
        return self.by_code.get(code) or self.by_code[SOURCE_LANGUAGE]

    def of(self, reader: Person) -> Language:
        """Give the language of a person, with his own clocks."""
        language = self.get(reader.language)
        zone = known_zone(reader.zone)
        return replace(language, zone=zone) if zone else language

    def match(self, *codes: str) -> str | None:
        """Give the first spoken language among codes such as Telegram's ``pt-br``; None if there is none."""
        bases = (code.lower().replace("_", "-").partition("-")[0] for code in codes)
        return next((base for base in bases if base in self.by_code), None)


def known_zone(name: str) -> ZoneInfo | None:
    """Give a time zone by its IANA name; None for an empty one, and for one that is no longer known."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


@cache
def load_languages(folder: Traversable | None = None) -> Languages:
    """Compile every catalogue under ``locales`` (or ``folder``), once for all who ask for it.

    Raises:
        OSError: a catalogue cannot be read.
    """
    root = folder or files("locales")
    catalogues = {
        place.name: place / "LC_MESSAGES" / "bilateral.po"
        for place in root.iterdir()
        if (place / "LC_MESSAGES" / "bilateral.po").is_file()
    }
    texts: dict[str, NullTranslations] = {SOURCE_LANGUAGE: NullTranslations()}
    texts |= {code: _compile(po) for code, po in sorted(catalogues.items())}
    return Languages({code: _language(code, catalogue) for code, catalogue in texts.items()})


def _language(code: str, texts: NullTranslations) -> Language:
    locale = Locale.parse(code)
    name = locale.get_display_name(code) or code
    return Language(code=code, name=name[:1].upper() + name[1:], locale=locale, texts=texts)


def _compile(po: Traversable) -> GNUTranslations:
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(po.read_bytes())))
    compiled.seek(0)
    return GNUTranslations(compiled)


def _fill(text: str, params: Mapping[str, object]) -> str:
    return text.format_map(params) if params else text.format()
