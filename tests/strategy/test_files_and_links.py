"""Files and links that people send: which are taken, and by what name they are kept."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.errors import Invalid
from strategy.files import LARGEST_FILE, LONGEST_NAME, cleaned_name, taken
from strategy.links import host_of, link_in, required_link


def packed(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return made.getvalue()


OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Plan.pdf", b"%PDF-1.7\n..."),
        ("Plan.PDF", b"\xef\xbb\xbf%PDF-1.4"),
        ("Plan.docx", packed("[Content_Types].xml", "word/document.xml")),
        ("Plan.xlsx", packed("xl/workbook.xml")),
        ("Plan.pptx", packed("ppt/presentation.xml")),
        ("Plan.doc", OLD_OFFICE),
        ("Plan.rtf", rb"{\rtf1 hello}"),
        ("Plan.txt", "Überprüfung\n".encode()),
    ],
)
def test_the_usual_kinds_are_taken(name: str, content: bytes) -> None:
    file = taken(name, content)
    assert file.name == name
    assert file.content == content


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("Plan.pdf", b"", "empty"),
        ("Plan.pdf", b"MZ\x90\x00", "not a PDF"),
        ("Plan.docx", packed("xl/workbook.xml"), "not a DOCX"),
        ("Plan.docx", packed("word/document.xml", "word/vbaProject.bin"), "macros"),
        ("Plan.docx", OLD_OFFICE, "locked"),
        ("Plan.txt", b"\x00\x01", "not a TXT"),
        ("Plan.exe", b"MZ", "that kind of file"),
        ("Plan.docm", packed("word/document.xml"), "that kind of file"),
        ("Plan", b"%PDF-1.7", "that kind of file"),
        ("Plan.pdf.html", b"<script>", "that kind of file"),
        ("", b"%PDF-1.7", "that kind of file"),
        ("Plan.pdf", b"%PDF-" + b"0" * LARGEST_FILE, "too large"),
    ],
)
def test_others_are_refused_with_a_reason(name: str, content: bytes, why: str) -> None:
    with pytest.raises(Invalid) as refused:
        taken(name, content)
    assert why in refused.value.faults["file"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        (r"C:\Users\head\Plan.pdf", "Plan.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("Plan\u202efdp.exe", "Planfdp.exe"),
        ("a\nb\tc.pdf", "a b c.pdf"),
        ('what "is" this?.pdf', "what is this.pdf"),
        (".pdf", "file.pdf"),
        ("...", "file"),
    ],
)
def test_a_name_is_kept_without_what_could_do_harm(name: str, kept: str) -> None:
    assert cleaned_name(name) == kept


@given(st.text(max_size=400))
def test_any_name_becomes_one_that_is_safe_and_stays_so(name: str) -> None:
    cleaned = cleaned_name(name)
    assert cleaned
    assert len(cleaned) <= LONGEST_NAME
    assert not set(cleaned) & set('/\\<>:"|?*\n\0')
    assert cleaned.isprintable()


def test_a_link_is_kept_with_the_host_it_leads_to() -> None:
    link = "https://trust.sharepoint.com/sites/oak/SDP%202026.docx?d=w1&csf=1"
    assert required_link(f" {link} ") == link
    assert host_of(link) == "trust.sharepoint.com"
    assert link_in(f"our SDP is at {link}.") == link
    assert link_in("no link") == ""


@pytest.mark.parametrize(
    "link",
    [
        "http://trust.sharepoint.com/plan",
        "javascript:alert(1)",
        "https://trust.sharepoint.com@elsewhere.example/plan",
        "https://elsewhere",
        "https://127.0.0.1/plan",
        "https://localhost/plan",
        "https://tru\u0455t.example/plan",
        "https://trust.example:8443/plan",
        "https://[::1]/plan",
        "https:///plan",
        "https://trust.example/a b",
        "https://trust.example/" + "a" * 2_000,
        "",
    ],
)
def test_a_link_that_does_not_say_plainly_where_it_leads_is_refused(link: str) -> None:
    with pytest.raises(Invalid):
        required_link(link)
