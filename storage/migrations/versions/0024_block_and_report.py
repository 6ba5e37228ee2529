"""Block and report"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    instant = storage.types.UtcDateTime(timezone=True)
    op.create_table(
        "person_block",
        sa.Column("owner_id", number, nullable=False),
        sa.Column("person_id", number, nullable=False),
        sa.Column("created_at", instant, nullable=False),
        sa.CheckConstraint("owner_id <> person_id", name=op.f("ck_person_block_pair")),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["participant.id"], name=op.f("fk_person_block_owner_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["participant.id"], name=op.f("fk_person_block_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner_id", "person_id", name=op.f("pk_person_block")),
    )
    op.create_index(op.f("ix_person_block_person_id"), "person_block", ["person_id"])
    op.create_table(
        "report",
        sa.Column("id", number, nullable=False),
        sa.Column("event_id", number, nullable=False),
        sa.Column("author_id", number, nullable=False),
        sa.Column("person_id", number, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(8), server_default=sa.text("'open'"), nullable=False),
        sa.Column("created_at", instant, nullable=False),
        sa.Column("closed_at", instant),
        sa.CheckConstraint("author_id <> person_id", name=op.f("ck_report_pair")),
        sa.CheckConstraint("text <> ''", name=op.f("ck_report_text")),
        sa.CheckConstraint("state IN ('open', 'closed')", name=op.f("ck_report_state")),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_report_closed")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_report_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["participant.id"], name=op.f("fk_report_author_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["participant.id"], name=op.f("fk_report_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
    )
    op.create_index(op.f("ix_report_author_id"), "report", ["author_id"])
    op.create_index(op.f("ix_report_person_id"), "report", ["person_id"])
    op.create_index(op.f("ix_report_event_id_state"), "report", ["event_id", "state"])


def downgrade() -> None:
    op.drop_table("report")
    op.drop_table("person_block")
