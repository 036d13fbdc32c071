"""What is asked of whoever makes workbooks of lists, and of the store of the questions that they answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from strategy.ports.documents import Document

Cell = str | int | Decimal | date | None
"""A value as a workbook holds it: words, a number, or a day; None for an empty cell."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, whole, as a workbook shows it.

    `name` is what the file is to be called without its ending: which list and of what day, never a judgement.
    `title` says which list, `said` what it holds and as of when. Each row has a cell a column. `at` is the
    instant that it is of, aware.
    """

    name: str
    title: str
    said: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    at: datetime


class Workbooks(Protocol):
    """Makes workbooks of lists."""

    def workbook(self, listing: Listing) -> Document:
        """The list as a workbook; the same listing always gives the same bytes. Any text will do, and none is
        taken for a formula.
        """
        ...


@dataclass(frozen=True, slots=True)
class Export:
    """A question whose answer somebody asked for as a file. `question` holds its terms, ids and days, never
    the words that it was put in; the answer is found anew whenever the file is made.
    """

    id: int
    owner: int
    question: Mapping[str, Any]
    asked_at: datetime


class Exports(Protocol):
    """The questions that are to be answered as files."""

    async def keep(self, owner: int, question: Mapping[str, Any], at: datetime) -> Export:
        """Keep a question of somebody's."""
        ...

    async def get(self, export_id: int) -> Export | None:
        """One question."""
        ...

    async def forget(self, before: datetime) -> int:
        """Forget those that were put before an instant; how many."""
        ...
