"""The Lead SIP's summaries, their versions, and the reports that each was made of.

Revision ID: 0019
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_REFUSAL = "is append-only: its rows are neither changed nor deleted"


def upgrade() -> None:
    _make_summaries()
    _make_what_they_say()
    for table in ("summary_versions", "summary_entries", "summary_sources"):
        _make_append_only(table)


def _to(table: str, column: str, of: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [of], name=op.f(f"fk_{table}_{column}"))


def _make_summaries() -> None:
    op.create_table(
        "summaries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summaries")),
        sa.UniqueConstraint("body", "day", name=op.f("uq_summaries_body_day")),
    )
    op.create_table(
        "summary_versions",
        sa.Column("summary", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("strengths", sa.Text(), nullable=False),
        sa.Column("risks", sa.Text(), nullable=False),
        sa.Column("recommendations", sa.Text(), nullable=False),
        _to("summary_versions", "summary", "summaries.id"),
        _to("summary_versions", "by", "people.id"),
        sa.PrimaryKeyConstraint("summary", "number", name=op.f("pk_summary_versions")),
    )


def _make_what_they_say() -> None:
    op.create_table(
        "summary_entries",
        sa.Column("summary", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("risk", sa.Text(), nullable=True),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("recommendations", sa.Text(), nullable=False),
        _to("summary_entries", "summary", "summaries.id"),
        _to("summary_entries", "school", "schools.urn"),
        sa.PrimaryKeyConstraint("summary", "version", "place", name=op.f("pk_summary_entries")),
    )
    op.create_table(
        "summary_sources",
        sa.Column("summary", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("report_version", sa.Integer(), nullable=False),
        _to("summary_sources", "summary", "summaries.id"),
        _to("summary_sources", "report", "reports.id"),
        sa.PrimaryKeyConstraint("summary", "version", "report", name=op.f("pk_summary_sources")),
    )


def _make_append_only(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_refuse_{deed.lower()} BEFORE {deed} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} {_REFUSAL}'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION refuse_to_change_{table}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} {_REFUSAL}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_{table}()"
    )
