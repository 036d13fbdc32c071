"""Reviews of the year with what happened to them, and partners' annual reviews with their versions.

Revision ID: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_REFUSAL = "is append-only: its rows are neither changed nor deleted"


def upgrade() -> None:
    _make_reviews()
    _make_annual_reviews()
    for table in ("review_entries", "annual_review_versions"):
        _make_append_only(table)


def _make_reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["school"], ["schools.urn"], name=op.f("fk_reviews_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
    )
    op.create_index("uq_reviews_occasion", "reviews", ["period", "school", "name"], unique=True)
    op.create_table(
        "review_entries",
        sa.Column("review", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("recommendations", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_review_entries_by")),
        sa.ForeignKeyConstraint(["review"], ["reviews.id"], name=op.f("fk_review_entries_review")),
        sa.PrimaryKeyConstraint("review", "number", name=op.f("pk_review_entries")),
    )


def _make_annual_reviews() -> None:
    op.create_table(
        "annual_reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("year", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["school"], ["schools.urn"], name=op.f("fk_annual_reviews_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_reviews")),
    )
    op.create_index("uq_annual_reviews_school", "annual_reviews", ["year", "school"], unique=True)
    op.create_table(
        "annual_review_versions",
        sa.Column("review", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("scrutiny", sa.Text(), nullable=False),
        sa.Column("self_evaluation", sa.Text(), nullable=False),
        sa.Column("development_plan", sa.Text(), nullable=False),
        sa.Column("next_year", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_annual_review_versions_by")),
        sa.ForeignKeyConstraint(
            ["review"], ["annual_reviews.id"], name=op.f("fk_annual_review_versions_review")
        ),
        sa.PrimaryKeyConstraint("review", "number", name=op.f("pk_annual_review_versions")),
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
