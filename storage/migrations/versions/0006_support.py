"""Support that was allocated, its changes, and days granted.

Revision ID: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_REFUSAL = "is append-only: its rows are neither changed nor deleted"


def upgrade() -> None:
    _make_allocations()
    _make_changes()
    _make_granted_days()
    for table in ("allocations", "support_changes", "granted_days"):
        _make_append_only(table)


def _make_allocations() -> None:
    op.create_table(
        "allocations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("support", sa.Text(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=True),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("days_per_week", sa.Integer(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("weekdays", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deployment", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_allocations_by")),
        sa.ForeignKeyConstraint(["deployment"], ["deployments.id"], name=op.f("fk_allocations_deployment")),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_allocations_person")),
        sa.ForeignKeyConstraint(["school"], ["schools.urn"], name=op.f("fk_allocations_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocations")),
    )
    op.create_index("ix_allocations_deployment", "allocations", ["deployment"], unique=False)
    op.create_index("ix_allocations_school", "allocations", ["school", "ends"], unique=False)


def _make_changes() -> None:
    op.create_table(
        "support_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("deployment", sa.Integer(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_support_changes_by")),
        sa.ForeignKeyConstraint(
            ["deployment"], ["deployments.id"], name=op.f("fk_support_changes_deployment")
        ),
        sa.ForeignKeyConstraint(["school"], ["schools.urn"], name=op.f("fk_support_changes_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_changes")),
        sa.UniqueConstraint("about", "number", name=op.f("uq_support_changes_about_number")),
    )


def _make_granted_days() -> None:
    op.create_table(
        "granted_days",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_granted_days_by")),
        sa.ForeignKeyConstraint(["school"], ["schools.urn"], name=op.f("fk_granted_days_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_granted_days")),
    )
    of_something = sa.text("origin <> ''")
    op.create_index(
        "uq_granted_days_origin",
        "granted_days",
        ["origin"],
        unique=True,
        sqlite_where=of_something,
        postgresql_where=of_something,
    )
    op.create_index("ix_granted_days_school", "granted_days", ["school", "starts"], unique=False)


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
