"""Wrap-ups and introductions"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.add_column(
        "event", sa.Column("wrapped_up_at", storage.types.UtcDateTime(timezone=True), nullable=True)
    )
    op.create_table(
        "introduction",
        sa.Column("low_id", number, nullable=False),
        sa.Column("high_id", number, nullable=False),
        sa.Column("asker_id", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", storage.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("answered_at", storage.types.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("low_id < high_id", name=op.f("ck_introduction_pair")),
        sa.CheckConstraint("asker_id IN (low_id, high_id)", name=op.f("ck_introduction_asker")),
        sa.ForeignKeyConstraint(
            ["low_id"], ["participant.id"], name=op.f("fk_introduction_low_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["high_id"], ["participant.id"], name=op.f("fk_introduction_high_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("low_id", "high_id", name=op.f("pk_introduction")),
    )
    op.create_index(op.f("ix_introduction_high_id"), "introduction", ["high_id"])


def downgrade() -> None:
    op.drop_table("introduction")
    op.drop_column("event", "wrapped_up_at")
