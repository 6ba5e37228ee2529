from __future__ import annotations

import io
import threading
from dataclasses import replace

import pytest
from pypdf import PdfReader

from bot.files.agenda_pdf import agenda_pdf
from bot.usecases.sheets import AgendaSheet, SheetDay, SheetRow

ROW = SheetRow("14:30–14:50", "Ștefania Őri-Țurcanu", "Kutatásvezető, Öböl Űrtechnika", "Masa 3")
SHEET = AgendaSheet(
    "Zilele inovației",
    "Ágnes Kovács",
    (SheetDay("joi, 26 noiembrie", (ROW,)),),
    ("Sala Polivalentă",),
    "Pagina {n} din {of}",
)


def pages(sheet: AgendaSheet) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(agenda_pdf(sheet))).pages]


def test_all_that_an_agenda_says_can_be_read_with_every_letter() -> None:
    [page] = pages(SHEET)
    for text in (SHEET.title, SHEET.owner, "joi, 26 noiembrie", *SHEET.notes, "Pagina 1 din 1"):
        assert text in page
    for text in (ROW.times, ROW.name, ROW.about, ROW.place):
        assert text in page


def test_fonts_are_inside_so_that_it_looks_the_same_everywhere() -> None:
    [page] = PdfReader(io.BytesIO(agenda_pdf(SHEET))).pages
    assert [float(one) for one in page.mediabox[2:]] == pytest.approx([595.3, 841.9], abs=0.1)  # A4
    resources: dict[str, dict[str, dict[str, object]]] = page["/Resources"]  # type: ignore[assignment]
    shown = {str(one["/BaseFont"]) for one in resources["/Font"].values() if "/FontDescriptor" in one}
    assert {name.partition("+")[2] for name in shown} == {"DejaVuSans", "DejaVuSans-Bold"}


def test_long_day_goes_on_on_numbered_pages_and_an_empty_agenda_is_a_page() -> None:
    rows = tuple(replace(ROW, times=f"{number:02}:00–{number:02}:20") for number in range(24))
    found = pages(replace(SHEET, days=(SheetDay("joi", rows),)))
    assert len(found) > 1
    assert [f"Pagina {n} din {len(found)}" in page for n, page in enumerate(found, 1)] == [True] * len(found)
    assert all(any(row.times in page for page in found) for row in rows)
    assert len(pages(replace(SHEET, days=()))) == 1


def test_texts_are_not_taken_for_markup_and_may_be_of_any_length_and_script() -> None:
    wild = SheetRow("14:30–14:50", "<b>x</i> & <para>", "é" * 10_000, "\x00\x07表 😀\ud800"[:-1] + "T" * 60)
    [page] = pages(replace(SHEET, days=(SheetDay("d", (wild,)),)))
    assert "<b>x</i> & <para>" in page


def test_several_are_written_at_once() -> None:
    written: list[str] = []
    threads = [threading.Thread(target=lambda: written.append(pages(SHEET)[0])) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(written) == 4
    assert len(set(written)) == 1
