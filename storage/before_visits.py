"""Schools' papers for visits, and who is to be left out of one, in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import is_id
from storage.inserts import insert
from storage.parts import in_parts
from storage.tables import files, left_out, visit_papers, visit_papers_in, visits
from strategy.ports.before_visits import LeftOutNote, VisitPaper

_P, _IN, _N = visit_papers.c, visit_papers_in.c, left_out.c


class SqlVisitPapers:
    """The port `VisitPapers`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, paper: VisitPaper) -> VisitPaper:
        """Store one (its id is ignored)."""
        made = sa.insert(visit_papers).values(
            visit=paper.visit, by=paper.by, at=paper.at, file=paper.file, link=paper.link
        )
        number = (await self._connection.execute(made.returning(_P.id))).scalar_one()
        return replace(paper, id=number)

    async def get(self, paper_id: int) -> VisitPaper | None:
        """One paper."""
        if not is_id(paper_id):
            return None
        row = (await self._connection.execute(_WITH_NAMES.where(_P.id == paper_id))).one_or_none()
        return None if row is None else _paper(row)

    async def of(self, visit: int) -> list[VisitPaper]:
        """The papers for a visit, in the order in which they came."""
        found = await self._connection.execute(_WITH_NAMES.where(_P.visit == visit).order_by(_P.id))
        return [_paper(row) for row in found]

    async def all_in(self, visits: Sequence[int]) -> frozenset[int]:
        """Those of some visits whose papers were said to be all in."""
        found: set[int] = set()
        for part in in_parts(visits):
            some = sa.select(_IN.visit).where(_IN.visit.in_(part))
            found.update((await self._connection.execute(some)).scalars())
        return frozenset(found)

    async def say_all_in(self, visit: int, by: int, at: datetime) -> bool:
        """Note that the papers for a visit are all in; False where that was said before."""
        noted = insert(visit_papers_in, self._connection).values(visit=visit, by=by, at=at)
        new = await self._connection.execute(noted.on_conflict_do_nothing().returning(_IN.visit))
        return new.scalar_one_or_none() is not None


class SqlLeftOut:
    """The port `LeftOut`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(self, visit: int) -> LeftOutNote | None:
        """The note for a visit."""
        return await self._one(sa.select(left_out).where(_N.visit == visit)) if is_id(visit) else None

    async def get(self, note_id: int) -> LeftOutNote | None:
        """One note."""
        return await self._one(sa.select(left_out).where(_N.id == note_id)) if is_id(note_id) else None

    async def write(self, note: LeftOutNote) -> LeftOutNote:
        """Store the note for a visit in place of the one before, if there is one (its id is ignored)."""
        written = insert(left_out, self._connection).values(
            visit=note.visit, school=note.school, by=note.by, at=note.at, revision=1, text=note.text
        )
        anew = written.on_conflict_do_update(
            index_elements=[_N.visit],
            set_={"by": note.by, "at": note.at, "text": note.text, "revision": _N.revision + 1},
        )
        return _note((await self._connection.execute(anew.returning(*_N))).one())

    async def delete(self, note_ids: Sequence[int]) -> None:
        """Delete notes for good."""
        await self._connection.execute(sa.delete(left_out).where(_N.id.in_(note_ids)))

    async def ended_by(self, day: date) -> list[tuple[LeftOutNote, date]]:
        """Notes for visits that had ended or were cancelled before a day, with the day that was."""
        ended = sa.func.coalesce(visits.c.cancelled_on, visits.c.ends, type_=sa.Date()).label("ended")
        found = (
            sa.select(*_N, ended)
            .select_from(left_out.join(visits, _N.visit == visits.c.id))
            .where(sa.or_(visits.c.cancelled_on < day, visits.c.ends < day))
            .order_by(_N.id)
        )
        return [(_note(row), row.ended) for row in await self._connection.execute(found)]

    async def _one(self, statement: sa.Select[*tuple[Any, ...]]) -> LeftOutNote | None:
        row = (await self._connection.execute(statement)).one_or_none()
        return None if row is None else _note(row)


_WITH_NAMES = sa.select(
    _P.id, _P.visit, _P.by, _P.at, _P.file, files.c.name.label("file_name"), _P.link
).select_from(visit_papers.outerjoin(files, _P.file == files.c.id))


def _paper(row: Row[*tuple[Any, ...]]) -> VisitPaper:
    return VisitPaper(row.id, row.visit, row.by, row.at, row.file, row.file_name or "", row.link)


def _note(row: Row[*tuple[Any, ...]]) -> LeftOutNote:
    return LeftOutNote(row.id, row.visit, row.school, row.by, row.at, row.revision, row.text)
