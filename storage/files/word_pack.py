"""The pack of a meeting in Word: a first page that says what is in it, then part by part.

It looks as the trust's report form does, whose table the reports in it have. What is on the first page leads
to its part; tables repeat their titles on every page, and no row of one is torn apart but a report's.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from functools import cache
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement

from storage.files.word_blank import LABELS_WIDTH, LINES, SHADE, WIDTH, blank
from storage.files.word_parts import describe, foot, lines, on_one_line, paragraph
from strategy.ports import Block, Form, Grid, Heading, Line, PackSheet, Quoted

_AUTHOR = "Keystone"
_WHOLE = WIDTH.twips
_LABELS = LABELS_WIDTH.twips
# Sizes are in half points, spaces in twentieths of a point, as in the empty sheet.
_STYLES = f"""
<w:styles {nsdecls("w")}>
  <w:style w:type="paragraph" w:styleId="Heading2">
    <w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>
    <w:pPr><w:keepNext/>
      <w:pBdr><w:bottom w:val="single" w:sz="6" w:space="2" w:color="{LINES}"/></w:pBdr>
      <w:spacing w:before="360" w:after="120"/><w:outlineLvl w:val="1"/></w:pPr>
    <w:rPr><w:b/><w:bCs/><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>
  </w:style>
  <w:style w:type="paragraph" w:styleId="Heading3">
    <w:name w:val="heading 3"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>
    <w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="2"/></w:pPr>
    <w:rPr><w:b/><w:bCs/><w:sz w:val="24"/><w:szCs w:val="24"/></w:rPr>
  </w:style>
  <w:style w:type="paragraph" w:styleId="Heading4">
    <w:name w:val="heading 4"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>
    <w:pPr><w:keepNext/><w:spacing w:before="180" w:after="60"/><w:outlineLvl w:val="3"/></w:pPr>
    <w:rPr><w:b/><w:bCs/></w:rPr>
  </w:style>
  <w:style w:type="paragraph" w:customStyle="1" w:styleId="PackLine">
    <w:name w:val="Pack line"/><w:basedOn w:val="Normal"/>
    <w:pPr><w:spacing w:after="80"/></w:pPr>
  </w:style>
  <w:style w:type="paragraph" w:customStyle="1" w:styleId="PackQuiet">
    <w:name w:val="Pack quiet"/><w:basedOn w:val="PackLine"/>
    <w:rPr><w:color w:val="595959"/><w:sz w:val="19"/><w:szCs w:val="19"/></w:rPr>
  </w:style>
  <w:style w:type="paragraph" w:customStyle="1" w:styleId="PackPoint">
    <w:name w:val="Pack point"/><w:basedOn w:val="PackLine"/>
    <w:pPr><w:ind w:left="260" w:hanging="200"/></w:pPr>
  </w:style>
  <w:style w:type="paragraph" w:customStyle="1" w:styleId="PackCell">
    <w:name w:val="Pack cell"/><w:basedOn w:val="Normal"/>
    <w:pPr><w:spacing w:after="40"/></w:pPr>
    <w:rPr><w:sz w:val="19"/><w:szCs w:val="19"/></w:rPr>
  </w:style>
  <w:style w:type="paragraph" w:customStyle="1" w:styleId="PackTitle">
    <w:name w:val="Pack title"/><w:basedOn w:val="PackCell"/>
    <w:pPr><w:keepNext/></w:pPr>
    <w:rPr><w:b/><w:bCs/></w:rPr>
  </w:style>
