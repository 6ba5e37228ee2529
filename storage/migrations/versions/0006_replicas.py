"""Replicas: processes, what each holds, and who claimed a message"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "process",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("session", sa.Integer(), nullable=False),
        sa.Column("alive_until", storage.types.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process")),
    )
    op.create_table(
        "lease",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("holder", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["holder"], ["process.id"], name=op.f("fk_lease_holder"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "sender_lease",
        sa.Column("sender", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("holder", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["holder"], ["process.id"], name=op.f("fk_sender_lease_holder"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sender", name=op.f("pk_sender_lease")),
    )
    op.create_index(op.f("ix_sender_lease_holder"), "sender_lease", ["holder"])
    op.add_column("outbox", sa.Column("holder", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("outbox") as batch_op:
        batch_op.drop_column("holder")
    op.drop_table("sender_lease")
    op.drop_table("lease")
    op.drop_table("process")
