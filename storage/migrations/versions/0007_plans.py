"""Tailored plans, the reports on them, and exit plans.

Revision ID: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_REFUSAL = "is append-only: its rows are neither changed nor deleted"


def upgrade() -> None:
    _make_tables()
    for table in ("plan_action_versions", "plan_report_versions", "plan_report_lines"):
        _make_append_only(table)


def _make_tables() -> None:
    op.create_table('exit_plans',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('school', sa.Text(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('opened_by', sa.Integer(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['opened_by'], ['people.id'], name=op.f('fk_exit_plans_opened_by')),
    sa.ForeignKeyConstraint(['school'], ['schools.urn'], name=op.f('fk_exit_plans_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exit_plans'))
    )
    op.create_index('ix_exit_plans_school', 'exit_plans', ['school', 'id'], unique=False)
    op.create_index('uq_exit_plans_under_way', 'exit_plans', ['school'], unique=True, sqlite_where=sa.text("state IN ('being drawn up', 'agreed')"), postgresql_where=sa.text("state IN ('being drawn up', 'agreed')"))
    op.create_table('plan_actions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('school', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('began_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['school'], ['schools.urn'], name=op.f('fk_plan_actions_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_actions'))
    )
    op.create_index('ix_plan_actions_school', 'plan_actions', ['school', 'id'], unique=False)
    op.create_table('plan_reports',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('school', sa.Text(), nullable=False),
    sa.Column('reported_to', sa.Text(), nullable=False),
    sa.Column('period', sa.Text(), nullable=False),
    sa.Column('filed_by', sa.Integer(), nullable=False),
    sa.Column('filed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['filed_by'], ['people.id'], name=op.f('fk_plan_reports_filed_by')),
    sa.ForeignKeyConstraint(['school'], ['schools.urn'], name=op.f('fk_plan_reports_school')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_reports'))
    )
    op.create_index('uq_plan_reports_period', 'plan_reports', ['school', 'reported_to', 'period'], unique=True)
    op.create_table('exit_items',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan', sa.Integer(), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('on_day', sa.Date(), nullable=False),
    sa.Column('confirmer', sa.Integer(), nullable=False),
    sa.Column('added_by', sa.Integer(), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('taken_out_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['added_by'], ['people.id'], name=op.f('fk_exit_items_added_by')),
    sa.ForeignKeyConstraint(['confirmer'], ['people.id'], name=op.f('fk_exit_items_confirmer')),
    sa.ForeignKeyConstraint(['plan'], ['exit_plans.id'], name=op.f('fk_exit_items_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exit_items'))
    )
    op.create_index(op.f('ix_exit_items_plan'), 'exit_items', ['plan'], unique=False)
    op.create_table('plan_action_versions',
    sa.Column('action', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('owner', sa.Integer(), nullable=True),
    sa.Column('owner_words', sa.Text(), nullable=False),
    sa.Column('by_day', sa.Date(), nullable=False),
    sa.Column('measure', sa.Text(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('changed_by', sa.Integer(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['action'], ['plan_actions.id'], name=op.f('fk_plan_action_versions_action')),
    sa.ForeignKeyConstraint(['changed_by'], ['people.id'], name=op.f('fk_plan_action_versions_changed_by')),
    sa.ForeignKeyConstraint(['owner'], ['people.id'], name=op.f('fk_plan_action_versions_owner')),
    sa.PrimaryKeyConstraint('action', 'version', name=op.f('pk_plan_action_versions'))
    )
    op.create_table('plan_report_versions',
    sa.Column('report', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('overall', sa.Text(), nullable=False),
    sa.Column('changed_by', sa.Integer(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['changed_by'], ['people.id'], name=op.f('fk_plan_report_versions_changed_by')),
    sa.ForeignKeyConstraint(['report'], ['plan_reports.id'], name=op.f('fk_plan_report_versions_report')),
    sa.PrimaryKeyConstraint('report', 'version', name=op.f('pk_plan_report_versions'))
    )
    op.create_table('plan_report_lines',
    sa.Column('report', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('version', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('place', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('action', sa.Integer(), nullable=False),
    sa.Column('action_version', sa.Integer(), nullable=False),
    sa.Column('impact', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['action', 'action_version'], ['plan_action_versions.action', 'plan_action_versions.version'], name='fk_plan_report_lines_action'),
    sa.ForeignKeyConstraint(['report', 'version'], ['plan_report_versions.report', 'plan_report_versions.version'], name='fk_plan_report_lines_version'),
    sa.PrimaryKeyConstraint('report', 'version', 'place', name=op.f('pk_plan_report_lines'))
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
