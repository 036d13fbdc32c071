"""What is asked of the store of what people did about reports and duties by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from strategy.policy_reporting import Audience
from strategy.ports.paging import Page


class RemarkKind(StrEnum):
    """What a headteacher says of a report."""

    ACKNOWLEDGED = "acknowledged"
    INACCURATE = "inaccurate"


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody said of one version of a report; `text` is empty for an acknowledgement without words."""

    id: int
    report: int
    version: int
    person: int
    kind: RemarkKind
    text: str
    made_at: datetime


class ChangeKind(StrEnum):
    """How a duty is changed by hand."""

    EXTENDED = "extended"
    EXCUSED = "excused"
    REASSIGNED = "reassigned"


@dataclass(frozen=True, slots=True)
class DutyChange:
    """A duty changed by hand. `to_day` is set where it was extended, `to_person` where it was reassigned."""

    id: int
    duty: int
    kind: ChangeKind
    from_person: int
    to_person: int | None
    from_day: date
    to_day: date | None
    reason: str
    changed_by: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody is away from a day to a day, both included; open-ended where `ends` is None."""

    id: int
    person: int
    starts: date
    ends: date | None
    reason: str
    marked_by: int
    marked_at: datetime

    def covers(self, day: date) -> bool:
        """Whether they are away on that day."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """How a report was withdrawn, by whom and why; `visit` or `deployment` is what it had been of."""

    report: int
    visit: int | None
    deployment: int | None
    reason: str
    withdrawn_by: int
    withdrawn_at: datetime


@dataclass(frozen=True, slots=True)
class Showing:
    """A report is for a body's next meeting from a day on; `school` is empty but for a Progress Board."""

    report: int
    body: Audience
    school: str
    from_day: date


class Remarks(Protocol):
    """What headteachers said of reports."""

    async def add(self, remark: Remark) -> Remark:
        """Store a remark (its id is ignored)."""
        ...

    async def get(self, remark_id: int) -> Remark | None:
        """One remark."""
        ...

    async def of_report(self, report: int) -> list[Remark]:
        """All remarks on a report, first to last."""
        ...

    async def unanswered(self, *, offset: int = 0, limit: int = 50) -> Page[Remark]:
        """What was said to be inaccurate in a report that has not been amended since, nor acknowledged or
        withdrawn; oldest first. `total` counts them all.
        """
        ...


class Absences(Protocol):
    """Who is away."""

    async def add(self, absence: Absence) -> Absence:
        """Store an absence (its id is ignored)."""
        ...

    async def end(self, absence_id: int, ends: date) -> None:
        """Have an absence end on a day; one that would end before it starts is taken away."""
        ...

    async def of(self, people: Sequence[int], day: date) -> Mapping[int, Absence]:
        """The absences that cover a day, by person: where several do, the one that ends last."""
        ...

    async def ahead(self, person: int, day: date) -> list[Absence]:
        """Somebody's absences that have not ended before a day, earliest first."""
        ...

    async def standing(self, day: date, *, limit: int = 50) -> list[Absence]:
        """Everybody's absences that have not ended before a day, earliest first."""
        ...


class DutyChanges(Protocol):
    """Changes of duties by hand."""

    async def add(self, change: DutyChange) -> DutyChange:
        """Store a change (its id is ignored)."""
        ...

    async def get(self, change_id: int) -> DutyChange | None:
        """One change."""
        ...

    async def of_duty(self, duty: int) -> list[DutyChange]:
        """All changes of a duty, first to last."""
        ...
