"""How people can be reached, which only an agreed meeting opens; and what of it they share then."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.booking import MeetingState

AGREED = (MeetingState.CONFIRMED, MeetingState.DONE)  # meetings that open them, for as long as they stand


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
