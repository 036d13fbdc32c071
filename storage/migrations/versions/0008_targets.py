"""Targets and lines of enquiry, where targets stood, and the priorities of the trust's annual plan.

Revision ID: 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_REFUSAL = "is append-only: its rows are neither changed nor deleted"


def upgrade() -> None:
    _make_the_plan()
    _make_targets()
    for table in ("priority_versions", "target_items", "target_notes"):
        _make_append_only(table)


def _make_the_plan() -> None:
    op.create_table(
        "priorities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_priorities")),
    )
    op.create_index("ix_priorities_year", "priorities", ["year", "id"], unique=False)
    op.create_table(
        "priority_versions",
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("success", sa.Text(), nullable=False),
        sa.Column("is_dropped", sa.Boolean(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_priority_versions_by")),
        sa.ForeignKeyConstraint(["priority"], ["priorities.id"], name=op.f("fk_priority_versions_priority")),
        sa.PrimaryKeyConstraint("priority", "version", name=op.f("pk_priority_versions")),
    )


def _make_targets() -> None:
    op.create_table(
        "target_sets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("year", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_target_sets_decided_by")),
        sa.ForeignKeyConstraint(["proposed_by"], ["people.id"], name=op.f("fk_target_sets_proposed_by")),
        sa.ForeignKeyConstraint(["school"], ["schools.urn"], name=op.f("fk_target_sets_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target_sets")),
    )
    waiting = sa.text("state = 'proposed'")
    op.create_index(
        "uq_target_sets_waiting",
        "target_sets",
        ["school", "year"],
        unique=True,
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
    op.create_index("ix_target_sets_school", "target_sets", ["school", "year", "id"], unique=False)
    op.create_table(
        "target_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("now", sa.Text(), nullable=False),
        sa.Column("aim", sa.Text(), nullable=False),
        sa.Column("by", sa.Date(), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["priority"], ["priorities.id"], name=op.f("fk_target_items_priority")),
        sa.ForeignKeyConstraint(["set"], ["target_sets.id"], name=op.f("fk_target_items_set")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target_items")),
    )
    op.create_index("ix_target_items_set", "target_items", ["set", "place"], unique=False)
    serving = sa.text("priority IS NOT NULL")
    op.create_index(
        "ix_target_items_priority",
        "target_items",
        ["priority"],
        unique=False,
        sqlite_where=serving,
        postgresql_where=serving,
    )
    op.create_table(
        "target_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("figure", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_target_notes_by")),
        sa.ForeignKeyConstraint(["item"], ["target_items.id"], name=op.f("fk_target_notes_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target_notes")),
    )
    op.create_index("ix_target_notes_item", "target_notes", ["item", "on_day"], unique=False)


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
