"""Schools' results in SQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import is_id
from storage.inserts import insert
from storage.parts import in_parts
from storage.tables import results, results_texts, results_versions
from strategy.policy_results import Qualification
from strategy.ports import AlreadyThere
from strategy.results import Results, ResultsVersion

_C = results.c
_V = results_versions.c
_T = results_texts.c


class SqlResults:
    """The port `SchoolsResults`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of_year(self, year: str, schools: Sequence[str]) -> Mapping[str, Results]:
        """The results of some schools (URNs) for a year as they stand, by school; those that have any."""
        found: dict[str, Results] = {}
        for part in in_parts(schools):
            some = await self._standing(sa.and_(_C.year == year, _C.school.in_(part)))
            found |= {each.school: each for each in some}
        return found

    async def get(self, results_id: int) -> Results | None:
        """One school's results for a year as they stand."""
        if not is_id(results_id):
            return None
        return next(iter(await self._standing(_C.id == results_id)), None)

    async def versions(self, results_id: int) -> Sequence[ResultsVersion]:
        """Every version of one school's results for a year, first to last."""
        if not is_id(results_id):
            return []
        texts: dict[int, dict[Qualification, str]] = defaultdict(dict)
        for row in await self._connection.execute(sa.select(results_texts).where(_T.results == results_id)):
            texts[row.version][row.qualification] = row.text
        statement = sa.select(results_versions).where(_V.results == results_id).order_by(_V.number)
        return [
            ResultsVersion(row.number, row.by, row.at, texts[row.number])
            for row in await self._connection.execute(statement)
        ]

    async def start(self, school: str, year: str, first: ResultsVersion) -> Results:
        """Store the first version; AlreadyThere where the school has results for that year."""
        statement = (
            insert(results, self._connection)
            .values(school=school, year=year, revision=first.number)
            .on_conflict_do_nothing()
            .returning(_C.id)
        )
        number = (await self._connection.execute(statement)).scalar_one_or_none()
        if number is None:
            raise AlreadyThere("results")
        await self._write(number, first)
        return Results(number, school, year, first)

    async def amend(self, results_id: int, version: ResultsVersion) -> None:
        """Add a version; AlreadyThere where another has its place."""
        # Raising the number locks the row: of two versions at once the second finds nothing to raise.
        raised = await self._connection.execute(
            sa.update(results)
            .where(_C.id == results_id, _C.revision == version.number - 1)
            .values(revision=version.number)
        )
        if raised.rowcount != 1:
            raise AlreadyThere("version")
        await self._write(results_id, version)

    async def _write(self, number: int, version: ResultsVersion) -> None:
        await self._connection.execute(
            sa.insert(results_versions).values(
                results=number, number=version.number, by=version.by, at=version.at
            )
        )
        if version.texts:
            await self._connection.execute(
                sa.insert(results_texts),
                [
                    {
                        "results": number,
                        "version": version.number,
                        "qualification": qualification,
                        "text": text,
                    }
                    for qualification, text in version.texts.items()
                ],
            )

    async def _standing(self, which: sa.ColumnElement[bool]) -> list[Results]:
        """The last version of each, with its texts, in one question."""
        statement = (
            sa.select(_C.id, _C.school, _C.year, _V.number, _V.by, _V.at, _T.qualification, _T.text)
            .join_from(results, results_versions, sa.and_(_V.results == _C.id, _V.number == _C.revision))
            .outerjoin(results_texts, sa.and_(_T.results == _C.id, _T.version == _C.revision))
            .where(which)
            .order_by(_C.id)
        )
        found: dict[int, Results] = {}
        texts: dict[int, dict[Qualification, str]] = defaultdict(dict)
        for row in await self._connection.execute(statement):
            if row.qualification is not None:
                texts[row.id][row.qualification] = row.text
            version = ResultsVersion(row.number, row.by, row.at, texts[row.id])
            found[row.id] = Results(row.id, row.school, row.year, version)
        return list(found.values())
