"""Tables out: CSV and XLSX whose cells no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from bot.files.formulas import defused

Cell = str | int | float | None
_COLUMN_WIDTH = 24  # characters


def write_csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    r"""Write a table as UTF-8 without byte order mark, separated by commas, lines ended by ``\n``."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(defused, headings))
    writer.writerows([_of_one_row(_harmless(cell)) for cell in row] for row in rows)
    return out.getvalue().encode()


def write_xlsx(headings: Sequence[str], rows: Iterable[Sequence[Cell]], title: str = "") -> bytes:
    """Write a table as a workbook of one sheet; the heading line is bold and stays in sight."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(title or None)
    sheet.freeze_panes = "A2"
    bold = [WriteOnlyCell(sheet, value=_harmless(_storable(heading))) for heading in headings]
    for number, cell in enumerate(bold, start=1):
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = _COLUMN_WIDTH
    sheet.append(bold)
    for row in rows:
        sheet.append([_harmless(_storable(cell)) for cell in row])  # in this order: "\b=1" is one, too
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _harmless(cell: Cell) -> Cell:
    return defused(cell) if isinstance(cell, str) else cell


def _of_one_row(cell: Cell) -> Cell:
    """Turn returns into line ends, which the writer quotes: a bare one begins a row, perhaps a formula."""
    return cell.replace("\r\n", "\n").replace("\r", "\n") if isinstance(cell, str) else cell


def _storable(cell: Cell) -> Cell:
    """Drop the control characters that XML cannot hold; return and tab are not among them."""
    return ILLEGAL_CHARACTERS_RE.sub("", cell) if isinstance(cell, str) else cell
