"""Formatted text: strict HTML to plain text and entities, with offsets in UTF-16 units."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.emulator.errors import bad_request
from bot.emulator.html_tags import HtmlReader
from bot.emulator.links import LinkError, checked_link

Entity = dict[str, Any]

_ENTITY_TYPES = frozenset(
    [
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "blockquote",
        "expandable_blockquote",
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bank_card_number",
    ]
)
_FOUND_BY_SERVER = frozenset(
    ["mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"]
)
_OPAQUE = frozenset({"code", "pre", "text_link", "url"})
_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>]+[^\s<>.,;:!?)'\"])"
    r"|(?P<email>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<mention>(?<![\w/@])@[A-Za-z]\w{3,31}\b)"
    r"|(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{3,31})?(?![\w/]))"
)


@dataclass(frozen=True, slots=True)
class Formatted:
    """Text without markup, and what to show how."""

    text: str
    entities: list[Entity]


def utf16_length(text: str) -> int:
    """Count UTF-16 code units, the unit of every limit and offset of the Bot API."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def formatted(text: str, parse_mode: str, given: object = None) -> Formatted:
    """Read a text with its parse mode or its given entities.

    The result is trimmed as the real server trims it; links, mentions and commands are found in it.

    Raises:
        ApiError: The markup cannot be read or the mode is unknown.
    """
    mode = parse_mode.lower()
    if text and mode == "html":
        plain, entities = HtmlReader(text).read()
    elif text and mode in {"markdown", "markdownv2"}:
        raise bad_request("can't parse entities: this server reads parse_mode HTML only")
    elif mode not in {"", "none", "html"} and text:
        raise bad_request("unsupported parse_mode")
    else:
        plain, entities = text, _given_entities(text, given)
    plain, entities = _trimmed(plain.replace("\r", ""), _without_forbidden_nesting(entities))
    return Formatted(plain, sorted_entities(entities + found_entities(plain, entities)))


def found_entities(text: str, known: list[Entity]) -> list[Entity]:
    """Find what every client shows as a link: addresses, mentions, commands."""
    if not ("/" in text or "@" in text):
        return []
    taken = [(e["offset"], e["offset"] + e["length"]) for e in known if e["type"] in _OPAQUE]
    found: list[Entity] = []
    for match in _FOUND.finditer(text):
        offset, length = utf16_length(text[: match.start()]), utf16_length(match[0])
        if not any(start < offset + length and offset < end for start, end in taken):
            found.append({"type": match.lastgroup, "offset": offset, "length": length})
    return found


def sorted_entities(entities: list[Entity]) -> list[Entity]:
    """Order as the server does: by place, the longer first."""
    return sorted(entities, key=lambda e: (e["offset"], -e["length"], e["type"]))


def _given_entities(text: str, given: object) -> list[Entity]:
    if given is None:
        return []
    if not isinstance(given, list):
        raise bad_request("can't parse entities: expected an Array of MessageEntity")
    end = utf16_length(text)
    entities: list[Entity] = []
    for item in given:
        if not isinstance(item, dict) or item.get("type") not in _ENTITY_TYPES:
            raise bad_request("can't parse MessageEntity: Unsupported type specified")
        offset, length = item.get("offset"), item.get("length")
        if not isinstance(offset, int) or not isinstance(length, int) or offset < 0 or offset + length > end:
            raise bad_request(f"entity beginning at UTF-16 offset {offset} ends after the end of the text")
        if item["type"] == "text_link":
            try:
                item = {**item, "url": checked_link(str(item.get("url", "")))}  # noqa: PLW2901 - normalised
            except LinkError as error:
                raise bad_request(f"entity URL '{item.get('url', '')}' is invalid: {error}") from None
        if length > 0 and item["type"] not in _FOUND_BY_SERVER:
            entities.append(dict(item))
    return entities


def _without_forbidden_nesting(entities: list[Entity]) -> list[Entity]:
    """Drop what may not stand inside: anything in code and pre, a quote in a quote, the same in itself."""
    kept: list[Entity] = []
    for entity in sorted_entities(entities):
        inside = [
            outer
            for outer in kept
            if outer["offset"] <= entity["offset"]
            and entity["offset"] + entity["length"] <= outer["offset"] + outer["length"]
        ]
        kinds = {outer["type"].removeprefix("expandable_") for outer in inside}
        if kinds & {"code", "pre"} or entity["type"].removeprefix("expandable_") in kinds:
            continue
        kept.append(entity)
    return kept


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    stripped = text.strip()
    if stripped == text:
        return text, entities
    shift, end = utf16_length(text) - utf16_length(text.lstrip()), utf16_length(stripped)
    moved: list[Entity] = []
    for entity in entities:
        start = max(entity["offset"] - shift, 0)
        stop = min(entity["offset"] + entity["length"] - shift, end)
        if stop > start:
            moved.append({**entity, "offset": start, "length": stop - start})
    return stripped, moved
