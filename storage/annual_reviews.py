"""Partners' annual reviews in SQL."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import is_id
from storage.inserts import insert
from storage.tables import annual_review_versions, annual_reviews
from strategy.annual_reviews import AnnualReview, AnnualText, AnnualVersion
from strategy.ports import AlreadyThere

_C = annual_reviews.c


class SqlAnnualReviews:
    """The port `AnnualReviews`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, review_id: int) -> AnnualReview | None:
        """One of them."""
        if not is_id(review_id):
            return None
        return await self._one(_C.id == review_id)

    async def of(self, school: str, year: str) -> AnnualReview | None:
        """That of a school and academic year; None where it has not been written."""
        return await self._one(sa.and_(_C.year == year, _C.school == school))

    async def start(self, school: str, year: str, first: AnnualVersion) -> AnnualReview:
        """Store a new one; AlreadyThere where the school has one for that year."""
        statement = (
            insert(annual_reviews, self._connection)
            .values(school=school, year=year, revision=first.number)
            .on_conflict_do_nothing()
            .returning(_C.id)
        )
        number = (await self._connection.execute(statement)).scalar_one_or_none()
        if number is None:
            raise AlreadyThere("annual review")
        await self._write(number, first)
        return AnnualReview(number, school, year, (first,))

    async def amend(self, review: int, version: AnnualVersion) -> None:
        """Add a version; AlreadyThere where another has its place."""
        # Raising the number locks the row: of two versions at once the second finds nothing to raise.
        raised = await self._connection.execute(
            sa.update(annual_reviews)
            .where(_C.id == review, _C.revision == version.number - 1)
            .values(revision=version.number)
        )
        if raised.rowcount != 1:
            raise AlreadyThere("version")
        await self._write(review, version)

    async def _write(self, review: int, version: AnnualVersion) -> None:
        text = version.text
        await self._connection.execute(
            sa.insert(annual_review_versions).values(
                review=review,
                number=version.number,
                by=version.by,
                at=version.at,
                scrutiny=text.scrutiny,
                self_evaluation=text.self_evaluation,
                development_plan=text.development_plan,
                next_year=text.next_year,
            )
        )

    async def _one(self, which: sa.ColumnElement[bool]) -> AnnualReview | None:
        row = (await self._connection.execute(sa.select(annual_reviews).where(which))).one_or_none()
        if row is None:
            return None
        v = annual_review_versions.c
        written = sa.select(annual_review_versions).where(v.review == row.id).order_by(v.number)
        versions = tuple(
            AnnualVersion(
                each.number,
                each.by,
                each.at,
                AnnualText(each.scrutiny, each.self_evaluation, each.development_plan, each.next_year),
            )
            for each in await self._connection.execute(written)
        )
        return AnnualReview(row.id, row.school, row.year, versions)
