"""What participants offer and look for, and hiding from the directory"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("offers", "seeks"):
        empty = sa.Column(name, sa.JSON(), server_default=sa.text("'[]'"), nullable=False)
        op.add_column("participant", empty)
    op.add_column(
        "participant", sa.Column("hidden", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )


def downgrade() -> None:
    for name in ("hidden", "seeks", "offers"):
        op.drop_column("participant", name)
