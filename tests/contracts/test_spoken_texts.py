"""Nothing is said past the catalogues, and what is counted is counted as each language does."""

from __future__ import annotations

import ast
import re
from gettext import c2py
from importlib.resources import files
from io import BytesIO

import pytest
from babel import Locale
from babel.messages.pofile import read_po

from tests.support.spoken import KEYWORDS, calls_of, spoken, spoken_files

SHOWN = frozenset({"Button", "Screen", "Html", "escape", "toast", "quote", "join", "show", "send", "deliver"})
LOGS = frozenset({"debug", "info", "warning", "error", "exception"})
TWO_WORDS, ONE_WORD = re.compile(r"[^\W\d_]{2,}[,.:;!?]?\s+[^\W\d_]{2,}"), re.compile(r"[^\W\d_]{2,}")
NOT_SHOWN = {"too big"}  # a part of an error text of the Bot API


def test_messages_are_literals_so_that_they_can_be_translated() -> None:
    wrong = [
        f"{place} {ast.unparse(one)[:80]}"
        for place, messages in spoken()
        for one in messages
        if not (isinstance(one, ast.Constant) and isinstance(one.value, str))
    ]
    assert wrong == []


def test_nothing_is_said_past_the_catalogues() -> None:
    """Texts of two words or more, and single words that go straight into a screen, are translated."""
    wrong = []
    for path in spoken_files():
        tree = ast.parse(path.read_text("utf-8"))
        calls = list(calls_of(tree))
        passed = {id(one) for name, call in calls if name in (*KEYWORDS, *LOGS) for one in ast.walk(call)}
        passed |= {
            id(one) for node in ast.walk(tree) if isinstance(node, ast.Raise) for one in ast.walk(node)
        }
        passed |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
        shown = {
            id(one)
            for name, call in calls
            if name in SHOWN
            for argument in call.args
            for one in (argument, *(argument.values if isinstance(argument, ast.JoinedStr) else ()))
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed:
                text = re.sub(r"<[^>]*>", " ", node.value)
                speaks = ONE_WORD if id(node) in shown else TWO_WORDS
                if speaks.search(text) and text not in NOT_SHOWN:
                    wrong.append(f"{path.name}:{node.lineno} {node.value!r}")
    assert wrong == []


def test_a_text_is_either_counted_or_not_and_always_with_its_figure() -> None:
    """One id cannot be both, and ``n`` in both forms keeps translators free to say it in any form."""
    said = {tuple(str(ast.literal_eval(one)) for one in messages) for _, messages in spoken()}
    counted = {texts for texts in said if len(texts) == 2}

    assert {texts[:1] for texts in counted} & said == set()
    assert [texts for texts in counted if not all("{n}" in text for text in texts)] == []


@pytest.mark.parametrize("code", ["hu", "ro"])
def test_plural_rule_divides_numbers_as_the_language_does(code: str) -> None:
    """The catalogue's expression agrees with Unicode's, whatever it calls the groups."""
    known = read_po(
        BytesIO((files("locales") / code / "LC_MESSAGES" / "bilateral.po").read_bytes()), locale=code
    )
    of_unicode, form = Locale(code).plural_form, c2py(known.plural_expr)

    pairs = {(form(n), of_unicode(n)) for n in range(1000)}

    assert len(pairs) == len({one for one, _ in pairs}) == len({other for _, other in pairs})
    assert known.num_plurals == len(of_unicode.tags) + 1  # and "other"
