"""Indexes of what is open alone, and of every request of a pair

With the state in front SQLite took them for questions about one person, and read all that was open.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_CHANGED = (
    ("ix_request_deadline", "request", "state", "deadline", "state = 'pending'"),
    ("ix_handover_deadline", "handover", "state", "deadline", "state = 'open'"),
    ("ix_waiting_offer_until", "waiting_offer", "passed", "until", "NOT passed"),
)


def upgrade() -> None:
    for name, table, _, column, condition in _CHANGED:
        op.drop_index(name, table)
        where = sa.text(condition)
        op.create_index(name, table, [column], sqlite_where=where, postgresql_where=where)
    op.create_index("ix_request_pair", "request", ["low_id", "high_id"])


def downgrade() -> None:
    op.drop_index("ix_request_pair", "request")
    for name, table, state, column, _ in _CHANGED:
        op.drop_index(name, table)
        op.create_index(name, table, [state, column])
