"""What comes before a visit: agendas, the school's papers, and who is to be left out.

Revision ID: 0013
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_REFUSAL = "agenda_steps is append-only: its rows are neither changed nor deleted"


def upgrade() -> None:
    _make_agendas()
    _make_papers()
    op.create_table(
        "left_out",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit", sa.Integer(), nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _to("left_out", "visit", "visits.id"),
        _to("left_out", "school", "schools.urn"),
        _to("left_out", "by", "people.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_left_out")),
        sa.UniqueConstraint("visit", name=op.f("uq_left_out_visit")),
    )


def _to(table: str, column: str, of: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [of], name=op.f(f"fk_{table}_{column}"))


def _make_agendas() -> None:
    op.create_table(
        "agenda_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit", sa.Integer(), nullable=True),
        sa.Column("year", sa.Text(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        _to("agenda_items", "visit", "visits.id"),
        _to("agenda_items", "by", "people.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_items")),
    )
    op.create_index("ix_agenda_items_visit", "agenda_items", ["visit"], unique=False)
    op.create_index("ix_agenda_items_year", "agenda_items", ["year"], unique=False)
    op.create_table(
        "agenda_steps",
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _to("agenda_steps", "item", "agenda_items.id"),
        _to("agenda_steps", "by", "people.id"),
        sa.PrimaryKeyConstraint("item", "number", name=op.f("pk_agenda_steps")),
    )
    op.create_table(
        "agenda_issues",
        sa.Column("visit", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item_ids", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _to("agenda_issues", "visit", "visits.id"),
        _to("agenda_issues", "person", "people.id"),
        sa.PrimaryKeyConstraint("visit", "person", "number", name=op.f("pk_agenda_issues")),
    )
    _make_steps_append_only()


def _make_papers() -> None:
    op.create_table(
        "visit_papers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit", sa.Integer(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("file", sa.Integer(), nullable=True),
        sa.Column("link", sa.Text(), nullable=False),
        _to("visit_papers", "visit", "visits.id"),
        _to("visit_papers", "by", "people.id"),
        _to("visit_papers", "file", "files.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_papers")),
    )
    op.create_index("ix_visit_papers_visit", "visit_papers", ["visit"], unique=False)
    op.create_table(
        "visit_papers_in",
        sa.Column("visit", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _to("visit_papers_in", "visit", "visits.id"),
        _to("visit_papers_in", "by", "people.id"),
        sa.PrimaryKeyConstraint("visit", name=op.f("pk_visit_papers_in")),
    )


def _make_steps_append_only() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER agenda_steps_refuse_{deed.lower()} BEFORE {deed} ON agenda_steps "
                f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_to_change_agenda_steps() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER agenda_steps_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON agenda_steps "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_agenda_steps()"
    )
