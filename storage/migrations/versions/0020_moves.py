"""Another time for an agreed meeting: a request that moves it"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_PENDING = sa.text("state = 'pending'")


def upgrade() -> None:
    op.add_column("request", sa.Column("moves_id", sa.BigInteger(), nullable=True))
    op.add_column("request", sa.Column("wish_id", sa.BigInteger(), nullable=True))
    op.create_index(
        "uq_request_moves_open",
        "request",
        ["moves_id"],
        unique=True,
        sqlite_where=_PENDING,
        postgresql_where=_PENDING,
    )


def downgrade() -> None:
    op.execute("DELETE FROM request WHERE moves_id IS NOT NULL")  # else they would count as ordinary ones
    op.drop_index("uq_request_moves_open", "request", sqlite_where=_PENDING, postgresql_where=_PENDING)
    op.drop_column("request", "wish_id")
    op.drop_column("request", "moves_id")
