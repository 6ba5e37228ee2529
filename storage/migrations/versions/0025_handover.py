"""Handing a meeting over"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_OPEN = sa.text("state = 'open'")


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    no = sa.text("false")
    keys = (
        ("event_id", "event"),
        ("meeting_id", "meeting"),
        ("from_id", "participant"),
        ("to_id", "participant"),
        ("other_id", "participant"),
    )
    op.create_table(
        "handover",
        sa.Column("id", number, nullable=False),
        *(sa.Column(name, number, nullable=False) for name, _ in keys),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("to_agreed", sa.Boolean(), server_default=no, nullable=False),
        sa.Column("other_agreed", sa.Boolean(), server_default=no, nullable=False),
        sa.Column("sent_at", storage.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("deadline", storage.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("closed_at", storage.types.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('open', 'done', 'declined', 'withdrawn', 'expired', 'lost')",
            name=op.f("ck_handover_state"),
        ),
        sa.CheckConstraint(
            "from_id <> to_id AND to_id <> other_id AND from_id <> other_id",
            name=op.f("ck_handover_three"),
        ),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{table}.id"], name=op.f(f"fk_handover_{name}"), ondelete="CASCADE"
            )
            for name, table in keys
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
    )
    for name in ("event_id", "from_id", "to_id", "other_id"):
        op.create_index(op.f(f"ix_handover_{name}"), "handover", [name])
    op.create_index("ix_handover_deadline", "handover", ["state", "deadline"])
    op.create_index(
        "uq_handover_open",
        "handover",
        ["meeting_id"],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )


def downgrade() -> None:
    op.drop_table("handover")
