"""Tables out: CSV whose cells no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from bot.files.formulas import defused

Cell = str | int | float | None


def write_csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    r"""Write a table as UTF-8 without byte order mark, separated by commas, lines ended by ``\n``."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(defused, headings))
    writer.writerows([_of_one_row(harmless(cell)) for cell in row] for row in rows)
    return out.getvalue().encode()


def harmless(cell: Cell) -> Cell:
    """Defuse what a spreadsheet would take for a formula."""
    return defused(cell) if isinstance(cell, str) else cell


def _of_one_row(cell: Cell) -> Cell:
    """Turn returns into line ends, which the writer quotes: a bare one begins a row, perhaps a formula."""
    return cell.replace("\r\n", "\n").replace("\r", "\n") if isinstance(cell, str) else cell
