"""Tables of the Lead SIP's summaries, their versions, and the reports that each was made of."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Column, ForeignKey, Integer, Named, Table, Text, TypedColumns, UniqueConstraint

from storage.column_types import Instant, Spelled, Words
from storage.tables.base import metadata
from strategy.designations import Risk
from strategy.policy_reporting import Body


class SummaryColumns(TypedColumns):
    """The summary for a body's meeting on a day; `revision` is how many versions it has."""

    id = Column(Integer, primary_key=True)
    body: Named[Body] = Column(Spelled(Body))
    day: Named[date]
    revision: Named[int]


summaries = Table("summaries", metadata, SummaryColumns, UniqueConstraint("body", "day"))


class SummaryVersionColumns(TypedColumns):
    """One version of a summary: the whole in its author's words. A trigger refuses to change or delete it."""

    summary: Named[int] = Column(ForeignKey("summaries.id"), primary_key=True)
    number: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    by: Named[int] = Column(ForeignKey("people.id"))
    at: Named[datetime] = Column(Instant)
    strengths: Named[str] = Column(Words)
    risks: Named[str] = Column(Words)
    recommendations: Named[str] = Column(Words)


summary_versions = Table("summary_versions", metadata, SummaryVersionColumns)


class SummaryEntryColumns(TypedColumns):
    """What a version says of one school, in order. A trigger refuses to change or delete it."""

    summary: Named[int] = Column(ForeignKey("summaries.id"), primary_key=True)
    version: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    place: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    school: Named[str] = Column(Text, ForeignKey("schools.urn"))
    risk: Named[Risk | None] = Column(Spelled(Risk))
    findings: Named[str] = Column(Words)
    recommendations: Named[str] = Column(Words)


summary_entries = Table("summary_entries", metadata, SummaryEntryColumns)


class SummarySourceColumns(TypedColumns):
    """A report, at one of its versions, that a version of a summary was made of. It is never changed."""

    summary: Named[int] = Column(ForeignKey("summaries.id"), primary_key=True)
    version: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    report: Named[int] = Column(ForeignKey("reports.id"), primary_key=True)
    report_version: Named[int]


summary_sources = Table("summary_sources", metadata, SummarySourceColumns)
