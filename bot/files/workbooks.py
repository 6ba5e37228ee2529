"""Tables out as workbooks."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from bot.files.tables import Cell, harmless

_COLUMN_WIDTH = 24  # characters


def write_xlsx(headings: Sequence[str], rows: Iterable[Sequence[Cell]], title: str = "") -> bytes:
    """Write a table as a workbook of one sheet; the heading line is bold and stays in sight."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(title or None)
    sheet.freeze_panes = "A2"
    bold = [WriteOnlyCell(sheet, value=harmless(_storable(heading))) for heading in headings]
    for number, cell in enumerate(bold, start=1):
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = _COLUMN_WIDTH
    sheet.append(bold)
    for row in rows:
        sheet.append([harmless(_storable(cell)) for cell in row])  # in this order: "\b=1" is one, too
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _storable(cell: Cell) -> Cell:
    """Drop the control characters that XML cannot hold; return and tab are not among them."""
    return ILLEGAL_CHARACTERS_RE.sub("", cell) if isinstance(cell, str) else cell
