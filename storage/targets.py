"""Targets and lines of enquiry in SQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import is_id
from storage.inserts import insert
from storage.parts import in_parts
from storage.tables import target_items, target_notes, target_sets
from storage.tables.targeting import WAITING
from strategy.ports import AlreadyThere
from strategy.targets import Item, Noted, SetState, TargetSet

_S, _I, _N = target_sets.c, target_items.c, target_notes.c


class SqlTargets:
    """The port `Targets`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, set_id: int) -> TargetSet | None:
        """One set."""
        if not is_id(set_id):
            return None
        found = await self._whole(sa.select(target_sets).where(_S.id == set_id))
        return found[0] if found else None

    async def holding(self, item_id: int) -> TargetSet | None:
        """The set that an item is in."""
        if not is_id(item_id):
            return None
        of_item = sa.select(_I.set).where(_I.id == item_id).scalar_subquery()
        found = await self._whole(sa.select(target_sets).where(_S.id == of_item))
        return found[0] if found else None

    async def in_force(self, schools: Sequence[str], year: str) -> Mapping[str, TargetSet]:
        """What was signed off last for each of some schools and a year, by URN."""
        found: dict[str, TargetSet] = {}
        for some in in_parts(schools):
            last = _last_signed_off().where(_S.year == year, _S.school.in_(some))
            found |= {
                each.school: each for each in await self._whole(sa.select(target_sets).where(_S.id.in_(last)))
            }
        return found

    async def proposed(self, schools: Sequence[str] | None = None) -> list[TargetSet]:
        """Those of some schools that wait for a sign-off, the longest waiting first; of all for None."""
        waiting = sa.select(target_sets).where(sa.text(WAITING)).order_by(_S.id)
        if schools is None:
            return await self._whole(waiting)
        found: list[TargetSet] = []
        for some in in_parts(schools):
            found += await self._whole(waiting.where(_S.school.in_(some)))
        return sorted(found, key=lambda each: each.id)

    async def latest(self, school: str, year: str, *, limit: int = 10) -> list[TargetSet]:
        """A school's sets of a year in any state, newest first."""
        statement = sa.select(target_sets).where(_S.school == school, _S.year == year)
        return await self._whole(statement.order_by(_S.id.desc()).limit(limit))

    async def years(self, schools: Sequence[str]) -> Mapping[str, frozenset[str]]:
        """The years for which each school's targets wait or were signed off, by URN."""
        found: dict[str, set[str]] = defaultdict(set)
        standing = _S.state.in_([SetState.PROPOSED, SetState.SIGNED_OFF])
        for some in in_parts(schools):
            statement = sa.select(_S.school, _S.year).where(_S.school.in_(some), standing).distinct()
            for row in await self._connection.execute(statement):
                found[row.school].add(row.year)
        return {school: frozenset(years) for school, years in found.items()}

    async def propose(self, proposal: TargetSet) -> TargetSet:
        """Store a new set (its id and those of its items ignored); AlreadyThere where one waits already."""
        statement = (
            insert(target_sets, self._connection)
            .values(
                school=proposal.school,
                year=proposal.year,
                proposed_by=proposal.proposed_by,
                proposed_at=proposal.proposed_at,
                state=SetState.PROPOSED,
                reason="",
            )
            .on_conflict_do_nothing()
            .returning(_S.id)
        )
        number = (await self._connection.execute(statement)).scalar_one_or_none()
        if number is None:
            raise AlreadyThere("targets")
        items = []
        for place, item in enumerate(proposal.items):
            added = sa.insert(target_items).values(
                set=number,
                place=place,
                kind=item.kind,
                words=item.words,
                now=item.now,
                aim=item.aim,
                by=item.by,
                priority=item.priority,
            )
            row = await self._connection.execute(added.returning(_I.id))
            items.append(replace(item, id=row.scalar_one()))
        return replace(proposal, id=number, items=tuple(items))

    async def decide(self, decided: TargetSet) -> None:
        """Store what was decided of a set; AlreadyThere where that was done before."""
        changed = await self._connection.execute(
            sa.update(target_sets)
            .where(_S.id == decided.id, sa.text(WAITING))
            .values(
                state=decided.state,
                decided_by=decided.decided_by,
                decided_at=decided.decided_at,
                reason=decided.reason,
            )
        )
        if changed.rowcount != 1:
            raise AlreadyThere("decision")

    async def note(self, noted: Noted) -> None:
        """Add where a target stood."""
        await self._connection.execute(
            sa.insert(target_notes).values(
                item=noted.item, figure=noted.figure, on_day=noted.on, by=noted.by, at=noted.at
            )
        )

    async def noted(self, items: Sequence[int]) -> Mapping[int, Sequence[Noted]]:
        """What was noted of some items, the latest day first, by item."""
        found: dict[int, list[Noted]] = defaultdict(list)
        for some in in_parts(items):
            statement = sa.select(target_notes).where(_N.item.in_(some))
            for row in await self._connection.execute(statement.order_by(_N.on_day.desc(), _N.id.desc())):
                found[row.item].append(Noted(row.item, row.figure, row.on_day, row.by, row.at))
        return found

    async def serving(self, priorities: Sequence[int]) -> Mapping[int, Sequence[TargetSet]]:
        """The sets in force that have an item which serves each of some priorities, by priority."""
        found: dict[int, list[TargetSet]] = defaultdict(list)
        for some in in_parts(priorities):
            serving = sa.select(_I.set).where(_I.priority.in_(some))
            statement = sa.select(target_sets).where(_S.id.in_(serving), _S.id.in_(_last_signed_off()))
            for each in await self._whole(statement.order_by(_S.id)):
                for priority in some:
                    if any(item.priority == priority for item in each.items):
                        found[priority].append(each)
        return found

    async def _whole(self, statement: sa.Select[*tuple[Any, ...]]) -> list[TargetSet]:
        """The sets of a statement with all their items, in its order."""
        rows = (await self._connection.execute(statement)).all()
        items: dict[int, list[Item]] = defaultdict(list)
        for some in in_parts([row.id for row in rows]):
            of_sets = sa.select(target_items).where(_I.set.in_(some)).order_by(_I.set, _I.place)
            for row in await self._connection.execute(of_sets):
                items[row.set].append(_item(row))
        return [_set(row, items[row.id]) for row in rows]


def _last_signed_off() -> sa.Select[*tuple[Any, ...]]:
    """The ids of what was signed off last for each school and year."""
    return sa.select(sa.func.max(_S.id)).where(_S.state == SetState.SIGNED_OFF).group_by(_S.school, _S.year)


def _item(row: Row[*tuple[Any, ...]]) -> Item:
    return Item(row.kind, row.words, row.now, row.aim, row.by, row.priority, row.id)


def _set(row: Row[*tuple[Any, ...]], items: Sequence[Item]) -> TargetSet:
    return TargetSet(
        row.id,
        row.school,
        row.year,
        row.proposed_by,
        row.proposed_at,
        tuple(items),
        row.state,
        row.decided_by,
        row.decided_at,
        row.reason,
    )
