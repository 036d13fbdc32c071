"""The table of questions that are answered as files."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, Named, Table, TypedColumns

from storage.column_types import Instant
from storage.tables.base import metadata


class ExportColumns(TypedColumns):
    """A question of somebody's whose answer they asked for as a file; forgotten after some days."""

    id = Column(Integer, primary_key=True)
    owner: Named[int] = Column(ForeignKey("people.id"))
    question: Named[dict[str, Any]] = Column(JSON)
    asked_at: Named[datetime] = Column(Instant)


exports = Table("exports", metadata, ExportColumns, Index("ix_exports_asked_at", "asked_at"))
