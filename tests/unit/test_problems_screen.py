from __future__ import annotations

import pytest

from bot.i18n import load_languages
from bot.screens.problems import problem_text
from bot.usecases.files import Problem, ProblemCode

ENGLISH = load_languages().get("en")


@pytest.mark.parametrize("code", ProblemCode)
@pytest.mark.parametrize("value", ["{odd} <b>", ""])
def test_every_problem_has_words_for_its_place(code: ProblemCode, value: str) -> None:
    text = problem_text(ENGLISH, Problem(7, "email", code, value, 3))
    assert text.startswith("line 7, email: ")
    assert len(text) > len("line 7, email: ")
    assert "\n" not in text


def test_problem_of_a_cell_names_line_column_and_reason() -> None:
    problem = Problem(4, "Email", ProblemCode.DUPLICATE_EMAIL, "ana@example.org", 2)
    assert (
        problem_text(ENGLISH, problem) == "line 4, Email: the address “ana@example.org” is on line 2 already"
    )


def test_problem_of_a_file_names_no_line() -> None:
    assert problem_text(ENGLISH, Problem(0, "", ProblemCode.EMPTY_FILE)) == "there is nobody in this file"


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ("PDF", "this is PDF; send CSV, XLSX or a profile page as text"),
        ("XLSX", "this XLSX file cannot be opened; perhaps it is damaged"),
        ("", "this is neither CSV nor XLSX nor a profile page"),
    ],
)
def test_unknown_format_says_what_was_found(found: str, words: str) -> None:
    assert problem_text(ENGLISH, Problem(0, "", ProblemCode.UNKNOWN_FORMAT, found)) == words
