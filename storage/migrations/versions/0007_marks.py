"""Favourites and private notes"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "favourite",
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", storage.types.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("owner_id <> person_id", name=op.f("ck_favourite_pair")),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["participant.id"], name=op.f("fk_favourite_owner_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["participant.id"], name=op.f("fk_favourite_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner_id", "person_id", name=op.f("pk_favourite")),
    )
    op.create_index(op.f("ix_favourite_person_id"), "favourite", ["person_id"])
    op.create_table(
        "private_note",
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", storage.types.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("owner_id <> person_id", name=op.f("ck_private_note_pair")),
        sa.CheckConstraint("text <> ''", name=op.f("ck_private_note_text")),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["participant.id"], name=op.f("fk_private_note_owner_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["participant.id"], name=op.f("fk_private_note_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner_id", "person_id", name=op.f("pk_private_note")),
    )
    op.create_index(op.f("ix_private_note_person_id"), "private_note", ["person_id"])


def downgrade() -> None:
    op.drop_table("private_note")
    op.drop_table("favourite")
