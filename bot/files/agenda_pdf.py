"""An agenda as a PDF: A4, large type, with fonts of its own, the same wherever it is opened."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from functools import cache, partial
from importlib.resources import as_file, files
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from bot.usecases.sheets import AgendaSheet, SheetDay, SheetRow

_MARGIN = 18 * mm
_PADDING = 6  # points, of the frame on each side
_TIMES, _PLACE = 42 * mm, 40 * mm
_WHO = A4[0] - 2 * (_MARGIN + _PADDING) - _TIMES - _PLACE
_PLAIN, _BOLD = "DejaVuSans", "DejaVuSans-Bold"
_GREY = colors.HexColor("#555555")
_LONGEST = 300  # characters of a text; more is on the profile
_ONE_AT_A_TIME = threading.Lock()  # the library keeps fonts and parsers for everybody


def agenda_pdf(sheet: AgendaSheet) -> bytes:
    """Write an agenda; takes some tenths of a second, so call it in a thread."""
    written = io.BytesIO()
    with _ONE_AT_A_TIME:
        _register_fonts()
        document = SimpleDocTemplate(
            written,
            pagesize=A4,
            leftMargin=_MARGIN,
            rightMargin=_MARGIN,
            topMargin=_MARGIN,
            bottomMargin=_MARGIN,
            title=f"{sheet.title} – {sheet.owner}",
        )
        document.build(list(_story(sheet)), canvasmaker=partial(_NumberedPages, foot=sheet.page.format))
    return written.getvalue()


@cache
def _register_fonts() -> None:
    for name in (_PLAIN, _BOLD):
        with as_file(files("bot.files") / "fonts" / f"{name}.ttf") as path:
            pdfmetrics.registerFont(TTFont(name, str(path)))
    pdfmetrics.registerFontFamily(_PLAIN, normal=_PLAIN, bold=_BOLD, italic=_PLAIN, boldItalic=_BOLD)


def _story(sheet: AgendaSheet) -> Iterator[Flowable]:
    yield _text(sheet.title, 22, bold=True)
    yield _text(sheet.owner, 14)
    for day in sheet.days:
        title, table = _text(day.title, 17, bold=True, above=16), _table(day)
        # A title stays with the first of its meetings; a long day goes on on the next page.
        yield KeepTogether([title, Spacer(0, 2 * mm), *([table] if len(day.rows) == 1 else [])])
        if len(day.rows) > 1:
            yield table
    yield Spacer(0, 8 * mm)
    for note in sheet.notes:
        yield _text(note, 11, grey=True)


def _table(day: SheetDay) -> Table:
    style = TableStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEABOVE", (0, 0), (-1, -1), 0.5, _GREY),
            ("LINEBELOW", (0, -1), (-1, -1), 0.5, _GREY),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 6),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
        ]
    )
    return Table([_cells(row) for row in day.rows], colWidths=[_TIMES, _WHO, _PLACE], style=style)


def _cells(row: SheetRow) -> list[Flowable | list[Flowable]]:
    who: list[Flowable] = [_text(row.name, 14, bold=True)]
    if row.about:
        who.append(_text(row.about, 11))
    return [_text(row.times, 14, bold=True), who, _text(row.place, 14, bold=True)]


def _text(text: str, size: float, *, bold: bool = False, grey: bool = False, above: float = 0) -> Paragraph:
    style = ParagraphStyle(
        "text",
        fontName=_BOLD if bold else _PLAIN,
        fontSize=size,
        leading=size * 1.3,
        textColor=_GREY if grey else colors.black,
        spaceBefore=above,
        splitLongWords=True,
    )
    clean = "".join(one if one.isprintable() else " " for one in text[:_LONGEST])
    return Paragraph(escape(clean), style)


class _NumberedPages(Canvas):
    """A canvas whose pages say of how many they are, which is known only at the end."""

    def __init__(self, *given: object, foot: Callable[..., str], **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type] # as the document template calls it
        self._foot = foot
        self._kept: list[dict[str, object]] = []

    def showPage(self) -> None:  # noqa: N802 - the library's name
        """Keep the page, to be finished later."""
        self._kept.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined] # part of what canvas makers override

    def save(self) -> None:
        """Finish all pages."""
        for number, page in enumerate(self._kept, 1):
            self.__dict__.update(page)
            self.setFont(_PLAIN, 10)
            self.setFillColor(_GREY)
            self.drawRightString(A4[0] - _MARGIN, 10 * mm, self._foot(n=number, of=len(self._kept)))
            super().showPage()
        super().save()
