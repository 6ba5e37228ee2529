"""Stewards: a second role, and the link that gives it"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "event", sa.Column("steward_generation", sa.Integer(), server_default=sa.text("0"), nullable=False)
    )
    with op.batch_alter_table("role") as role:
        role.create_check_constraint(op.f("ck_role_role"), "role IN ('organizer', 'steward')")


def downgrade() -> None:
    with op.batch_alter_table("role") as role:
        role.drop_constraint(op.f("ck_role_role"), type_="check")
    op.execute("DELETE FROM role WHERE role = 'steward'")  # else they would count for nothing in particular
    op.drop_column("event", "steward_generation")
