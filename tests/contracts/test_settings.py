"""Every setting of ``.env.example`` is read by the code, and the other way round."""

from __future__ import annotations

import re
from pathlib import Path

from bot.config import Settings

ROOT = Path(__file__).parents[2]
_LINE = re.compile(r"^#?\s?([A-Z][A-Z_]+)=", re.MULTILINE)


def read_by_the_code() -> set[str]:
    return {name.upper() for name in Settings.model_fields}


def test_example_names_every_setting_and_no_other() -> None:
    named = _LINE.findall((ROOT / ".env.example").read_text("utf-8"))
    assert sorted(named) == sorted(read_by_the_code())


def test_readme_explains_every_setting_and_no_other() -> None:
    section = (ROOT / "README.md").read_text("utf-8").partition("## Settings")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `([A-Z_]+)`", section, re.MULTILINE)) == read_by_the_code()


def test_example_values_are_valid(tmp_path: Path) -> None:
    text = (ROOT / ".env.example").read_text("utf-8")
    switched_on = re.sub(r"^# ?([A-Z][A-Z_]+=\S)", r"\1", text, flags=re.MULTILINE)
    example = tmp_path / ".env"
    example.write_text(switched_on, "utf-8")
    assert Settings.load(env_file=example).bot_api_url == "https://api.telegram.org"
