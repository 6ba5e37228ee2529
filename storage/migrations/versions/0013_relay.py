"""Messages between participants"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "relay",
        sa.Column("id", number, nullable=False),
        sa.Column("author_id", number, nullable=False),
        sa.Column("recipient_id", number, nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("text", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("file_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sent_at", storage.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(12), nullable=True),
        sa.Column("reported_at", storage.types.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("author_id <> recipient_id", name=op.f("ck_relay_pair")),
        sa.CheckConstraint("kind IN ('text', 'photo', 'voice', 'document')", name=op.f("ck_relay_kind")),
        sa.CheckConstraint("outcome IN ('delivered', 'failed', 'unsure')", name=op.f("ck_relay_outcome")),
        sa.CheckConstraint(
            "outcome IS NULL OR (text = '' AND file_id = '')", name=op.f("ck_relay_forgotten")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["participant.id"], name=op.f("fk_relay_author_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["recipient_id"], ["participant.id"], name=op.f("fk_relay_recipient_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relay")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_relay_author_id", "relay", ["author_id", "sent_at"])
    op.create_index(op.f("ix_relay_recipient_id"), "relay", ["recipient_id"])
    op.create_index(op.f("ix_relay_outcome"), "relay", ["outcome"])


def downgrade() -> None:
    op.drop_table("relay")
