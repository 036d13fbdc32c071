"""The trust's report form in Word: a table as in the strategy's last appendix.

School, role, day and purpose stand beside their labels; the long parts have the whole width, each beneath its
label. A person's words are kept as typed, line for line; nothing in them is read as formatting.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from datetime import UTC
from functools import cache
from typing import cast

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.text.paragraph import CT_P
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from storage.files.word_blank import LABELS_WIDTH, LANGUAGE, SHADE, WIDTH, blank
from strategy.ports import ReportSheet

_LONGEST_PROPERTY = 255  # characters; python-docx refuses more
_PLANES = range(0, 0x110000, 0x10000)
_NOT_XML = re.compile(
    "[\x00-\x08\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in _PLANES)
    + "]"
)
_LINE_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_POINT = re.compile(r"[-*•–]\s")


def filled_in(sheet: ReportSheet) -> bytes:
    """The form with a report in it, packed as python-docx packs it."""
    document = Document(io.BytesIO(blank()))
    _describe(document, sheet)
    document.add_paragraph(_on_one_line(sheet.heading), style="Heading 1")
    document.add_paragraph(_on_one_line(f"Filed by {sheet.author}, {sheet.filed}"), style="Report filed")
    if sheet.amended:
        document.add_paragraph(_on_one_line(f"Amended {sheet.amended}"), style="Report amended")
    _lay_out(document, sheet)
    # Word wants a paragraph after a table; one of a usual height could begin a page of its own.
    document.add_paragraph(style="Report end")
    _foot(document, sheet)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _holdable(text: str) -> str:
    """The text with what XML cannot hold (control characters, lone surrogates and the like) as U+FFFD."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _on_one_line(words: str) -> str:
    return " ".join(_holdable(words).split())


def _describe(document: WordDocument, sheet: ReportSheet) -> None:
    """Write the document's properties afresh: those of the template name its maker."""
    properties = document.core_properties
    element = properties._element
    for child in list(element):
        element.remove(child)
    properties.title = _on_one_line(f"{sheet.heading}, {sheet.school}, {sheet.when}")[:_LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = _on_one_line(sheet.author)[:_LONGEST_PROPERTY]
    properties.language = LANGUAGE
    properties.created = properties.modified = sheet.at.astimezone(UTC)


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
    _fill(cell, [_paragraph(_on_one_line(label), style)])
    cell._tc.get_or_add_tcPr().append(
        parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{SHADE}"/>')
    )


def _write(cell: _Cell, text: str) -> None:
    """Write somebody's text, a paragraph a line, blank lines too."""
    _fill(cell, _lines(text))


def _lines(text: str) -> Iterator[CT_P]:
    for line in _LINE_BREAK.split(_holdable(text)):
        yield _paragraph(line, "ReportPoint" if _POINT.match(line) else "ReportText")


def _fill(cell: _Cell, paragraphs: Iterable[CT_P]) -> None:
    """Put paragraphs in place of the empty one that a new cell has."""
    element = cell._tc
    for empty in list(element.p_lst):
        element.remove(empty)
    element.extend(paragraphs)


def _paragraph(words: str, style: str) -> CT_P:
    paragraph = deepcopy(_pattern(style))
    if words:
        paragraph.add_r().text = words
    return paragraph


@cache
def _pattern(style: str) -> CT_P:
    """An empty paragraph of a style, to copy: a long report has thousands, and a style is slow to set."""
    pattern = cast(CT_P, OxmlElement("w:p"))
    pattern.style = style
    return pattern


def _foot(document: WordDocument, sheet: ReportSheet) -> None:
    """Say on every page what it belongs to, and its number."""
    line = document.sections[0].footer.paragraphs[0]
    line.add_run(_on_one_line(f"{sheet.heading}, {sheet.school}, {sheet.when}"))
    line.add_run("\tPage ")
    _count(line, "PAGE")
    line.add_run(" of ")
    _count(line, "NUMPAGES")


def _count(line: Paragraph, field: str) -> None:
    """A number that Word works out: of this page, or how many there are."""
    line._p.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" {field} "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    )
