"""The store: transactions over SQLite or PostgreSQL, and the trust as a shared picture."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.absences import SqlAbsences
from storage.agendas import SqlAgendas
from storage.annual_reviews import SqlAnnualReviews
from storage.appointments import SqlAppointments
from storage.audit import SqlAudit
from storage.before_meetings import SqlMeetingCalls, SqlPackSendings
from storage.before_visits import SqlLeftOut, SqlVisitPapers
from storage.bindings import SqlDirectory
from storage.board_requests import SqlBoardRequests
from storage.contention import was_in_the_way
from storage.conversations import SqlConversations
from storage.designations import SqlDesignations
from storage.drafts import SqlDrafts
from storage.duties import SqlDuties
from storage.duty_changes import SqlDutyChanges
from storage.engine import READ_ONLY, WAIT_SECONDS, is_sqlite, make_engine
from storage.events import SqlEvents
from storage.exit_plans import SqlExitPlans
from storage.exports import SqlExports
from storage.files_in import SqlFiles
from storage.heartbeats import SqlHeartbeats
from storage.meeting_cancellations import SqlMeetingCancellations
from storage.meeting_plans import SqlMeetingPlans
from storage.meetings import SqlMeetings
from storage.minutes import SqlMinutes
from storage.next_years import SqlNextYears
from storage.outbox import SqlOutbox
from storage.packs import SqlPackContents
from storage.plan_reports import SqlPlanReports
from storage.plans import SqlPlans
from storage.reach import OutOfReach, is_out_of_reach, sentence
from storage.recommendations import SqlRecommendations
from storage.remarks import SqlRemarks
from storage.reminders import SqlReminders
from storage.reports import SqlReports
from storage.requests import SqlRequests
from storage.results import SqlResults
from storage.reviews import SqlReviews
from storage.school_papers import SqlSchoolPapers
from storage.subscriptions import SqlSubscriptions
from storage.summaries import SqlSummaries
from storage.support import SqlAllocations
from storage.targets import SqlTargets
from storage.trust_picture import TrustPicture, read_trust
from storage.trust_plan import SqlTrustPlan
from storage.visit_plans import SqlVisitPlans
from storage.visits import SqlVisits
from strategy.ports import TryAgain
from strategy.trust import Trust


class SqlUnitOfWork:
    """One transaction: the port `UnitOfWork`. `connection` is for storage's own imports and reconciling."""

    def __init__(self, connection: AsyncConnection, trust: Trust) -> None:
        self.connection = connection
        self._trust = trust
        self.duties = SqlDuties(connection, lambda: self._trust)
        self.visits = SqlVisits(connection)
        self.reports = SqlReports(connection)
        self.drafts = SqlDrafts(connection)
        self.audit = SqlAudit(connection)
        self.outbox = SqlOutbox(connection)
        self.conversations = SqlConversations(connection)
        self.directory = SqlDirectory(connection, self.read_trust_again)
        self.reminders = SqlReminders(connection)
        self.remarks = SqlRemarks(connection)
        self.absences = SqlAbsences(connection)
        self.duty_changes = SqlDutyChanges(connection)
        self.meetings = SqlMeetings(connection)
        self.meeting_cancellations = SqlMeetingCancellations(connection)
        self.meeting_plans = SqlMeetingPlans(connection)
        self.meeting_calls = SqlMeetingCalls(connection)
        self.pack_sendings = SqlPackSendings(connection)
        self.minutes = SqlMinutes(connection)
        self.results = SqlResults(connection)
        self.board_requests = SqlBoardRequests(connection)
        self.next_years = SqlNextYears(connection)
        self.summaries = SqlSummaries(connection)
        self.packs = SqlPackContents(connection)
        self.recommendations = SqlRecommendations(connection)
        self.designations = SqlDesignations(connection)
        self.requests = SqlRequests(connection)
        self.visit_plans = SqlVisitPlans(connection)
        self.appointments = SqlAppointments(connection)
        self.subscriptions = SqlSubscriptions(connection)
        self.allocations = SqlAllocations(connection, self.read_trust_again)
        self.plans = SqlPlans(connection)
        self.plan_reports = SqlPlanReports(connection)
        self.exit_plans = SqlExitPlans(connection)
        self.targets = SqlTargets(connection)
        self.trust_plan = SqlTrustPlan(connection)
        self.reviews = SqlReviews(connection)
        self.annual_reviews = SqlAnnualReviews(connection)
        self.school_papers = SqlSchoolPapers(connection)
        self.agendas = SqlAgendas(connection)
        self.visit_papers = SqlVisitPapers(connection)
        self.left_out = SqlLeftOut(connection)
        self.files = SqlFiles(connection)
        self.exports = SqlExports(connection)
        self.events = SqlEvents(connection)
        self.heartbeats = SqlHeartbeats(connection)

    @property
    def trust(self) -> Trust:
        """The trust as this transaction sees it."""
        return self._trust

    async def read_trust_again(self) -> None:
        """See the directory with this transaction's own changes; nobody else does before it commits."""
        self._trust = await read_trust(self.connection)


