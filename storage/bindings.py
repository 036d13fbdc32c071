"""What deeds change of the directory, in SQL: Entra ids and designations. Imports change the rest."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.duties import take_designation
from storage.tables import people, schools
from storage.trust_picture import raise_version
from strategy.designations import Designation


class SqlDirectory:
    """The port `Directory`."""

    def __init__(self, connection: AsyncConnection, changed: Callable[[], Awaitable[None]]) -> None:
        self._connection = connection
        self._changed = changed

    async def bind_entra_id(self, person: int, entra_id: str) -> bool:
        """Give an Entra id to a person without one; False where the person or the id is bound already."""
        entra_id = entra_id.strip().lower()
        if not entra_id:
            return False
        c = people.c
        try:
            async with self._connection.begin_nested():
                bound = await self._connection.execute(
                    sa.update(people)
                    .where(c.id == person, c.entra_id.is_(None), c.ended_on.is_(None))
                    .values(entra_id=entra_id)
                )
        except IntegrityError:  # somebody else has that id
            return False
        if bound.rowcount != 1:
            return False
        await raise_version(self._connection)
        await self._changed()
        return True

    async def designate(self, school: str, designation: Designation, on: date) -> None:
        """Give a school a designation from a day on; its open duties take it and the risk it stands for."""
        await self._connection.execute(
            sa.update(schools)
            .where(schools.c.urn == school)
            .values(designation=designation, designated_on=on)
        )
        await take_designation(self._connection, school, designation)
        await raise_version(self._connection)
        await self._changed()
