"""Schools' development plans and self-evaluations in SQL, and the notes on their delivery."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import is_id
from storage.inserts import insert
from storage.parts import in_parts
from storage.tables import delivery_notes, files, paper_steps, school_papers
from strategy.policy_papers import PaperKind
from strategy.ports import AlreadyThere
from strategy.school_papers import DeliveryNote, PaperStep, SchoolPaper

_P, _N = school_papers.c, delivery_notes.c


class SqlSchoolPapers:
    """The port `SchoolPapers`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, paper_id: int) -> SchoolPaper | None:
        """One paper."""
        if not is_id(paper_id):
            return None
        found = await self._whole(sa.select(school_papers).where(_P.id == paper_id))
        return found[0] if found else None

    async def of(self, school: str, kind: PaperKind, year: str) -> SchoolPaper | None:
        """A school's paper of a kind and year."""
        one = sa.select(school_papers).where(_P.school == school, _P.kind == kind, _P.year == year)
        found = await self._whole(one)
        return found[0] if found else None

    async def of_schools(
        self, schools: Sequence[str], years: Iterable[str] | None = None
    ) -> list[SchoolPaper]:
        """The papers of some schools, of some years or of all, by school, year and kind."""
        wanted = sa.select(school_papers).order_by(_P.school, _P.year, _P.kind)
        if years is not None:
            wanted = wanted.where(_P.year.in_(sorted(years)))
        found: list[SchoolPaper] = []
        for part in in_parts(schools):
            found += await self._whole(wanted.where(_P.school.in_(part)))
        return found

    async def start(self, paper: SchoolPaper) -> SchoolPaper:
        """Store a new one, its id ignored, with its first step; AlreadyThere where the school has it."""
        statement = (
            insert(school_papers, self._connection)
            .values(school=paper.school, kind=paper.kind, year=paper.year, revision=1)
            .on_conflict_do_nothing()
            .returning(_P.id)
        )
        number = (await self._connection.execute(statement)).scalar_one_or_none()
        if number is None:
            raise AlreadyThere("paper")
        await self._add(number, paper.last)
        return replace(paper, id=number)

    async def take(self, paper: int, step: PaperStep) -> None:
        """Add a step; AlreadyThere where another has its place, so that of two at once one counts."""
        # Raising the number locks the row: of two steps at once the second finds nothing to raise.
        raised = await self._connection.execute(
            sa.update(school_papers)
            .where(_P.id == paper, _P.revision == step.number - 1)
            .values(revision=step.number)
        )
        if raised.rowcount != 1:
            raise AlreadyThere("step")
        await self._add(paper, step)

    async def add_note(self, note: DeliveryNote) -> DeliveryNote:
        """Add a note on how a plan is delivered (its id is ignored)."""
        statement = (
            sa.insert(delivery_notes)
            .values(
                school=note.school,
                half_term=note.half_term,
                standing=note.standing,
                note=note.note,
                by=note.by,
                at=note.at,
            )
            .returning(_N.id)
        )
        return replace(note, id=(await self._connection.execute(statement)).scalar_one())

    async def notes_of(self, schools: Sequence[str], half_terms: Iterable[str]) -> list[DeliveryNote]:
        """The notes on some schools in some half terms, in the order in which they were made."""
        halves, found = sorted(half_terms), []
        for part in in_parts(schools):
            statement = sa.select(delivery_notes).where(_N.school.in_(part), _N.half_term.in_(halves))
            found += [
                DeliveryNote(row.id, row.school, row.half_term, row.standing, row.note, row.by, row.at)
                for row in await self._connection.execute(statement)
            ]
        return sorted(found, key=lambda note: note.id)

    async def _add(self, paper: int, step: PaperStep) -> None:
        await self._connection.execute(
            sa.insert(paper_steps).values(
                paper=paper,
                number=step.number,
                deed=step.deed,
                by=step.by,
                at=step.at,
                version=step.version,
                file=step.file,
                link=step.link,
                reason=step.reason,
            )
        )

    async def _whole(self, statement: sa.Select[*tuple[Any, ...]]) -> list[SchoolPaper]:
        """The papers of a statement with all their steps, in its order."""
        rows = (await self._connection.execute(statement)).all()
        taken = await self._steps([row.id for row in rows])
        return [SchoolPaper(row.id, row.school, row.kind, row.year, tuple(taken[row.id])) for row in rows]

    async def _steps(self, ids: Sequence[int]) -> Mapping[int, list[PaperStep]]:
        taken: dict[int, list[PaperStep]] = defaultdict(list)
        s, f = paper_steps.c, files.c
        steps = sa.select(
            s.paper,
            s.number,
            s.deed,
            s.by,
            s.at,
            s.version,
            s.file,
            f.name,
            s.link,
            s.reason,
        ).select_from(paper_steps.outerjoin(files, s.file == f.id))
        for part in in_parts(ids):
            some = steps.where(s.paper.in_(part)).order_by(s.paper, s.number)
            for row in await self._connection.execute(some):
                taken[row.paper].append(
                    PaperStep(
                        row.number,
                        row.deed,
                        row.by,
                        row.at,
                        row.version,
                        row.file,
                        row.name or "",
                        row.link,
                        row.reason,
                    )
                )
        return taken
