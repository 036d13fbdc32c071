from __future__ import annotations

import io
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import _Cell
from hypothesis import example, given, settings
from hypothesis import strategies as st

from storage.files.word import CONTENT_TYPE, WordDocuments
from strategy.ports import Document, ReportSheet
from tests.storage.report_sheets import LABELS, VISIT, amended_visit, half_term, parts, visit

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
SEEN_AS_LINE_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


def made(sheet: ReportSheet) -> Document:
    return WordDocuments().report(sheet)


def opened(sheet: ReportSheet) -> WordDocument:
    return docx.Document(io.BytesIO(made(sheet).content))


def cells(document: WordDocument) -> Iterator[_Cell]:
    """The cells of the form in reading order; one that goes across both columns comes once."""
    (table,) = document.tables
    for row in table.rows:
        yield from dict.fromkeys(_Cell(element, table) for element in row._tr.tc_lst)


def words(document: WordDocument) -> list[str]:
    return [cell.text for cell in cells(document)]


def above_the_form(document: WordDocument) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def what_can_be_kept(text: str) -> str:
    lines = SEEN_AS_LINE_BREAKS.sub("\n", text)
    return "".join("\ufffd" if is_lost(character) else character for character in lines)


def is_lost(character: str) -> bool:
    code = ord(character)
    return (
        (code < 0x20 and character not in "\t\n")
        or unicodedata.category(character) == "Cs"
        or 0xFDD0 <= code <= 0xFDEF
        or code & 0xFFFE == 0xFFFE
    )


def test_the_form_has_the_rows_of_the_strategys_appendix_in_their_order() -> None:
    document = opened(VISIT)
    assert words(document) == [
        "School",
        "Oak Bank Primary School",
        "Role",
        "School Improvement Partner (SIP)",
        "Date of visit",
        "Wed 18 November 2026",
        "Purpose of visit",
        "Autumn visit",
        "Summary of activities during visit",
        "Learning walk.\n\nTalk with six pupils.",
        "Summary of outcomes",
        "Calm rooms; writing is uneven.",
        "Recommendations",
        "- Name one measure.\n• Bring the books.",
    ]
    assert above_the_form(document) == [
        "School visit report",
        "Filed by Priya Nair, Fri 20 November 2026 at 16:12",
    ]
    assert document.paragraphs[0].style is not None
    assert document.paragraphs[0].style.name == "Heading 1"


def test_the_long_parts_have_the_whole_width_and_the_short_ones_stand_beside_their_labels() -> None:
    (table,) = opened(VISIT).tables
    assert [len(row._tr.tc_lst) for row in table.rows] == [2, 2, 2, 2, 1, 1, 1, 1, 1, 1]
    assert all(sum(cell.grid_span for cell in row._tr.tc_lst) == 2 for row in table.rows)


def test_a_half_termly_report_says_so_and_names_its_half_term() -> None:
    document = opened(half_term())
    assert above_the_form(document)[0] == "Half-termly report"
    assert words(document)[4:6] == ["Half term", "Autumn 2, 2026/27"]


def test_an_amended_report_says_so_above_the_form_and_one_as_first_filed_does_not() -> None:
    mark = "Amended Mon 23 November 2026 at 09:05, version 2"
    amended = opened(amended_visit())
    assert above_the_form(amended)[2:] == [mark]
    assert words(amended) == words(opened(VISIT))
    assert "mended" not in "".join(above_the_form(opened(VISIT)))


def test_labels_are_bold_and_stay_with_the_text_beneath_them() -> None:
    labels = [cell.paragraphs[0] for cell in cells(opened(VISIT)) if cell.text in LABELS[1:]]
    assert len(labels) == 3
    for label in labels:
        style = label.style
        assert style is not None
        assert style.paragraph_format.keep_with_next
        assert style.base_style is not None
        assert style.base_style.font.bold


def test_a_row_may_go_on_overleaf() -> None:
    (table,) = opened(VISIT).tables
    assert not table._tbl.findall(f".//{qn('w:cantSplit')}")


def test_every_page_says_what_it_belongs_to_and_its_number() -> None:
    (footer,) = opened(VISIT).sections[0].footer.paragraphs
    fields = [field.get(qn("w:instr"), "").strip() for field in footer._p.findall(qn("w:fldSimple"))]
    assert footer.text.startswith("School visit report, Oak Bank Primary School, Wed 18 November 2026\tPage ")
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_paper_is_a4() -> None:
    (section,) = opened(VISIT).sections
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_the_documents_properties_name_the_report_and_its_author_and_no_judgement() -> None:
    properties = opened(VISIT).core_properties
    assert properties.title == "School visit report, Oak Bank Primary School, Wed 18 November 2026"
    assert (properties.author, properties.last_modified_by) == ("Priya Nair", "Priya Nair")
    assert properties.language == "en-GB"
    assert properties.created == properties.modified == VISIT.at
    assert properties.comments == properties.subject == properties.keywords == properties.category == ""


def test_nothing_is_left_of_the_template_or_its_language() -> None:
    with zipfile.ZipFile(io.BytesIO(made(VISIT).content)) as package:
        names = package.namelist()
        content = b"".join(package.read(name) for name in names)
    assert not [name for name in names if "thumbnail" in name or "theme" in name or "customXml" in name]
    assert b"python-docx" not in content
    assert b"en-US" not in content
    assert b'w:lang w:val="en-GB"' in content


def test_names_far_too_long_for_a_property_are_cut_there_and_nowhere_else() -> None:
    school = "St Cuthbert's " * 40
    document = opened(visit(school=school, author="Priya " * 60))
    assert words(document)[1] == school
    assert len(document.core_properties.title) == len(document.core_properties.author) == 255


