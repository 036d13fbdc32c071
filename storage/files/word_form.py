"""The trust's report form in Word: a table as in the strategy's last appendix.

School, role, day and purpose stand beside their labels; the long parts have the whole width, each beneath its
label. A person's words are kept as typed, line for line; nothing in them is read as formatting.
"""

from __future__ import annotations

import io
from collections.abc import Iterable

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.text.paragraph import CT_P
from docx.table import _Cell, _Row

from storage.files.word_blank import LABELS_WIDTH, SHADE, WIDTH, blank
from storage.files.word_parts import describe, foot, lines, on_one_line, paragraph
from strategy.ports import ReportSheet


def filled_in(sheet: ReportSheet) -> bytes:
    """The form with a report in it, packed as python-docx packs it."""
    document = Document(io.BytesIO(blank()))
    about = f"{sheet.heading}, {sheet.school}, {sheet.when}"
    describe(document, about, sheet.author, sheet.at)
    document.add_paragraph(on_one_line(sheet.heading), style="Heading 1")
    document.add_paragraph(on_one_line(f"Filed by {sheet.author}, {sheet.filed}"), style="Report filed")
    if sheet.amended:
        document.add_paragraph(on_one_line(f"Amended {sheet.amended}"), style="Report amended")
    _lay_out(document, sheet)
    # Word wants a paragraph after a table; one of a usual height could begin a page of its own.
    document.add_paragraph(style="Report end")
    foot(document, about)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _lay_out(document: WordDocument, sheet: ReportSheet) -> None:
    """Fill the table, row by row in the order of the form."""
    short = (("School", sheet.school), ("Role", sheet.role), (sheet.when_label, sheet.when), *sheet.parts[:1])
    long = sheet.parts[1:]
    table = document.add_table(rows=len(short) + 2 * len(long), cols=2, style="Report form")
    table.autofit = False
    for column, width in zip(table.columns, (LABELS_WIDTH, WIDTH - LABELS_WIDTH), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    rows = list(table.rows)
    for (label, text), row in zip(short, rows[: len(short)], strict=True):
        labelled, beside = row.cells
        _label(labelled, label, "ReportLabel")
        _write(beside, text)
    above, beneath = rows[len(short) :: 2], rows[len(short) + 1 :: 2]
    for (label, text), labels_row, texts_row in zip(long, above, beneath, strict=True):
        _label(_made_one(labels_row), label, "ReportLabelAbove")
        _write(_made_one(texts_row), text)


def _made_one(row: _Row) -> _Cell:
    """The cell of a row that goes across the page."""
    first, last = row.cells
    whole: _Cell = first.merge(last)
    return whole


def _label(cell: _Cell, label: str, style: str) -> None:
    _fill(cell, [paragraph(on_one_line(label), style)])
    cell._tc.get_or_add_tcPr().append(
        parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{SHADE}"/>')
    )


def _write(cell: _Cell, text: str) -> None:
    """Write somebody's text, a paragraph a line, blank lines too."""
    _fill(cell, lines(text))


def _fill(cell: _Cell, paragraphs: Iterable[CT_P]) -> None:
    """Put paragraphs in place of the empty one that a new cell has."""
    element = cell._tc
    for empty in list(element.p_lst):
        element.remove(empty)
    element.extend(paragraphs)
