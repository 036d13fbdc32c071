"""The documents as LibreOffice shows them: what python-docx wrote must be a file that others open."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from bot.demo.reports import samples
from storage.files.word import WordDocuments
from strategy.ports import ReportSheet
from tests.storage.report_sheets import LABELS, amended_visit, half_term, parts, visit

WHAT_TO_INSTALL = (
    "This test needs LibreOffice and Poppler: install them with `sudo apt-get install "
    "libreoffice-writer-nogui poppler-utils fonts-liberation`."
)
MAKE_A_DOCUMENT = (visit, amended_visit, half_term)

pytestmark = pytest.mark.browser


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.fail(WHAT_TO_INSTALL, pytrace=False)
    return found


def on_paper(sheets: dict[str, ReportSheet], folder: Path) -> dict[str, Path]:
    """Each sheet's document as a PDF, all made by one LibreOffice with a profile of its own."""
    for name, sheet in sheets.items():
        (folder / f"{name}.docx").write_bytes(WordDocuments().report(sheet).content)
    command = [program("soffice"), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += [
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        *(str(folder / f"{name}.docx") for name in sheets),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    made = {name: folder / f"{name}.pdf" for name in sheets}
    missing = [name for name, path in made.items() if not path.exists()]
    assert not missing, f"LibreOffice made no PDF of {missing}: {done.stdout}{done.stderr}"
    return made


def pages(pdf: Path) -> int:
    said = subprocess.run([program("pdfinfo"), str(pdf)], capture_output=True, text=True, check=True).stdout
    return int(next(line for line in said.splitlines() if line.startswith("Pages:")).split()[1])


def text_of(pdf: Path) -> list[str]:
    """The text of each page."""
    command = [program("pdftotext"), "-layout", str(pdf), "-"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return said.split("\f")[:-1]


def test_every_usual_report_is_one_or_two_pages(tmp_path: Path) -> None:
    sheets = {}
    for number, sample in enumerate(samples()):
        purpose = min(sample.purposes)
        text = parts(purpose, sample.activities, sample.outcomes, sample.recommendations)
        sheets[f"{number}"] = MAKE_A_DOCUMENT[number % 3](parts=text)
    counted = {name: pages(pdf) for name, pdf in on_paper(sheets, tmp_path).items()}
    assert set(counted.values()) <= {1, 2}


def test_a_report_four_times_as_long_as_usual_still_goes_on_two_pages(tmp_path: Path) -> None:
    chosen = samples()[:4]
    text = parts(
        "Autumn visit",
        *(
            "\n".join(getattr(sample, name) for sample in chosen)
            for name in ("activities", "outcomes", "recommendations")
        ),
    )
    (pdf,) = on_paper({"long": visit(parts=text)}, tmp_path).values()
    assert pages(pdf) == 2
    assert "Page 2 of 2" in text_of(pdf)[1]


def test_no_label_is_left_alone_at_the_foot_of_a_page(tmp_path: Path) -> None:
    sheets = {}
    for lines in range(20, 36):
        activities = "\n".join(f"Looked at book {number}." for number in range(lines))
        text = parts("Autumn visit", activities, "One.\nTwo.", "Three.\nFour.")
        sheets[f"{lines}"] = visit(parts=text)
    for pdf in on_paper(sheets, tmp_path).values():
        *_, last, _footer = [line.strip() for line in text_of(pdf)[0].splitlines() if line.strip()]
        assert last not in LABELS


def test_an_amended_report_is_marked_on_its_first_page(tmp_path: Path) -> None:
    made = on_paper({"amended": amended_visit(), "filed": visit()}, tmp_path)
    assert "Amended Mon 23 November 2026 at 09:05, version 2" in text_of(made["amended"])[0]
    assert "Amended" not in text_of(made["filed"])[0]