@settings(max_examples=60, deadline=None)
@given(ANY_TEXT)
@example("bell \a, escape \x1b, nothing \0, half an emoji \ud83d, no character \ufffe \U0001ffff \ufdd0")
@example("  leading blanks, a\ttab, two  blanks, a trailing blank \n\n\n")
@example("Pasted from Word:\x0bone\x0cby\r\none\rand\u2028so\u2029on")
@example("<w:br/> & &amp; *bold* _x000D_ {PAGE} ]]> <!-- --> [a](http://example.org)")
@example("Caffè, 数学, العربية, 👩‍🏫, n\u0303")
def test_whatever_is_typed_is_kept_word_for_word_in_every_part(text: str) -> None:
    document = opened(visit(parts=parts(*[f"{number}{text}" for number in range(4)])))
    found = words(document)
    assert [found[place] for place in (7, 9, 11, 13)] == [
        what_can_be_kept(f"{number}{text}") for number in range(4)
    ]


@settings(max_examples=30, deadline=None)
@given(ANY_TEXT)
@example("\0\ud83d\uffff")
def test_no_name_whatever_is_in_it_keeps_a_report_from_becoming_a_document(text: str) -> None:
    sheet = amended_visit(
        name=text, heading=text, school=text, role=text, author=text, when=text, when_label=text, filed=text
    )
    assert words(opened(sheet))[1] == what_can_be_kept(text)


def test_every_line_break_typed_begins_a_paragraph_and_blank_lines_stay() -> None:
    activities = next(cell for cell in cells(opened(VISIT)) if cell.text.startswith("Learning walk."))
    assert [paragraph.text for paragraph in activities.paragraphs] == [
        "Learning walk.",
        "",
        "Talk with six pupils.",
    ]


def test_points_typed_with_a_hyphen_or_a_bullet_go_on_under_their_first_word() -> None:
    typed = "- One\n• Two\n* Three\n– Four\n-5 degrees\n--\nSix - or so"
    (*_, recommendations) = cells(opened(visit(parts=parts("", "", "", typed))))
    styles = [paragraph.style.name for paragraph in recommendations.paragraphs if paragraph.style]
    assert styles == ["Report point"] * 4 + ["Report text"] * 3
    assert recommendations.text == typed


def test_parts_of_forty_thousand_characters_are_taken_whole() -> None:
    longest = ("A line as somebody pastes it from their notes of the day.\n" * 700)[:40_000]
    word = "x" * 40_000
    found = words(opened(visit(parts=parts(longest[:2000], longest, word, "\n" * 2_000))))
    assert [found[place] for place in (7, 9, 11, 13)] == [longest[:2000], longest, word, "\n" * 2_000]


def test_the_same_report_always_gives_the_same_bytes() -> None:
    with ThreadPoolExecutor(4) as several:
        contents = {document.content for document in several.map(made, [VISIT] * 24)}
    assert len(contents) == 1
    assert made(amended_visit()).content not in contents


def test_nothing_in_the_package_tells_when_it_was_packed() -> None:
    with zipfile.ZipFile(io.BytesIO(made(VISIT).content)) as package:
        assert {datetime(*entry.date_time) for entry in package.infolist()} == {datetime(1980, 1, 1)}  # noqa: DTZ001
        assert package.namelist()[0] == "[Content_Types].xml"
        assert package.testzip() is None


def test_a_document_says_what_kind_of_file_it_is() -> None:
    document = made(VISIT)
    assert document.name == "Visit report - Oak Bank - 2026-11-18.docx"
    assert document.content_type == CONTENT_TYPE


@pytest.mark.parametrize(
    ("wanted", "given_instead"),
    [
        ("Visit report - St John's, Bank - 2026-11-18", "Visit report - St John's, Bank - 2026-11-18.docx"),
        (
            "Half-termly report - Oak/Ash: Bank? - 2026/27",
            "Half-termly report - Oak-Ash- Bank- - 2026-27.docx",
        ),
        ("Visit report\n - \t Oak\0 Bank", "Visit report - Oak Bank.docx"),
        ("Visit report - gpj.\u202eknaB kaO", "Visit report - gpj. knaB kaO.docx"),
        ("..\\..\\Oak Bank. ", "-..-Oak Bank.docx"),
        ("~$Oak Bank", "$Oak Bank.docx"),
        ("con", "Report con.docx"),
        ("LPT1.Oak", "Report LPT1.Oak.docx"),
        ("", "Report.docx"),
    ],
)
def test_a_file_name_is_one_that_windows_and_mail_take(wanted: str, given_instead: str) -> None:
    assert made(visit(name=wanted)).name == given_instead


def test_a_long_file_name_keeps_the_deed_at_its_beginning_and_the_day_at_its_end() -> None:
    name = made(visit(name=f"Visit report - {'Oak ' * 60}- 2026-11-18")).name
    assert name.startswith("Visit report - Oak Oak ")
    assert name.endswith(" - 2026-11-18.docx")
    assert len(name) == 125


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_no_file_name_has_anything_in_it_that_cannot_be_saved(wanted: str) -> None:
    name = made(visit(name=wanted)).name
    assert not set(name) & set('<>:"/\\|?*')
    assert not [character for character in name if unicodedata.category(character)[0] == "C"]
    assert name == name.strip(" .")
    assert len(name.encode("utf-16-le")) <= 2 * 255
    assert len(name) > len(".docx")


def test_a_bot_that_starts_does_not_wait_for_the_maker_of_documents() -> None:
    program = "import storage.files.word, sys; print('docx' in sys.modules or 'lxml' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"
