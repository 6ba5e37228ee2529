"""The order of the directory from its index alone, without a look at the wide rows of everybody"""

from __future__ import annotations

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

_NAME, _TABLE = "ix_participant_directory", "participant"
_ORDER = ["event_id", "sort_name", "id"]


def upgrade() -> None:
    op.drop_index(_NAME, _TABLE)
    op.create_index(_NAME, _TABLE, [*_ORDER, "hidden", "erased_at"])


def downgrade() -> None:
    op.drop_index(_NAME, _TABLE)
    op.create_index(_NAME, _TABLE, _ORDER)
