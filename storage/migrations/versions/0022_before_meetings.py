"""Packs that went out before meetings, and reminders to come.

Revision ID: 0022
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pack_sendings",
        sa.Column("meeting", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _to("pack_sendings", "meeting", "meetings.id"),
        _to("pack_sendings", "person", "people.id"),
        sa.PrimaryKeyConstraint("meeting", "day", "person", "number", name=op.f("pk_pack_sendings")),
    )
    op.create_table(
        "meeting_calls",
        sa.Column("meeting", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outbox", sa.Integer(), nullable=True),
        _to("meeting_calls", "meeting", "meetings.id"),
        _to("meeting_calls", "person", "people.id"),
        _to("meeting_calls", "outbox", "outbox.id"),
        sa.PrimaryKeyConstraint("meeting", "day", "person", name=op.f("pk_meeting_calls")),
    )
    op.create_index("ix_meeting_calls_outbox", "meeting_calls", ["outbox"])
    waits = sa.text("outbox IS NULL")
    op.create_index(
        "ix_meeting_calls_waiting",
        "meeting_calls",
        ["person", "day"],
        sqlite_where=waits,
        postgresql_where=waits,
    )


def _to(table: str, column: str, of: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [of], name=op.f(f"fk_{table}_{column}"))
