"""indexes for the timeline of a rental, for alerts and figures: its events, the rentals of some hours"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    of_one = sa.text("rental_id IS NOT NULL")
    op.create_index("ix_rentals_created_at", "rentals", ["created_at"])
    op.create_index("ix_events_rental_id", "events", ["rental_id"], sqlite_where=of_one, postgresql_where=of_one)
