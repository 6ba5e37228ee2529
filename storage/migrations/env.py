"""Alembic's entry: the connection comes from ``storage.migrate``, never from a file."""

from __future__ import annotations

from alembic import context

from storage.schema import schema

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=schema,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
