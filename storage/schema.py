"""All tables of this release: what is imported here is in the metadata."""

from __future__ import annotations

from sqlalchemy import Column, MetaData, PrimaryKeyConstraint, String, Table

from storage import desk_tables, finding_tables, handover_tables, replica_tables, tables, waiting_tables
from storage.columns import metadata

_MODULES = (tables, desk_tables, finding_tables, replica_tables, handover_tables, waiting_tables)

schema = metadata
# Alembic's own: the revision of a database.
version = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32)),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
