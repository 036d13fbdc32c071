"""Tables of schools' results, their versions, and what each says of each qualification."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Integer, Named, Table, Text, TypedColumns, UniqueConstraint

from storage.column_types import Instant, Spelled, Words
from storage.tables.base import metadata
from strategy.policy_results import Qualification


class ResultsColumns(TypedColumns):
    """A school's results for a year; `revision` is how many versions they have."""

    id = Column(Integer, primary_key=True)
    school: Named[str] = Column(Text, ForeignKey("schools.urn"))
    year: Named[str] = Column(Text)
    revision: Named[int]


results = Table("results", metadata, ResultsColumns, UniqueConstraint("year", "school"))


class ResultsVersionColumns(TypedColumns):
    """Who gave a version of a school's results, and when. A trigger refuses to change or delete it."""

    results: Named[int] = Column(ForeignKey("results.id"), primary_key=True)
    number: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    by: Named[int] = Column(ForeignKey("people.id"))
    at: Named[datetime] = Column(Instant)


results_versions = Table("results_versions", metadata, ResultsVersionColumns)


class ResultsTextColumns(TypedColumns):
    """What a version says of one qualification. A trigger refuses to change or delete it."""

    results: Named[int] = Column(ForeignKey("results.id"), primary_key=True)
    version: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    qualification: Named[Qualification] = Column(Spelled(Qualification), primary_key=True)
    text: Named[str] = Column(Words)


results_texts = Table("results_texts", metadata, ResultsTextColumns)
