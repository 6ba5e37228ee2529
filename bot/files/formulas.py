"""Cells that a spreadsheet would run as a formula, and how they are made harmless."""

from __future__ import annotations

# Some programs take the wide signs of East Asian keyboards for the plain ones.
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def defused(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(_STARTS) else text


def undefused(text: str) -> str:
    """Take that apostrophe off again, so that a list that left the bot can come back."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_STARTS) else text
