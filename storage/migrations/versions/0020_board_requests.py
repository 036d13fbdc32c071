"""What Progress Boards ask of the Education Improvement Team.

Revision ID: 0020
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make_board_requests()


def _to(table: str, column: str, of: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [of], name=op.f(f"fk_{table}_{column}"))


def _make_board_requests() -> None:
    table = "board_requests"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("review", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("meeting", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        _to(table, "school", "schools.urn"),
        _to(table, "by", "people.id"),
        _to(table, "meeting", "meetings.id"),
        _to(table, "minutes", "minutes.id"),
        _to(table, "decided_by", "people.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_requests")),
    )
    op.create_index("ix_board_requests_school", table, ["school", "id"])
    _index_some("ix_board_requests_waiting", table, ["id"], "state = 'waiting'")
    _index_some("ix_board_requests_minutes", table, ["minutes", "id"], "minutes IS NOT NULL")


def _index_some(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)
