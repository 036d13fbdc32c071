"""The trust directory, the work, and what passes.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_REFUSAL = "the audit is append-only"


def upgrade() -> None:
    _make_tables()
    op.execute(
        "INSERT INTO trust_state (id, version, wanted, reached, stage, cursor) VALUES (1, 0, '', '', '', 0)"
    )
    _guard_the_audit(op.get_bind().dialect.name)


def _guard_the_audit(database: str) -> None:
    """Have the database itself refuse to change or delete what is recorded."""
    if database == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_refuses_{deed.lower()} BEFORE {deed} ON audit "
                f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_to_change_audit() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_audit()"
    )


def _make_tables() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Integer(), nullable=True),
        sa.Column("deed", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("school", sa.Text(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_subject", "audit", ["subject", "id"], unique=False)
    op.create_table(
        "closures",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("day", "school", name=op.f("pk_closures")),
    )
    op.create_table(
        "half_terms",
        sa.Column("academic_year", sa.Text(), nullable=False),
        sa.Column("half_term", sa.Text(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("academic_year", "half_term", name=op.f("pk_half_terms")),
    )
    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts", sa.Text(), nullable=False),
        sa.Column("ends", sa.Text(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sa.UniqueConstraint("body", "school", "day", name=op.f("uq_meetings_body_school_day")),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("entra_id", sa.Text(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("entra_id", name=op.f("uq_people_entra_id")),
    )
    op.create_index(
        "uq_people_email_current",
        "people",
        ["email"],
        unique=True,
        sqlite_where=sa.text("ended_on IS NULL"),
        postgresql_where=sa.text("ended_on IS NULL"),
    )
    op.create_table(
        "seen_activities",
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("conversation", "activity", name=op.f("pk_seen_activities")),
    )
    op.create_index("ix_seen_activities_seen_at", "seen_activities", ["seen_at"], unique=False)
    op.create_table(
        "trust_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("reached", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("cursor", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trust_state")),
    )
    op.create_table(
        "conversations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("memory", sa.JSON(), nullable=False),
        sa.Column("last_speaker", sa.Integer(), nullable=True),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reference_of", sa.Integer(), nullable=True),
        sa.Column("reference", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("referenced_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["reference_of"], ["people.id"], name=op.f("fk_conversations_reference_of")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations")),
    )
    op.create_index(
        "ix_conversations_reference_of",
        "conversations",
        ["reference_of"],
        unique=False,
        sqlite_where=sa.text("reference_of IS NOT NULL"),
        postgresql_where=sa.text("reference_of IS NOT NULL"),
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("author", sa.Integer(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("entered", sa.JSON(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["author"], ["people.id"], name=op.f("fk_drafts_author")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sa.UniqueConstraint("key", name=op.f("uq_drafts_key")),
    )
    op.create_index(
        "ix_drafts_open",
        "drafts",
        ["author", "updated_at", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["recipient"], ["people.id"], name=op.f("fk_outbox_recipient")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    op.create_index("ix_outbox_kind", "outbox", ["kind", "id"], unique=False)
    op.create_table(
        "roles",
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_roles_person")),
        sa.PrimaryKeyConstraint("person", "role", "subject", name=op.f("pk_roles")),
    )
    op.create_table(
        "schools",
        sa.Column("urn", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("headteacher", sa.Integer(), nullable=False),
        sa.Column("chair_of_governors", sa.Integer(), nullable=True),
        sa.Column("sip", sa.Integer(), nullable=False),
        sa.Column("adviser", sa.Integer(), nullable=True),
        sa.Column("designation", sa.Text(), nullable=True),
        sa.Column("designated_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["adviser"], ["people.id"], name=op.f("fk_schools_adviser")),
        sa.ForeignKeyConstraint(
            ["chair_of_governors"], ["people.id"], name=op.f("fk_schools_chair_of_governors")
        ),
        sa.ForeignKeyConstraint(["headteacher"], ["people.id"], name=op.f("fk_schools_headteacher")),
        sa.ForeignKeyConstraint(["sip"], ["people.id"], name=op.f("fk_schools_sip")),
        sa.PrimaryKeyConstraint("urn", name=op.f("pk_schools")),
    )
    op.create_index("ix_schools_designation", "schools", ["designation", "urn"], unique=False)
    op.create_table(
        "deployments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("support", sa.Text(), nullable=False),
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("days_per_week", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_deployments_person")),
        sa.ForeignKeyConstraint(["school"], ["schools.urn"], name=op.f("fk_deployments_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deployments")),
        sa.UniqueConstraint("person", "school", "starts", name=op.f("uq_deployments_person_school_starts")),
    )
    op.create_table(
        "senior_leaders",
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_senior_leaders_person")),
        sa.ForeignKeyConstraint(["school"], ["schools.urn"], name=op.f("fk_senior_leaders_school")),
        sa.PrimaryKeyConstraint("school", "person", name=op.f("pk_senior_leaders")),
    )
    op.create_table(
        "visits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("author", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Text(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("in_diary", sa.Boolean(), nullable=False),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("imported", sa.Boolean(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["author"], ["people.id"], name=op.f("fk_visits_author")),
        sa.ForeignKeyConstraint(["school"], ["schools.urn"], name=op.f("fk_visits_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
    )
    op.create_index("ix_visits_author_starts", "visits", ["author", "starts", "id"], unique=False)
    op.create_index("ix_visits_school_starts", "visits", ["school", "starts", "id"], unique=False)
    op.create_index("ix_visits_starts", "visits", ["starts", "id"], unique=False)
    op.create_index(
        "ix_visits_unreported",
        "visits",
        ["id"],
        unique=False,
        sqlite_where=sa.text("reported_on IS NULL AND cancelled_on IS NULL"),
        postgresql_where=sa.text("reported_on IS NULL AND cancelled_on IS NULL"),
    )
    op.create_index(
        "uq_visits_standing",
        "visits",
        ["school", "author", "starts"],
        unique=True,
        sqlite_where=sa.text("cancelled_on IS NULL"),
        postgresql_where=sa.text("cancelled_on IS NULL"),
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("author", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Text(), nullable=False),
        sa.Column("visit", sa.Integer(), nullable=True),
        sa.Column("deployment", sa.Integer(), nullable=True),
        sa.Column("half_term", sa.Text(), nullable=False),
        sa.Column("visit_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("amended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["author"], ["people.id"], name=op.f("fk_reports_author")),
        sa.ForeignKeyConstraint(["deployment"], ["deployments.id"], name=op.f("fk_reports_deployment")),
        sa.ForeignKeyConstraint(["school"], ["schools.urn"], name=op.f("fk_reports_school")),
        sa.ForeignKeyConstraint(["visit"], ["visits.id"], name=op.f("fk_reports_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("deployment", "half_term", name=op.f("uq_reports_deployment_half_term")),
        sa.UniqueConstraint("visit", name=op.f("uq_reports_visit")),
    )
    op.create_index("ix_reports_author_visit_on", "reports", ["author", "visit_on", "id"], unique=False)
    op.create_index("ix_reports_school_visit_on", "reports", ["school", "visit_on", "id"], unique=False)
    op.create_index("ix_reports_visit_on", "reports", ["visit_on", "id"], unique=False)
    op.create_table(
        "duties",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Text(), nullable=False),
        sa.Column("designation", sa.Text(), nullable=True),
        sa.Column("risk", sa.Text(), nullable=True),
        sa.Column("arises_on", sa.Date(), nullable=False),
        sa.Column("about_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("visit", sa.Integer(), nullable=True),
        sa.Column("deployment", sa.Integer(), nullable=True),
        sa.Column("half_term", sa.Text(), nullable=False),
        sa.Column("fulfilled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("report", sa.Integer(), nullable=True),
        sa.Column("next_action_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["deployment"], ["deployments.id"], name=op.f("fk_duties_deployment")),
        sa.ForeignKeyConstraint(["owner"], ["people.id"], name=op.f("fk_duties_owner")),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name=op.f("fk_duties_report")),
        sa.ForeignKeyConstraint(["school"], ["schools.urn"], name=op.f("fk_duties_school")),
        sa.ForeignKeyConstraint(["visit"], ["visits.id"], name=op.f("fk_duties_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duties")),
        sa.UniqueConstraint(
            "deployment", "half_term", "kind", "owner", name=op.f("uq_duties_deployment_half_term_kind_owner")
        ),
        sa.UniqueConstraint("visit", "kind", "owner", name=op.f("uq_duties_visit_kind_owner")),
    )
    op.create_index(
        "ix_duties_fulfilled_at",
        "duties",
        ["fulfilled_at", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'fulfilled'"),
        postgresql_where=sa.text("state = 'fulfilled'"),
    )
    op.create_index(
        "ix_duties_fulfilled_owner",
        "duties",
        ["owner", "fulfilled_at", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'fulfilled'"),
        postgresql_where=sa.text("state = 'fulfilled'"),
    )
    op.create_index(
        "ix_duties_fulfilled_school",
        "duties",
        ["school", "fulfilled_at", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'fulfilled'"),
        postgresql_where=sa.text("state = 'fulfilled'"),
    )
    op.create_index(
        "ix_duties_open_due_on",
        "duties",
        ["due_on", "id", "school", "capacity"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "ix_duties_open_next_action",
        "duties",
        ["next_action_at"],
        unique=False,
        sqlite_where=sa.text("state = 'open' AND next_action_at IS NOT NULL"),
        postgresql_where=sa.text("state = 'open' AND next_action_at IS NOT NULL"),
    )
    op.create_index(
        "ix_duties_open_owner",
        "duties",
        ["owner", "due_on", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "ix_duties_open_risk",
        "duties",
        ["risk", "due_on", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "ix_duties_open_school",
        "duties",
        ["school", "due_on", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "report_versions",
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("author", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("activities", sa.Text(), nullable=False),
        sa.Column("outcomes", sa.Text(), nullable=False),
        sa.Column("recommendations", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["author"], ["people.id"], name=op.f("fk_report_versions_author")),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name=op.f("fk_report_versions_report")),
        sa.PrimaryKeyConstraint("report", "number", name=op.f("pk_report_versions")),
    )
