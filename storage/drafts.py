"""Drafts of forms in SQL."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inserts import insert
from storage.tables import drafts
from strategy.ports import AlreadyThere, Draft

_C = drafts.c
_IS_OPEN = _C.state == sa.literal_column("'open'", sa.Text())


class SqlDrafts:
    """The port `Drafts`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def start(self, draft: Draft) -> Draft:
        """Store a new draft (its id is ignored); AlreadyThere where its key is taken."""
        statement = (
            insert(drafts, self._connection)
            .values(
                key=draft.key,
                form=draft.form,
                author=draft.author,
                about=draft.about,
                entered=dict(draft.values),
                state=draft.state,
                created_at=draft.created_at,
                updated_at=draft.updated_at,
                revision=draft.revision,
                outcome=draft.outcome,
            )
            .on_conflict_do_nothing()
            .returning(*_C)
        )
        row = (await self._connection.execute(statement)).one_or_none()
        if row is None:
            raise AlreadyThere("draft")
        return _draft(row)

    async def by_key(self, key: str) -> Draft | None:
        """A draft in any state, locked until the transaction ends: a form sent twice at once waits here."""
        statement = sa.select(drafts).where(_C.key == key).with_for_update()
        row = (await self._connection.execute(statement)).one_or_none()
        return None if row is None else _draft(row)

    async def open_of(self, author: int, form: str | None = None) -> list[Draft]:
        """The author's open drafts, last touched first."""
        statement = (
            sa.select(drafts)
            .where(_C.author == author, _IS_OPEN)
            .order_by(_C.updated_at.desc(), _C.id.desc())
        )
        if form is not None:
            statement = statement.where(_C.form == form)
        return [_draft(row) for row in await self._connection.execute(statement)]

    async def save(self, draft: Draft) -> None:
        """Overwrite a draft's about, values, state, outcome, updated_at and revision."""
        await self._connection.execute(
            sa.update(drafts)
            .where(_C.id == draft.id)
            .values(
                about=draft.about,
                entered=dict(draft.values),
                state=draft.state,
                updated_at=draft.updated_at,
                revision=draft.revision,
                outcome=draft.outcome,
            )
        )


def _draft(row: Row[*tuple[Any, ...]]) -> Draft:
    return Draft(
        id=row.id,
        key=row.key,
        form=row.form,
        author=row.author,
        about=row.about,
        values=row.entered,
        state=row.state,
        created_at=row.created_at,
        updated_at=row.updated_at,
        revision=row.revision,
        outcome=row.outcome,
    )
