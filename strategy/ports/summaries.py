"""What is asked of the store of the Lead SIP's summaries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from strategy.policy_reporting import Body
from strategy.summaries import Summary, SummaryVersion


class Summaries(Protocol):
    """Summaries for meetings, with every version."""

    async def get(self, summary_id: int) -> Summary | None:
        """One of them."""
        ...

    async def latest(
        self, body: Body, *, after: date | None = None, until: date | None = None
    ) -> Summary | None:
        """That of a body's latest meeting, of those with a later day than `after` and none past `until`."""
        ...

    async def listed(self, body: Body, *, limit: int) -> Sequence[tuple[int, date]]:
        """Ids and meetings' days of a body's summaries, the latest first."""
        ...

    async def start(self, body: Body, day: date, first: SummaryVersion) -> Summary:
        """Store a new one; AlreadyThere where that meeting has one."""
        ...

    async def amend(self, summary: int, version: SummaryVersion) -> None:
        """Add a version; AlreadyThere where another has its place."""
        ...
