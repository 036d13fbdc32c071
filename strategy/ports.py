"""What the strategy asks of the outside: a clock, and a store that works in transactions.

`storage` implements the store over SQLite and PostgreSQL; `bot/clock.py` has the clocks. Everything that one
deed writes, it writes through one `UnitOfWork`; leaving its block commits, an exception rolls back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from strategy.designations import Designation, Risk
from strategy.duties import Changes, DutyKind, DutyState, StoredDuty
from strategy.people import Capacity
from strategy.permissions import Scope
from strategy.reports import Report, ReportVersion
from strategy.trust import Trust
from strategy.visits import Mode, Visit, VisitStatus

T = TypeVar("T")


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present instant, aware."""
        ...


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of the things a query found, and how many there are in all."""

    items: tuple[T, ...]
    total: int
    offset: int = 0


class DutyOrder(StrEnum):
    """In what order duties are listed."""

    OLDEST_FIRST = "due day, earliest first"
    LATEST_FILED_FIRST = "when it was fulfilled, latest first"


@dataclass(frozen=True, slots=True)
class DutyQuery:
    """Which duties are asked for. Every part narrows; None or empty does not.

    `due_before`, `due_from` and `due_to` are about the due day; `fulfilled_from` and `fulfilled_to` about the
    instant it was fulfilled (from included, to excluded). `arisen_by` leaves out what cannot be done yet.
    """

    state: DutyState | None = DutyState.OPEN
    kinds: frozenset[DutyKind] = frozenset()
    owner: int | None = None
    schools: frozenset[str] | None = None
    capacity: Capacity | None = None
    risk: Risk | None = None
    designation: Designation | None = None
    due_before: date | None = None
    due_from: date | None = None
    due_to: date | None = None
    arisen_by: date | None = None
    fulfilled_from: datetime | None = None
    fulfilled_to: datetime | None = None
    order: DutyOrder = DutyOrder.OLDEST_FIRST


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

    async def get(self, duty_id: int) -> StoredDuty | None:
        """One duty."""
        ...

    async def of_visits(self, visits: Sequence[int]) -> list[StoredDuty]:
        """Every stored duty of some visits, void and fulfilled ones included."""
        ...

    async def of_deployments(self, deployments: Sequence[int]) -> list[StoredDuty]:
        """Every stored duty of some deployments, void and fulfilled ones included."""
        ...

    async def apply(self, changes: Changes) -> None:
        """Store what reconciling found. Open duties take their school's risk and designation."""
        ...

    async def fulfil(self, duty: int, at: datetime, report: int | None) -> None:
        """Mark an open duty as fulfilled, for good."""
        ...


@dataclass(frozen=True, slots=True)
class VisitQuery:
    """Which visits are asked for. `status` is as of `today`. Every part narrows; None does not."""

    today: date
    author: int | None = None
    schools: frozenset[str] | None = None
    capacity: Capacity | None = None
    risk: Risk | None = None
    designation: Designation | None = None
    status: VisitStatus | None = None
    starts: date | None = None
    ends: date | None = None
    mode: Mode | None = None
    newest_first: bool = False


class Visits(Protocol):
    """Visits of the trust."""

    async def page(self, query: VisitQuery, scope: Scope, *, offset: int = 0, limit: int = 10) -> Page[Visit]:
        """The visits asked for that the scope reaches (by their school, author, capacity, last day)."""
        ...

    async def get(self, visit_id: int) -> Visit | None:
        """One visit."""
        ...

    async def on_day(self, school: str, author: int, day: date) -> list[Visit]:
        """The author's visits to the school that are on that day, cancelled ones left out."""
        ...

    async def add(self, visit: Visit) -> Visit:
        """Store a new visit (its id is ignored) and give it back with its id.

        Raises AlreadyThere where the author has a visit to that school starting that day.
        """
        ...

    async def set_reported(self, visit_id: int, on: date) -> None:
        """Note that the visit has been reported, which makes it done."""
        ...


class AlreadyThere(Exception):
    """Storage holds such a thing already: somebody else was first."""


class TryAgain(Exception):
    """Another transaction held the same rows; nothing was written, and the whole turn may be run anew."""


class Reports(Protocol):
    """Filed reports and their versions."""

    async def get(self, report_id: int) -> Report | None:
        """One report at its latest version."""
        ...

    async def of_visit(self, visit_id: int) -> Report | None:
        """The report on a visit."""
        ...

    async def of_half_term(self, deployment: int, half_term: str) -> Report | None:
        """The report on a half term of a deployment."""
        ...

    async def add(self, report: Report) -> Report:
        """File a report (its id is ignored) as version 1; AlreadyThere where its occasion has one."""
        ...

    async def amend(self, report_id: int, version: ReportVersion) -> None:
        """Add a version; AlreadyThere where that number is taken, so two amendments never overwrite."""
        ...

    async def versions(self, report_id: int) -> list[ReportVersion]:
        """All versions, first to last."""
        ...

    async def latest(
        self,
        scope: Scope,
        *,
        school: str | None = None,
        author: int | None = None,
        capacity: Capacity | None = None,
        starts: date | None = None,
        ends: date | None = None,
        limit: int = 10,
    ) -> list[Report]:
        """Reports that the scope reaches on visits with a day from `starts` to `ends`, newest first."""
        ...


