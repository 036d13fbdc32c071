"""The outbox in SQL: rows put there by deeds, taken by workers under a lease, and settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningUpdate

from storage.inserts import insert
from storage.parts import in_parts
from storage.tables import outbox
from strategy.outgoing import Means, first_means
from strategy.ports import Outgoing, OutgoingState

_C = outbox.c

# Written out, not bound, so that the partial indexes of what waits and what failed serve.
STATE_IS = {state: _C.state == sa.literal_column(f"'{state}'", sa.Text()) for state in OutgoingState}


def claiming(
    claim: str, means: Means, now: datetime, until: datetime, limit: int
) -> ReturningUpdate[*tuple[Any, ...]]:
    """The statement that takes rows. Those that another transaction is about to take are stepped over."""
    free = _C.claimed_until.is_(None) | (_C.claimed_until < now)
    wanted = (
        sa.select(_C.id)
        .where(STATE_IS[OutgoingState.WAITING], _C.means == means, _C.next_try_at <= now, free)
        .order_by(_C.next_try_at, _C.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    # As a table of its own, so that it is asked once: PostgreSQL may ask a subquery again for each row, and
    # a limit that steps over what was taken would then take more.
    chosen = wanted.cte("wanted")
    return (
        sa.update(outbox)
        .where(_C.id.in_(sa.select(chosen.c.id)))
        .values(claim=claim, claimed_until=until)
        .returning(*_C)
    )


class SqlOutbox:
    """The port `Outbox`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(self, outgoing: Sequence[Outgoing]) -> None:
        """Add rows, to be tried from `next_try_at` on or at once; one whose key is there is left as it is."""
        if not outgoing:
            return
        await self._connection.execute(
            insert(outbox, self._connection).on_conflict_do_nothing(),
            [
                {
                    "key": item.key,
                    "kind": item.kind,
                    "recipient": item.recipient,
                    "subject": item.subject,
                    "created_at": item.created_at,
                    "state": OutgoingState.WAITING,
                    "means": item.means or first_means(item.kind),
                    "attempts": 0,
                    "next_try_at": item.next_try_at or item.created_at,
                    "claim": "",
                    "tried": "",
                    "why": "",
                }
                for item in outgoing
            ],
        )

    async def recent(self, *, kind: str | None = None, limit: int = 100) -> list[Outgoing]:
        """Rows, newest first."""
        statement = sa.select(outbox).order_by(_C.id.desc()).limit(limit)
        if kind is not None:
            statement = statement.where(_C.kind == kind)
        return [_outgoing(row) for row in await self._connection.execute(statement)]

    async def by_key(self, key: str, *, lock: bool = False) -> Outgoing | None:
        """One row by its key; locked, no worker takes it before the transaction ends."""
        statement = sa.select(outbox).where(_C.key == key)
        if lock:
            statement = statement.with_for_update()
        row = (await self._connection.execute(statement)).one_or_none()
        return None if row is None else _outgoing(row)

    async def unsent(self, kind: str, recipients: Sequence[int], *, before: datetime) -> list[Outgoing]:
        """Rows of a kind for some people, put there before an instant, that wait and that no worker has in
        hand, oldest first; locked.
        """
        found: list[Outgoing] = []
        for part in in_parts(recipients):
            statement = (
                sa.select(outbox)
                .where(
                    STATE_IS[OutgoingState.WAITING],
                    _C.kind == kind,
                    _C.recipient.in_(part),
                    _C.created_at < before,
                    _C.claim == "",
                )
                .with_for_update(skip_locked=True)
            )
            found += [_outgoing(row) for row in await self._connection.execute(statement)]
        return sorted(found, key=lambda row: row.id)

    async def about(self, subjects: Sequence[str]) -> list[Outgoing]:
        """Every row about any of these subjects, in the order in which they were put there."""
        found: list[Outgoing] = []
        for part in in_parts(subjects):
            statement = sa.select(outbox).where(_C.subject.in_(part))
            found += [_outgoing(row) for row in await self._connection.execute(statement)]
        return sorted(found, key=lambda row: row.id)

    async def claim(
        self, claim: str, means: Means, now: datetime, until: datetime, limit: int
    ) -> list[Outgoing]:
        """Take rows of one means that are to be tried by now and that nobody has in hand, those due first."""
        taken = await self._connection.execute(claiming(claim, means, now, until, limit))
        return sorted((_outgoing(row) for row in taken), key=lambda row: (row.next_try_at or now, row.id))

    async def settle(self, outgoing: Outgoing) -> bool:
        """Store how a claimed row stands now; its claim ends. False where it is not this one's any more."""
        settled = await self._connection.execute(
            sa.update(outbox)
            .where(_C.id == outgoing.id, _C.claim == outgoing.claim, STATE_IS[OutgoingState.WAITING])
            .values(
                state=outgoing.state,
                means=outgoing.means,
                attempts=outgoing.attempts,
                next_try_at=outgoing.next_try_at,
                tried=outgoing.tried,
                why=outgoing.why,
                done_at=outgoing.done_at,
                claim="",
                claimed_until=None,
            )
        )
        return settled.rowcount == 1

    async def in_state(self, state: OutgoingState, *, offset: int = 0, limit: int = 50) -> list[Outgoing]:
        """Rows in a state, newest first."""
        statement = (
            sa.select(outbox).where(STATE_IS[state]).order_by(_C.id.desc()).offset(offset).limit(limit)
        )
        return [_outgoing(row) for row in await self._connection.execute(statement)]

    async def counts(self) -> Mapping[OutgoingState, int]:
        """How many rows wait, and how many have failed; what is done with is not counted."""
        found = {}
        for state in (OutgoingState.WAITING, OutgoingState.FAILED):
            statement = sa.select(sa.func.count()).select_from(outbox).where(STATE_IS[state])
            found[state] = (await self._connection.execute(statement)).scalar_one()
        return found

    async def retry(self, ids: Sequence[int] | None, now: datetime) -> int:
        """Have failed rows tried again from the beginning, all for None; how many there were."""
        statement = sa.select(_C.id, _C.kind).where(STATE_IS[OutgoingState.FAILED]).with_for_update()
        if ids is not None:
            statement = statement.where(_C.id.in_(ids))
        rows = (await self._connection.execute(statement)).all()
        if not rows:
            return 0
        await self._connection.execute(
            sa.update(outbox)
            .where(_C.id == sa.bindparam("which"))
            .values(
                state=OutgoingState.WAITING,
                means=sa.bindparam("again_by"),
                attempts=0,
                next_try_at=now,
                tried="",
                why="",
                done_at=None,
            ),
            [{"which": row.id, "again_by": first_means(row.kind)} for row in rows],
        )
        return len(rows)


def _outgoing(row: Row[*tuple[Any, ...]]) -> Outgoing:
    return Outgoing(
        key=row.key,
        kind=row.kind,
        recipient=row.recipient,
        subject=row.subject,
        created_at=row.created_at,
        id=row.id,
        state=row.state,
        means=row.means,
        attempts=row.attempts,
        next_try_at=row.next_try_at,
        tried=row.tried,
        why=row.why,
        done_at=row.done_at,
        claim=row.claim,
    )
