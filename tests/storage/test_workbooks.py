"""Lists as workbooks, read back: typed cells, a heading that stays and filters, nothing that calculates."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from storage.files.workbooks import CONTENT_TYPE, ExcelWorkbooks
from strategy.ports import Listing

AT = datetime(2026, 11, 24, 9, 5, tzinfo=timezone(timedelta(hours=1)))
LISTING = Listing(
    "Overdue reports - 2026-11-24",
    "Overdue reports",
    "2 reports are overdue as of 09:05. Made on Tue 24 November 2026 at 09:05.",
    ("School", "Due", "Working days late", "Days", "What"),
    (
        ("Oak Bank", date(2026, 11, 17), 5, Decimal("2.5"), "Learning walk"),
        ("St Anne's", date(2026, 11, 20), 2, None, "=1+1"),
    ),
    AT,
)


def opened(listing: Listing) -> Worksheet:
    """The one sheet of a list's workbook, as a reader finds it."""
    book = load_workbook(io.BytesIO(ExcelWorkbooks().workbook(listing).content))
    [sheet] = book.worksheets
    return sheet


def test_days_are_days_and_numbers_numbers_beneath_a_heading_that_stays_and_filters() -> None:
    sheet = opened(LISTING)
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)] == [
        ["Oak Bank", datetime(2026, 11, 17), 5, 2.5, "Learning walk"],  # noqa: DTZ001 - as openpyxl reads it
        ["St Anne's", datetime(2026, 11, 20), 2, None, "=1+1"],  # noqa: DTZ001
    ]
    assert sheet["B4"].is_date
    assert sheet["B4"].number_format == "dd mmm yyyy"
    assert [cell.value for cell in sheet[3]] == list(LISTING.columns)
    assert all(cell.font.b for cell in sheet[3])
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A4", "A3:E5")
    assert (sheet["A1"].value, sheet["A2"].value) == (LISTING.title, LISTING.said)
    assert sheet.title == "Overdue reports"


def test_the_file_is_called_as_the_list_and_is_the_same_each_time_it_is_made() -> None:
    made = ExcelWorkbooks().workbook(LISTING)
    assert (made.name, made.content_type) == ("Overdue reports - 2026-11-24.xlsx", CONTENT_TYPE)
    assert made == ExcelWorkbooks().workbook(LISTING)
    book = load_workbook(io.BytesIO(made.content))
    assert book.properties.modified == AT.astimezone(timezone.utc).replace(tzinfo=None)  # noqa: UP017


@pytest.mark.parametrize(
    "text", ["=1+1", "+44 20", "-5", "@SUM(A1)", '=HYPERLINK("http://x","y")', "\t=1", "#N/A"]
)
def test_words_that_look_like_a_formula_stay_words(text: str) -> None:
    cell = opened(Listing("n", "t", "s", ("What",), ((text,),), AT))["A4"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@", "\t"))


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_will_do(title: str, text: str) -> None:
    cell = opened(Listing(title, title, text, ("What", "Why"), ((text, title),), AT))["A4"]
    assert cell.data_type in ("s", "n", "inlineStr")
    if text.isascii() and text.isprintable() and text:
        assert cell.value == text


def test_a_text_longer_than_a_cell_is_cut_and_a_list_of_thousands_is_made() -> None:
    rows = tuple((f"School {number}", date(2026, 11, 1), number) for number in range(3_000))
    sheet = opened(Listing("n", "t", "s", ("School", "Due", "Late"), (("x" * 40_000, None, None), *rows), AT))
    assert sheet.max_row == 3_004
    assert len(str(sheet["A4"].value)) < 32_767


def test_an_empty_list_still_has_its_heading() -> None:
    sheet = opened(Listing("n", "t", "s", ("School",), (), AT))
    assert [cell.value for cell in sheet[3]] == ["School"]


def test_a_row_is_as_high_as_its_longest_text_needs() -> None:
    rows = (
        ("Oak Bank", None, 1, None, "Walk"),
        ("Oak Bank", None, 1, None, "word " * 30),
        ("\na\nb", None, 1, None, ""),
    )
    sheet = opened(replace(LISTING, rows=rows))
    assert [sheet.row_dimensions[number].height for number in (4, 5, 6)] == [None, 45, 45]
