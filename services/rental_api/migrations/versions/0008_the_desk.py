"""the desk: a key is one member's, a tap of the operator counts once; when a garment's row reached the workbook"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("uq_members_nfc_uid", "members", ["site", "nfc_uid"], unique=True)
    op.add_column("items", sa.Column("in_sheet_at", sa.BigInteger(), nullable=True))
    op.create_table(
        "desk_taps",
        sa.Column("site", sa.String(length=32), nullable=False),
        sa.Column("idempotency_key", sa.String(length=100), nullable=False),
        sa.Column("request_digest", sa.String(length=64), nullable=False),
        sa.Column("pass_id", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["pass_id"], ["passes.pass_id"], name=op.f("fk_desk_taps_pass_id")),
        sa.PrimaryKeyConstraint("site", "idempotency_key", name=op.f("pk_desk_taps")),
    )
