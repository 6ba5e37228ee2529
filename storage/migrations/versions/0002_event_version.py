"""Versions of events and of their people, so that processes can keep both in memory"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("version", "people_version"):
        op.add_column("event", sa.Column(name, sa.Integer(), server_default=sa.text("0"), nullable=False))


def downgrade() -> None:
    for name in ("people_version", "version"):
        op.drop_column("event", name)
