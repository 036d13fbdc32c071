"""The Lead SIP's summaries in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import is_id
from storage.inserts import insert
from storage.tables import summaries, summary_entries, summary_sources, summary_versions
from strategy.policy_reporting import Body
from strategy.ports import AlreadyThere
from strategy.summaries import Summary, SummaryEntry, SummaryText, SummaryVersion

_C = summaries.c
_V = summary_versions.c
_E = summary_entries.c
_S = summary_sources.c


class SqlSummaries:
    """The port `Summaries`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, summary_id: int) -> Summary | None:
        """One of them."""
        return await self._one(_C.id == summary_id) if is_id(summary_id) else None

    async def latest(
        self, body: Body, *, after: date | None = None, until: date | None = None
    ) -> Summary | None:
        """That of a body's latest meeting, of those with a later day than `after` and none past `until`."""
        which = [_C.body == body]
        which += [] if after is None else [_C.day > after]
        which += [] if until is None else [_C.day <= until]
        return await self._one(*which)

    async def listed(self, body: Body, *, limit: int) -> Sequence[tuple[int, date]]:
        """Ids and meetings' days of a body's summaries, the latest first."""
        statement = (
            sa.select(_C.id, _C.day).where(_C.body == body).order_by(_C.day.desc(), _C.id.desc()).limit(limit)
        )
        return [(row.id, row.day) for row in await self._connection.execute(statement)]

    async def start(self, body: Body, day: date, first: SummaryVersion) -> Summary:
        """Store a new one; AlreadyThere where that meeting has one."""
        statement = (
            insert(summaries, self._connection)
            .values(body=body, day=day, revision=first.number)
            .on_conflict_do_nothing()
            .returning(_C.id)
        )
        number = (await self._connection.execute(statement)).scalar_one_or_none()
        if number is None:
            raise AlreadyThere("summary")
        await self._write(number, first)
        return Summary(number, body, day, (first,))

    async def amend(self, summary: int, version: SummaryVersion) -> None:
        """Add a version; AlreadyThere where another has its place."""
        # Raising the number locks the row: of two versions at once the second finds nothing to raise.
        raised = await self._connection.execute(
            sa.update(summaries)
            .where(_C.id == summary, _C.revision == version.number - 1)
            .values(revision=version.number)
        )
        if raised.rowcount != 1:
            raise AlreadyThere("version")
        await self._write(summary, version)

    async def _write(self, summary: int, version: SummaryVersion) -> None:
        text = version.text
        await self._connection.execute(
            sa.insert(summary_versions).values(
                summary=summary,
                number=version.number,
                by=version.by,
                at=version.at,
                strengths=text.strengths,
                risks=text.risks,
                recommendations=text.recommendations,
            )
        )
        if text.entries:
            await self._connection.execute(
                sa.insert(summary_entries),
                [
                    {
                        "summary": summary,
                        "version": version.number,
                        "place": place,
                        "school": entry.school,
                        "risk": entry.risk,
                        "findings": entry.findings,
                        "recommendations": entry.recommendations,
                    }
                    for place, entry in enumerate(text.entries)
                ],
            )
        if version.sources:
            await self._connection.execute(
                sa.insert(summary_sources),
                [
                    {
                        "summary": summary,
                        "version": version.number,
                        "report": report,
                        "report_version": number,
                    }
                    for report, number in sorted(version.sources.items())
                ],
            )

    async def _one(self, *which: ColumnElement[bool]) -> Summary | None:
        statement = sa.select(summaries).where(*which).order_by(_C.day.desc(), _C.id.desc()).limit(1)
        row = (await self._connection.execute(statement)).one_or_none()
        if row is None:
            return None
        entries: dict[int, list[SummaryEntry]] = {}
        said = sa.select(summary_entries).where(_E.summary == row.id).order_by(_E.version, _E.place)
        for each in await self._connection.execute(said):
            entry = SummaryEntry(each.school, each.risk, each.findings, each.recommendations)
            entries.setdefault(each.version, []).append(entry)
        sources: dict[int, dict[int, int]] = {}
        for each in await self._connection.execute(sa.select(summary_sources).where(_S.summary == row.id)):
            sources.setdefault(each.version, {})[each.report] = each.report_version
        written = sa.select(summary_versions).where(_V.summary == row.id).order_by(_V.number)
        versions = tuple(
            SummaryVersion(
                each.number,
                each.by,
                each.at,
                SummaryText(
                    each.strengths, each.risks, each.recommendations, tuple(entries.get(each.number, ()))
                ),
                sources.get(each.number, {}),
            )
            for each in await self._connection.execute(written)
        )
        return Summary(row.id, row.body, row.day, versions)
