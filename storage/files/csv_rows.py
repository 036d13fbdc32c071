"""Rows of a CSV file (UTF-8, RFC 4180), and their cells as values; faults are noted, and reading goes on."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from storage.column_types import storable
from strategy.errors import Fault

E = TypeVar("E", bound=StrEnum)

_LONGEST_CELL = 4_000
_LONGEST_EMAIL = 254  # RFC 3696, erratum 1690
_EMAIL = re.compile(r"[^\s@;,<>\"]+@[^\s@;,<>\"]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_URN = re.compile(r"[0-9]{6}")
_NUMBER = re.compile(r"[0-9]{1,4}(\.[0-9]+)?")
_A_DAY = date(2000, 1, 1)
"""Stands in for a day that cannot be read; an import with a fault is never used."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a file, those it must have and those it may."""

    name: str
    columns: tuple[str, ...]
    may_have: tuple[str, ...] = ()
    may_be_empty: bool = False


class Row:
    """One row. Its methods give a cell's value, or note a fault and give a stand-in."""

    def __init__(self, file: str, line: int, cells: dict[str, str], faults: list[Fault]) -> None:
        self.line = line
        self.is_sound = True
        self._file = file
        self._cells = cells
        self._faults = faults

    def fault(self, column: str, reason: str) -> None:
        """Note a fault of a cell; the row is sound no more."""
        self.is_sound = False
        self._faults.append(Fault(self._file, self.line, column, reason))

    def text(self, column: str) -> str:
        """The cell without the blanks around it; "" where the column is left out."""
        return self._cells.get(column, "").strip()

    def needed(self, column: str) -> str:
        """Likewise, but it must not be empty."""
        text = self.text(column)
        if not text:
            self.fault(column, "is empty")
        return text

    def _matching(self, column: str, pattern: re.Pattern[str], wanted: str) -> str | None:
        text = self.needed(column)
        if text and pattern.fullmatch(text):
            return text
        if text:
            self.fault(column, f"{_shown(text)} is not {wanted}")
        return None

    def email(self, column: str) -> str:
        """An email address in lower case."""
        text = self._matching(column, _EMAIL, "an email address")
        if text is not None and len(text) > _LONGEST_EMAIL:
            self.fault(column, f"is longer than {_LONGEST_EMAIL} characters")
        return (text or "").lower()

    def email_if_any(self, column: str) -> str | None:
        """An email address, or None where the cell is empty."""
        return self.email(column) if self.text(column) else None

    def emails(self, column: str) -> tuple[str, ...]:
        """Email addresses with `;` between them, each once."""
        found = []
        for part in self.parts(column):
            if _EMAIL.fullmatch(part):
                found.append(part.lower())
            else:
                self.fault(column, f"{_shown(part)} is not an email address")
        return tuple(dict.fromkeys(found))

    def parts(self, column: str) -> list[str]:
        """What stands between the `;` of a cell, blanks and empty parts left out."""
        return [part.strip() for part in self.text(column).split(";") if part.strip()]

    def urn(self, column: str) -> str:
        """A Unique Reference Number."""
        return self._matching(column, _URN, "a URN, which has six digits") or ""

    def urn_if_any(self, column: str) -> str:
        """A Unique Reference Number, or "" where the cell is empty."""
        return self.urn(column) if self.text(column) else ""

    def day(self, column: str) -> date:
        """A day of the calendar."""
        text = self._matching(column, _DAY, "a date such as 2026-11-23")
        if text is None:
            return _A_DAY
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.fault(column, f"{_shown(text)} is not a day of the calendar")
            return _A_DAY

    def day_if_any(self, column: str) -> date | None:
        """A day, or None where the cell is empty."""
        return self.day(column) if self.text(column) else None

    def time(self, column: str) -> str:
        """A time of day as `HH:MM`."""
        return self._matching(column, _TIME, "a time of day such as 09:30") or ""

    def number(self, column: str, *, at_most: int, step: Decimal) -> Decimal:
        """A number above nought, in steps."""
        text = self._matching(column, _NUMBER, "a number such as 1.5")
        if text is None:
            return step
        try:
            number = Decimal(text)
        except InvalidOperation:  # the pattern lets none through
            number = Decimal(0)
        if not 0 < number <= at_most:
            self.fault(column, f"{_shown(text)} is not more than 0 and at most {at_most}")
        elif number % step:
            self.fault(column, f"{_shown(text)} does not go in steps of {step}")
        else:
            return number
        return step

    def choice(self, column: str, members: Iterable[E]) -> E:
        """One of some members of an enumeration, as it is spelled."""
        text = self.needed(column)
        choices = list(members)
        for member in choices:
            if text == member.value:
                return member
        if text:
            self.fault(column, f"{_shown(text)} is none of {', '.join(choices)}")
        return choices[0]


def rows_of(folder: Path, layout: Layout, faults: list[Fault]) -> Iterator[Row]:
    """The rows of a file in a folder, in order. Faults of the file as such are noted and end it."""
    text = _text_of(folder, layout.name, faults)
    if text is None:
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] | None = None
    line, rows = 1, 0
    try:
        for cells in reader:
            begins, line = line, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if header is None:
                header = [cell.strip() for cell in cells]
                if not _header_is_sound(layout, header, begins, faults):
                    return
                continue
            rows += 1
            if len(cells) != len(header):
                reason = f"has {len(cells)} cells, but the header has {len(header)}"
                faults.append(Fault(layout.name, begins, "", reason))
                continue
            row = Row(layout.name, begins, dict(zip(header, cells, strict=True)), faults)
            for column, cell in zip(header, cells, strict=True):
                if len(cell) > _LONGEST_CELL:
                    row.fault(column, f"is longer than {_LONGEST_CELL:,} characters")
            yield row
    except csv.Error as error:
        faults.append(Fault(layout.name, line, "", f"cannot be read from here on as CSV: {error}"))
        return
    if header is None:
        faults.append(Fault(layout.name, 0, "", "is empty; it needs at least its header"))
    elif not rows and not layout.may_be_empty:
        faults.append(Fault(layout.name, 0, "", "has no rows"))


def _text_of(folder: Path, name: str, faults: list[Fault]) -> str | None:
    try:
        content = (folder / name).read_bytes()
    except FileNotFoundError:
        faults.append(Fault(name, 0, "", "is missing"))
        return None
    except OSError as error:
        faults.append(Fault(name, 0, "", f"cannot be read: {error.strerror}"))
        return None
    try:
        return storable(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        faults.append(Fault(name, line, "", "is not UTF-8; save it as “CSV UTF-8”"))
        return None


def _header_is_sound(layout: Layout, header: list[str], line: int, faults: list[Fault]) -> bool:
    known = layout.columns + layout.may_have
    found = [
        Fault(layout.name, line, column, "column is missing")
        for column in layout.columns
        if column not in header
    ]
    for place, column in enumerate(header):
        if column not in known:
            reason = f"is not a column of this file; it has {', '.join(known)}"
            found.append(Fault(layout.name, line, _shown(column), reason))
        elif column in header[:place]:
            found.append(Fault(layout.name, line, column, "column stands there twice"))
    faults += found
    return not found


def _shown(text: str) -> str:
    """A cell's content for a sentence: short and on one line."""
    flat = " ".join(text.split())
    return f"“{flat[:60]}…”" if len(flat) > 60 else f"“{flat}”"
