"""What Progress Boards ask of the Education Improvement Team, and schools' drafts of next year.

Revision ID: 0021
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_REFUSAL = "is append-only: its rows are neither changed nor deleted"


def upgrade() -> None:
    _make_board_requests()
    _make_next_years()
    _make_items_of_schools()
    for table in ("next_year_versions", "school_agenda_items"):
        _make_append_only(table)


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


def _make_next_years() -> None:
    table = "next_years"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("year", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("signed_by", sa.Integer(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        _to(table, "school", "schools.urn"),
        _to(table, "signed_by", "people.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_next_years")),
        sa.UniqueConstraint("school", "year", name=op.f("uq_next_years_school_year")),
    )
    op.create_index("ix_next_years_year", table, ["year"])
    op.create_table(
        "next_year_versions",
        sa.Column("draft", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("support", sa.Text(), nullable=False),
        sa.Column("agenda", sa.Text(), nullable=False),
        _to("next_year_versions", "draft", "next_years.id"),
        _to("next_year_versions", "by", "people.id"),
        sa.PrimaryKeyConstraint("draft", "number", name=op.f("pk_next_year_versions")),
    )


def _make_items_of_schools() -> None:
    table = "school_agenda_items"
    op.create_table(
        table,
        sa.Column("item", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        _to(table, "item", "agenda_items.id"),
        _to(table, "school", "schools.urn"),
        sa.PrimaryKeyConstraint("item", name=op.f("pk_school_agenda_items")),
    )
    op.create_index("ix_school_agenda_items_school", table, ["school", "item"])


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