class DraftState(StrEnum):
    """A draft is open until it is filed or discarded on purpose."""

    OPEN = "open"
    FILED = "filed"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody has entered into a form so far, exactly as typed.

    `form` names the form, `about` what it is for in the form's own words (`amend:41`, or "" for none yet),
    `values` field name to text as typed, faulty or not. `key` is unguessable and names the draft in cards.
    `revision` rises with each save. `outcome` is the id of the report it became.
    """

    id: int
    key: str
    form: str
    author: int
    about: str
    values: Mapping[str, str]
    state: DraftState
    created_at: datetime
    updated_at: datetime
    revision: int = 1
    outcome: int | None = None


class Drafts(Protocol):
    """Drafts of forms."""

    async def start(self, draft: Draft) -> Draft:
        """Store a new draft (its id is ignored)."""
        ...

    async def by_key(self, key: str) -> Draft | None:
        """A draft in any state."""
        ...

    async def open_of(self, author: int, form: str | None = None) -> list[Draft]:
        """The author's open drafts, last touched first."""
        ...

    async def save(self, draft: Draft) -> None:
        """Overwrite a draft's about, values, state, outcome, updated_at and revision."""
        ...


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One deed: who did what to what when. `details` holds ids, days and counts, never a report's text."""

    at: datetime
    actor: int | None
    deed: str
    subject: str = ""
    school: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


class Audit(Protocol):
    """The append-only record of deeds."""

    async def record(self, entry: AuditEntry) -> None:
        """Add an entry."""
        ...

    async def entries(self, *, subject: str | None = None, limit: int = 50) -> list[AuditEntry]:
        """Entries, newest first."""
        ...


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Something that must reach somebody: kind, recipient and ids, never text. `key` makes it once."""

    key: str
    kind: str
    recipient: int
    subject: str
    created_at: datetime
    id: int = 0


class Outbox(Protocol):
    """What waits to be told to the outside."""

    async def put(self, outgoing: Sequence[Outgoing]) -> None:
        """Add rows; one whose key is there already is left as it is."""
        ...

    async def recent(self, *, kind: str | None = None, limit: int = 100) -> list[Outgoing]:
        """Rows, newest first."""
        ...


@dataclass(frozen=True, slots=True)
class TurnStart:
    """What a turn begins with: whether its activity is new, and what the conversation remembers."""

    is_new: bool
    memory: dict[str, Any]


class Conversations(Protocol):
    """Conversations: their memory, their lock, what they have seen, and how to reach them again."""

    async def begin_turn(
        self, conversation: str, activity: str | None, person: int | None, at: datetime
    ) -> TurnStart:
        """Lock the conversation until the transaction ends, claim the activity, and read the memory."""
        ...

    async def end_turn(self, conversation: str, memory: Mapping[str, Any]) -> None:
        """Store the memory: plain JSON, small."""
        ...

    async def keep_reference(
        self, person: int, conversation: str, reference: Mapping[str, Any], at: datetime
    ) -> None:
        """Keep how to reach somebody's own chat, in place of an older one."""
        ...

    async def forget_reference(self, conversation: str) -> None:
        """Forget it: the app was removed."""
        ...

    async def personal_reference(self, person: int) -> Mapping[str, Any] | None:
        """How to reach somebody's own chat; None where the bot is not installed."""
        ...

    async def forget_activities(self, before: datetime) -> int:
        """Forget activities seen before an instant; how many."""
        ...


class Directory(Protocol):
    """Writes to the trust directory. Reading it is `UnitOfWork.trust`."""

    async def bind_entra_id(self, person: int, entra_id: str) -> bool:
        """Give an Entra id to a person without one; False where the person or the id is bound already."""
        ...


class UnitOfWork(Protocol):
    """One transaction."""

    @property
    def trust(self) -> Trust:
        """The trust as this transaction sees it."""
        ...

    @property
    def duties(self) -> Duties: ...  # noqa: D102
    @property
    def visits(self) -> Visits: ...  # noqa: D102
    @property
    def reports(self) -> Reports: ...  # noqa: D102
    @property
    def drafts(self) -> Drafts: ...  # noqa: D102
    @property
    def audit(self) -> Audit: ...  # noqa: D102
    @property
    def outbox(self) -> Outbox: ...  # noqa: D102
    @property
    def conversations(self) -> Conversations: ...  # noqa: D102
    @property
    def directory(self) -> Directory: ...  # noqa: D102


class Store(Protocol):
    """Where everything is kept."""

    def transaction(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """One transaction: committed when the block is left, rolled back where it raises."""
        ...

    async def trust(self) -> Trust:
        """The trust as of a moment ago, from memory where it can be: for finding out who speaks."""
        ...
