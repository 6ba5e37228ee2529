"""Filters of the directory, and seats by time"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "directory_filter",
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["participant.id"], name=op.f("fk_directory_filter_owner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner_id", name=op.f("pk_directory_filter")),
    )
    op.create_index(op.f("ix_seat_starts_at"), "seat", ["starts_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_seat_starts_at"), table_name="seat")
    op.drop_table("directory_filter")
