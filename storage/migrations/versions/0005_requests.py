"""Headteachers' requests, and their steps.

Revision ID: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_REFUSAL = "request_steps is append-only: its rows are neither changed nor deleted"


def upgrade() -> None:
    op.create_table(
        "requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("when", sa.Text(), nullable=False),
        sa.Column("visit", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("granted", sa.Integer(), nullable=True),
        sa.Column("by_when", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_requests_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_requests_decided_by")),
        sa.ForeignKeyConstraint(["school"], ["schools.urn"], name=op.f("fk_requests_school")),
        sa.ForeignKeyConstraint(["visit"], ["visits.id"], name=op.f("fk_requests_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
    )
    op.create_index("ix_requests_school", "requests", ["school", "id"], unique=False)
    is_open = sa.text("state IN ('pending', 'asked back')")
    op.create_index(
        "ix_requests_open", "requests", ["id"], unique=False, sqlite_where=is_open, postgresql_where=is_open
    )
    op.create_table(
        "request_steps",
        sa.Column("request", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_request_steps_by")),
        sa.ForeignKeyConstraint(["request"], ["requests.id"], name=op.f("fk_request_steps_request")),
        sa.PrimaryKeyConstraint("request", "number", name=op.f("pk_request_steps")),
    )
    _make_append_only()


def _make_append_only() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER request_steps_refuse_{deed.lower()} BEFORE {deed} ON request_steps "
                f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_to_change_request_steps() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER request_steps_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON request_steps "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_request_steps()"
    )
