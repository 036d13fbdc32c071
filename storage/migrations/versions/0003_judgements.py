"""Recommendations of designations, their steps and judgements, and the history of designations.

Revision ID: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_REFUSAL = "is append-only: its rows are neither changed nor deleted"


def upgrade() -> None:
    _make_tables()
    _begin_the_history()
    for table in ("designations", "steps", "judgements"):
        _make_append_only(table)


def _make_tables() -> None:
    op.create_table(
        "recommendations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("started_by", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("in_force", sa.Text(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["school"], ["schools.urn"], name=op.f("fk_recommendations_school")),
        sa.ForeignKeyConstraint(["started_by"], ["people.id"], name=op.f("fk_recommendations_started_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendations")),
    )
    under_way = sa.text("decision NOT IN ('signed off', 'withdrawn', 'superseded')")
    op.create_index(
        "uq_recommendations_under_way",
        "recommendations",
        ["school"],
        unique=True,
        sqlite_where=under_way,
        postgresql_where=under_way,
    )
    op.create_index("ix_recommendations_school", "recommendations", ["school", "id"], unique=False)
    op.create_table(
        "designations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("designation", sa.Text(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("recommendation", sa.Integer(), nullable=True),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_designations_by")),
        sa.ForeignKeyConstraint(
            ["recommendation"], ["recommendations.id"], name=op.f("fk_designations_recommendation")
        ),
        sa.ForeignKeyConstraint(["school"], ["schools.urn"], name=op.f("fk_designations_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_designations")),
    )
    op.create_index("ix_designations_school", "designations", ["school", "id"], unique=False)
    op.create_table(
        "steps",
        sa.Column("recommendation", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("designation", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_steps_by")),
        sa.ForeignKeyConstraint(
            ["recommendation"], ["recommendations.id"], name=op.f("fk_steps_recommendation")
        ),
        sa.PrimaryKeyConstraint("recommendation", "number", name=op.f("pk_steps")),
    )
    op.create_table(
        "judgements",
        sa.Column("recommendation", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("fits", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recommendation", "number"],
            ["steps.recommendation", "steps.number"],
            name="fk_judgements_step",
        ),
        sa.PrimaryKeyConstraint("recommendation", "number", "indicator", name=op.f("pk_judgements")),
    )


def _begin_the_history() -> None:
    """Each school's history begins with the designation in force: who gave it is not known."""
    midnight = "designated_on || ' 00:00:00.000000'"
    if op.get_bind().dialect.name != "sqlite":
        midnight = "CAST(designated_on AS timestamp) AT TIME ZONE 'UTC'"
    op.execute(
        'INSERT INTO designations (school, designation, from_day, "at", reason) '
        f"SELECT urn, designation, designated_on, {midnight}, '' FROM schools "
        "WHERE designation IS NOT NULL AND designated_on IS NOT NULL ORDER BY urn"
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
