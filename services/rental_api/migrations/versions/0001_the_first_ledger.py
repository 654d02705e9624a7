"""the first ledger"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "devices",
        sa.Column("device_uuid", sa.String(length=17), nullable=False),
        sa.Column("site", sa.String(length=32), nullable=False),
        sa.Column("last_command_seq", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("first_seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("device_uuid", name=op.f("pk_devices")),
    )
    op.create_table(
        "events",
        sa.Column(
            "event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("site", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("severity", sa.String(length=10), server_default="info", nullable=False),
        sa.Column("device_uuid", sa.String(length=17), nullable=True),
        sa.Column("member_id", sa.String(length=40), nullable=True),
        sa.Column("product_id", sa.String(length=40), nullable=True),
        sa.Column("rental_id", sa.String(length=40), nullable=True),
        sa.Column("details", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("severity IN ('info', 'warning', 'error')", name=op.f("ck_events_severity_known")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_events")),
        sa.UniqueConstraint("digest", name=op.f("uq_events_digest")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "members",
        sa.Column("member_id", sa.String(length=40), nullable=False),
        sa.Column("site", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("pin_hash", sa.String(length=200), nullable=True),
        sa.Column("nfc_uid", sa.String(length=40), nullable=True),
        sa.Column("status", sa.String(length=10), server_default="active", nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("status IN ('active', 'inactive', 'suspended')", name=op.f("ck_members_status_known")),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_members")),
        sa.UniqueConstraint("site", "phone", name=op.f("uq_members_site")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("job", sa.String(length=20), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("job IN ('dispense', 'command')", name=op.f("ck_outbox_job_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "sheet_rows",
        sa.Column("tab", sa.String(length=30), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("tab", "key", name=op.f("pk_sheet_rows")),
    )
    op.create_table(
        "passes",
        sa.Column("pass_id", sa.String(length=40), nullable=False),
        sa.Column("site", sa.String(length=32), nullable=False),
        sa.Column("member_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("category", sa.String(length=20), nullable=True),
        sa.Column("balance", sa.Integer(), server_default="0", nullable=False),
        sa.Column("status", sa.String(length=10), server_default="active", nullable=False),
        sa.Column("daily_limits", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("parent_pass_id", sa.String(length=40), nullable=True),
        sa.Column("validity_days", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.BigInteger(), nullable=False),
        sa.Column("valid_until", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("kind IN ('count', 'voucher', 'subscription')", name=op.f("ck_passes_kind_known")),
        sa.CheckConstraint(
            "status IN ('pending', 'active', 'exhausted', 'expired')", name=op.f("ck_passes_status_known")
        ),
        sa.CheckConstraint("balance >= 0", name=op.f("ck_passes_balance_not_negative")),
        sa.ForeignKeyConstraint(["member_id"], ["members.member_id"], name=op.f("fk_passes_member_id")),
        sa.ForeignKeyConstraint(["parent_pass_id"], ["passes.pass_id"], name=op.f("fk_passes_parent_pass_id")),
        sa.PrimaryKeyConstraint("pass_id", name=op.f("pk_passes")),
    )
    with op.batch_alter_table("passes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passes_member_id"), ["member_id"], unique=False)

    op.create_table(
        "products",
        sa.Column("product_id", sa.String(length=40), nullable=False),
        sa.Column("site", sa.String(length=32), nullable=False),
        sa.Column("device_uuid", sa.String(length=17), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("category", sa.String(length=20), nullable=False),
        sa.Column("size", sa.String(length=20), nullable=False),
        sa.Column("price", sa.Integer(), server_default="0", nullable=False),
        sa.Column("enabled", sa.Boolean(), server_default=sa.text("(true)"), nullable=False),
        sa.Column("display_order", sa.Integer(), server_default="0", nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("price >= 0", name=op.f("ck_products_price_not_negative")),
        sa.ForeignKeyConstraint(["device_uuid"], ["devices.device_uuid"], name=op.f("fk_products_device_uuid")),
        sa.PrimaryKeyConstraint("product_id", name=op.f("pk_products")),
        sa.UniqueConstraint("device_uuid", name=op.f("uq_products_device_uuid")),
    )
    op.create_table(
        "rentals",
        sa.Column("rental_id", sa.String(length=40), nullable=False),
        sa.Column("site", sa.String(length=32), nullable=False),
        sa.Column("member_id", sa.String(length=40), nullable=False),
        sa.Column("idempotency_key", sa.String(length=100), nullable=False),
        sa.Column("request_digest", sa.String(length=64), nullable=False),
        sa.Column("locker_number", sa.String(length=20), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.member_id"], name=op.f("fk_rentals_member_id")),
        sa.PrimaryKeyConstraint("rental_id", name=op.f("pk_rentals")),
        sa.UniqueConstraint("site", "idempotency_key", name=op.f("uq_rentals_site")),
    )
    with op.batch_alter_table("rentals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rentals_member_id"), ["member_id"], unique=False)

    op.create_table(
        "items",
        sa.Column("item_id", sa.String(length=40), nullable=False),
        sa.Column("rental_id", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.String(length=40), nullable=False),
        sa.Column("device_uuid", sa.String(length=17), nullable=False),
        sa.Column("price", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), server_default="reserved", nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("stock_before", sa.Integer(), nullable=True),
        sa.Column("evidence", sa.String(length=40), nullable=True),
        sa.Column("command_seq", sa.BigInteger(), nullable=True),
        sa.Column("dispatched_at", sa.BigInteger(), nullable=True),
        sa.Column("deadline_at", sa.BigInteger(), nullable=True),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.Column("asked_at", sa.BigInteger(), nullable=True),
        sa.Column("owner_asked_at", sa.BigInteger(), nullable=True),
        sa.Column("resolved_at", sa.BigInteger(), nullable=True),
        sa.Column("resolved_by", sa.String(length=20), nullable=True),
        sa.CheckConstraint(
            "state IN ('reserved', 'dispensing', 'unknown', 'dispensed', 'failed')", name=op.f("ck_items_state_known")
        ),
        sa.ForeignKeyConstraint(["device_uuid"], ["devices.device_uuid"], name=op.f("fk_items_device_uuid")),
        sa.ForeignKeyConstraint(["product_id"], ["products.product_id"], name=op.f("fk_items_product_id")),
        sa.ForeignKeyConstraint(["rental_id"], ["rentals.rental_id"], name=op.f("fk_items_rental_id")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_items")),
    )
    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.create_index(
            "ix_items_open",
            ["device_uuid", "created_at"],
            unique=False,
            sqlite_where=sa.text("state IN ('reserved', 'dispensing', 'unknown')"),
            postgresql_where=sa.text("state IN ('reserved', 'dispensing', 'unknown')"),
        )
        batch_op.create_index(batch_op.f("ix_items_rental_id"), ["rental_id"], unique=False)
        batch_op.create_index(
            "uq_items_one_at_a_dispenser",
            ["device_uuid"],
            unique=True,
            sqlite_where=sa.text("state IN ('dispensing', 'unknown')"),
            postgresql_where=sa.text("state IN ('dispensing', 'unknown')"),
        )

    op.create_table(
        "holds",
        sa.Column("hold_id", sa.String(length=40), nullable=False),
        sa.Column("item_id", sa.String(length=40), nullable=False),
        sa.Column("pass_id", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_holds_amount_positive")),
        sa.ForeignKeyConstraint(["item_id"], ["items.item_id"], name=op.f("fk_holds_item_id")),
        sa.ForeignKeyConstraint(["pass_id"], ["passes.pass_id"], name=op.f("fk_holds_pass_id")),
        sa.PrimaryKeyConstraint("hold_id", name=op.f("pk_holds")),
        sa.UniqueConstraint("item_id", "pass_id", name=op.f("uq_holds_item_id")),
    )
    op.create_table(
        "entries",
        sa.Column(
            "entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("pass_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("balance_after", sa.Integer(), nullable=False),
        sa.Column("hold_id", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('grant', 'hold', 'post', 'release', 'adjust', 'expire', 'bonus')",
            name=op.f("ck_entries_kind_known"),
        ),
        sa.ForeignKeyConstraint(["hold_id"], ["holds.hold_id"], name=op.f("fk_entries_hold_id")),
        sa.ForeignKeyConstraint(["pass_id"], ["passes.pass_id"], name=op.f("fk_entries_pass_id")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_entries")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entries_pass_id"), ["pass_id"], unique=False)
        batch_op.create_index(
            "uq_entries_one_resolution_a_hold",
            ["hold_id"],
            unique=True,
            sqlite_where=sa.text("kind IN ('post', 'release')"),
            postgresql_where=sa.text("kind IN ('post', 'release')"),
        )
