"""Tables of tailored plans, the reports on them, and exit plans."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Named,
    Table,
    Text,
    TypedColumns,
)

from storage.column_types import Instant, Spelled, Words
from storage.tables.base import metadata, partial
from strategy.exit_plans import ExitState
from strategy.plans import ActionState, ReportedTo


class ActionColumns(TypedColumns):
    """An action of a school's plan; `version` is its last one."""

    id = Column(Integer, primary_key=True)
    school: Named[str] = Column(Text, ForeignKey("schools.urn"))
    version: Named[int]
    began_at: Named[datetime] = Column(Instant)


plan_actions = Table("plan_actions", metadata, ActionColumns, Index("ix_plan_actions_school", "school", "id"))


class ActionVersionColumns(TypedColumns):
    """One version of an action. A trigger refuses to change or delete it."""

    action: Named[int] = Column(ForeignKey("plan_actions.id"), primary_key=True)
    version: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    what: Named[str] = Column(Words)
    owner: Named[int | None] = Column(ForeignKey("people.id"))
    owner_words: Named[str] = Column(Words)
    by_day: Named[date]
    measure: Named[str] = Column(Words)
    state: Named[ActionState] = Column(Spelled(ActionState))
    note: Named[str] = Column(Words)
    changed_by: Named[int] = Column(ForeignKey("people.id"))
    changed_at: Named[datetime] = Column(Instant)


plan_action_versions = Table("plan_action_versions", metadata, ActionVersionColumns)


class PlanReportColumns(TypedColumns):
    """A report on a plan; `version` is its last one."""

    id = Column(Integer, primary_key=True)
    school: Named[str] = Column(Text, ForeignKey("schools.urn"))
    reported_to: Named[ReportedTo] = Column(Spelled(ReportedTo))
    period: Named[str] = Column(Text)
    filed_by: Named[int] = Column(ForeignKey("people.id"))
    filed_at: Named[datetime] = Column(Instant)
    version: Named[int]


plan_reports = Table(
    "plan_reports",
    metadata,
    PlanReportColumns,
    Index("uq_plan_reports_period", "school", "reported_to", "period", unique=True),
)


class PlanReportVersionColumns(TypedColumns):
    """One version of a report on a plan. A trigger refuses to change or delete it."""

    report: Named[int] = Column(ForeignKey("plan_reports.id"), primary_key=True)
    version: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    overall: Named[str] = Column(Words)
    changed_by: Named[int] = Column(ForeignKey("people.id"))
    changed_at: Named[datetime] = Column(Instant)


plan_report_versions = Table("plan_report_versions", metadata, PlanReportVersionColumns)


class PlanReportLineColumns(TypedColumns):
    """What one version of a report says of one action as it then stood. A trigger refuses to change it."""

    report: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    version: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    place: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    action: Named[int] = Column(Integer)
    action_version: Named[int] = Column(Integer)
    impact: Named[str] = Column(Words)


plan_report_lines = Table(
    "plan_report_lines",
    metadata,
    PlanReportLineColumns,
    ForeignKeyConstraint(
        ["report", "version"],
        ["plan_report_versions.report", "plan_report_versions.version"],
        name="fk_plan_report_lines_version",
    ),
    ForeignKeyConstraint(
        ["action", "action_version"],
        ["plan_action_versions.action", "plan_action_versions.version"],
        name="fk_plan_report_lines_action",
    ),
)


class ExitPlanColumns(TypedColumns):
    """An exit plan."""

    id = Column(Integer, primary_key=True)
    school: Named[str] = Column(Text, ForeignKey("schools.urn"))
    state: Named[ExitState] = Column(Spelled(ExitState))
    opened_by: Named[int] = Column(ForeignKey("people.id"))
    opened_at: Named[datetime] = Column(Instant)
    revision: Named[int]


EXIT_UNDER_WAY = "state IN ('being drawn up', 'agreed')"

exit_plans = Table(
    "exit_plans",
    metadata,
    ExitPlanColumns,
    partial("uq_exit_plans_under_way", "school", unique=True, where=EXIT_UNDER_WAY),
    Index("ix_exit_plans_school", "school", "id"),
)


class ExitItemColumns(TypedColumns):
    """One thing that goes back to the school."""

    id = Column(Integer, primary_key=True)
    plan: Named[int] = Column(ForeignKey("exit_plans.id"), index=True)
    what: Named[str] = Column(Words)
    on_day: Named[date]
    confirmer: Named[int] = Column(ForeignKey("people.id"))
    added_by: Named[int] = Column(ForeignKey("people.id"))
    added_at: Named[datetime] = Column(Instant)
    confirmed_at: Named[datetime | None] = Column(Instant)
    taken_out_at: Named[datetime | None] = Column(Instant)


exit_items = Table("exit_items", metadata, ExitItemColumns)
