"""What is asked of the stores of agendas, of papers for visits, and of who is to be left out of one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from strategy.agendas import AgendaItem, Issue


class Agendas(Protocol):
    """Items of agendas, their steps, and which agendas went out. Steps are added and never changed."""

    async def add(self, item: AgendaItem) -> AgendaItem:
        """Store a new item (its id is ignored) with its first step."""
        ...

    async def get(self, item_id: int) -> AgendaItem | None:
        """One item."""
        ...

    async def change(self, after: AgendaItem, by: int, at: datetime) -> bool:
        """Store an item as it stands after a step; False where it is not what it was before it any more."""
        ...

    async def of_visits(self, visits: Sequence[int], years: Collection[str]) -> list[AgendaItem]:
        """The items of some visits, and those set for all visits of some years, or for all of those to their
        schools, in the order they came.
        """
        ...

    async def issued(self, visits: Sequence[int]) -> Mapping[tuple[int, int], Issue]:
        """How the agendas of some visits last went out, by visit and person."""
        ...

    async def issue(self, issue: Issue) -> bool:
        """Note that an agenda goes out; False where that was noted already."""
        ...


@dataclass(frozen=True, slots=True)
class VisitPaper:
    """One of a school's papers for a visit: a file (its id and name) or a link."""

    id: int
    visit: int
    by: int
    at: datetime
    file: int | None = None
    file_name: str = ""
    link: str = ""


class VisitPapers(Protocol):
    """Schools' papers for visits."""

    async def add(self, paper: VisitPaper) -> VisitPaper:
        """Store one (its id is ignored)."""
        ...

    async def get(self, paper_id: int) -> VisitPaper | None:
        """One paper."""
        ...

    async def of(self, visit: int) -> list[VisitPaper]:
        """The papers for a visit, in the order in which they came."""
        ...

    async def all_in(self, visits: Sequence[int]) -> frozenset[int]:
        """Those of some visits whose papers were said to be all in."""
        ...

    async def say_all_in(self, visit: int, by: int, at: datetime) -> bool:
        """Note that the papers for a visit are all in; False where that was said before."""
        ...


@dataclass(frozen=True, slots=True)
class LeftOutNote:
    """A headteacher's note on who is to be left out of a visit. Its text is nobody's but theirs and the
    partner's, so that it is not even shown where the note itself is.
    """

    id: int
    visit: int
    school: str
    by: int
    at: datetime
    revision: int
    text: str = field(repr=False)


class LeftOut(Protocol):
    """Notes on who is to be left out of visits, one a visit: the only place where their text is kept."""

    async def of(self, visit: int) -> LeftOutNote | None:
        """The note for a visit."""
        ...

    async def get(self, note_id: int) -> LeftOutNote | None:
        """One note."""
        ...

    async def write(self, note: LeftOutNote) -> LeftOutNote:
        """Store the note for a visit in place of the one before, if there is one (its id is ignored)."""
        ...

    async def delete(self, note_ids: Sequence[int]) -> None:
        """Delete notes for good."""
        ...

    async def ended_by(self, day: date) -> list[tuple[LeftOutNote, date]]:
        """Notes for visits that had ended or were cancelled before a day, with the day that was."""
        ...
