"""Wait for any of several times, and what a request has lost"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = storage.types.UtcDateTime(timezone=True)


def upgrade() -> None:
    owners = (("waiting_slot", "waiting_id", "waiting"), ("lost_slot", "request_id", "request"))
    for table, owner, of in owners:
        op.create_table(
            table,
            sa.Column(owner, _NUMBER, nullable=False),
            sa.Column("starts_at", _INSTANT, nullable=False),
            sa.ForeignKeyConstraint(
                [owner], [f"{of}.id"], name=op.f(f"fk_{table}_{owner}"), ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint(owner, "starts_at", name=op.f(f"pk_{table}")),
        )
    op.execute(
        "INSERT INTO waiting_slot (waiting_id, starts_at) "
        "SELECT id, starts_at FROM waiting WHERE starts_at IS NOT NULL"
    )
    op.execute(
        "INSERT INTO lost_slot (request_id, starts_at) SELECT id, starts_at FROM request WHERE state = 'lost'"
    )
    with op.batch_alter_table("waiting") as batch:
        batch.drop_column("starts_at")


def downgrade() -> None:
    with op.batch_alter_table("waiting") as batch:
        batch.add_column(sa.Column("starts_at", _INSTANT))
    op.execute(
        "UPDATE waiting SET starts_at = "
        "(SELECT min(wanted.starts_at) FROM waiting_slot wanted WHERE wanted.waiting_id = waiting.id)"
    )
    op.drop_table("lost_slot")
    op.drop_table("waiting_slot")
