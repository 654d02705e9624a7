"""INSERT … ON CONFLICT in the words of either database."""

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

DIALECTS = ("sqlite", "postgresql")


def upsert(dialect: str, table: Table) -> Any:  # noqa: ANN401 - two dialects' Insert, alike but unrelated
    """An insert that has `on_conflict_do_update` and `on_conflict_do_nothing`."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
