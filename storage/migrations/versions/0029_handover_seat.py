"""The seat of a colleague who has agreed to take a meeting over"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

_ONE_OF_TWO = "(request_id IS NULL) <> (offer_id IS NULL)"
_ONE_OF_THREE = (
    "CASE WHEN request_id IS NULL THEN 0 ELSE 1 END + CASE WHEN offer_id IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN handover_id IS NULL THEN 0 ELSE 1 END = 1"
)


def upgrade() -> None:
    with op.batch_alter_table("seat") as batch:
        batch.add_column(sa.Column("handover_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite")))
        batch.create_foreign_key(
            op.f("fk_seat_handover_id"), "handover", ["handover_id"], ["id"], ondelete="CASCADE"
        )
        batch.drop_constraint(op.f("ck_seat_cause"), type_="check")
        batch.create_check_constraint(op.f("ck_seat_cause"), _ONE_OF_THREE)
    op.create_index(op.f("ix_seat_handover_id"), "seat", ["handover_id"])


def downgrade() -> None:
    op.execute("DELETE FROM seat WHERE handover_id IS NOT NULL")
    op.drop_index(op.f("ix_seat_handover_id"), table_name="seat")
    with op.batch_alter_table("seat") as batch:
        batch.drop_constraint(op.f("ck_seat_cause"), type_="check")
        batch.create_check_constraint(op.f("ck_seat_cause"), _ONE_OF_TWO)
        batch.drop_constraint(op.f("fk_seat_handover_id"), type_="foreignkey")
        batch.drop_column("handover_id")
