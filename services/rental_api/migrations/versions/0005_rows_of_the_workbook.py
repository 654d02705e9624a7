"""indexes for what the workbook is told: passes that begin by time, what was on them at first, rows to be sent"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_passes_valid_from", "passes", ["valid_from"])
    first = sa.text("kind IN ('grant', 'bonus')")
    op.create_index("ix_entries_first", "entries", ["pass_id"], sqlite_where=first, postgresql_where=first)
    op.create_index("ix_sheet_rows_due", "sheet_rows", ["sent_at", "version"])