</w:styles>"""


def bound(sheet: PackSheet) -> bytes:
    """The pack, packed as python-docx packs it."""
    document = Document(io.BytesIO(_blank()))
    describe(document, sheet.heading, _AUTHOR, sheet.at)
    body = _Body(document)
    body.add(paragraph(on_one_line(sheet.heading), "Heading1"))
    body.add(paragraph(on_one_line(sheet.made), "PackQuiet"))
    body.form(Form(sheet.facts))
    _contents(body, sheet)
    for block, after in zip(sheet.blocks, (*sheet.blocks[1:], None), strict=True):
        body.block(block)
        if isinstance(block, Line) and isinstance(after, Grid | Form):
            body.keep_with_what_follows()
    foot(document, sheet.foot)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


@cache
def _blank() -> bytes:
    """The empty sheet with the styles of a pack."""
    document = Document(io.BytesIO(blank()))
    for style in list(parse_xml(_STYLES)):
        document.styles.element.append(style)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _contents(body: _Body, sheet: PackSheet) -> None:
    """What is in the pack, each line leading to its part."""
    listed = [block for block in sheet.blocks if isinstance(block, Heading) and block.listed]
    if not listed:
        return
    body.add(paragraph("In this pack", "Heading3"))
    for heading in listed:
        point = paragraph("\u2022\u00a0", "PackPoint")
        _link(point, heading.words, heading.anchor)
        if heading.note:
            point.add_r().text = f": {on_one_line(heading.note)}"
        body.add(point)


def _link(point: CT_P, words: str, anchor: str) -> None:
    """Add words to a paragraph that lead to a bookmark; plain ones where there is none to lead to."""
    if not anchor:
        point.add_r().text = on_one_line(words)
        return
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), anchor)
    run = OxmlElement("w:r")
    said = OxmlElement("w:t")
    said.text = on_one_line(words)
    run.append(said)
    link.append(run)
    point.append(link)


class _Body:
    """What is written into a document, block by block."""

    def __init__(self, document: WordDocument) -> None:
        self._element = document.element.body
        # The properties of the last section stay last.
        self._end = self._element.sectPr
        self._bookmarks = 0

    def add(self, element: BaseOxmlElement) -> None:
        """Write one element after what is there."""
        self._end.addprevious(element)

    def keep_with_what_follows(self) -> None:
        """Have what was written last stand on the page of what comes next."""
        _kept(self._end.getprevious())

    def block(self, block: Block) -> None:
        """Write one block."""
        _WRITERS[type(block)](self, block)

    def heading(self, block: Heading) -> None:
        """A heading, with a bookmark where something leads to it."""
        written = paragraph(on_one_line(block.words), f"Heading{block.level + 1}")
        if block.anchor:
            self._bookmarks += 1
            for name in ("w:bookmarkStart", "w:bookmarkEnd"):
                mark = OxmlElement(name)
                mark.set(qn("w:id"), str(self._bookmarks))
                if name == "w:bookmarkStart":
                    mark.set(qn("w:name"), block.anchor)
                written.append(mark)
        self.add(written)

    def line(self, block: Line) -> None:
        """A line of the bot's own."""
        words = on_one_line(block.words)
        if block.point:
            self.add(paragraph(f"\u2022\u00a0{words}", "PackPoint"))
        else:
            self.add(paragraph(words, "PackQuiet" if block.quiet else "PackLine"))

    def quoted(self, block: Quoted) -> None:
        """People's words as typed."""
        for written in lines(block.text):
            self.add(written)

    def grid(self, block: Grid) -> None:
        """A table with its titles, on every page that it goes on to."""
        shares = sum(share for _, share in block.columns)
        widths = [_WHOLE * share // shares for _, share in block.columns]
        table = _table(widths)
        table.append(
            _row([[paragraph(on_one_line(t), "PackTitle")] for t, _ in block.columns], widths, top=True)
        )
        for number, row in enumerate(block.rows):
            cells = [[_cell_words(words)] for words in row]
            anchor = block.links[number] if number < len(block.links) else ""
            if anchor:
                cells[0] = [paragraph("", "PackCell")]
                _link(cells[0][0], row[0], anchor)
            table.append(_row(cells, widths))
        self._close(table)

    def form(self, block: Form) -> None:
        """A report in the trust's form."""
        widths = [_LABELS, _WHOLE - _LABELS]
        table = _table(widths)
        for label, text in block.short:
            cells = [[_kept(paragraph(on_one_line(label), "ReportLabel"))], list(lines(text))]
            table.append(_row(cells, widths, shaded=True, torn=True))
        for label, text in block.long:
            table.append(_row([[paragraph(on_one_line(label), "ReportLabelAbove")]], [_WHOLE], shaded=True))
            table.append(_row([list(lines(text))], [_WHOLE], torn=True))
        self._close(table)

    def _close(self, table: BaseOxmlElement) -> None:
        # Two tables with nothing between them are one table to Word.
        self.add(table)
        self.add(paragraph("", "ReportEnd"))


_WRITERS: Mapping[type, Callable[[_Body, Any], None]] = {
    Heading: _Body.heading,
    Line: _Body.line,
    Quoted: _Body.quoted,
    Grid: _Body.grid,
    Form: _Body.form,
}


def _kept(written: CT_P) -> CT_P:
    """The paragraph, kept on the page of what follows it."""
    written.get_or_add_pPr().append(OxmlElement("w:keepNext"))
    return written


def _cell_words(words: str) -> CT_P:
    return paragraph(on_one_line(words), "PackCell")


@cache
def _empty(kind: str) -> BaseOxmlElement:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/>' if kind == "shaded" else ""
    return parse_xml(f'<w:tc {nsdecls("w")}><w:tcPr><w:tcW w:type="dxa"/>{shade}</w:tcPr></w:tc>')


def _table(widths: Sequence[int]) -> BaseOxmlElement:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    table: BaseOxmlElement = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="ReportForm"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid></w:tbl>"
    )
    return table


def _row(
    cells: Sequence[Sequence[CT_P]],
    widths: Sequence[int],
    *,
    top: bool = False,
    shaded: bool = False,
    torn: bool = False,
) -> BaseOxmlElement:
    """A row: its first cell `shaded`, all of them at the `top` of a table. Only one that may be `torn` goes
    over the end of a page. One cell alone has the whole width of a form.
    """
    row = OxmlElement("w:tr")
    about = OxmlElement("w:trPr")
    for name, wanted in (("w:cantSplit", not torn), ("w:tblHeader", top)):
        if wanted:
            about.append(OxmlElement(name))
    row.append(about)
    for number, (written, width) in enumerate(zip(cells, widths, strict=True)):
        cell = deepcopy(_empty("shaded" if top or (shaded and number == 0) else "plain"))
        cell.tcPr.find(qn("w:tcW")).set(qn("w:w"), str(width))
        if len(cells) == 1:
            span = OxmlElement("w:gridSpan")
            span.set(qn("w:val"), "2")
            cell.tcPr.insert(1, span)
        cell.extend(written)
        row.append(cell)
    return row
