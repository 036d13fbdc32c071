"""Recommendations of designations in SQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import is_id
from storage.inserts import insert
from storage.parts import in_parts, rows_among
from storage.tables import judgements, recommendations, steps
from storage.tables.judging import UNDER_WAY
from strategy.ports import AlreadyThere
from strategy.recommendations import Decision, Judgement, Recommendation, StepTaken

_C = recommendations.c


class SqlRecommendations:
    """The port `Recommendations`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, recommendation_id: int) -> Recommendation | None:
        """One recommendation."""
        if not is_id(recommendation_id):
            return None
        found = await self._whole(sa.select(recommendations).where(_C.id == recommendation_id))
        return found[0] if found else None

    async def under_way(self, schools: Sequence[str] | None = None) -> list[Recommendation]:
        """Those of some schools that wait for a step, the longest under way first; of all for None."""
        waiting = sa.select(recommendations).where(sa.text(UNDER_WAY)).order_by(_C.id)
        if schools is None:
            return await self._whole(waiting)
        found: list[Recommendation] = []
        for part in in_parts(schools):
            found += await self._whole(waiting.where(_C.school.in_(part)))
        return sorted(found, key=lambda each: each.id)

    async def latest(self, school: str, *, limit: int = 10) -> list[Recommendation]:
        """A school's recommendations in any state, newest first."""
        statement = sa.select(recommendations).where(_C.school == school)
        return await self._whole(statement.order_by(_C.id.desc()).limit(limit))

    async def start(self, recommendation: Recommendation) -> Recommendation:
        """Store a new one, its id ignored, with its first step; AlreadyThere where the school has one under
        way.
        """
        first = recommendation.last
        statement = (
            insert(recommendations, self._connection)
            .values(
                school=recommendation.school,
                term=recommendation.term,
                started_by=recommendation.started_by,
                started_at=recommendation.started_at,
                in_force=recommendation.in_force,
                decision=first.decision,
                revision=first.number,
            )
            .on_conflict_do_nothing()
            .returning(_C.id)
        )
        number = (await self._connection.execute(statement)).scalar_one_or_none()
        if number is None:
            raise AlreadyThere("recommendation")
        await self._add(number, first)
        return replace(recommendation, id=number)

    async def take(self, recommendation: int, step: StepTaken) -> None:
        """Add a step; AlreadyThere where another has its place, so that of two at once one counts."""
        # Raising the number locks the row: of two steps at once the second finds nothing to raise.
        raised = await self._connection.execute(
            sa.update(recommendations)
            .where(_C.id == recommendation, _C.revision == step.number - 1, sa.text(UNDER_WAY))
            .values(decision=step.decision, revision=step.number)
        )
        if raised.rowcount != 1:
            raise AlreadyThere("step")
        await self._add(recommendation, step)

    async def last_judgements(self, school: str) -> Mapping[str, Judgement]:
        """What was judged last of each indicator, in recommendations that were signed off."""
        last = (
            sa.select(_C.id)
            .where(_C.school == school, _C.decision == Decision.SIGNED_OFF)
            .order_by(_C.id.desc())
            .limit(1)
        )
        found = await self._whole(sa.select(recommendations).where(_C.id.in_(last)))
        return {each.indicator: each for each in found[0].judgements} if found else {}

    async def _add(self, recommendation: int, step: StepTaken) -> None:
        await self._connection.execute(
            sa.insert(steps).values(
                recommendation=recommendation,
                number=step.number,
                decision=step.decision,
                by=step.by,
                at=step.at,
                designation=step.designation,
                reason=step.reason,
            )
        )
        if step.judgements:
            await self._connection.execute(
                sa.insert(judgements),
                [
                    {
                        "recommendation": recommendation,
                        "number": step.number,
                        "indicator": each.indicator,
                        "place": place,
                        "fits": each.fits,
                        "evidence": each.evidence,
                    }
                    for place, each in enumerate(step.judgements)
                ],
            )

    async def _whole(self, statement: sa.Select[*tuple[Any, ...]]) -> list[Recommendation]:
        """The recommendations of a statement with all their steps, in its order."""
        rows = (await self._connection.execute(statement)).all()
        taken = await self._steps([row.id for row in rows])
        return [
            Recommendation(
                row.id,
                row.school,
                row.term,
                row.started_by,
                row.started_at,
                row.in_force,
                tuple(taken[row.id]),
            )
            for row in rows
        ]

    async def _steps(self, ids: Sequence[int]) -> Mapping[int, list[StepTaken]]:
        judged: dict[tuple[int, int], list[Judgement]] = defaultdict(list)
        j = judgements.c
        in_place = sa.select(judgements).order_by(j.place)
        for row in await rows_among(self._connection, in_place, j.recommendation, ids):
            judged[row.recommendation, row.number].append(Judgement(row.indicator, row.fits, row.evidence))
        taken: dict[int, list[StepTaken]] = defaultdict(list)
        s = steps.c
        in_order = sa.select(steps).order_by(s.number)
        for row in await rows_among(self._connection, in_order, s.recommendation, ids):
            taken[row.recommendation].append(
                StepTaken(
                    row.number,
                    row.decision,
                    row.by,
                    row.at,
                    row.designation,
                    row.reason,
                    tuple(judged[row.recommendation, row.number]),
                )
            )
        return taken
