"""what the owner's workbook holds, so that his edits are taken over once: bases of balances, cells, settings"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("members", sa.Column("notes", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "sheet_bases",
        sa.Column("tab", sa.String(length=30), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), server_default="0", nullable=False),
        sa.Column("confirmed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.PrimaryKeyConstraint("tab", "key", "mark", name=op.f("pk_sheet_bases")),
    )
    op.create_table(
        "sheet_cells",
        sa.Column("tab", sa.String(length=30), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("column", sa.String(length=30), nullable=False),
        sa.Column("held", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tab", "key", "column", name=op.f("pk_sheet_cells")),
    )
    op.create_table(
        "owner_settings",
        sa.Column("site", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("site", "key", name=op.f("pk_owner_settings")),
    )
