"""One list on one sheet, with openpyxl: typed cells beneath a frozen heading that filters."""

from __future__ import annotations

import io
import re
from datetime import UTC, date

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from strategy.ports import Cell, Listing

DAY_FORMAT = "dd mmm yyyy"
LONGEST_TEXT = 32_000
"""Characters that a cell holds; Excel takes a few more."""
HEADING_ROW = 3
"""The title and what is said of the list stand above the heading."""
_NARROWEST, _WIDEST = 10, 60
_LINE_HEIGHT, _TALLEST = 15.0, 405.0
"""In points: of a line, and of a row; Excel allows little more."""
_FACE = "Calibri"
"""Said wherever a font is said at all: one without a name is shown as any."""
_LONGEST_SHEET_NAME = 31
_NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a text begins with that Excel would take for a formula, were it typed."""
_HEADING_FILL = PatternFill("solid", fgColor="E7EEF5")
_LINE = Border(bottom=Side(style="thin", color="8FA3B8"))


def written(listing: Listing) -> tuple[bytes, bytes]:
    """The packed workbook, and the part of it that says when it was made."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(_sheet_name(listing.title))
    _put_title(sheet, listing)
    _put_heading(sheet, listing.columns)
    for number, row in enumerate(listing.rows, HEADING_ROW + 1):
        for place, value in enumerate(row, 1):
            _put(sheet.cell(number, place), value)
    _shape(sheet, listing)
    made = listing.at.astimezone(UTC).replace(tzinfo=None)
    book.properties.creator = "Keystone"
    book.properties.title = _allowed(listing.title)
    book.properties.created = made
    packed = io.BytesIO()
    book.save(packed)
    # Saving notes the machine's own time.
    book.properties.modified = made
    return packed.getvalue(), tostring(book.properties.to_tree())


def _put_title(sheet: Worksheet, listing: Listing) -> None:
    for number, (text, font) in enumerate(
        ((listing.title, Font(_FACE, 14, bold=True)), (listing.said, Font(_FACE, 11, color="555555"))), 1
    ):
        cell = sheet.cell(number, 1)
        _put(cell, text)
        cell.font = font
        cell.alignment = Alignment(vertical="center", wrap_text=False)


def _put_heading(sheet: Worksheet, columns: tuple[str, ...]) -> None:
    for place, title in enumerate(columns, 1):
        cell = sheet.cell(HEADING_ROW, place)
        _put(cell, title)
        cell.font, cell.fill, cell.border = Font(_FACE, 11, bold=True), _HEADING_FILL, _LINE
        cell.alignment = Alignment(vertical="center", wrap_text=True)


def _put(cell: SheetCell | MergedCell, value: Cell) -> None:
    """Put a value into a cell as what it is; words stay words, whatever they begin with."""
    if isinstance(value, str):
        text = _allowed(value)
        cell.value = text or None
        if text:
            cell.data_type = "s"
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            # So that it stays text where somebody types in the cell.
            cell.quotePrefix = text.startswith(_FORMULA)
        return
    cell.value = value
    cell.alignment = Alignment(vertical="top")
    if isinstance(value, date):
        cell.number_format = DAY_FORMAT
        cell.alignment = Alignment(vertical="top", horizontal="left")


def _allowed(text: str) -> str:
    """The text without what XML cannot hold, and no longer than a cell."""
    plain = ILLEGAL_CHARACTERS_RE.sub("", text.replace("\r\n", "\n")).encode("utf-8", "ignore").decode()
    plain = plain.replace("\ufffe", "").replace("\uffff", "")
    return plain if len(plain) <= LONGEST_TEXT else f"{plain[:LONGEST_TEXT]} …"


def _sheet_name(title: str) -> str:
    name = " ".join(_NOT_IN_A_SHEET_NAME.sub(" ", _allowed(title)).split())
    return name[:_LONGEST_SHEET_NAME].strip() or "List"


def _shape(sheet: Worksheet, listing: Listing) -> None:
    """Freeze and filter the heading, give each column room, and have it print on as few pages as will do."""
    last = get_column_letter(len(listing.columns))
    end = HEADING_ROW + len(listing.rows)
    sheet.freeze_panes = f"A{HEADING_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEADING_ROW}:{last}{max(end, HEADING_ROW + 1)}"
    widths = []
    for place, title in enumerate(listing.columns, 1):
        longest = max((_length(row[place - 1]) for row in listing.rows), default=0)
        # The arrow of the filter takes some room beside the title.
        room = max(len(title) + 4, longest + 2, _NARROWEST)
        widths.append(min(room, _WIDEST))
        sheet.column_dimensions[get_column_letter(place)].width = widths[-1]
    for number, row in enumerate(listing.rows, HEADING_ROW + 1):
        # Not every program makes room for the lines of a text by itself.
        lines = max(map(_lines, row, widths), default=1)
        if lines > 1:
            sheet.row_dimensions[number].height = min(lines * _LINE_HEIGHT, _TALLEST)
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _length(value: Cell) -> int:
    if isinstance(value, date):
        return len(DAY_FORMAT)
    return max((len(line) for line in str(value).splitlines()), default=0) if value is not None else 0


def _lines(value: Cell, width: int) -> int:
    """How many lines a value takes in a column; words at the end of a line leave some of it empty."""
    if not isinstance(value, str):
        return 1
    return sum(max(1, -(-len(line) * 10 // (9 * width))) for line in value.splitlines())
