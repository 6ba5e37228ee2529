"""What the sides of a meeting say about it"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "feedback",
        sa.Column("meeting_id", number, nullable=False),
        sa.Column("participant_id", number, nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("comment", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("said_at", storage.types.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('did_not_happen', 'little_interest', 'useful', 'deal_possible', 'absent')",
            name=op.f("ck_feedback_outcome"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_feedback_meeting_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_feedback_participant_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("meeting_id", "participant_id", name=op.f("pk_feedback")),
    )
    op.create_index(op.f("ix_feedback_participant_id"), "feedback", ["participant_id"])


def downgrade() -> None:
    op.drop_table("feedback")
