"""Conversations in SQL: what they remember, what they have seen, and how to reach them again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningInsert

from storage.duty_lists import STATE_IS
from storage.inserts import DATABASES, insert, insert_on
from storage.parts import in_parts
from storage.tables import conversations, duties, people, seen_activities
from strategy.duties import DutyState
from strategy.ports import TurnStart

_C = conversations.c
_LONGEST_NAME = 500


def _lock(database: str) -> ReturningInsert[*tuple[Any, ...]]:
    statement = insert_on(conversations, database)
    touched = {name: statement.excluded[name] for name in ("touched_at", "last_speaker")}
    return statement.on_conflict_do_update(index_elements=[_C.id], set_=touched).returning(_C.memory)


# Every turn runs these, and making a statement takes longer than running it: they are made once.
_LOCK = {database: _lock(database) for database in DATABASES}
_CLAIM = {
    # What comes back tells: not every driver counts the rows of an insert.
    database: insert_on(seen_activities, database).on_conflict_do_nothing().returning(sa.literal(1))
    for database in DATABASES
}
_REMEMBER = (
    sa.update(conversations)
    .where(_C.id == sa.bindparam("which"))
    .values(memory=sa.bindparam("memory", type_=sa.JSON()))
)


def _name(given: str) -> str:
    """The name a client gave, or a digest of one too long for an index."""
    if len(given) <= _LONGEST_NAME:
        return given
    return f"sha256:{hashlib.sha256(given.encode('utf-8', 'surrogatepass')).hexdigest()}"


class SqlConversations:
    """The port `Conversations`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def begin_turn(
        self, conversation: str, activity: str | None, person: int | None, at: datetime
    ) -> TurnStart:
        """Lock the conversation until the transaction ends, claim the activity, and read the memory.

        The row's lock is what keeps turns of one conversation apart on PostgreSQL, so it comes first: a
        second delivery of an activity waits here, and then finds the activity claimed.
        """
        name, database = _name(conversation), self._connection.dialect.name
        locked = await self._connection.execute(
            _LOCK[database], {"id": name, "memory": {}, "last_speaker": person, "touched_at": at}
        )
        memory = locked.scalar_one()
        if activity is None:
            return TurnStart(True, memory)
        claimed = await self._connection.execute(
            _CLAIM[database], {"conversation": name, "activity": _name(activity), "seen_at": at}
        )
        return TurnStart(claimed.first() is not None, memory)

    async def end_turn(self, conversation: str, memory: Mapping[str, Any]) -> None:
        """Store the memory: plain JSON, small."""
        await self._connection.execute(_REMEMBER, {"which": _name(conversation), "memory": dict(memory)})

    async def keep_reference(
        self, person: int, conversation: str, reference: Mapping[str, Any], at: datetime
    ) -> None:
        """Keep how to reach somebody's own chat, in place of an older one."""
        name = _name(conversation)
        await self._connection.execute(
            sa.update(conversations)
            .where(_C.reference_of == person, _C.id != name)
            .values(reference_of=None, reference=None, referenced_at=None)
        )
        kept = {"reference_of": person, "reference": dict(reference), "referenced_at": at}
        await self._connection.execute(
            insert(conversations, self._connection)
            .values(id=name, memory={}, last_speaker=person, touched_at=at, **kept)
            .on_conflict_do_update(index_elements=[_C.id], set_=kept)
        )

    async def forget_reference(self, conversation: str) -> None:
        """Forget it: the app was removed. Whose own chat it was stays known."""
        await self._connection.execute(
            sa.update(conversations).where(_C.id == _name(conversation)).values(reference=None)
        )

    async def personal_reference(self, person: int) -> Mapping[str, Any] | None:
        """How to reach somebody's own chat; None where the bot is not installed."""
        statement = (
            sa.select(_C.reference)
            .where(_C.reference_of == person, _C.reference.is_not(None))
            .order_by(_C.referenced_at.desc())
            .limit(1)
        )
        return (await self._connection.execute(statement)).scalar_one_or_none()

    async def latest_reference(self) -> Mapping[str, Any] | None:
        """How to reach whoever's own chat was last kept; None where nobody's is."""
        statement = (
            sa.select(_C.reference)
            .where(_C.reference_of.is_not(None), _C.reference.is_not(None))
            .order_by(_C.referenced_at.desc())
            .limit(1)
        )
        return (await self._connection.execute(statement)).scalar_one_or_none()

    async def owing_without_chat(self, day: date) -> int:
        """How many people of today owe something that has arisen by a day, and have no chat with the bot."""
        statement = (
            sa.select(sa.func.count(duties.c.owner.distinct()))
            .join_from(duties, people, people.c.id == duties.c.owner)
            .where(
                STATE_IS[DutyState.OPEN],
                duties.c.arises_on <= day,
                people.c.ended_on.is_(None),
                ~sa.exists().where(_C.reference_of == duties.c.owner, _C.reference.is_not(None)),
            )
        )
        return (await self._connection.execute(statement)).scalar_one()

    async def known_chats(self, people: Sequence[int]) -> Mapping[int, bool]:
        """Who of some people has, or had, a chat of their own with the bot; False where they removed it."""
        found: dict[int, bool] = {}
        for part in in_parts(people):
            statement = sa.select(_C.reference_of, _C.reference.is_not(None)).where(
                _C.reference_of.is_not(None), _C.reference_of.in_(part)
            )
            for person, is_there in await self._connection.execute(statement):
                if person is not None:
                    found[person] = is_there or found.get(person, False)
        return found

    async def forget_activities(self, before: datetime) -> int:
        """Forget activities seen before an instant; how many."""
        result = await self._connection.execute(
            sa.delete(seen_activities).where(seen_activities.c.seen_at < before)
        )
        return result.rowcount
