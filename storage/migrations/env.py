"""Alembic's entry: the connection comes from ``storage.migrate``, never from a file."""

from __future__ import annotations

from alembic import context

from storage import desk_tables, finding_tables, handover_tables, replica_tables, tables, waiting_tables
from storage.columns import metadata

_known = (
    tables,
    desk_tables,
    finding_tables,
    replica_tables,
    handover_tables,
    waiting_tables,
)  # metadata holds what was imported

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
