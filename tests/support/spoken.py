"""What the code says to people, from its syntax trees: also inside f-strings, which Babel does not read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
# How many of the first arguments are messages; ``gettext`` is for the patterns of dates in bot/i18n.py.
KEYWORDS = {"say": 1, "label": 1, "say_n": 2, "label_n": 2, "gettext": 1}


def calls_of(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield name, node


def spoken_files() -> Iterator[Path]:
    yield from sorted((ROOT / "bot" / "screens").glob("*.py"))
    yield from sorted((ROOT / "handlers").glob("*.py"))


def spoken() -> Iterator[tuple[str, list[ast.expr]]]:
    """Give the place and the messages of every call that says something."""
    for path in spoken_files():
        for name, call in calls_of(ast.parse(path.read_text("utf-8"))):
            if name in KEYWORDS and ast.unparse(call.func) != "meetings.say":  # a use case of that name
                yield f"{path.name}:{call.lineno}", call.args[: KEYWORDS[name]]
