"""indexes for what would otherwise read every row there ever was"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_rentals_newest", "rentals", ["member_id", "created_at"])
    op.drop_index("ix_rentals_member_id", "rentals")
    op.create_index("ix_events_device_uuid", "events", ["device_uuid", "event_id"])
