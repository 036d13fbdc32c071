"""Deliveries, reminders, answers to reports, and duties changed by hand.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _duties_have_an_origin()
    _outgoing_is_delivered()
    _meetings_are_recorded()
    _make_tables()


def _duties_have_an_origin() -> None:
    op.add_column("duties", sa.Column("about", sa.Text(), nullable=True))
    op.add_column("duties", sa.Column("origin", sa.Integer(), nullable=True))
    op.add_column("duties", sa.Column("extended_to", sa.Date(), nullable=True))
    midnight = "arises_on || ' 00:00:00.000000'"
    if op.get_bind().dialect.name != "sqlite":
        midnight = "CAST(arises_on AS timestamp) AT TIME ZONE 'UTC'"
    op.execute("UPDATE duties SET origin = owner, about = ''")
    # The sweep looks at each once, and finds out when its next reminder is.
    op.execute(f"UPDATE duties SET next_action_at = {midnight} WHERE state = 'open'")
    with op.batch_alter_table("duties") as duties:
        duties.alter_column("about", existing_type=sa.Text(), nullable=False)
        duties.alter_column("origin", existing_type=sa.Integer(), nullable=False)
        duties.drop_constraint(op.f("uq_duties_deployment_half_term_kind_owner"), type_="unique")
        duties.drop_constraint(op.f("uq_duties_visit_kind_owner"), type_="unique")
        duties.create_unique_constraint(
            op.f("uq_duties_deployment_half_term_kind_origin"), ["deployment", "half_term", "kind", "origin"]
        )
        duties.create_unique_constraint(op.f("uq_duties_visit_kind_origin"), ["visit", "kind", "origin"])
        duties.create_foreign_key(op.f("fk_duties_origin"), "people", ["origin"], ["id"])
    of_neither = sa.text("visit IS NULL AND deployment IS NULL")
    op.create_index(
        "uq_duties_about",
        "duties",
        ["school", "kind", "about", "origin"],
        unique=True,
        sqlite_where=of_neither,
        postgresql_where=of_neither,
    )


def _outgoing_is_delivered() -> None:
    """What was put there before is to be delivered now."""
    for name in ("state", "means", "claim", "tried", "why"):
        op.add_column("outbox", sa.Column(name, sa.Text(), nullable=True))
    op.add_column("outbox", sa.Column("attempts", sa.Integer(), nullable=True))
    for name in ("next_try_at", "claimed_until", "done_at"):
        op.add_column("outbox", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE outbox SET state = 'waiting', claim = '', tried = '', why = '', attempts = 0, "
        "next_try_at = created_at, means = CASE kind WHEN 'report.mailed' THEN 'mail' ELSE 'teams' END"
    )
    with op.batch_alter_table("outbox") as outbox:
        for name in ("state", "means", "claim", "tried", "why"):
            outbox.alter_column(name, existing_type=sa.Text(), nullable=False)
        outbox.alter_column("attempts", existing_type=sa.Integer(), nullable=False)
    op.create_index("ix_outbox_subject", "outbox", ["subject", "id"])
    for name, columns, state in (
        ("ix_outbox_waiting", ["means", "next_try_at", "id"], "waiting"),
        ("ix_outbox_failed", ["id"], "failed"),
    ):
        condition = sa.text(f"state = '{state}'")
        op.create_index(name, "outbox", columns, sqlite_where=condition, postgresql_where=condition)


def _meetings_are_recorded() -> None:
    """Those there are so far all came from the directory."""
    op.add_column("meetings", sa.Column("imported", sa.Boolean(), nullable=True))
    op.execute(sa.text("UPDATE meetings SET imported = true"))
    with op.batch_alter_table("meetings") as meetings:
        meetings.alter_column("imported", existing_type=sa.Boolean(), nullable=False)


def _make_tables() -> None:
    op.create_table(
        "demo_mails",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demo_mails")),
        sa.UniqueConstraint("key", name=op.f("uq_demo_mails_key")),
    )
    op.create_table(
        "heartbeats",
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("succeeded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("did", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("job", name=op.f("pk_heartbeats")),
    )
    op.create_table(
        "absences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("marked_by", sa.Integer(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["marked_by"], ["people.id"], name=op.f("fk_absences_marked_by")),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_absences_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    op.create_index("ix_absences_person", "absences", ["person", "starts", "id"], unique=False)

    op.create_table(
        "chases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chased_by", sa.Integer(), nullable=False),
        sa.Column("chased_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["chased_by"], ["people.id"], name=op.f("fk_chases_chased_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chases")),
    )
    op.create_table(
        "demo_documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mail", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["mail"], ["demo_mails.id"], name=op.f("fk_demo_documents_mail")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demo_documents")),
    )
    op.create_index("ix_demo_documents_mail", "demo_documents", ["mail"], unique=False)

    op.create_table(
        "reminder_choices",
        sa.Column("person", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("not_before", sa.Time(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_reminder_choices_person")),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_reminder_choices")),
    )
    op.create_table(
        "remarks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_remarks_person")),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name=op.f("fk_remarks_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remarks")),
    )
    op.create_index("ix_remarks_report", "remarks", ["report", "id"], unique=False)

    op.create_table(
        "showings",
        sa.Column("report", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name=op.f("fk_showings_report")),
        sa.PrimaryKeyConstraint("report", "body", name=op.f("pk_showings")),
    )
    op.create_index("ix_showings_body", "showings", ["body", "school", "from_day"], unique=False)

    op.create_table(
        "withdrawals",
        sa.Column("report", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("visit", sa.Integer(), nullable=True),
        sa.Column("deployment", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("withdrawn_by", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["deployment"], ["deployments.id"], name=op.f("fk_withdrawals_deployment")),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name=op.f("fk_withdrawals_report")),
        sa.ForeignKeyConstraint(["visit"], ["visits.id"], name=op.f("fk_withdrawals_visit")),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["people.id"], name=op.f("fk_withdrawals_withdrawn_by")),
        sa.PrimaryKeyConstraint("report", name=op.f("pk_withdrawals")),
    )
    op.create_table(
        "duty_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("duty", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("from_person", sa.Integer(), nullable=False),
        sa.Column("to_person", sa.Integer(), nullable=True),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("to_day", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["people.id"], name=op.f("fk_duty_changes_changed_by")),
        sa.ForeignKeyConstraint(["duty"], ["duties.id"], name=op.f("fk_duty_changes_duty")),
        sa.ForeignKeyConstraint(["from_person"], ["people.id"], name=op.f("fk_duty_changes_from_person")),
        sa.ForeignKeyConstraint(["to_person"], ["people.id"], name=op.f("fk_duty_changes_to_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_changes")),
    )
    op.create_index("ix_duty_changes_duty", "duty_changes", ["duty", "id"], unique=False)

    op.create_table(
        "nudges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("duty", sa.Integer(), nullable=False),
        sa.Column("rung", sa.Text(), nullable=False),
        sa.Column("rung_on", sa.Date(), nullable=False),
        sa.Column("recipient", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outbox", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["duty"], ["duties.id"], name=op.f("fk_nudges_duty")),
        sa.ForeignKeyConstraint(["outbox"], ["outbox.id"], name=op.f("fk_nudges_outbox")),
        sa.ForeignKeyConstraint(["recipient"], ["people.id"], name=op.f("fk_nudges_recipient")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nudges")),
        sa.UniqueConstraint("duty", "rung", "recipient", name=op.f("uq_nudges_duty_rung_recipient")),
    )
    op.create_index("ix_nudges_outbox", "nudges", ["outbox", "id"], unique=False)
    op.create_index(
        "ix_nudges_waiting",
        "nudges",
        ["recipient", "id"],
        unique=False,
        sqlite_where=sa.text("outbox IS NULL"),
        postgresql_where=sa.text("outbox IS NULL"),
    )
