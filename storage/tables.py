"""The tables of the database, with the constraints that carry the promises; see ``desk_tables`` too.

Instants are UTC; wall-clock columns (date, time) keep what the organizer or participant meant.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    text,
)

from storage.columns import EMPTY, NO, NOTHING, ZERO, Id, metadata, stretch_is_forward, where
from storage.types import UtcDateTime

event = Table(
    "event",
    metadata,
    Column("id", Id, primary_key=True),
    Column("slug", String(40), nullable=False, unique=True),
    Column("definition", JSON, nullable=False),  # everything of the event file but the blocks
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    Column("organizer_generation", Integer, nullable=False, server_default=ZERO),  # of the organizer link
    Column("steward_generation", Integer, nullable=False, server_default=ZERO),
    Column("version", Integer, nullable=False, server_default=ZERO),  # see ``storage.known``
    Column("people_version", Integer, nullable=False, server_default=ZERO),
    Column("wrapped_up_at", UtcDateTime),  # when everybody was sent the wrap-up
    Column("erased_at", UtcDateTime),  # when its people were erased
    Column("people", JSON),  # how many they had been then; see bot.domain.retention
    stretch_is_forward(),
)

block = Table(
    "block",
    metadata,
    Column("id", Id, primary_key=True),
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", String(200), nullable=False),
    Column("date", Date, nullable=False),
    Column("start_time", Time, nullable=False),
    Column("end_time", Time, nullable=False),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    stretch_is_forward(),
)

venue_table = Table(
    "venue_table",
    metadata,
    Column("id", Id, primary_key=True),
    Column("block_id", ForeignKey("block.id", ondelete="CASCADE"), nullable=False),
    Column("name", String(60), nullable=False),
    Column("position", Integer, nullable=False),
    UniqueConstraint("block_id", "name"),
)

person = Table(  # somebody on Telegram
    "person",
    metadata,
    Column("telegram_id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", String(12), nullable=False),
    Column("username", String(64), nullable=False, server_default=EMPTY),
    Column("event_id", ForeignKey("event.id", ondelete="SET NULL")),  # the event of the last link or button
    Column("dialog", JSON),  # what the next text of theirs answers, if anything
    Column("minutes_before", JSON),  # chosen reminder times; NULL: those of the event
    Column("reachable", Boolean, nullable=False, server_default=text("true")),
    Column("today_card", Boolean, nullable=False, server_default=text("true")),
    Column("evening_digest", Boolean, nullable=False, server_default=text("true")),
    Column("morning_digest", Boolean, nullable=False, server_default=text("true")),
    Column("zone", String(64), nullable=False, server_default=EMPTY),  # of his own clocks, where they differ
    Column("withheld", JSON, nullable=False, server_default=text("'[]'")),  # see ``bot.domain.contacts``
    Column("created_at", UtcDateTime, nullable=False),
)

participant = Table(
    "participant",
    metadata,
    Column("id", Id, primary_key=True),
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), nullable=False),
    Column("key", String(400), nullable=False),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False, server_default=EMPTY),
    Column("organization", Text, nullable=False, server_default=EMPTY),
    Column("organization_type", Text, nullable=False, server_default=EMPTY),
    Column("areas", JSON, nullable=False),
    Column("offers", JSON, nullable=False, server_default=NOTHING),
    Column("seeks", JSON, nullable=False, server_default=NOTHING),
    Column("city", Text, nullable=False, server_default=EMPTY),
    Column("street", Text, nullable=False, server_default=EMPTY),
    Column("country", Text, nullable=False, server_default=EMPTY),
    Column("website", Text, nullable=False, server_default=EMPTY),
    Column("description", Text, nullable=False, server_default=EMPTY),
    Column("participation_type", Text, nullable=False, server_default=EMPTY),
    Column("email", Text, nullable=False, server_default=EMPTY),
    Column("phone", Text, nullable=False, server_default=EMPTY),
    Column("language", String(12), nullable=False, server_default=EMPTY),
    Column("table_name", String(60), nullable=False, server_default=EMPTY),
    Column("folded", Text, nullable=False),  # bot.domain.people.searchable
    Column("sort_name", Text, nullable=False),  # folded name, for the directory's order
    Column("telegram_id", ForeignKey("person.telegram_id", ondelete="SET NULL"), index=True),
    Column("joined_at", UtcDateTime),
    Column("generation", Integer, nullable=False, server_default=ZERO),  # of the personal link
    Column("hidden", Boolean, nullable=False, server_default=NO),  # from the directory, at his own wish
    Column("photo", Text, nullable=False, server_default=EMPTY),  # as Telegram names it
    Column("edited", JSON, nullable=False, server_default=NOTHING),  # fields that he changed himself
    Column("erased_at", UtcDateTime),
    UniqueConstraint("event_id", "key"),
    UniqueConstraint("event_id", "telegram_id"),
    # With whom the directory leaves out, so that the order is read from the index alone.
    Index("ix_participant_directory", "event_id", "sort_name", "id", "hidden", "erased_at"),
)

participant_window = Table(
    "participant_window",
    metadata,
    Column("participant_id", ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True),
    Column("starts_at", UtcDateTime, primary_key=True),
    Column("ends_at", UtcDateTime, nullable=False),
    Column("date", Date, nullable=False),
    Column("start_time", Time, nullable=False),
    Column("end_time", Time, nullable=False),
    stretch_is_forward(),
)

request = Table(
    "request",
    metadata,
    Column("id", Id, primary_key=True),
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), nullable=False),
    Column("guest_id", ForeignKey("participant.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("host_id", ForeignKey("participant.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("low_id", BigInteger, nullable=False),  # the pair in order, for the unique index below
    Column("high_id", BigInteger, nullable=False),
    Column("block_id", ForeignKey("block.id"), nullable=False),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    Column("state", String(12), nullable=False),
    Column("turn_id", BigInteger, nullable=False),  # the participant whose answer is awaited
    Column("note", Text, nullable=False, server_default=EMPTY),
    Column("reason", Text, nullable=False, server_default=EMPTY),
    Column("version", Integer, nullable=False, server_default=text("1")),
    Column("sent_at", UtcDateTime, nullable=False),
    Column("deadline", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    # The meeting that it would take to another time; no foreign key, since meetings point to requests.
    Column("moves_id", BigInteger),
    Column("wish_id", BigInteger),  # participant; whom the mover would like to meet in the freed slot
    stretch_is_forward(),
    CheckConstraint("low_id < high_id", name="pair"),
    CheckConstraint(
        "(low_id = guest_id AND high_id = host_id) OR (low_id = host_id AND high_id = guest_id)", name="sides"
    ),
    CheckConstraint("turn_id IN (low_id, high_id)", name="turn"),
    CheckConstraint(
        "state IN ('pending', 'accepted', 'declined', 'withdrawn', 'expired', 'lost')", name="state"
    ),
    Index(
        "uq_request_pair_open",
        "low_id",
        "high_id",
        unique=True,
        **where("state = 'pending'"),
    ),
    Index(
        "uq_request_moves_open",
        "moves_id",
        unique=True,
        **where("state = 'pending'"),
    ),
    Index("ix_request_deadline", "deadline", **where("state = 'pending'")),
    Index("ix_request_pair", "low_id", "high_id"),
    Index("ix_request_event_id", "event_id"),
)

meeting = Table(
    "meeting",
    metadata,
    Column("id", Id, primary_key=True),
    Column("request_id", ForeignKey("request.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), nullable=False),
    Column("guest_id", ForeignKey("participant.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("host_id", ForeignKey("participant.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("low_id", BigInteger, nullable=False),
    Column("high_id", BigInteger, nullable=False),
    Column("block_id", ForeignKey("block.id"), nullable=False),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    Column("state", String(16), nullable=False),
    Column("version", Integer, nullable=False, server_default=text("1")),  # also the calendar's SEQUENCE + 1
    Column("confirmed_at", UtcDateTime, nullable=False),
    Column("cancelled_by", BigInteger),  # participant
    Column("reason", Text, nullable=False, server_default=EMPTY),
    Column("closed_at", UtcDateTime),
    stretch_is_forward(),
    CheckConstraint("low_id < high_id", name="pair"),
    CheckConstraint(
        "(low_id = guest_id AND high_id = host_id) OR (low_id = host_id AND high_id = guest_id)", name="sides"
    ),
    CheckConstraint(
        "state IN ('confirmed', 'cancelled', 'cancelled_late', 'done', 'not_held')", name="state"
    ),
    Index(
        "uq_meeting_pair_coming",
        "low_id",
        "high_id",
        unique=True,
        **where("state = 'confirmed'"),
    ),
    Index("ix_meeting_event", "event_id", "state", "starts_at"),
)

seat = Table(  # rows exist only while active; a released seat is deleted
    "seat",
    metadata,
    Column("participant_id", ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True),
    Column("starts_at", UtcDateTime, primary_key=True),
    Column("ends_at", UtcDateTime, nullable=False),
    Column("request_id", ForeignKey("request.id", ondelete="CASCADE"), index=True),
    Column("offer_id", ForeignKey("waiting_offer.id", ondelete="CASCADE"), index=True),  # held for who waits
    Column("handover_id", ForeignKey("handover.id", ondelete="CASCADE"), index=True),  # for who takes over
    Column("confirmed", Boolean, nullable=False, server_default=NO),
    stretch_is_forward(),
    CheckConstraint(
        "CASE WHEN request_id IS NULL THEN 0 ELSE 1 END + CASE WHEN offer_id IS NULL THEN 0 ELSE 1 END"
        " + CASE WHEN handover_id IS NULL THEN 0 ELSE 1 END = 1",
        name="cause",
    ),
    CheckConstraint("NOT confirmed OR request_id IS NOT NULL", name="confirmed"),
    Index("ix_seat_starts_at", "starts_at"),
)

table_seat = Table(
    "table_seat",
    metadata,
    Column("table_id", ForeignKey("venue_table.id"), primary_key=True),
    Column("starts_at", UtcDateTime, primary_key=True),
    Column("meeting_id", ForeignKey("meeting.id", ondelete="CASCADE"), nullable=False, unique=True),
)

attendance = Table(  # what each side last said about a coming meeting
    "attendance",
    metadata,
    Column("meeting_id", ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True),
    Column("participant_id", ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True),
    Column("status", String(12), nullable=False),
    Column("said_at", UtcDateTime, nullable=False),
    CheckConstraint("status IN ('on_my_way', 'late', 'cannot_come')", name="status"),
)

wanted = Table(  # guests who asked to be told when a host joins
    "wanted",
    metadata,
    Column("host_id", ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True),
    Column("guest_id", ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("told_at", UtcDateTime),
    CheckConstraint("host_id <> guest_id", name="pair"),
)

erased = Table(  # who asked to be forgotten, as a keyed hash, so that an import skips them
    "erased",
    metadata,
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), primary_key=True),
    Column("digest", String(64), primary_key=True),
)

wrong_link = Table(  # how many wrong links an account opened of late, so that nobody finds one by trying
    "wrong_link",
    metadata,
    Column("telegram_id", BigInteger, primary_key=True, autoincrement=False),
    Column("count", Integer, nullable=False),
    Column("since", UtcDateTime, nullable=False),
)

inbox = Table(  # updates as they came, stored before Telegram is told that they arrived
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("sender", BigInteger, nullable=False),  # the person, or the chat where there is none
    Column("payload", Text),  # erased once done
    Column("state", String(8), nullable=False),
    Column("attempts", Integer, nullable=False, server_default=ZERO),
    Column("try_at", UtcDateTime, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("card_id", BigInteger),  # the message that says that the bot is at it, where it takes long
    CheckConstraint("state IN ('new', 'done', 'dead')", name="state"),
    Index("ix_inbox_waiting", "state", "sender", "update_id"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("params", JSON, nullable=False),  # ids only: the text is made when it is sent
    Column("priority", Integer, nullable=False),
    Column("state", String(8), nullable=False),
    Column("due_at", UtcDateTime, nullable=False),  # by the clock of the product
    Column("rank", Integer, nullable=False, server_default=ZERO),  # of what is due together, low ones first
    Column("not_after", UtcDateTime),
    Column("silent", Boolean, nullable=False, server_default=NO),
    Column("dedupe", String(120), unique=True),
    Column("attempts", Integer, nullable=False, server_default=ZERO),
    Column("unsure", Boolean, nullable=False, server_default=NO),  # a request went out and no reply came
    Column(
        "lease_until", UtcDateTime
    ),  # by the clock of the machine; kept when put back, so that order holds
    Column("holder", BigInteger),  # the process that claimed it, where several share the database
    Column("message_id", BigInteger),
    Column("broadcast_id", ForeignKey("broadcast.id", ondelete="CASCADE")),
    Column("error", Text, nullable=False, server_default=EMPTY),
    Column("created_at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime),
    CheckConstraint(
        "state IN ('new', 'claimed', 'sending', 'sent', 'unknown', 'dead', 'dropped')", name="state"
    ),
    Index("ix_outbox_due", "state", "priority", "due_at", "rank"),
    Index("ix_outbox_chat", "chat_id", "state", "priority"),
    Index("ix_outbox_broadcast", "broadcast_id", "state"),
)
