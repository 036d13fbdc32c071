"""What Alembic runs: revisions over the connection that `storage.schema` hands it."""

from __future__ import annotations

from alembic import context

from storage.tables import metadata

# Batch mode, because SQLite alters a table only by copying it.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    compare_type=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
