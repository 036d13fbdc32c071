"""Schools' development plans and self-evaluations, notes on their delivery, and files that people send.

Revision ID: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_REFUSAL = "is append-only: its rows are neither changed nor deleted"


def upgrade() -> None:
    _make_files()
    _make_papers()
    for table in ("paper_steps", "delivery_notes"):
        _make_append_only(table)


def _make_files() -> None:
    op.create_table(
        "files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sent_by", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["sent_by"], ["people.id"], name=op.f("fk_files_sent_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
    )
    unused = sa.text("NOT used")
    op.create_index(
        "ix_files_unused", "files", ["sent_at"], unique=False, sqlite_where=unused, postgresql_where=unused
    )


def _make_papers() -> None:
    op.create_table(
        "school_papers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("year", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["school"], ["schools.urn"], name=op.f("fk_school_papers_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_papers")),
        sa.UniqueConstraint("school", "year", "kind", name=op.f("uq_school_papers_school_year_kind")),
    )
    op.create_table(
        "paper_steps",
        sa.Column("paper", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("deed", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("file", sa.Integer(), nullable=True),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_paper_steps_by")),
        sa.ForeignKeyConstraint(["file"], ["files.id"], name=op.f("fk_paper_steps_file")),
        sa.ForeignKeyConstraint(["paper"], ["school_papers.id"], name=op.f("fk_paper_steps_paper")),
        sa.PrimaryKeyConstraint("paper", "number", name=op.f("pk_paper_steps")),
    )
    op.create_table(
        "delivery_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("half_term", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_delivery_notes_by")),
        sa.ForeignKeyConstraint(["school"], ["schools.urn"], name=op.f("fk_delivery_notes_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_notes")),
    )
    op.create_index("ix_delivery_notes_school", "delivery_notes", ["school", "half_term"], unique=False)


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
