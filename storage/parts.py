"""Many ids, in statements of a size that every database takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

T = TypeVar("T")
AT_ONCE = 500
"""How many ids go into one statement."""


def in_parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values in their order, at most `AT_ONCE` at a time."""
    return (values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE))


async def rows_among(
    connection: AsyncConnection,
    statement: sa.Select[*tuple[Any, ...]],
    column: sa.ColumnElement[T],
    values: Sequence[T],
) -> list[Row[*tuple[Any, ...]]]:
    """The rows of a statement whose column has one of the values, part by part."""
    found: list[Row[*tuple[Any, ...]]] = []
    for part in in_parts(values):
        found += (await connection.execute(statement.where(column.in_(part)))).all()
    return found
