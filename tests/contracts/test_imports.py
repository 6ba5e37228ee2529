"""Imports run one way, and the four packages are ours, whatever else is called so."""

from __future__ import annotations

import importlib
import logging.config
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "handlers", "storage", "locales")


def test_imports_run_one_way(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    # It would silence every logger of the process, for the tests that come after.
    monkeypatch.setattr(logging.config, "dictConfig", lambda _: None)
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_logo=True)

    assert status == 0, capsys.readouterr().out


@pytest.mark.parametrize("name", PACKAGES)
def test_packages_are_imported_from_this_project(name: str) -> None:
    package = importlib.import_module(name)

    assert Path(str(package.__file__)) == ROOT / name / "__init__.py"
    assert name not in sys.stdlib_module_names


def test_commands_that_need_no_telegram_do_not_load_it() -> None:
    heavy = ("telegram", "aiohttp", "apscheduler", "alembic", "openpyxl", "handlers", "bot.emulator")
    code = f"import sys, bot.cli; print(*(one for one in {heavy!r} if one in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
