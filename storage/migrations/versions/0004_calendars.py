"""What is to stand in people's calendars, how far their changes were followed, and the demonstration's events.

Revision ID: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bookings",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("organiser", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("settled", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("begins", sa.Text(), nullable=False),
        sa.Column("by_service", sa.Boolean(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("join_url", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["organiser"], ["people.id"], name=op.f("fk_bookings_organiser")),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_bookings")),
    )
    _index("ix_bookings_waiting", ["next_try_at", "subject"], "state = 'waiting'")
    _index("ix_bookings_event", ["organiser", "event"], "event <> ''")
    op.create_table(
        "calendar_tokens",
        sa.Column("organiser", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("organiser", name=op.f("pk_calendar_tokens")),
    )
    op.create_table(
        "visit_plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_visit_plans_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_plans")),
        sa.UniqueConstraint("year", name=op.f("uq_visit_plans_year")),
    )
    op.create_table(
        "planned_visits",
        sa.Column("plan", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("sip", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("standard", sa.Boolean(), nullable=False),
        sa.Column("appraisal", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("left_out", sa.Boolean(), nullable=False),
        sa.Column("visit", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["plan"], ["visit_plans.id"], name=op.f("fk_planned_visits_plan")),
        sa.ForeignKeyConstraint(["school"], ["schools.urn"], name=op.f("fk_planned_visits_school")),
        sa.ForeignKeyConstraint(["sip"], ["people.id"], name=op.f("fk_planned_visits_sip")),
        sa.ForeignKeyConstraint(["visit"], ["visits.id"], name=op.f("fk_planned_visits_visit")),
        sa.PrimaryKeyConstraint("plan", "number", name=op.f("pk_planned_visits")),
    )
    op.create_table(
        "demo_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("organiser", sa.Text(), nullable=False),
        sa.Column("attendees", sa.JSON(), nullable=False),
        sa.Column("declined", sa.JSON(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("starts", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demo_events")),
        sa.UniqueConstraint("key", name=op.f("uq_demo_events_key")),
    )


def _index(name: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(
        name, "bookings", columns, unique=False, sqlite_where=condition, postgresql_where=condition
    )
