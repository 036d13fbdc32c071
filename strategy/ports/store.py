"""The store as a whole: transactions, and how they meet others."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from datetime import date
from typing import Protocol

from strategy.designations import Designation
from strategy.ports.answers import Absences, DutyChanges, Remarks
from strategy.ports.appointments import Appointments
from strategy.ports.before_meetings import MeetingCalls, PackSendings
from strategy.ports.before_visits import Agendas, LeftOut, VisitPapers
from strategy.ports.board_requests import BoardRequests
from strategy.ports.conversations import Conversations
from strategy.ports.designations import Designations, Recommendations
from strategy.ports.drafts import Drafts
from strategy.ports.duties import Duties
from strategy.ports.events import Events
from strategy.ports.heartbeats import Heartbeats
from strategy.ports.meeting_cancellations import MeetingCancellations
from strategy.ports.meeting_plans import MeetingPlans
from strategy.ports.meetings import Meetings
from strategy.ports.minutes import KeptMinutes
from strategy.ports.next_years import NextYears
from strategy.ports.packs import PackContents
from strategy.ports.plans import ExitPlans, PlanReports, Plans
from strategy.ports.records import Audit, Outbox
from strategy.ports.reminders import Reminders
from strategy.ports.reports import Reports
from strategy.ports.requests import Requests
from strategy.ports.results import SchoolsResults
from strategy.ports.reviews import AnnualReviews, Reviews
from strategy.ports.school_papers import Files, SchoolPapers
from strategy.ports.subscriptions import Subscriptions
from strategy.ports.summaries import Summaries
from strategy.ports.support import Allocations
from strategy.ports.targets import Targets, TrustPlan
from strategy.ports.visit_plans import VisitPlans
from strategy.ports.visits import Visits
from strategy.ports.workbooks import Exports
from strategy.trust import Trust


class AlreadyThere(Exception):
    """Storage holds such a thing already: somebody else was first."""


class TryAgain(Exception):
    """Another transaction held the same rows; nothing was written, and the whole turn may be run anew."""


class Directory(Protocol):
    """Writes to the trust directory. Reading it is `UnitOfWork.trust`."""

    async def bind_entra_id(self, person: int, entra_id: str) -> bool:
        """Give an Entra id to a person without one; False where the person or the id is bound already."""
        ...

    async def designate(self, school: str, designation: Designation, on: date) -> None:
        """Give a school a designation from a day on. Its open duties take it and the risk it stands for, and
        the transaction's `trust` shows it at once.
        """
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
    @property
    def reminders(self) -> Reminders: ...  # noqa: D102
    @property
    def remarks(self) -> Remarks: ...  # noqa: D102
    @property
    def absences(self) -> Absences: ...  # noqa: D102
    @property
    def duty_changes(self) -> DutyChanges: ...  # noqa: D102
    @property
    def meetings(self) -> Meetings: ...  # noqa: D102
    @property
    def meeting_cancellations(self) -> MeetingCancellations: ...  # noqa: D102
    @property
    def meeting_plans(self) -> MeetingPlans: ...  # noqa: D102
    @property
    def meeting_calls(self) -> MeetingCalls: ...  # noqa: D102
    @property
    def pack_sendings(self) -> PackSendings: ...  # noqa: D102
    @property
    def minutes(self) -> KeptMinutes: ...  # noqa: D102
    @property
    def results(self) -> SchoolsResults: ...  # noqa: D102
    @property
    def board_requests(self) -> BoardRequests: ...  # noqa: D102
    @property
    def next_years(self) -> NextYears: ...  # noqa: D102
    @property
    def summaries(self) -> Summaries: ...  # noqa: D102
    @property
    def packs(self) -> PackContents: ...  # noqa: D102
    @property
    def recommendations(self) -> Recommendations: ...  # noqa: D102
    @property
    def designations(self) -> Designations: ...  # noqa: D102
    @property
    def appointments(self) -> Appointments: ...  # noqa: D102
    @property
    def subscriptions(self) -> Subscriptions: ...  # noqa: D102
    @property
    def visit_plans(self) -> VisitPlans: ...  # noqa: D102
    @property
    def requests(self) -> Requests: ...  # noqa: D102
    @property
    def allocations(self) -> Allocations: ...  # noqa: D102
    @property
    def plans(self) -> Plans: ...  # noqa: D102
    @property
    def plan_reports(self) -> PlanReports: ...  # noqa: D102
    @property
    def exit_plans(self) -> ExitPlans: ...  # noqa: D102
    @property
    def targets(self) -> Targets: ...  # noqa: D102
    @property
    def trust_plan(self) -> TrustPlan: ...  # noqa: D102
    @property
    def reviews(self) -> Reviews: ...  # noqa: D102
    @property
    def annual_reviews(self) -> AnnualReviews: ...  # noqa: D102
    @property
    def school_papers(self) -> SchoolPapers: ...  # noqa: D102
    @property
    def agendas(self) -> Agendas: ...  # noqa: D102
    @property
    def visit_papers(self) -> VisitPapers: ...  # noqa: D102
    @property
    def left_out(self) -> LeftOut: ...  # noqa: D102
    @property
    def files(self) -> Files: ...  # noqa: D102
    @property
    def exports(self) -> Exports: ...  # noqa: D102
    @property
    def events(self) -> Events: ...  # noqa: D102
    @property
    def heartbeats(self) -> Heartbeats: ...  # noqa: D102


class Store(Protocol):
    """Where everything is kept."""

    def transaction(self, *, read_only: bool = False) -> AbstractAsyncContextManager[UnitOfWork]:
        """One transaction: committed when the block is left, rolled back where it raises.

        A read-only one waits for nobody, and can write nothing.
        """
        ...

    async def trust(self) -> Trust:
        """The trust as of a moment ago, from memory where it can be: for finding out who speaks."""
        ...
