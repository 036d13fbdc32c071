"""Reminders in SQL: rungs told and waiting, people's choices, and chases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import is_id
from storage.inserts import insert
from storage.parts import in_parts
from storage.tables import chases, nudges, reminder_choices
from strategy.ports import Chase, ReminderChoice, ToldRung

_N = nudges.c
_CHOICE = reminder_choices.c


class SqlReminders:
    """The port `Reminders`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def told(self, duties: Sequence[int]) -> list[ToldRung]:
        """Every rung of some duties that was told or waits, in the order in which they were stored."""
        found: list[ToldRung] = []
        for part in in_parts(duties):
            statement = sa.select(nudges).where(_N.duty.in_(part)).order_by(_N.id)
            found += [_rung(row) for row in await self._connection.execute(statement)]
        return found

    async def add(self, rungs: Sequence[ToldRung]) -> int:
        """Claim rungs to be told; one that is claimed already is left as it is. How many were new."""
        if not rungs:
            return 0
        # Given as rows, not as one statement's values: that one would be made anew for each number of them.
        added = await self._connection.execute(
            insert(nudges, self._connection).on_conflict_do_nothing().returning(_N.id),
            [
                {
                    "duty": each.duty,
                    "rung": each.rung,
                    "rung_on": each.rung_on,
                    "recipient": each.recipient,
                    "created_at": each.created_at,
                    "outbox": each.outbox,
                }
                for each in rungs
            ],
        )
        return len(added.all())

    async def waiting(self, limit: int, *, after: int = 0) -> Mapping[int, Sequence[ToldRung]]:
        """Rungs that wait for their person's next message, by person: of at most `limit` people, in the order
        of their ids, beginning with the first above `after`.
        """
        who = (
            sa.select(_N.recipient)
            .where(_N.outbox.is_(None), _N.recipient > after)
            .distinct()
            .order_by(_N.recipient)
            .limit(limit)
        )
        rows = await self._connection.execute(
            sa.select(nudges)
            .where(_N.outbox.is_(None), _N.recipient.in_(who.scalar_subquery()))
            .order_by(_N.recipient, _N.id)
        )
        found: dict[int, list[ToldRung]] = defaultdict(list)
        for row in rows:
            found[row.recipient].append(_rung(row))
        return found

    async def send_with(self, rungs: Sequence[int], outbox: int) -> int:
        """Have waiting rungs go out with a message, by the ids of both; how many still waited."""
        put = 0
        for part in in_parts(rungs):
            moved = await self._connection.execute(
                sa.update(nudges).where(_N.id.in_(part), _N.outbox.is_(None)).values(outbox=outbox)
            )
            put += moved.rowcount
        return put

    async def move(self, messages: Sequence[int], outbox: int) -> None:
        """Have every rung of some messages go out with another one instead."""
        for part in in_parts(messages):
            await self._connection.execute(sa.update(nudges).where(_N.outbox.in_(part)).values(outbox=outbox))

    async def of_message(self, outbox: int) -> list[ToldRung]:
        """The rungs that go out with a message."""
        statement = sa.select(nudges).where(_N.outbox == outbox).order_by(_N.id)
        return [_rung(row) for row in await self._connection.execute(statement)]

    async def choices(self, people: Sequence[int]) -> Mapping[int, ReminderChoice]:
        """How these people want to be reminded; those who said nothing are left out."""
        found: dict[int, ReminderChoice] = {}
        for part in in_parts(people):
            statement = sa.select(reminder_choices).where(_CHOICE.person.in_(part))
            for row in await self._connection.execute(statement):
                found[row.person] = ReminderChoice(row.person, row.paused_until, row.not_before)
        return found

    async def choose(self, choice: ReminderChoice) -> None:
        """Store how somebody wants to be reminded, in place of what they said before."""
        said = {"paused_until": choice.paused_until, "not_before": choice.not_before}
        await self._connection.execute(
            insert(reminder_choices, self._connection)
            .values(person=choice.person, **said)
            .on_conflict_do_update(index_elements=[_CHOICE.person], set_=said)
        )

    async def start_chase(self, chased_by: int, chased_at: datetime) -> Chase:
        """Store that somebody has people reminded."""
        statement = sa.insert(chases).values(chased_by=chased_by, chased_at=chased_at).returning(chases.c.id)
        number = (await self._connection.execute(statement)).scalar_one()
        return Chase(number, chased_by, chased_at)

    async def chase(self, chase_id: int) -> Chase | None:
        """One chase."""
        if not is_id(chase_id):
            return None
        statement = sa.select(chases).where(chases.c.id == chase_id)
        row = (await self._connection.execute(statement)).one_or_none()
        return None if row is None else Chase(row.id, row.chased_by, row.chased_at)


def _rung(row: Row[*tuple[Any, ...]]) -> ToldRung:
    return ToldRung(
        duty=row.duty,
        rung=row.rung,
        rung_on=row.rung_on,
        recipient=row.recipient,
        created_at=row.created_at,
        outbox=row.outbox,
        id=row.id,
    )
