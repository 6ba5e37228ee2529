"""Contacts as a vCard 3.0 file (RFC 2426), the version that phones of every make read."""

from __future__ import annotations

from collections.abc import Iterable

from icalendar import Component
from icalendar.prop import vN, vOrg, vText, vUri

from bot.domain.contacts import BusinessCard

_TELEGRAM = "https://t.me/"


class _VCard(Component):  # the same lines, folds and escapes as in a calendar
    name = "VCARD"


def contacts_file(cards: Iterable[BusinessCard]) -> bytes:
    """Write people one after the other: UTF-8, lines ended by CRLF and folded at 75 bytes."""
    return b"".join(_card(one) for one in cards)


def _card(one: BusinessCard) -> bytes:
    card, name = _VCard(), _line(one.name)
    given, _, family = name.rpartition(" ")  # so that "given family" reads as the name is written
    card.add("VERSION", vText("3.0"))
    card.add("FN", vText(name))
    card.add("N", vN((family if given else "", given or family, "", "", "")))
    if one.organization:
        card.add("ORG", vOrg((_line(one.organization),)))
    contact = one.contact
    lines: tuple[tuple[str, str, dict[str, str]], ...] = (
        ("TITLE", one.role, {}),
        ("EMAIL", contact.email, {"TYPE": "INTERNET"}),
        ("TEL", contact.phone, {"TYPE": "VOICE"}),
        ("NOTE", one.note, {}),
    )
    for kind, text, parameters in lines:
        if text:
            card.add(kind, vText(_line(text)), parameters=parameters)
    for address in (one.website, _TELEGRAM + contact.username if contact.username else ""):
        if address:
            card.add("URL", vUri("".join(_line(address).split())))
    content: bytes = card.to_ical(sorted=False)
    return content


def _line(text: str) -> str:
    """Put a text on one line, without what the format cannot hold."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
