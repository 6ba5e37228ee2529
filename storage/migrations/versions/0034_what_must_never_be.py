"""More of what must never be is refused: pairs that are not the two sides, and unknown words"""

from __future__ import annotations

from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

_SIDES = "(low_id = guest_id AND high_id = host_id) OR (low_id = host_id AND high_id = guest_id)"
_CHECKS = (
    ("request", "ck_request_sides", _SIDES),
    ("meeting", "ck_meeting_sides", _SIDES),
    ("attendance", "ck_attendance_status", "status IN ('on_my_way', 'late', 'cannot_come')"),
    ("wanted", "ck_wanted_pair", "host_id <> guest_id"),
)


def upgrade() -> None:
    for table, name, condition in _CHECKS:
        with op.batch_alter_table(table) as batch:
            batch.create_check_constraint(op.f(name), condition)


def downgrade() -> None:
    for table, name, _ in _CHECKS:
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(name), type_="check")
