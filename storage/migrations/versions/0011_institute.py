"""Networks and training events of the Institute of Education.

Revision ID: 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make_events()
    _make_what_was_said()


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def _make_events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts", sa.Text(), nullable=False),
        sa.Column("ends", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("school", sa.Text(), nullable=True),
        sa.Column("invites_everybody", sa.Boolean(), nullable=False),
        sa.Column("invites_sles", sa.Boolean(), nullable=False),
        sa.Column("arranged_by", sa.Integer(), nullable=False),
        sa.Column("arranged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        _to("events", "school", "schools.urn"),
        _to("events", "arranged_by", "people.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index("ix_events_day", "events", ["day", "id"], unique=False)
    op.create_table(
        "event_people",
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        _to("event_people", "event", "events.id"),
        _to("event_people", "person", "people.id"),
        sa.PrimaryKeyConstraint("event", "person", name=op.f("pk_event_people")),
    )
    op.create_table(
        "event_schools",
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        _to("event_schools", "event", "events.id"),
        _to("event_schools", "school", "schools.urn"),
        sa.PrimaryKeyConstraint("event", "school", name=op.f("pk_event_schools")),
    )


def _make_what_was_said() -> None:
    op.create_table(
        "event_answers",
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("comes", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _to("event_answers", "event", "events.id"),
        _to("event_answers", "person", "people.id"),
        sa.PrimaryKeyConstraint("event", "person", name=op.f("pk_event_answers")),
    )
    op.create_index("ix_event_answers_person", "event_answers", ["person", "event"], unique=False)
    op.create_table(
        "event_registers",
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _to("event_registers", "event", "events.id"),
        _to("event_registers", "by", "people.id"),
        sa.PrimaryKeyConstraint("event", "number", name=op.f("pk_event_registers")),
    )
    op.create_table(
        "event_attendances",
        sa.Column("event", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event", "number"],
            ["event_registers.event", "event_registers.number"],
            name="fk_event_attendances_register",
        ),
        _to("event_attendances", "person", "people.id"),
        sa.PrimaryKeyConstraint("event", "number", "person", name=op.f("pk_event_attendances")),
    )
