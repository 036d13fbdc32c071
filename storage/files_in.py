"""Files that people send, in SQL: their bytes stand in a row, so that a backup of the database is whole."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import is_id
from storage.tables import files
from strategy.files import FileIn, KeptFile

_C = files.c


class SqlFiles:
    """The port `Files`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def keep(self, file: FileIn, by: int, at: datetime) -> KeptFile:
        """Keep a file; it is forgotten unless it is used for something."""
        size, digest = len(file.content), file.digest
        statement = (
            sa.insert(files)
            .values(
                name=file.name,
                media_type=file.media_type,
                size=size,
                digest=digest,
                content=file.content,
                sent_by=by,
                sent_at=at,
                used=False,
            )
            .returning(_C.id)
        )
        number = (await self._connection.execute(statement)).scalar_one()
        return KeptFile(number, file.name, file.media_type, size, digest, by, at, False)

    async def get(self, file_id: int) -> KeptFile | None:
        """A file without its bytes."""
        if not is_id(file_id):
            return None
        c = _C
        statement = sa.select(
            c.id, c.name, c.media_type, c.size, c.digest, c.sent_by, c.sent_at, c.used
        ).where(c.id == file_id)
        row = (await self._connection.execute(statement)).one_or_none()
        if row is None:
            return None
        return KeptFile(
            row.id, row.name, row.media_type, row.size, row.digest, row.sent_by, row.sent_at, row.used
        )

    async def content(self, file_id: int) -> bytes | None:
        """A file's bytes."""
        if not is_id(file_id):
            return None
        statement = sa.select(_C.content).where(_C.id == file_id)
        return (await self._connection.execute(statement)).scalar_one_or_none()

    async def use(self, file_id: int) -> None:
        """Keep a file for good: it was handed in as something."""
        await self._connection.execute(sa.update(files).where(_C.id == file_id).values(used=True))

    async def forget_unused(self, before: datetime) -> int:
        """Forget files that were sent before an instant and never used; how many."""
        statement = sa.delete(files).where(~_C.used, _C.sent_at < before)
        return (await self._connection.execute(statement)).rowcount
