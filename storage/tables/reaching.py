"""Tables of what follows a report or a late duty: reminders, answers, changes by hand, and who is away."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Named,
    Table,
    Text,
    TypedColumns,
    UniqueConstraint,
)

from storage.column_types import Instant, Spelled, Words
from storage.tables.base import metadata, partial
from strategy.policy_reporting import Audience
from strategy.ports import ChangeKind, RemarkKind


class NudgeColumns(TypedColumns):
    """One rung of one duty's ladder, for one person: the row is the claim that it is told once.

    `rung` names the rung and the due day it was counted from; `rung_on` is the working day it fell on.
    `outbox` is the message it went out with, NULL while it waits for the person's next one.
    """

    id = Column(Integer, primary_key=True)
    duty: Named[int] = Column(ForeignKey("duties.id"))
    rung: Named[str] = Column(Text)
    rung_on: Named[date]
    recipient: Named[int] = Column(ForeignKey("people.id"))
    created_at: Named[datetime] = Column(Instant)
    outbox: Named[int | None] = Column(ForeignKey("outbox.id"))


nudges = Table(
    "nudges",
    metadata,
    NudgeColumns,
    UniqueConstraint("duty", "rung", "recipient"),
    Index("ix_nudges_outbox", "outbox", "id"),
    partial("ix_nudges_waiting", "recipient", "id", where="outbox IS NULL"),
)


class ReminderChoiceColumns(TypedColumns):
    """How somebody wants to be reminded: not until an instant, and on no day before a time (London)."""

    person: Named[int] = Column(ForeignKey("people.id"), primary_key=True, autoincrement=False)
    paused_until: Named[datetime | None] = Column(Instant)
    not_before: Named[time | None]


reminder_choices = Table("reminder_choices", metadata, ReminderChoiceColumns)


class AbsenceColumns(TypedColumns):
    """Somebody is away from a day to a day, both included; open-ended where `ends` is NULL."""

    id = Column(Integer, primary_key=True)
    person: Named[int] = Column(ForeignKey("people.id"))
    starts: Named[date]
    ends: Named[date | None]
    reason: Named[str] = Column(Words)
    marked_by: Named[int] = Column(ForeignKey("people.id"))
    marked_at: Named[datetime] = Column(Instant)


absences = Table("absences", metadata, AbsenceColumns, Index("ix_absences_person", "person", "starts", "id"))


class DutyChangeColumns(TypedColumns):
    """A duty changed by hand: extended to a day, excused, or given to somebody; with the reason."""

    id = Column(Integer, primary_key=True)
    duty: Named[int] = Column(ForeignKey("duties.id"))
    kind: Named[ChangeKind] = Column(Spelled(ChangeKind))
    from_person: Named[int] = Column(ForeignKey("people.id"))
    to_person: Named[int | None] = Column(ForeignKey("people.id"))
    from_day: Named[date]
    to_day: Named[date | None]
    reason: Named[str] = Column(Words)
    changed_by: Named[int] = Column(ForeignKey("people.id"))
    changed_at: Named[datetime] = Column(Instant)


duty_changes = Table("duty_changes", metadata, DutyChangeColumns, Index("ix_duty_changes_duty", "duty", "id"))


class ChaseColumns(TypedColumns):
    """Somebody had people reminded about late reports."""

    id = Column(Integer, primary_key=True)
    chased_by: Named[int] = Column(ForeignKey("people.id"))
    chased_at: Named[datetime] = Column(Instant)


chases = Table("chases", metadata, ChaseColumns)


class RemarkColumns(TypedColumns):
    """What a headteacher said of a version of a report: that they have seen it, or what is inaccurate."""

    id = Column(Integer, primary_key=True)
    report: Named[int] = Column(ForeignKey("reports.id"))
    version: Named[int]
    person: Named[int] = Column(ForeignKey("people.id"))
    kind: Named[RemarkKind] = Column(Spelled(RemarkKind))
    text: Named[str] = Column(Words)
    made_at: Named[datetime] = Column(Instant)


remarks = Table("remarks", metadata, RemarkColumns, Index("ix_remarks_report", "report", "id"))


class WithdrawalColumns(TypedColumns):
    """A report was withdrawn, and is of no visit or deployment any more; these are what it was of."""

    report: Named[int] = Column(ForeignKey("reports.id"), primary_key=True, autoincrement=False)
    visit: Named[int | None] = Column(ForeignKey("visits.id"))
    deployment: Named[int | None] = Column(ForeignKey("deployments.id"))
    reason: Named[str] = Column(Words)
    withdrawn_by: Named[int] = Column(ForeignKey("people.id"))
    withdrawn_at: Named[datetime] = Column(Instant)


withdrawals = Table("withdrawals", metadata, WithdrawalColumns)


class ShowingColumns(TypedColumns):
    """A report is for a body's next meeting from a day on; `school` is empty but for a Progress Board."""

    report: Named[int] = Column(ForeignKey("reports.id"), primary_key=True, autoincrement=False)
    body: Named[Audience] = Column(Spelled(Audience), primary_key=True)
    school: Named[str] = Column(Text)
    from_day: Named[date]


showings = Table(
    "showings", metadata, ShowingColumns, Index("ix_showings_body", "body", "school", "from_day")
)


class HeartbeatColumns(TypedColumns):
    """When a job of the timetable last ran, and how that went."""

    job: Named[str] = Column(Text, primary_key=True)
    started_at: Named[datetime] = Column(Instant)
    finished_at: Named[datetime | None] = Column(Instant)
    succeeded_at: Named[datetime | None] = Column(Instant)
    did: Named[int]


heartbeats = Table("heartbeats", metadata, HeartbeatColumns)


class DemoMailColumns(TypedColumns):
    """A mail of the demonstration, which stays on this machine."""

    id = Column(Integer, primary_key=True)
    key: Named[str] = Column(Words, unique=True)
    address: Named[str] = Column(Words)
    subject: Named[str] = Column(Words)
    text: Named[str] = Column(Words)
    sent_at: Named[datetime] = Column(Instant)


demo_mails = Table("demo_mails", metadata, DemoMailColumns)


class DemoDocumentColumns(TypedColumns):
    """A document of such a mail."""

    id = Column(Integer, primary_key=True)
    mail: Named[int] = Column(ForeignKey("demo_mails.id"))
    name: Named[str] = Column(Words)
    content_type: Named[str] = Column(Text)
    content: Named[bytes] = Column(LargeBinary)


demo_documents = Table(
    "demo_documents", metadata, DemoDocumentColumns, Index("ix_demo_documents_mail", "mail")
)
