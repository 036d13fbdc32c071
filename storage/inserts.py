"""INSERT ... ON CONFLICT, which both databases have and SQLAlchemy spells once for each."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

DATABASES = ("sqlite", "postgresql")


def insert(table: Table[Any], connection: AsyncConnection) -> sqlite.Insert | postgresql.Insert:
    """An insert that knows ON CONFLICT, for the connection's database."""
    return insert_on(table, connection.dialect.name)


def insert_on(table: Table[Any], database: str) -> sqlite.Insert | postgresql.Insert:
    """Likewise, for one of DATABASES by name."""
    return sqlite.insert(table) if database == "sqlite" else postgresql.insert(table)
