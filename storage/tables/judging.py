"""Tables of the trust's judgements: how schools were designated, and the recommendations that led there."""

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
from strategy.designations import Designation
from strategy.recommendations import Decision


class DesignationColumns(TypedColumns):
    """A designation of a school from a day on. A trigger refuses to change or delete it.

    `recommendation` and `by` are NULL for the one that the school came with.
    """

    id = Column(Integer, primary_key=True)
    school: Named[str] = Column(Text, ForeignKey("schools.urn"))
    designation: Named[Designation] = Column(Spelled(Designation))
    from_day: Named[date]
    recommendation: Named[int | None] = Column(ForeignKey("recommendations.id"))
    by: Named[int | None] = Column(ForeignKey("people.id"))
    at: Named[datetime] = Column(Instant)
    reason: Named[str] = Column(Words)


designations = Table(
    "designations", metadata, DesignationColumns, Index("ix_designations_school", "school", "id")
)


class RecommendationColumns(TypedColumns):
    """A recommendation; `decision` and `revision` are those of its last step."""

    id = Column(Integer, primary_key=True)
    school: Named[str] = Column(Text, ForeignKey("schools.urn"))
    term: Named[str] = Column(Text)
    started_by: Named[int] = Column(ForeignKey("people.id"))
    started_at: Named[datetime] = Column(Instant)
    in_force: Named[Designation | None] = Column(Spelled(Designation))
    decision: Named[Decision] = Column(Spelled(Decision))
    revision: Named[int]


UNDER_WAY = "decision NOT IN ('signed off', 'withdrawn', 'superseded')"

recommendations = Table(
    "recommendations",
    metadata,
    RecommendationColumns,
    partial("uq_recommendations_under_way", "school", unique=True, where=UNDER_WAY),
    Index("ix_recommendations_school", "school", "id"),
)


class StepColumns(TypedColumns):
    """One step of a recommendation. A trigger refuses to change or delete it."""

    recommendation: Named[int] = Column(ForeignKey("recommendations.id"), primary_key=True)
    number: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    decision: Named[Decision] = Column(Spelled(Decision))
    by: Named[int] = Column(ForeignKey("people.id"))
    at: Named[datetime] = Column(Instant)
    designation: Named[Designation] = Column(Spelled(Designation))
    reason: Named[str] = Column(Words)


steps = Table("steps", metadata, StepColumns)


class JudgementColumns(TypedColumns):
    """What a quality indicator showed, as a step of recommending said."""

    recommendation: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    number: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    indicator: Named[str] = Column(Words, primary_key=True)
    place: Named[int]
    fits: Named[Designation] = Column(Spelled(Designation))
    evidence: Named[str] = Column(Words)


judgements = Table(
    "judgements",
    metadata,
    JudgementColumns,
    ForeignKeyConstraint(
        ["recommendation", "number"],
        ["steps.recommendation", "steps.number"],
        name="fk_judgements_step",
    ),
)
