from __future__ import annotations

import io
import stat
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.files.private import write_private
from bot.files.tables import write_csv
from bot.files.workbooks import write_xlsx

FORMULAS = ["=1+1", "+40 700", "-5", "@sum", "\tx", "\rx"]


def test_a_list_of_links_is_plain_utf_8_with_its_heading_line() -> None:
    content = write_csv(["key", "name", "organization", "link"], [["k", 'Ștefan "Ț"', "A, B", "https://x"]])
    assert content == 'key,name,organization,link\nk,"Ștefan ""Ț""","A, B",https://x\n'.encode()


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_in_csv_begins_with_an_apostrophe(text: str) -> None:
    cell = f"'{text}".replace("\r", "\n")  # a bare return would begin a row
    assert write_csv(["a"], [[text]]).decode().removeprefix("a\n").strip('"\n') == cell


def test_numbers_are_no_formulas_and_nothing_is_empty() -> None:
    assert write_csv(["a", "b", "c"], [[-5, -1.5, None]]) == b"a,b,c\n-5,-1.5,\n"


def test_a_workbook_holds_the_same_and_no_formula() -> None:
    rows = [[text, -5, None] for text in FORMULAS]
    sheet = load_workbook(io.BytesIO(write_xlsx(["text", "number", "none"], rows, "People"))).worksheets[0]
    assert (sheet.title, sheet.freeze_panes) == ("People", "A2")
    read = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert read[0] == ["text", "number", "none"]
    # XML turns a return into a new line.
    assert read[1:] == [[f"'{text}".replace("\r", "\n"), -5, None] for text in FORMULAS]
    assert {cell.data_type for row in sheet.iter_rows(max_col=1) for cell in row} == {"s"}


def test_characters_that_a_workbook_cannot_hold_are_dropped() -> None:
    sheet = load_workbook(io.BytesIO(write_xlsx(["a\x00"], [["b\x07\nc"]]))).worksheets[0]
    assert [row[0] for row in sheet.iter_rows(values_only=True)] == ["a", "b\nc"]


def test_a_private_file_is_its_owners_alone_and_replaces_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "links.csv"
    path.write_bytes(b"old")
    path.chmod(0o644)
    write_private(path, b"new")
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", 0o600)
    assert [file.name for file in tmp_path.iterdir()] == ["links.csv"]


def test_a_private_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    target = tmp_path / "folder"
    target.mkdir()
    (target / "inside").touch()
    with pytest.raises(OSError, match="folder"):
        write_private(target, b"new")
    with pytest.raises(FileNotFoundError):
        write_private(tmp_path / "missing" / "links.csv", b"new")
    assert [file.name for file in tmp_path.iterdir()] == ["folder"]
