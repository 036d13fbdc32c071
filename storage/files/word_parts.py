"""What every Word document is made of: paragraphs of people's words, the properties, and the foot of a page.

A person's words are kept as typed, line for line; nothing in them is read as formatting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime
from functools import cache
from typing import cast

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.text.paragraph import CT_P
from docx.text.paragraph import Paragraph

from storage.files.word_blank import LANGUAGE

_LONGEST_PROPERTY = 255  # characters; python-docx refuses more
_PLANES = range(0, 0x110000, 0x10000)
_NOT_XML = re.compile(
    "[\x00-\x08\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in _PLANES)
    + "]"
)
_LINE_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_POINT = re.compile(r"[-*•–]\s")


def holdable(text: str) -> str:
    """The text with what XML cannot hold (control characters, lone surrogates and the like) as U+FFFD."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def on_one_line(words: str) -> str:
    """The words, whatever they were broken by, on one line."""
    return " ".join(holdable(words).split())


def lines(text: str) -> Iterator[CT_P]:
    """Somebody's text as typed, a paragraph a line, blank lines too."""
    for line in _LINE_BREAK.split(holdable(text)):
        yield paragraph(line, "ReportPoint" if _POINT.match(line) else "ReportText")


def paragraph(words: str, style: str) -> CT_P:
    """A paragraph of a style with words in it."""
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


def describe(document: WordDocument, title: str, author: str, at: datetime) -> None:
    """Write the document's properties afresh: those of the template name its maker."""
    properties = document.core_properties
    element = properties._element
    for child in list(element):
        element.remove(child)
    properties.title = on_one_line(title)[:_LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = on_one_line(author)[:_LONGEST_PROPERTY]
    properties.language = LANGUAGE
    properties.created = properties.modified = at.astimezone(UTC)


def foot(document: WordDocument, words: str) -> None:
    """Say on every page what it belongs to, and its number."""
    line = document.sections[0].footer.paragraphs[0]
    line.add_run(on_one_line(words))
    line.add_run("\tPage ")
    _count(line, "PAGE")
    line.add_run(" of ")
    _count(line, "NUMPAGES")


def _count(line: Paragraph, field: str) -> None:
    """A number that Word works out: of this page, or how many there are."""
    line._p.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" {field} "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    )
