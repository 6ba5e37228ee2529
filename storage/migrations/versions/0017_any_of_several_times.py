"""Any of several times"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "request_slot",
        sa.Column("request_id", number, nullable=False),
        sa.Column("starts_at", storage.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ends_at", storage.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("block_id", number, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_request_slot_forward")),
        sa.CheckConstraint("position IN (2, 3)", name=op.f("ck_request_slot_position")),
        sa.ForeignKeyConstraint(["block_id"], ["block.id"], name=op.f("fk_request_slot_block_id")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_request_slot_request_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("request_id", "starts_at", name=op.f("pk_request_slot")),
        sa.UniqueConstraint("request_id", "position", name=op.f("uq_request_slot_request_id_position")),
    )
    # Notes that are being written name one time, by another key than from now on.
    person = sa.table("person", sa.column("dialog", sa.JSON()))
    writing = sa.cast(person.c.dialog, sa.Text()).like('%"step": "note%')
    op.execute(person.update().where(writing).values(dialog=sa.null()))


def downgrade() -> None:
    op.drop_table("request_slot")
