"""The tables of journeys and rules are true: every test they name exists, and every journey test is named."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from handlers.registry import COMMANDS

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "journeys.md"
RULES = ROOT / "docs" / "rules.md"
_FILE = re.compile(r"`((?:tests/\w+/)?test_\w+\.py)`:((?: `test_\w+`,?)+)")
_ROW = re.compile(r"^\| (?!Journey|Rule)([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
_EVERY_LANGUAGE = "in_every_language"


def rows(page: Path) -> list[tuple[str, str]]:
    """Give each journey or rule of a page with the tests named for it."""
    return [(found[1], found[3]) for found in _ROW.finditer(page.read_text())]


def played_in(file: str) -> dict[str, bool]:
    """Give the tests of a file, each with whether it is played in every language."""
    path = ROOT / (file if "/" in file else f"tests/e2e/{file}")
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        node.name: any(_EVERY_LANGUAGE in ast.dump(one) for one in node.decorator_list)
        for node in ast.parse(path.read_text()).body
        if isinstance(node, functions) and node.name.startswith("test_")
    }


def named(proof: str) -> list[tuple[str, str]]:
    """Give (file, test) of everything that a row names."""
    return [
        (found[1], name) for found in _FILE.finditer(proof) for name in re.findall(r"`(test_\w+)`", found[2])
    ]


JOURNEYS = rows(PAGE)
PROVED = JOURNEYS + rows(RULES)
IN_EVERY_LANGUAGE = JOURNEYS[:-1]  # the last one sums them up


@pytest.mark.parametrize(("journey", "proof"), PROVED, ids=[journey for journey, _ in PROVED])
def test_journey_or_rule_is_proved_by_tests_that_exist(journey: str, proof: str) -> None:
    found = named(proof)
    assert found, f"no test is named for {journey!r}"
    assert proof.count("`test_") + proof.count("`tests/") == len(found) + proof.count(".py`")
    for file, name in found:
        assert name in played_in(file)


@pytest.mark.parametrize(
    ("journey", "proof"), IN_EVERY_LANGUAGE, ids=[journey for journey, _ in IN_EVERY_LANGUAGE]
)
def test_journey_is_played_in_every_language(journey: str, proof: str) -> None:
    assert any(played_in(file)[name] for file, name in named(proof)), journey


def test_every_file_of_journeys_and_every_command_has_its_place() -> None:
    page = PAGE.read_text()
    files = {path.name for path in (ROOT / "tests" / "e2e").glob("test_journey_*.py")}
    assert files == {file for _, proof in JOURNEYS for file, _ in named(proof) if "journey" in file}
    assert {command for command in COMMANDS if f"`/{command}" not in page} == set()
