"""Reviews of the year in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import is_id
from storage.inserts import insert
from storage.parts import in_parts
from storage.tables import review_entries, reviews
from strategy.ports import AlreadyThere
from strategy.reviews import Entry, Happened, Occasion, Review, ReviewState

_C = reviews.c


class SqlReviews:
    """The port `Reviews`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, review_id: int) -> Review | None:
        """One review with its entries."""
        return await self._one(_C.id == review_id) if is_id(review_id) else None

    async def of(self, occasion: Occasion) -> Review | None:
        """The review of an occasion; None where nothing has happened to it."""
        return await self._one(
            sa.and_(_C.period == occasion.period, _C.school == occasion.school, _C.name == occasion.name)
        )

    async def states(self, periods: Sequence[str], schools: Sequence[str] | None = None) -> list[ReviewState]:
        """How those of some periods stand to which something has happened; of all schools for None."""
        statement = sa.select(reviews).where(_C.period.in_(periods)).order_by(_C.id)
        if schools is None:
            return [_state(row) for row in await self._connection.execute(statement)]
        found: list[ReviewState] = []
        for part in in_parts(schools):
            some = statement.where(_C.school.in_(part))
            found += [_state(row) for row in await self._connection.execute(some)]
        return found

    async def start(self, occasion: Occasion, first: Entry) -> Review:
        """Store the first entry of a review; AlreadyThere where it has one."""
        statement = (
            insert(reviews, self._connection)
            .values(
                school=occasion.school,
                name=occasion.name,
                period=occasion.period,
                revision=first.number,
                day=first.day if first.what is Happened.DAY_SET else None,
                held_on=None if first.what is Happened.DAY_SET else first.day,
            )
            .on_conflict_do_nothing()
            .returning(_C.id)
        )
        number = (await self._connection.execute(statement)).scalar_one_or_none()
        if number is None:
            raise AlreadyThere("review")
        await self._write(number, first)
        return Review(number, occasion, (first,))

    async def add(self, review: int, entry: Entry) -> None:
        """Add an entry; AlreadyThere where another has its place, so that of two at once one counts."""
        column = _C.day if entry.what is Happened.DAY_SET else _C.held_on
        # Raising the number locks the row: of two entries at once the second finds nothing to raise.
        raised = await self._connection.execute(
            sa.update(reviews)
            .where(_C.id == review, _C.revision == entry.number - 1)
            .values({_C.revision: entry.number, column: entry.day})
        )
        if raised.rowcount != 1:
            raise AlreadyThere("entry")
        await self._write(review, entry)

    async def _write(self, review: int, entry: Entry) -> None:
        await self._connection.execute(
            sa.insert(review_entries).values(
                review=review,
                number=entry.number,
                what=entry.what,
                by=entry.by,
                at=entry.at,
                day=entry.day,
                summary=entry.summary,
                recommendations=entry.recommendations,
            )
        )

    async def _one(self, which: sa.ColumnElement[bool]) -> Review | None:
        row = (await self._connection.execute(sa.select(reviews).where(which))).one_or_none()
        if row is None:
            return None
        e = review_entries.c
        written = sa.select(review_entries).where(e.review == row.id).order_by(e.number)
        entries = tuple(
            Entry(each.number, each.what, each.by, each.at, each.day, each.summary, each.recommendations)
            for each in await self._connection.execute(written)
        )
        return Review(row.id, Occasion(row.school, row.name, row.period), entries)


def _state(row: Row[*tuple[Any, ...]]) -> ReviewState:
    occasion = Occasion(row.school, row.name, row.period)
    return ReviewState(row.id, occasion, row.revision, row.day, row.held_on)
