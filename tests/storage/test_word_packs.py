"""The pack of a meeting as a Word document, read back."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.files.word import CONTENT_TYPE, WordDocuments
from strategy.ports import Document, Form, Grid, Heading, PackSheet
from tests.storage.pack_sheets import of_reports, with_words


def made(sheet: PackSheet) -> Document:
    return WordDocuments().pack(sheet)


def words_of(document: Document) -> str:
    """All its words, cells too, in order."""
    body = docx.Document(io.BytesIO(document.content)).element.body
    return "\n".join(
        "".join(text.text or "" for text in paragraph.iter(qn("w:t"))) for paragraph in body.iter(qn("w:p"))
    )


def test_a_pack_is_named_and_holds_every_block_in_order() -> None:
    sheet = of_reports(8)
    document = made(sheet)
    assert (document.name, document.content_type) == ("EIT pack - 2026-12-03.docx", CONTENT_TYPE)
    said = words_of(document)
    place = 0
    for block in sheet.blocks:
        if isinstance(block, Heading):
            place = said.index(block.words, place)
    assert all(label in said for label, _ in sheet.facts)
    for block in sheet.blocks:
        if isinstance(block, Form):
            for _, text in block.long:
                assert all(line in said for line in text.splitlines())
        if isinstance(block, Grid):
            assert all(cell in said for row in block.rows for cell in row)


def test_its_first_page_leads_to_each_part() -> None:
    body = docx.Document(io.BytesIO(made(of_reports(8)).content)).element.body
    led_to = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    marked = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    assert led_to == marked == {"agenda", "actions", "schools", "school0", "school1"}


def test_the_same_pack_always_gives_the_same_bytes() -> None:
    assert made(of_reports(4)).content == made(of_reports(4)).content


def test_its_headings_are_headings_to_word_and_every_page_says_what_it_is_of() -> None:
    document = docx.Document(io.BytesIO(made(of_reports(4)).content))
    styles = {each.text: each.style.name for each in document.paragraphs if each.style is not None}
    assert styles["Education Improvement Team pack"] == "Heading 1"
    assert styles["School of Saint Number 0"] == "Heading 2"
    assert styles["Reports"] == "Heading 3"
    foot = document.sections[0].footer.paragraphs[0].text
    assert foot.startswith("Education Improvement Team pack, Thu 3 December 2026, for Colin Threlfall")
    assert document.core_properties.author == "Keystone"


@pytest.mark.parametrize(
    "words", ["<w:p>&amp;</w:p>", "{{field}}", "", "a\nb\r\nc", "\x00\ud800", "x" * 5_000]
)
def test_any_words_are_plain_words(words: str) -> None:
    assert docx.Document(io.BytesIO(made(with_words(words)).content)).paragraphs


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_text_gives_a_document_that_opens(words: str) -> None:
    opened = docx.Document(io.BytesIO(made(with_words(words)).content))
    assert len(opened.tables) == 3
