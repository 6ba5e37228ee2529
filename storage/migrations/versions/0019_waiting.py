"""Waiting lists, and seats that are held for one who waits"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_CAUSE = "(request_id IS NULL) <> (offer_id IS NULL)"
_CONFIRMED = "NOT confirmed OR request_id IS NOT NULL"


def _id(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=nullable)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, storage.types.UtcDateTime(timezone=True), nullable=nullable)


def _points(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE"
    )


def upgrade() -> None:
    op.create_table(
        "waiting",
        _id("id"),
        _id("event_id"),
        _id("guest_id"),
        _id("host_id"),
        _instant("starts_at", nullable=True),
        _instant("since"),
        sa.CheckConstraint("guest_id <> host_id", name=op.f("ck_waiting_pair")),
        _points("waiting", "event_id", "event"),
        _points("waiting", "guest_id", "participant"),
        _points("waiting", "host_id", "participant"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting")),
        sa.UniqueConstraint("guest_id", "host_id", name=op.f("uq_waiting_guest_id_host_id")),
    )
    op.create_index(op.f("ix_waiting_event_id"), "waiting", ["event_id"])
    op.create_index("ix_waiting_line", "waiting", ["host_id", "since", "id"])
    op.create_table(
        "waiting_offer",
        _id("id"),
        _id("event_id"),
        _id("guest_id"),
        _id("host_id"),
        _instant("starts_at"),
        _instant("ends_at"),
        _instant("opens_at"),
        _instant("until"),
        sa.Column("passed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        _id("request_id", nullable=True),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_waiting_offer_forward")),
        sa.CheckConstraint("until > opens_at", name=op.f("ck_waiting_offer_held")),
        sa.CheckConstraint("guest_id <> host_id", name=op.f("ck_waiting_offer_pair")),
        _points("waiting_offer", "event_id", "event"),
        _points("waiting_offer", "guest_id", "participant"),
        _points("waiting_offer", "host_id", "participant"),
        _points("waiting_offer", "request_id", "request"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_offer")),
        sa.UniqueConstraint(
            "guest_id", "host_id", "starts_at", name=op.f("uq_waiting_offer_guest_id_host_id_starts_at")
        ),
    )
    op.create_index(op.f("ix_waiting_offer_event_id"), "waiting_offer", ["event_id"])
    op.create_index(op.f("ix_waiting_offer_request_id"), "waiting_offer", ["request_id"])
    op.create_index("ix_waiting_offer_host_id", "waiting_offer", ["host_id", "starts_at"])
    op.create_index("ix_waiting_offer_until", "waiting_offer", ["passed", "until"])
    op.create_index(
        "uq_waiting_offer_open",
        "waiting_offer",
        ["guest_id", "host_id"],
        unique=True,
        sqlite_where=sa.text("NOT passed"),
        postgresql_where=sa.text("NOT passed"),
    )
    with op.batch_alter_table("seat") as batch:
        batch.add_column(_id("offer_id", nullable=True))
        batch.alter_column("request_id", nullable=True)
        batch.create_foreign_key(
            op.f("fk_seat_offer_id"), "waiting_offer", ["offer_id"], ["id"], ondelete="CASCADE"
        )
        batch.create_check_constraint(op.f("ck_seat_cause"), _CAUSE)
        batch.create_check_constraint(op.f("ck_seat_confirmed"), _CONFIRMED)
    op.create_index(op.f("ix_seat_offer_id"), "seat", ["offer_id"])


def downgrade() -> None:
    op.execute("DELETE FROM seat WHERE request_id IS NULL")
    op.drop_index(op.f("ix_seat_offer_id"), table_name="seat")
    with op.batch_alter_table("seat") as batch:
        batch.drop_constraint(op.f("ck_seat_confirmed"), type_="check")
        batch.drop_constraint(op.f("ck_seat_cause"), type_="check")
        batch.drop_constraint(op.f("fk_seat_offer_id"), type_="foreignkey")
        batch.alter_column("request_id", nullable=False)
        batch.drop_column("offer_id")
    op.drop_table("waiting_offer")
    op.drop_table("waiting")
