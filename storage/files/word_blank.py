"""The empty sheet that a Word document begins with: A4, its styles and its language, and nothing else.

python-docx comes with a template of Word 2011 for the Mac: hundreds of styles, a thumbnail, American English
and Letter paper. What a report has no use for is taken out, once for all reports; that makes one quick to
write and small, and keeps Word from opening it in compatibility mode.
"""

from __future__ import annotations

import io
from functools import cache

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm

LANGUAGE = "en-GB"
FONT = "Arial"
"""On every Windows and Mac; elsewhere Liberation Sans stands in for it, letter for letter as wide."""
WIDTH = Cm(17)
"""What A4 leaves between the margins."""
LINES = "7F7F7F"
SHADE = "EDEDED"
LABELS_WIDTH = Cm(4.3)

_KEPT_PARTS = ("/styles", "/settings", "/officeDocument", "/core-properties")


def _sides(names: str, more: str) -> str:
    return "".join(f'<w:{name} w:val="single" {more} w:color="{LINES}"/>' for name in names.split())


# Sizes are in half points, spaces in twentieths of a point. "ReportPoint" hangs by the width of "- " and of
# "• ", so that what is too long for a line goes on under its own first word.
_STYLES = f"""
<w:styles {nsdecls("w")}>
  <w:docDefaults>
    <w:rPrDefault><w:rPr>
      <w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>
      <w:sz w:val="21"/><w:szCs w:val="21"/>
      <w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/>
    </w:rPr></w:rPrDefault>
    <w:pPrDefault><w:pPr><w:widowControl/><w:spacing w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault>
  </w:docDefaults>
  <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
  <w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
    <w:name w:val="Default Paragraph Font"/><w:semiHidden/>
  </w:style>
  <w:style w:type="numbering" w:default="1" w:styleId="NoList">
    <w:name w:val="No List"/><w:semiHidden/>
  </w:style>
  <w:style w:type="table" w:default="1" w:styleId="TableNormal">
    <w:name w:val="Normal Table"/><w:semiHidden/>
    <w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr>
  </w:style>
  <w:style w:type="paragraph" w:styleId="Heading1">
    <w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>
    <w:pPr><w:keepNext/><w:spacing w:after="60"/><w:outlineLvl w:val="0"/></w:pPr>
    <w:rPr><w:b/><w:bCs/><w:sz w:val="34"/><w:szCs w:val="34"/></w:rPr>
  </w:style>
  <w:style w:type="paragraph" w:styleId="Footer">
    <w:name w:val="footer"/><w:basedOn w:val="Normal"/>
    <w:pPr><w:tabs><w:tab w:val="right" w:pos="{WIDTH.twips}"/></w:tabs></w:pPr>
    <w:rPr><w:sz w:val="17"/><w:szCs w:val="17"/></w:rPr>
  </w:style>
  <w:style w:type="paragraph" w:customStyle="1" w:styleId="ReportFiled">
    <w:name w:val="Report filed"/><w:basedOn w:val="Normal"/>
    <w:pPr><w:keepNext/><w:spacing w:after="200"/></w:pPr>
  </w:style>
  <w:style w:type="paragraph" w:customStyle="1" w:styleId="ReportAmended">
    <w:name w:val="Report amended"/><w:basedOn w:val="Normal"/>
    <w:pPr>
      <w:keepNext/>
      <w:pBdr>{_sides("top left bottom right", 'w:sz="12" w:space="5"')}</w:pBdr>
      <w:spacing w:after="240"/><w:ind w:left="110" w:right="110"/>
    </w:pPr>
    <w:rPr><w:b/><w:bCs/></w:rPr>
  </w:style>
  <w:style w:type="paragraph" w:customStyle="1" w:styleId="ReportText">
    <w:name w:val="Report text"/><w:basedOn w:val="Normal"/>
    <w:pPr><w:spacing w:after="60"/></w:pPr>
  </w:style>
  <w:style w:type="paragraph" w:customStyle="1" w:styleId="ReportPoint">
    <w:name w:val="Report point"/><w:basedOn w:val="ReportText"/>
    <w:pPr><w:ind w:left="130" w:hanging="130"/></w:pPr>
  </w:style>
  <w:style w:type="paragraph" w:customStyle="1" w:styleId="ReportLabel">
    <w:name w:val="Report label"/><w:basedOn w:val="ReportText"/>
    <w:rPr><w:b/><w:bCs/></w:rPr>
  </w:style>
  <w:style w:type="paragraph" w:customStyle="1" w:styleId="ReportLabelAbove">
    <w:name w:val="Report label above"/><w:basedOn w:val="ReportLabel"/><w:next w:val="ReportText"/>
    <w:pPr><w:keepNext/></w:pPr>
  </w:style>
  <w:style w:type="paragraph" w:customStyle="1" w:styleId="ReportEnd">
    <w:name w:val="Report end"/><w:basedOn w:val="Normal"/>
    <w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr>
    <w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>
  </w:style>
  <w:style w:type="table" w:customStyle="1" w:styleId="ReportForm">
    <w:name w:val="Report form"/><w:basedOn w:val="TableNormal"/>
    <w:tblPr>
      <w:tblBorders>{_sides("top left bottom right insideH insideV", 'w:sz="4" w:space="0"')}</w:tblBorders>
      <w:tblCellMar>
        <w:top w:w="70" w:type="dxa"/><w:left w:w="110" w:type="dxa"/>
        <w:bottom w:w="20" w:type="dxa"/><w:right w:w="110" w:type="dxa"/>
      </w:tblCellMar>
    </w:tblPr>
  </w:style>
</w:styles>"""

_SETTINGS = f"""
<w:settings {nsdecls("w")}>
  <w:zoom w:percent="100"/>
  <w:defaultTabStop w:val="720"/>
  <w:characterSpacingControl w:val="doNotCompress"/>
  <w:compat>
    <w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
  </w:compat>
  <w:themeFontLang w:val="{LANGUAGE}"/>
  <w:decimalSymbol w:val="."/>
  <w:listSeparator w:val=","/>
</w:settings>"""


@cache
def blank() -> bytes:
    """The empty sheet, for python-docx to open."""
    document = Document()
    _drop_parts(document)
    _refill(document.styles.element, _STYLES)
    _refill(document.settings.element, _SETTINGS)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    section.footer_distance = Cm(1)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _drop_parts(document: WordDocument) -> None:
    """Take out the thumbnail, the theme, the second set of styles and the rest."""
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, relation in relations.items() if not relation.reltype.endswith(_KEPT_PARTS)]:
            del relations[key]


def _refill(element: BaseOxmlElement, markup: str) -> None:
    """Put other content in place of an element's own."""
    for child in list(element):
        element.remove(child)
    for child in list(parse_xml(markup)):
        element.append(child)
