"""Tables of the reviews of the year and of partners' annual reviews."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Column, ForeignKey, Index, Integer, Named, Table, Text, TypedColumns

from storage.column_types import Instant, Spelled, Words
from storage.tables.base import metadata
from strategy.reviews import Happened


class ReviewColumns(TypedColumns):
    """A review of a school and period; `revision`, `day` and `held_on` are as its entries have left them."""

    id = Column(Integer, primary_key=True)
    school: Named[str] = Column(Text, ForeignKey("schools.urn"))
    name: Named[str] = Column(Words)
    period: Named[str] = Column(Text)
    revision: Named[int]
    day: Named[date | None]
    held_on: Named[date | None]


reviews = Table(
    "reviews",
    metadata,
    ReviewColumns,
    Index("uq_reviews_occasion", "period", "school", "name", unique=True),
)


class ReviewEntryColumns(TypedColumns):
    """What happened to a review. A trigger refuses to change or delete it."""

    review: Named[int] = Column(ForeignKey("reviews.id"), primary_key=True)
    number: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    what: Named[Happened] = Column(Spelled(Happened))
    by: Named[int] = Column(ForeignKey("people.id"))
    at: Named[datetime] = Column(Instant)
    day: Named[date]
    summary: Named[str] = Column(Words)
    recommendations: Named[str] = Column(Words)


review_entries = Table("review_entries", metadata, ReviewEntryColumns)


class AnnualReviewColumns(TypedColumns):
    """A partner's annual review of a school; `revision` is the number of its last version."""

    id = Column(Integer, primary_key=True)
    school: Named[str] = Column(Text, ForeignKey("schools.urn"))
    year: Named[str] = Column(Text)
    revision: Named[int]


annual_reviews = Table(
    "annual_reviews",
    metadata,
    AnnualReviewColumns,
    Index("uq_annual_reviews_school", "year", "school", unique=True),
)


class AnnualVersionColumns(TypedColumns):
    """A version of an annual review. A trigger refuses to change or delete it."""

    review: Named[int] = Column(ForeignKey("annual_reviews.id"), primary_key=True)
    number: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    by: Named[int] = Column(ForeignKey("people.id"))
    at: Named[datetime] = Column(Instant)
    scrutiny: Named[str] = Column(Words)
    self_evaluation: Named[str] = Column(Words)
    development_plan: Named[str] = Column(Words)
    next_year: Named[str] = Column(Words)


annual_review_versions = Table("annual_review_versions", metadata, AnnualVersionColumns)
