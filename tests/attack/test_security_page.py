"""What SECURITY.md says of versions and limits is so."""

from __future__ import annotations

import re
from pathlib import Path

from bot.domain.links import MOST_WRONG_LINKS, PAYLOAD_CHARACTERS, WRONG_LINKS_WITHIN
from bot.files.people import archive, csv_table, sheet

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "SECURITY.md").read_text("utf-8")


def test_versions_are_those_of_the_lock() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    named = re.findall(r"^\| [^|]+ \| ([\w-]+) \| (\d[\w.]*) \|$", PAGE, re.MULTILINE)
    assert len(named) > 10
    assert [f"{name}=={version}" for name, version in named if f"\n{name}=={version} " not in lock] == []


def test_limits_are_those_of_the_code() -> None:
    assert (MOST_WRONG_LINKS, WRONG_LINKS_WITHIN.total_seconds(), PAYLOAD_CHARACTERS * 6) == (10, 3600, 132)
    for number, what in (
        (csv_table.MAX_LINES, "lines"),
        (sheet.MAX_COLUMNS, "columns"),
        (sheet.MAX_PEOPLE, "people"),
        (archive.MAX_SHEETS, "sheets"),
        (archive.MAX_ELEMENTS, "elements"),
    ):
        assert f"{number:,} {what}" in PAGE
    assert f"{sheet.MAX_FILE_BYTES // 1_000_000} MB" in PAGE
