"""an index for a member's page: what became of him besides his rentals"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    of_one = sa.text("member_id IS NOT NULL")
    columns = ["member_id", "event_id"]
    op.create_index("ix_events_member_id", "events", columns, sqlite_where=of_one, postgresql_where=of_one)
