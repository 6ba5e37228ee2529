"""What a button does, as a typed record of at most 64 bytes.

Data is ``<code>:<field>:<field>…``; the code carries the version, so a record whose fields change gets
a new code and the old one stays unknown. Decoding is total: whatever does not decode is None, and the
person gets a fresh card. Ids in a record are claims, never rights: use cases check those at each press.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, ClassVar, Self

MAX_DATA_BYTES = 64
_SEPARATOR = ":"
_MAX_INT = 2**62
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def short_number(value: int) -> str:
    """Write a number in as few characters as ``int(text, 36)`` reads."""
    sign, value, text = "-" if value < 0 else "", abs(value), ""
    while value:
        value, digit = divmod(value, len(_DIGITS))
        text = _DIGITS[digit] + text
    return sign + (text or "0")


@dataclass(frozen=True, slots=True)
class Action:
    """The base of all button records; fields are ``int``, ``str`` or ``bool``.

    ``compact`` records write their numbers short: those that hold more of them than fit otherwise.
    """

    code: ClassVar[str] = ""
    compact: ClassVar[bool] = False

    def pack(self) -> str:
        """Give the callback data.

        Raises:
            ValueError: a text holds the separator or is not ASCII, or the data is over 64 bytes.
        """
        parts = [self.code]
        for field in fields(self):
            value = getattr(self, field.name)
            text = self._number(int(value)) if isinstance(value, int) else value
            if _SEPARATOR in text or not text.isascii():
                raise ValueError(f"{field.name} cannot be callback data: {text!r}")
            parts.append(text)
        data = _SEPARATOR.join(parts)
        if len(data) > MAX_DATA_BYTES:
            raise ValueError(f"callback data over {MAX_DATA_BYTES} bytes: {data!r}")
        return data

    @classmethod
    def _number(cls, value: int) -> str:
        return short_number(value) if cls.compact else str(value)

    @classmethod
    def _read(cls, text: str) -> int | None:
        digits = text.removeprefix("-")
        if not (digits.isascii() and (digits.isalnum() if cls.compact else digits.isdigit())):
            return None
        value = int(text, len(_DIGITS) if cls.compact else 10)
        return value if abs(value) <= _MAX_INT else None

    @classmethod
    def unpack_fields(cls, parts: list[str]) -> Self | None:
        """Read the fields back; None when there are too many, too few or of a wrong kind."""
        if len(parts) != len(fields(cls)):
            return None
        values: list[Any] = []
        for field, part in zip(fields(cls), parts, strict=True):
            if field.type in ("int", int):
                if (number := cls._read(part)) is None:
                    return None
                values.append(number)
            elif field.type in ("bool", bool):
                if part not in ("0", "1"):
                    return None
                values.append(part == "1")
            else:
                values.append(part)
        return cls(*values)
