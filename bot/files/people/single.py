"""What one person writes about himself in chat, read by the rules for lists of people."""

from __future__ import annotations

import re
from dataclasses import fields

from bot.domain.event import Event
from bot.domain.own_profile import LISTS
from bot.domain.people import Profile
from bot.files.people.checks import LIST_ENDS, Check
from bot.files.people.columns import Column, RawPerson
from bot.files.people.profile_page import labels_of
from bot.usecases.files import FieldReading

_COLUMNS = {one.name: Column[one.name.upper()] for one in fields(Profile)}
_ENDS = (".", "!", "?", ":", ";")
_LONG = 1_000  # characters; nobody writes so much to a bot but a profile
_LEAST_LABELS = 2  # of a page; a sentence may begin with a word that is one
# No comma inside brackets, nor one of a number such as 1,5.
_COMMA = re.compile(r"(?:(?<!\d),|,(?!\d))(?![^()\[\]]*[)\]])")
_ADDRESS = re.compile(r"[^\s<>()\[\],;:]+@[^\s<>()\[\],;:]+\.[^\s<>()\[\],;:]+")
_INTRODUCED = re.compile(
    r"^\s*(?:(?:i am|i['’]m|my name is|my name['’]s|mă numesc|ma numesc|numele meu este|a nevem|nevem)\s+)"
    r"|\s+vagyok\s*[.!]*\s*$",
    re.IGNORECASE,
)
_MOST_WORDS = 5  # of a piece between commas: longer ones make a sentence


def read_field(name: str, text: str, event: Event) -> FieldReading:
    """Read what somebody writes for the field ``name`` of ``Profile``."""
    column = _COLUMNS[name]
    said = with_semicolons(text) if name in LISTS else _answer(name, text)
    cells: dict[Column, str] = {Column.NAME: "x"} | {column: said}  # a name is all that a row needs
    check = Check(RawPerson(0, cells, {}), event)
    value = getattr(check.profile(), name)
    wrong = (*check.problems, *check.warnings)  # what a list may say, nobody need write himself
    return FieldReading(list(value) if isinstance(value, tuple) else value, wrong)


def _answer(name: str, text: str) -> str:
    """Take the name, or the one address, out of the sentence in which somebody gives it."""
    if name == "email":
        found = _ADDRESS.findall(text)
        return found[0].rstrip(".,;:!?") if len(found) == 1 else text
    if name == "name":
        return _INTRODUCED.sub("", text).strip(" .!") or text
    return text


def with_semicolons(text: str) -> str:
    """Put semicolons where somebody separated a list by commas, as people do in a chat.

    A text that has semicolons, lines or bullets already keeps its commas, and so does a sentence.
    """
    if LIST_ENDS.search(text.strip()):
        return text
    pieces = _COMMA.split(text)
    return ";".join(pieces) if all(len(one.split()) <= _MOST_WORDS for one in pieces) else text


def looks_like_profile(text: str) -> bool:
    """Tell whether a text of several lines is a profile page that was pasted, and no sentence."""
    return len(labels_of(text)) >= (_LEAST_LABELS if len(text) < _LONG else 1)


def joined(said: str, more: str) -> str:
    """Put a text together that a messenger cut into several messages, at a space or at the end of a line."""
    ended = said.rstrip().endswith(_ENDS) or bool(labels_of(more.split("\n", 1)[0]))
    return said.rstrip() + ("\n" if ended else " ") + more.lstrip()
