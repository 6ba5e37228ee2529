"""Ids of reports and hand-overs that never come again"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

_OPEN = sa.text("state = 'open'")


def upgrade() -> None:
    _make_again(autoincrement=True)


def downgrade() -> None:
    _make_again(autoincrement=False)


def _make_again(*, autoincrement: bool) -> None:
    if op.get_bind().dialect.name != "sqlite":
        return  # a sequence never goes back
    for name in ("uq_handover_open", "ix_handover_deadline"):  # of some rows, which would be forgotten
        op.drop_index(name, table_name="handover")
    for table in ("report", "handover"):
        with op.batch_alter_table(
            table, recreate="always", table_kwargs={"sqlite_autoincrement": autoincrement}
        ):
            pass
    op.create_index("uq_handover_open", "handover", ["meeting_id"], unique=True, sqlite_where=_OPEN)
    op.create_index("ix_handover_deadline", "handover", ["deadline"], sqlite_where=_OPEN)
