"""Photos, and which fields people changed themselves"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("participant", sa.Column("photo", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column(
        "participant", sa.Column("edited", sa.JSON(), server_default=sa.text("'[]'"), nullable=False)
    )


def downgrade() -> None:
    for name in ("edited", "photo"):
        op.drop_column("participant", name)
