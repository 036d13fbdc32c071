"""Minutes of meetings, their versions, and the actions that they name.

Revision ID: 0015
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_REFUSAL = "is append-only: its rows are neither changed nor deleted"
_OPEN = "state = 'open' AND until IS NULL"


def upgrade() -> None:
    _make_minutes()
    _make_actions()
    for table in ("minutes_versions", "minuted_action_steps"):
        _make_append_only(table)


def _to(table: str, column: str, of: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [of], name=op.f(f"fk_{table}_{column}"))


def _make_minutes() -> None:
    op.create_table(
        "minutes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        _to("minutes", "meeting", "meetings.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes")),
        sa.UniqueConstraint("meeting", name=op.f("uq_minutes_meeting")),
    )
    op.create_table(
        "minutes_versions",
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("decisions", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("file", sa.Integer(), nullable=True),
        _to("minutes_versions", "minutes", "minutes.id"),
        _to("minutes_versions", "by", "people.id"),
        _to("minutes_versions", "file", "files.id"),
        sa.PrimaryKeyConstraint("minutes", "number", name=op.f("pk_minutes_versions")),
    )


def _make_actions() -> None:
    op.create_table(
        "minuted_actions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("owner", sa.Integer(), nullable=True),
        sa.Column("owner_words", sa.Text(), nullable=False),
        sa.Column("due_by", sa.Date(), nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        _to("minuted_actions", "minutes", "minutes.id"),
        _to("minuted_actions", "owner", "people.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minuted_actions")),
    )
    op.create_index("ix_minuted_actions_minutes", "minuted_actions", ["minutes"], unique=False)
    still_open = sa.text(_OPEN)
    for column in ("school", "owner"):
        op.create_index(
            f"ix_minuted_actions_open_{column}",
            "minuted_actions",
            [column],
            unique=False,
            sqlite_where=still_open,
            postgresql_where=still_open,
        )
    op.create_table(
        "minuted_action_steps",
        sa.Column("action", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _to("minuted_action_steps", "action", "minuted_actions.id"),
        _to("minuted_action_steps", "by", "people.id"),
        sa.PrimaryKeyConstraint("action", "number", name=op.f("pk_minuted_action_steps")),
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
