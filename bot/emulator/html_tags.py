"""The HTML of messages, read as strictly as the real server does, with its error texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.emulator.errors import ApiError, bad_request
from bot.emulator.links import LinkError, checked_link

_SPECIAL = re.compile(r"[<&]")
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot)(?![A-Za-z]));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_ATTRIBUTE = re.compile(r"([^\s=>/\"']*)\s*(=?)\s*")
_TAG_NAME = re.compile(r"[^\s>]*")
_END_TAG = re.compile(r"([^\s>]*)\s*(>?)")
_LAST_CODE_POINT = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_PLAIN_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
_TAGS = frozenset(_PLAIN_TAGS) | {"a", "pre", "code", "blockquote", "tg-emoji"}


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    begins: int


class HtmlReader:
    """One pass over one text."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._out: list[str] = []
        self._length = 0  # of the output, in UTF-16 units
        self._open: list[_Open] = []
        self._entities: list[dict[str, Any]] = []

    def read(self) -> tuple[str, list[dict[str, Any]]]:
        """Give plain text and entities.

        Raises:
            ApiError: The markup is not what the Bot API takes.
        """
        source = self._source
        while (special := _SPECIAL.search(source, self._at)) is not None:
            self._emit(source[self._at : special.start()])
            self._at = special.start()
            if source[self._at] == "&":
                self._reference()
            elif source.startswith("</", self._at):
                self._end_tag()
            else:
                self._start_tag()
        self._emit(source[self._at :])
        if self._open:
            raise _unreadable(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        for entity in self._entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        return "".join(self._out), self._entities

    def _emit(self, text: str) -> None:
        if text:
            self._out.append(text)
            self._length += (
                len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
            )

    def _reference(self) -> None:
        text, self._at = self._decoded(self._at)
        self._emit(text)

    def _decoded(self, at: int) -> tuple[str, int]:
        """Read a character reference; an ampersand that begins none stands for itself."""
        match = _REFERENCE.match(self._source, at)
        if match is None:
            return "&", at + 1
        hexadecimal, decimal, name = match.groups()
        if name:
            return _NAMED[name], match.end()
        code = int(hexadecimal, 16) if hexadecimal else int(decimal)
        if code == 0 or code >= _LAST_CODE_POINT or code in _SURROGATES:
            return "&", at + 1
        return chr(code), match.end()

    def _start_tag(self) -> None:
        begin, source = self._at, self._source
        match = _TAG_NAME.match(source, begin + 1)
        assert match is not None  # noqa: S101 - the pattern matches the empty text as well
        if match.end() == len(source):
            raise self._error("Unclosed start tag", begin)
        tag = match[0].lower()
        if tag not in _TAGS:
            raise self._error(f'Unsupported start tag "{tag}"', begin)
        argument, self._at = self._attributes(tag, match.end(), begin)
        if tag == "span" and argument != "spoiler":
            raise self._error('Tag "span" must have class "tg-spoiler"', begin)
        self._open.append(_Open(tag, argument, self._length, len(self._out)))

    def _attributes(self, tag: str, at: int, begin: int) -> tuple[str, int]:
        source, argument = self._source, ""
        while True:
            while at < len(source) and source[at].isspace():
                at += 1
            if at == len(source):
                raise self._error("Unclosed start tag", begin)
            if source[at] == ">":
                return argument, at + 1
            match = _ATTRIBUTE.match(source, at)
            assert match is not None  # noqa: S101 - every part of the pattern may be empty
            name, equals = match.groups()
            if not name:
                raise self._error(f'Empty attribute name in the tag "{tag}"', begin)
            if not equals and (tag, name) == ("blockquote", "expandable"):
                argument, at = "expandable", match.end()
                continue
            if not equals:
                raise self._error(
                    f'Expected equal sign in declaration of an attribute of the tag "{tag}"', begin
                )
            value, at = self._value(match.end(), begin)
            argument = _argument(tag, name, value) or argument

    def _value(self, at: int, begin: int) -> tuple[str, int]:
        source = self._source
        if at == len(source):
            raise self._error("Unclosed start tag", begin)
        if (quote := source[at]) not in "'\"":
            token = _NAME_TOKEN.match(source, at)
            assert token is not None  # noqa: S101 - the pattern matches the empty text as well
            if token.end() < len(source) and source[token.end()] not in " \t\n\r>":
                raise self._error("Unexpected end of name token", at)
            return token[0].lower(), token.end()
        value: list[str] = []
        at += 1
        while at < len(source) and source[at] != quote:
            text, at = self._decoded(at) if source[at] == "&" else (source[at], at + 1)
            value.append(text)
        if at == len(source):
            raise self._error("Unclosed start tag", begin)
        return "".join(value), at + 1

    def _end_tag(self) -> None:
        begin, source = self._at, self._source
        if not self._open:
            raise self._error("Unexpected end tag", begin)
        match = _END_TAG.match(source, begin + 2)
        assert match is not None  # noqa: S101 - every part of the pattern may be empty
        if not match[2]:
            raise self._error("Unclosed end tag", begin)
        opened, found = self._open.pop(), match[1].lower()
        if found and found != opened.tag:
            raise _unreadable(
                f"Unmatched end tag at byte offset {self._bytes(begin)}, "
                f'expected "</{opened.tag}>", found "</{found}>"'
            )
        self._at = match.end()
        if self._length > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        entity: dict[str, Any] = {"offset": opened.offset, "length": self._length - opened.offset}
        last = self._entities[-1] if self._entities else {}
        same_place = (last.get("offset"), last.get("length")) == (entity["offset"], entity["length"])
        tag = opened.tag
        if tag in _PLAIN_TAGS:
            entity["type"] = _PLAIN_TAGS[tag]
        elif tag == "blockquote":
            entity["type"] = "expandable_blockquote" if opened.argument else "blockquote"
        elif tag == "a":
            url = opened.argument or "".join(self._out[opened.begins :])
            try:
                entity |= {"type": "text_link", "url": checked_link(url)}
            except LinkError:
                return  # the real server shows the text without a link
        elif tag == "tg-emoji":
            if not opened.argument.isdigit():
                raise bad_request("can't parse entities: Invalid custom emoji identifier specified")
            entity |= {"type": "custom_emoji", "custom_emoji_id": opened.argument}
        elif tag == "pre" and last.get("type") == "code" and same_place and "language" in last:
            last["type"] = "pre"
            return
        else:
            entity["type"] = tag
            if tag == "code" and opened.argument:
                entity["language"] = opened.argument
        self._entities.append(entity)

    def _bytes(self, at: int) -> int:
        return len(self._source[:at].encode())

    def _error(self, text: str, at: int) -> ApiError:
        return _unreadable(f"{text} at byte offset {self._bytes(at)}")


def _argument(tag: str, name: str, value: str) -> str:
    if (tag, name) in {("a", "href"), ("tg-emoji", "emoji-id")}:
        return value
    if (tag, name) == ("code", "class") and value.startswith("language-"):
        return value.removeprefix("language-")
    if (tag, name) == ("span", "class") and value.startswith("tg-"):
        return value.removeprefix("tg-")
    return "expandable" if (tag, name) == ("blockquote", "expandable") else ""


def _unreadable(text: str) -> ApiError:
    return bad_request(f"can't parse entities: {text}")
