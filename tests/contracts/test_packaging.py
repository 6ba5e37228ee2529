"""The wheel holds whatever the bot needs to run, and nothing else."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "handlers", "storage", "locales")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    (path,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path_factory.mktemp("wheel")))
    return set(ZipFile(path).namelist())


def project_file() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def tracked(*folders: str) -> set[str]:
    run = subprocess.run(["git", "ls-files", *folders], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(run.stdout.splitlines())


def test_wheel_holds_every_file_of_the_four_packages(wheel: set[str]) -> None:
    files = tracked(*PACKAGES)

    assert files - wheel == set()
    kinds = {Path(name).suffix for name in files}
    assert {".py", ".po", ".toml", ".csv", ".html", ".css", ".js", ".svg", ".mako"} <= kinds


def test_wheel_holds_nothing_but_the_four_packages(wheel: set[str]) -> None:
    about = f"bilateral-{project_file()['project']['version']}.dist-info"

    assert {name.partition("/")[0] for name in wheel} == {*PACKAGES, about}


def test_what_is_locked_is_what_is_asked_for() -> None:
    """Each direct dependency stands in its lock file, and everything there has hashes."""
    project = project_file()
    build, dev = project["dependency-groups"]["build"], project["dependency-groups"]["dev"]
    for name, wanted in {
        "requirements.lock": [*project["project"]["dependencies"], *build],
        "requirements-dev.lock": [*project["project"]["dependencies"], *build, *dev],
    }.items():
        lock = (ROOT / name).read_text("utf-8")
        pinned = {line.partition("==")[0] for line in lock.splitlines() if line[:1].isalnum()}
        assert {_bare(one) for one in wanted} - pinned == set()
        assert "://" not in lock
        requirements = re.split(r"\n(?=[a-z0-9])", lock)[1:]
        assert [one for one in requirements if "--hash=sha256:" not in one] == []
        assert len(requirements) == len(pinned)


def test_every_direct_dependency_has_its_reason() -> None:
    project, text = project_file(), (ROOT / "docs" / "dependencies.md").read_text("utf-8").lower()
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    rows = " ".join(line.split("|")[1] for line in text.splitlines() if line.startswith("| "))

    assert [one for one in map(_bare, asked) if one not in rows] == []


def _bare(requirement: str) -> str:
    for sign in "[<>=;":
        requirement = requirement.partition(sign)[0]
    return requirement.strip().lower()
