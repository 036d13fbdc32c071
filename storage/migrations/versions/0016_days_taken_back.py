"""Days granted that were taken back.

Revision ID: 0016
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_TABLE = "taken_back_days"
_REFUSAL = "is append-only: its rows are neither changed nor deleted"


def upgrade() -> None:
    op.create_table(
        _TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("of_grant", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_taken_back_days_by")),
        sa.ForeignKeyConstraint(["of_grant"], ["granted_days.id"], name=op.f("fk_taken_back_days_of_grant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taken_back_days")),
        sa.UniqueConstraint("of_grant", "number", name=op.f("uq_taken_back_days_of_grant_number")),
    )
    _make_append_only()


def _make_append_only() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {_TABLE}_refuse_{deed.lower()} BEFORE {deed} ON {_TABLE} "
                f"BEGIN SELECT RAISE(ABORT, '{_TABLE} {_REFUSAL}'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION refuse_to_change_{_TABLE}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_TABLE} {_REFUSAL}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {_TABLE}_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {_TABLE} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_{_TABLE}()"
    )
