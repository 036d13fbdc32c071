"""What is asked of the store of duties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from strategy.designations import Designation, Risk
from strategy.duties import Changes, DutyKind, DutyState, StoredDuty
from strategy.people import Capacity
from strategy.permissions import Scope
from strategy.ports.paging import Page


class DutyOrder(StrEnum):
    """In what order duties are listed."""

    OLDEST_FIRST = "due day, earliest first"
    LATEST_FILED_FIRST = "when it was fulfilled, latest first"


@dataclass(frozen=True, slots=True)
class DutyQuery:
    """Which duties are asked for. Every part narrows; None does not, nor do no `kinds`.

    `due_before`, `due_from` and `due_to` are about the due day; `fulfilled_from` and `fulfilled_to` about the
    instant it was fulfilled (from included, to excluded). `arisen_by` leaves out what cannot be done yet.
    `owners` and `designations` are for several at once; none at all in them finds nothing.
    `confidential_to` leaves out the confidential kinds but for what this person owes.
    """

    state: DutyState | None = DutyState.OPEN
    kinds: frozenset[DutyKind] = frozenset()
    owner: int | None = None
    owners: frozenset[int] | None = None
    schools: frozenset[str] | None = None
    capacity: Capacity | None = None
    risk: Risk | None = None
    designation: Designation | None = None
    designations: frozenset[Designation] | None = None
    due_before: date | None = None
    due_from: date | None = None
    due_to: date | None = None
    arisen_by: date | None = None
    fulfilled_from: datetime | None = None
    fulfilled_to: datetime | None = None
    order: DutyOrder = DutyOrder.OLDEST_FIRST
    confidential_to: int | None = None

    @property
    def names_schools(self) -> bool:
        """Whether it narrows by school, or by how schools stand: what is about no school is then left out."""
        narrowing = (self.schools, self.risk, self.designation, self.designations)
        return any(each is not None for each in narrowing)


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One duty as a list shows it."""

    id: int
    kind: DutyKind
    state: DutyState
    owner: int
    school: str
    capacity: Capacity
    risk: Risk | None
    about_on: date
    due_on: date
    visit: int | None
    deployment: int | None
    half_term: str
    fulfilled_at: datetime | None
    report: int | None
    about: str = ""


@dataclass(frozen=True, slots=True)
class OwedBy:
    """How many duties of one person there are, and when the oldest of them was due."""

    owner: int
    count: int
    oldest: date


class Duties(Protocol):
    """Duties and their index of open ones."""

    async def page(
        self, query: DutyQuery, scope: Scope, *, offset: int = 0, limit: int = 10
    ) -> Page[DutyRow]:
        """The duties the query asks for, among those the scope reaches; `total` counts them all."""
        ...

    async def count(self, query: DutyQuery, scope: Scope) -> int:
        """How many there are."""
        ...

    async def count_by_risk(self, query: DutyQuery, scope: Scope) -> Mapping[Risk | None, int]:
        """How many there are of each risk, None for schools without a designation; those of none left out."""
        ...

    async def count_by_owner(self, query: DutyQuery, scope: Scope, *, limit: int = 8) -> Page[OwedBy]:
        """How many there are of each person, most first, then oldest first; `total` counts the people."""
        ...

    async def get(self, duty_id: int) -> StoredDuty | None:
        """One duty."""
        ...

    async def these(self, duty_ids: Sequence[int]) -> list[StoredDuty]:
        """Some duties by their ids, in any state; ids that are none's are left out."""
        ...

    async def of_visits(self, visits: Sequence[int]) -> list[StoredDuty]:
        """Every stored duty of some visits, void and fulfilled ones included."""
        ...

    async def of_deployments(self, deployments: Sequence[int]) -> list[StoredDuty]:
        """Every stored duty of some deployments, void and fulfilled ones included."""
        ...

    async def about(
        self, kind: DutyKind, about: Sequence[str], school: str | None = None
    ) -> list[StoredDuty]:
        """Every stored duty of a kind about any of these things, void and fulfilled ones included."""
        ...

    async def of_schools(self, kinds: Iterable[DutyKind], schools: Sequence[str]) -> list[StoredDuty]:
        """Every stored duty of these kinds at some schools that is about neither a visit nor a deployment."""
        ...

    async def apply(self, changes: Changes) -> None:
        """Store what reconciling found. Open duties take their school's risk and designation."""
        ...

    async def fulfil(self, duty: int, at: datetime, report: int | None) -> None:
        """Mark an open or excused duty as fulfilled, for good. It is then whose report it is."""
        ...

    async def reopen(self, duty: int, at: datetime) -> None:
        """Have a fulfilled duty owed again: its report was withdrawn. A sweep looks at it from `at` on."""
        ...

    async def change(self, before: StoredDuty, after: StoredDuty, at: datetime) -> bool:
        """Store an open duty as it was changed by hand, its state too; a sweep looks at it from `at` on.

        False, and nothing is stored, where it is not open any more, or its owner or due day are not those of
        `before`.
        """
        ...

    async def to_look_at(self, now: datetime, limit: int) -> list[StoredDuty]:
        """Open duties whose next action has come, earliest first, locked until the transaction ends; those
        that another transaction has locked are left to it.
        """
        ...

    async def look_again(self, when: Mapping[int, datetime | None]) -> None:
        """When a sweep has next to look at each of these duties; None for never."""
        ...
