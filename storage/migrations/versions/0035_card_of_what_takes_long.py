"""The card on which a person reads that the bot is at his update: what comes next takes its place"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("inbox", sa.Column("card_id", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("inbox", "card_id")
