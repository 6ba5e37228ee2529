"""House rules that a linter does not see, or sees only where it is asked to."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHIPPED = ("bot", "handlers", "storage", "locales")

# What is looked for, and the only files that may hold it.
RULES: dict[str, tuple[Callable[[str], bool], set[str]]] = {
    "asks the clock of the machine": (
        lambda code: re.search(r"\b(datetime|date|dt)\.(now|utcnow|today)\(", code) is not None,
        {"bot/clocks.py"},
    ),
    "asks for the time as a number": (lambda code: "time.time(" in code, {"bot/emulator/server.py"}),
    "sleeps in a thread": (lambda code: "time.sleep(" in code, set()),
    "reads the environment": (lambda code: "os.environ" in code or "getenv(" in code, set()),
    "starts a task that nobody owns": (
        lambda code: re.search(r"\basyncio\.(create_task|ensure_future)\(", code) is not None,
        {"bot/botapi/tasks.py"},
    ),
    "hides imports from the linter": (lambda code: "TYPE_CHECKING" in code, set()),
}


@cache
def shipped() -> tuple[tuple[str, str], ...]:
    """Give each shipped file with its code, comments and docstrings left out."""
    found = []
    for folder in SHIPPED:
        for path in sorted((ROOT / folder).rglob("*.py")):
            tree = ast.parse(path.read_text("utf-8"))
            for node in ast.walk(tree):
                if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                    node.value.value = ...
            found.append((path.relative_to(ROOT).as_posix(), ast.unparse(tree)))
    return tuple(found)


@pytest.mark.parametrize("rule", RULES)
def test_code_keeps_the_rule(rule: str) -> None:
    broken, allowed = RULES[rule]

    assert {name for name, code in shipped() if broken(code)} - allowed == set()


def test_no_module_keeps_state() -> None:
    """What stands at the top of a module is a table under a name in capitals, and nothing that is filled."""
    found = [
        f"{name}: {ast.unparse(statement)[:60]}"
        for name, code in shipped()
        for statement in ast.parse(code).body
        if isinstance(statement, ast.Assign | ast.AnnAssign) and _changes(statement)
    ]
    assert found == []


def _changes(statement: ast.Assign | ast.AnnAssign) -> bool:
    """Tell whether something is there to be filled, or can change under a name that is no constant's."""
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    named = all(isinstance(one, ast.Name) and one.id.strip("_").isupper() for one in targets)
    dunder = any(isinstance(one, ast.Name) and one.id.startswith("__") for one in targets)
    value = statement.value
    changeable = isinstance(value, ast.List | ast.Dict | ast.Set)
    empty = ast.unparse(value) in ("[]", "{}", "set()", "list()", "dict()") if value else False
    return not dunder and (empty or (changeable and not named))


# In pieces, so that this file is clean of them itself.
_HOSTS = ("pypi" + ".org", "python" + "hosted.org", "npmjs" + ".org", "crates" + ".io", "golang" + ".org")
_MACHINE = ("/" + "work/", "/" + "root/", "/" + "home/", "/" + "opt/", "/" + "tmp/", "debian" + ".org/")


def test_no_tracked_file_names_a_package_registry_or_a_place_of_one_machine() -> None:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    found = []
    for name in filter(None, names.stdout.split("\0")):
        path = ROOT / name
        if not path.is_file():  # deleted and not committed yet
            continue
        content = path.read_bytes().decode("utf-8", "replace").lower()
        found += [f"{name}: {word}" for word in (*_HOSTS, *_MACHINE) if word in content]
    assert found == []
