"""The ledger's tables. Times are UTC milliseconds, money is whole won; the site is in every row that stands alone.

The constraints are the promises: a balance is never negative, a day's uses never pass their limit, a hold is resolved
once, a dispenser has one open item.

A subscription has no balance; it has uses a Korean day and category, in `daily_uses`. Holds and entries of one carry
that `day` and `category`, so that a use given back after midnight goes to the day it was taken from.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Millis = BigInteger
Serial = BigInteger().with_variant(Integer, "sqlite")


def _is(column: Column[str], *values: str) -> ColumnElement[bool]:
    """The condition of a partial index. A query must use it too, word for word: with bound values SQLite does not see
    that the index applies, and reads every row there ever was."""
    return column.in_([literal_column(repr(value)) for value in values])


def _one_of(column: str, *values: str) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(map(repr, values))})", name=f"{column}_known")


members = Table(
    "members",
    metadata,
    Column("member_id", String(40), primary_key=True),
    Column("site", String(32), nullable=False),
    Column("name", String(80), nullable=False),
    Column("phone", String(20), nullable=False),
    Column("pin_hash", String(200)),
    Column("nfc_uid", String(40)),
    Column("status", String(10), nullable=False, server_default="active"),
    Column("notes", Text, nullable=False, server_default=""),
    Column("created_at", Millis, nullable=False),
    Column("updated_at", Millis, nullable=False),
    UniqueConstraint("site", "phone"),
    _one_of("status", "active", "inactive", "suspended"),
)
Index("uq_members_nfc_uid", members.c.site, members.c.nfc_uid, unique=True)

devices = Table(
    "devices",
    metadata,
    Column("device_uuid", String(17), primary_key=True),
    Column("site", String(32), nullable=False),
    Column("last_command_seq", Millis, nullable=False, server_default="0"),
    Column("first_seen_at", Millis, nullable=False),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("tripped_at", Millis),
    Column("probed_at", Millis),
)

products = Table(
    "products",
    metadata,
    Column("product_id", String(40), primary_key=True),
    Column("site", String(32), nullable=False),
    Column("device_uuid", ForeignKey("devices.device_uuid"), nullable=False, unique=True),
    Column("name", String(80), nullable=False),
    Column("category", String(20), nullable=False),
    Column("size", String(20), nullable=False),
    Column("price", Integer, nullable=False, server_default="0"),
    Column("enabled", Boolean, nullable=False, server_default=text("true")),
    Column("display_order", Integer, nullable=False, server_default="0"),
    Column("updated_at", Millis, nullable=False),
    CheckConstraint("price >= 0", name="price_not_negative"),
)

pass_products = Table(
    "pass_products",
    metadata,
    Column("product_id", String(40), primary_key=True),
    Column("site", String(32), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("name", String(80), nullable=False),
    Column("price", Integer, nullable=False, server_default="0"),
    Column("charge_amount", Integer),
    Column("validity_days", Integer),
    Column("daily_limits", JSON(none_as_null=True)),
    Column("bonus_product_id", ForeignKey("pass_products.product_id")),
    Column("is_bonus", Boolean, nullable=False, server_default=text("false")),
    Column("enabled", Boolean, nullable=False, server_default=text("true")),
    Column("updated_at", Millis, nullable=False),
    _one_of("kind", "voucher", "subscription"),
    CheckConstraint("(kind = 'voucher') = (charge_amount IS NOT NULL)", name="voucher_has_an_amount"),
    CheckConstraint("(kind = 'subscription') = (daily_limits IS NOT NULL)", name="subscription_has_limits"),
)

passes = Table(
    "passes",
    metadata,
    Column("pass_id", String(40), primary_key=True),
    Column("site", String(32), nullable=False),
    Column("member_id", ForeignKey("members.member_id"), nullable=False, index=True),
    Column("kind", String(12), nullable=False),
    Column("name", String(80), nullable=False),
    Column("category", String(20)),
    Column("balance", Integer, nullable=False, server_default="0"),
    Column("status", String(10), nullable=False, server_default="active"),
    Column("daily_limits", JSON(none_as_null=True)),
    Column("product_id", ForeignKey("pass_products.product_id")),
    Column("parent_pass_id", ForeignKey("passes.pass_id"), index=True),
    Column("validity_days", Integer),
    Column("valid_from", Millis, nullable=False, index=True),
    Column("valid_until", Millis, index=True),
    Column("created_at", Millis, nullable=False),
    Column("updated_at", Millis, nullable=False),
    CheckConstraint("balance >= 0", name="balance_not_negative"),
    _one_of("kind", "count", "voucher", "subscription"),
    _one_of("status", "pending", "active", "exhausted", "expired"),
)

daily_uses = Table(
    "daily_uses",
    metadata,
    Column("pass_id", ForeignKey("passes.pass_id"), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("category", String(20), primary_key=True),
    Column("used", Integer, nullable=False),
    Column("daily_limit", Integer, nullable=False),
    CheckConstraint("used >= 0 AND used <= daily_limit", name="within_the_limit"),
)

rentals = Table(
    "rentals",
    metadata,
    Column("rental_id", String(40), primary_key=True),
    Column("site", String(32), nullable=False),
    Column("member_id", ForeignKey("members.member_id"), nullable=False),
    Column("idempotency_key", String(100), nullable=False),
    Column("request_digest", String(64), nullable=False),
    Column("locker_number", String(20)),
    Column("created_at", Millis, nullable=False),
    UniqueConstraint("site", "idempotency_key"),
)
Index("ix_rentals_newest", rentals.c.member_id, rentals.c.created_at)
Index("ix_rentals_created_at", rentals.c.created_at)

items = Table(
    "items",
    metadata,
    Column("item_id", String(40), primary_key=True),
    Column("rental_id", ForeignKey("rentals.rental_id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("product_id", ForeignKey("products.product_id"), nullable=False),
    Column("device_uuid", ForeignKey("devices.device_uuid"), nullable=False),
    Column("price", Integer, nullable=False),
    Column("state", String(10), nullable=False, server_default="reserved"),
    Column("reason", String(40)),
    Column("created_at", Millis, nullable=False),
    Column("stock_before", Integer),
    Column("evidence", String(40)),
    Column("command_seq", Millis),
    Column("dispatched_at", Millis),
    Column("deadline_at", Millis),
    Column("sent_at", Millis),
    Column("asked_at", Millis),
    Column("owner_asked_at", Millis),
    Column("resolved_at", Millis),
    Column("resolved_by", String(20)),
    Column("in_sheet_at", Millis),
    _one_of("state", "reserved", "dispensing", "unknown", "dispensed", "failed"),
)
IS_AT_THE_DEVICE = _is(items.c.state, "dispensing", "unknown")
IS_OPEN = _is(items.c.state, "reserved", "dispensing", "unknown")
Index("ix_items_open", items.c.device_uuid, items.c.created_at, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN)
Index(
    "uq_items_one_at_a_dispenser",
    items.c.device_uuid,
    unique=True,
    sqlite_where=IS_AT_THE_DEVICE,
    postgresql_where=IS_AT_THE_DEVICE,
)

holds = Table(
    "holds",
    metadata,
    Column("hold_id", String(40), primary_key=True),
    Column("item_id", ForeignKey("items.item_id"), nullable=False),
    Column("pass_id", ForeignKey("passes.pass_id"), nullable=False, index=True),
    Column("amount", Integer, nullable=False),
    Column("day", String(10)),
    Column("category", String(20)),
    Column("created_at", Millis, nullable=False),
    UniqueConstraint("item_id", "pass_id"),
    CheckConstraint("amount > 0", name="amount_positive"),
)

entries = Table(
    "entries",
    metadata,
    Column("entry_id", Serial, primary_key=True, autoincrement=True),
    Column("pass_id", ForeignKey("passes.pass_id"), nullable=False, index=True),
    Column("kind", String(10), nullable=False),
    Column("amount", Integer, nullable=False),
    Column("balance_after", Integer, nullable=False),
    Column("hold_id", ForeignKey("holds.hold_id")),
    Column("day", String(10)),
    Column("category", String(20)),
    Column("reason", String(200)),
    Column("created_at", Millis, nullable=False),
    _one_of("kind", "grant", "hold", "post", "release", "adjust", "expire", "bonus"),
    sqlite_autoincrement=True,
)
IS_RESOLUTION = _is(entries.c.kind, "post", "release")
Index(
    "uq_entries_one_resolution_a_hold",
    entries.c.hold_id,
    unique=True,
    sqlite_where=IS_RESOLUTION,
    postgresql_where=IS_RESOLUTION,
)
IS_FIRST = _is(entries.c.kind, "grant", "bonus")
Index("ix_entries_first", entries.c.pass_id, sqlite_where=IS_FIRST, postgresql_where=IS_FIRST)

events = Table(
    "events",
    metadata,
    Column("event_id", Serial, primary_key=True, autoincrement=True),
    Column("site", String(32), nullable=False),
    Column("digest", String(64), unique=True),
    Column("at", Millis, nullable=False),
    Column("type", String(40), nullable=False),
    Column("severity", String(10), nullable=False, server_default="info"),
    Column("device_uuid", String(17)),
    Column("member_id", String(40)),
    Column("product_id", String(40)),
    Column("rental_id", String(40)),
    Column("details", Text, nullable=False, server_default=""),
    _one_of("severity", "info", "warning", "error"),
    sqlite_autoincrement=True,
)
Index("ix_events_device_uuid", events.c.device_uuid, events.c.event_id)
IS_OF_A_MEMBER = events.c.member_id.is_not(None)
Index(
    "ix_events_member_id",
    events.c.member_id,
    events.c.event_id,
    sqlite_where=IS_OF_A_MEMBER,
    postgresql_where=IS_OF_A_MEMBER,
)
IS_OF_A_RENTAL = events.c.rental_id.is_not(None)
Index("ix_events_rental_id", events.c.rental_id, sqlite_where=IS_OF_A_RENTAL, postgresql_where=IS_OF_A_RENTAL)

desk_taps = Table(
    "desk_taps",
    metadata,
    Column("site", String(32), primary_key=True),
    Column("idempotency_key", String(100), primary_key=True),
    Column("request_digest", String(64), nullable=False),
    Column("pass_id", ForeignKey("passes.pass_id"), nullable=False),
    Column("created_at", Millis, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("job", String(20), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("created_at", Millis, nullable=False),
    _one_of("job", "dispense", "command"),
    sqlite_autoincrement=True,
)

claims = Table(
    "claims",
    metadata,
    Column("claim_id", String(40), primary_key=True),
    Column("site", String(32), nullable=False),
    Column("item_id", ForeignKey("items.item_id"), nullable=False, unique=True),
    Column("member_id", ForeignKey("members.member_id"), nullable=False),
    Column("verdict", String(10), nullable=False),
    Column("reason", String(40), nullable=False),
    Column("created_at", Millis, nullable=False),
    Column("resolved_at", Millis),
    Column("resolved_by", String(20)),
    _one_of("verdict", "given_back", "came_out", "checking", "refused"),
)
Index("ix_claims_of_member", claims.c.member_id, claims.c.created_at)
IS_WAITING = _is(claims.c.verdict, "checking")
Index("ix_claims_waiting", claims.c.created_at, sqlite_where=IS_WAITING, postgresql_where=IS_WAITING)

sheet_rows = Table(
    "sheet_rows",
    metadata,
    Column("tab", String(30), primary_key=True),
    Column("key", String(80), primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("sent_at", Millis),
)
Index("ix_sheet_rows_due", sheet_rows.c.sent_at, sheet_rows.c.version)

sheet_bases = Table(
    "sheet_bases",
    metadata,
    Column("tab", String(30), primary_key=True),
    Column("key", String(80), primary_key=True),
    Column("mark", BigInteger, primary_key=True),
    Column("amount", Integer, nullable=False),
    Column("taken", Integer, nullable=False, server_default="0"),
    Column("confirmed", Boolean, nullable=False, server_default=text("false")),
)

sheet_cells = Table(
    "sheet_cells",
    metadata,
    Column("tab", String(30), primary_key=True),
    Column("key", String(80), primary_key=True),
    Column("column", String(30), primary_key=True),
    Column("held", Text, nullable=False),
    Column("value", Text, nullable=False),
)

owner_settings = Table(
    "owner_settings",
    metadata,
    Column("site", String(32), primary_key=True),
    Column("key", String(80), primary_key=True),
    Column("value", Text, nullable=False),
    Column("updated_at", Millis, nullable=False),
)
