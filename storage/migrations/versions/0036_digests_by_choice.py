"""Whether a person wants the lists of meetings in the evening and in the morning"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

_DIGESTS = ("evening_digest", "morning_digest")


def upgrade() -> None:
    for digest in _DIGESTS:
        op.add_column(
            "person", sa.Column(digest, sa.Boolean(), server_default=sa.text("true"), nullable=False)
        )


def downgrade() -> None:
    for digest in _DIGESTS:
        op.drop_column("person", digest)
