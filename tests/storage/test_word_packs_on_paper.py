"""A pack of forty reports as LibreOffice shows it, page by page."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from storage.files.word import WordDocuments
from strategy.ports import Heading
from tests.storage.pack_sheets import of_reports
from tests.storage.test_word_on_paper import pages, program, text_of

pytestmark = pytest.mark.browser


def on_paper(folder: Path, many: int) -> Path:
    """The pack of so many reports as a PDF."""
    written = folder / "pack.docx"
    written.write_bytes(WordDocuments().pack(of_reports(many)).content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program("soffice"), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    done = subprocess.run([*command, str(written)], capture_output=True, text=True, timeout=180, check=False)
    pdf = folder / "pack.pdf"
    assert pdf.exists(), f"LibreOffice made no PDF: {done.stdout}{done.stderr}"
    return pdf


def test_a_pack_of_forty_reports_opens_and_no_page_of_it_is_empty(tmp_path: Path) -> None:
    pdf = on_paper(tmp_path, 40)
    texts = text_of(pdf)
    many = pages(pdf)
    assert 15 <= many == len(texts) <= 60
    for number, text in enumerate(texts, 1):
        assert f"Page {number} of {many}" in text
        assert "for Colin Threlfall" in text
        assert len(text.split()) > 40, f"page {number} is all but empty"
    first = texts[0]
    assert "In this pack" in first
    assert "Schools at a glance: 10 schools" in first
    whole = "\n".join(texts)
    assert whole.count("Purpose of visit") == 40
    assert all(f"visit of day {number}" in whole for number in range(1, 41))


def test_no_heading_is_left_alone_at_the_foot_of_a_page(tmp_path: Path) -> None:
    headings = {block.words for block in of_reports(40).blocks if isinstance(block, Heading)}
    for text in text_of(on_paper(tmp_path, 40)):
        *_, last, _footer = [line.strip() for line in text.splitlines() if line.strip()]
        assert last not in headings | {"Recommendations", "Summary of outcomes"}
