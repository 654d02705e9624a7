"""claims: a member says that nothing came out of what the ledger has as dispensed; one a garment"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "claims",
        sa.Column("claim_id", sa.String(length=40), nullable=False),
        sa.Column("site", sa.String(length=32), nullable=False),
        sa.Column("item_id", sa.String(length=40), nullable=False),
        sa.Column("member_id", sa.String(length=40), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("resolved_at", sa.BigInteger(), nullable=True),
        sa.Column("resolved_by", sa.String(length=20), nullable=True),
        sa.CheckConstraint(
            "verdict IN ('given_back', 'came_out', 'checking', 'refused')", name=op.f("ck_claims_verdict_known")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["items.item_id"], name=op.f("fk_claims_item_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.member_id"], name=op.f("fk_claims_member_id")),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_claims")),
        sa.UniqueConstraint("item_id", name=op.f("uq_claims_item_id")),
    )
    op.create_index("ix_claims_of_member", "claims", ["member_id", "created_at"])
    waiting = sa.text("verdict IN ('checking')")
    op.create_index("ix_claims_waiting", "claims", ["created_at"], sqlite_where=waiting, postgresql_where=waiting)
