"""Plans of a year's meetings.

Revision ID: 0017
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "meeting_plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_meeting_plans_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_plans")),
        sa.UniqueConstraint("year", name=op.f("uq_meeting_plans_year")),
    )
    op.create_table(
        "planned_meetings",
        sa.Column("plan", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("starts", sa.Text(), nullable=False),
        sa.Column("ends", sa.Text(), nullable=False),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("chair", sa.Integer(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("left_out", sa.Boolean(), nullable=False),
        sa.Column("meeting", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["plan"], ["meeting_plans.id"], name=op.f("fk_planned_meetings_plan")),
        sa.ForeignKeyConstraint(["chair"], ["people.id"], name=op.f("fk_planned_meetings_chair")),
        sa.ForeignKeyConstraint(["meeting"], ["meetings.id"], name=op.f("fk_planned_meetings_meeting")),
        sa.PrimaryKeyConstraint("plan", "number", name=op.f("pk_planned_meetings")),
    )
    op.create_index("ix_planned_meetings_meeting", "planned_meetings", ["meeting"], unique=False)
