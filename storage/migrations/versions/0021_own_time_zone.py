"""The time zone of people's own clocks"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("zone", sa.String(64), server_default=sa.text("''"), nullable=False))


def downgrade() -> None:
    op.drop_column("person", "zone")