class SqlStore:
    """The port `Store`. Made once for a process; `close` it at the end."""

    def __init__(
        self, engine: AsyncEngine, *, picture_keeps: float = 1.0, patience: float = WAIT_SECONDS
    ) -> None:
        """`picture_keeps` is for how many seconds `trust()` may answer from memory without asking.

        `patience` is for how many seconds a transaction on SQLite waits for its turn among this process's.
        """
        self._patience = patience
        self.engine = engine
        self._picture = TrustPicture()
        self._picture_keeps = picture_keeps
        self._picture_asked = float("-inf")
        self._writing = asyncio.Lock() if is_sqlite(engine) else None

    @classmethod
    def at(cls, url: str) -> SqlStore:
        """A store for a database URL (see `make_engine`)."""
        return cls(make_engine(url))

    @asynccontextmanager
    async def transaction(self, *, read_only: bool = False) -> AsyncGenerator[SqlUnitOfWork]:
        """One transaction: committed when the block is left, rolled back where it raises.

        A read-only one does not wait for writers, and the database refuses to write in it. Do not open a
        transaction inside another: on SQLite the inner one would wait for the outer, until it gives up.

        Raises TryAgain where another transaction held what this one needed for too long, or each waited for
        the other, and OutOfReach where the database is gone, full or closed to writing.
        """
        try:
            async with self._turn_to_write(read_only), self.engine.connect() as connection:
                if read_only:
                    await connection.execution_options(**{READ_ONLY: True, "postgresql_readonly": True})
                async with connection.begin(), self._refusing_writes(connection, read_only):
                    yield SqlUnitOfWork(connection, await self._picture.as_seen_by(connection))
        except DBAPIError as error:
            if was_in_the_way(error):
                raise TryAgain from error
            if is_out_of_reach(error, writing=not read_only):
                raise OutOfReach(sentence(error)) from error
            raise

    async def trust(self) -> Trust:
        """The trust as of a moment ago, from memory where it can be: for finding out who speaks."""
        now = asyncio.get_running_loop().time()
        if self._picture.last is not None and now - self._picture_asked < self._picture_keeps:
            return self._picture.last
        async with self.transaction(read_only=True) as uow:
            self._picture_asked = now
            return uow.trust

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()

    @asynccontextmanager
    async def _turn_to_write(self, read_only: bool) -> AsyncGenerator[None]:
        """On SQLite the writers of a process queue up here: in order, and without polling for the lock."""
        if self._writing is None or read_only:
            yield
            return
        try:
            async with asyncio.timeout(self._patience):
                await self._writing.acquire()
        except TimeoutError:
            raise TryAgain from None
        try:
            yield
        finally:
            self._writing.release()

    def _refusing_writes(
        self, connection: AsyncConnection, read_only: bool
    ) -> AbstractAsyncContextManager[None]:
        if not read_only or not is_sqlite(self.engine):
            return nullcontext()
        return _query_only(connection)


@asynccontextmanager
async def _query_only(connection: AsyncConnection) -> AsyncGenerator[None]:
    await connection.exec_driver_sql("PRAGMA query_only = ON")
    try:
        yield
    finally:
        await connection.exec_driver_sql("PRAGMA query_only = OFF")
