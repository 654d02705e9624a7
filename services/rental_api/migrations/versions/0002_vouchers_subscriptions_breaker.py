"""vouchers, bonus vouchers, subscriptions, the dispensers' circuit breaker"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _products_of_passes()
    _daily_uses()
    # Columns and indexes only: remaking a table that others refer to would lose their rows.
    op.execute("ALTER TABLE passes ADD COLUMN product_id VARCHAR(40) REFERENCES pass_products (product_id)")
    op.create_index("ix_passes_parent_pass_id", "passes", ["parent_pass_id"])
    op.create_index("ix_passes_valid_until", "passes", ["valid_until"])
    for table in ("holds", "entries"):
        op.add_column(table, sa.Column("day", sa.String(length=10)))
        op.add_column(table, sa.Column("category", sa.String(length=20)))
    op.create_index("ix_holds_pass_id", "holds", ["pass_id"])
    op.add_column("devices", sa.Column("failures", sa.Integer(), server_default="0", nullable=False))
    op.add_column("devices", sa.Column("tripped_at", sa.BigInteger()))
    op.add_column("devices", sa.Column("probed_at", sa.BigInteger()))


def _products_of_passes() -> None:
    op.create_table(
        "pass_products",
        sa.Column("product_id", sa.String(length=40), nullable=False),
        sa.Column("site", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("price", sa.Integer(), server_default="0", nullable=False),
        sa.Column("charge_amount", sa.Integer()),
        sa.Column("validity_days", sa.Integer()),
        sa.Column("daily_limits", sa.JSON(none_as_null=True)),
        sa.Column("bonus_product_id", sa.String(length=40)),
        sa.Column("is_bonus", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("enabled", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("kind IN ('voucher', 'subscription')", name=op.f("ck_pass_products_kind_known")),
        sa.CheckConstraint(
            "(kind = 'voucher') = (charge_amount IS NOT NULL)", name=op.f("ck_pass_products_voucher_has_an_amount")
        ),
        sa.CheckConstraint(
            "(kind = 'subscription') = (daily_limits IS NOT NULL)",
            name=op.f("ck_pass_products_subscription_has_limits"),
        ),
        sa.ForeignKeyConstraint(
            ["bonus_product_id"], ["pass_products.product_id"], name=op.f("fk_pass_products_bonus_product_id")
        ),
        sa.PrimaryKeyConstraint("product_id", name=op.f("pk_pass_products")),
    )


def _daily_uses() -> None:
    op.create_table(
        "daily_uses",
        sa.Column("pass_id", sa.String(length=40), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("category", sa.String(length=20), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("daily_limit", sa.Integer(), nullable=False),
        sa.CheckConstraint("used >= 0 AND used <= daily_limit", name=op.f("ck_daily_uses_within_the_limit")),
        sa.ForeignKeyConstraint(["pass_id"], ["passes.pass_id"], name=op.f("fk_daily_uses_pass_id")),
        sa.PrimaryKeyConstraint("pass_id", "day", "category", name=op.f("pk_daily_uses")),
    )
