"""How people can be reached, which only an agreed meeting opens; and what of it they share then."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.booking import MeetingState
from bot.domain.text import fold

AGREED = (MeetingState.CONFIRMED, MeetingState.DONE)  # meetings that open them, for as long as they stand
_BETWEEN = re.compile(r"\s*[,;|]\s*|\s+")  # of several addresses
_WEBSITE = re.compile(
    r"(?:https?://)?(?:[\w-]{1,63}\.)+(?:xn--[a-z\d-]{2,59}|[^\W\d_]{2,63})\.?(?::\d{1,5})?(?:[/?#]\S*)?",
    re.IGNORECASE,
)
_BESIDE_DIGITS = re.compile(
    r"\b(?:tel|telefon|phone|mob|mobil|mobile|gsm|fax|ext|extension|int|interior|mellek|x|and|or|si|sau|es|vagy)\b"
)
_DIALLED = re.compile(r"[\d\s+()\[\]./,;:|#*-]+")
_FEWEST_DIGITS, _MOST_DIGITS = 5, 60  # of all numbers that somebody gives


def is_website(text: str) -> bool:
    """Tell whether a text is a web address, with or without ``https://``, or several of them."""
    return all(_WEBSITE.fullmatch(one) for one in _BETWEEN.split(text.strip()))


def is_phone(text: str) -> bool:
    """Tell whether a text can be dialled: a number, an extension, or several, however they are grouped."""
    number = _BESIDE_DIGITS.sub(" ", fold(text))
    digits = sum(map(str.isdigit, number))
    return _FEWEST_DIGITS <= digits <= _MOST_DIGITS and _DIALLED.fullmatch(number) is not None


class Detail(StrEnum):
    """What somebody can share or keep to himself; the values are fields of ``Contact``."""

    EMAIL = "email"
    PHONE = "phone"
    USERNAME = "username"


@dataclass(frozen=True, slots=True)
class Contact:
    """How somebody can be reached; any of it may be empty. ``username`` is without the @."""

    email: str = ""
    phone: str = ""
    username: str = ""

    @property
    def there(self) -> tuple[Detail, ...]:
        """The details that are not empty."""
        return tuple(detail for detail in Detail if getattr(self, detail))

    def without(self, withheld: Collection[str]) -> Contact:
        """Give what is left to others when some details are withheld."""
        return Contact(**{one: getattr(self, one) for one in self.there if one not in withheld})


@dataclass(frozen=True, slots=True)
class BusinessCard:
    """What a contact file says of somebody; all but the name may be empty."""

    name: str
    contact: Contact
    role: str = ""
    organization: str = ""
    website: str = ""
    note: str = ""
