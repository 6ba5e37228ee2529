"""Suggestions that somebody does not want to see again"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "not_for_me",
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", storage.types.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("owner_id <> person_id", name=op.f("ck_not_for_me_pair")),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["participant.id"], name=op.f("fk_not_for_me_owner_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["participant.id"], name=op.f("fk_not_for_me_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner_id", "person_id", name=op.f("pk_not_for_me")),
    )
    op.create_index(op.f("ix_not_for_me_person_id"), "not_for_me", ["person_id"])


def downgrade() -> None:
    op.drop_table("not_for_me")
