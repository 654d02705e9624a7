"""INSERT … ON CONFLICT in the words of the connection's database."""

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def upsert(conn: Connection, table: Table) -> Any:  # noqa: ANN401 - two dialects' Insert, alike but unrelated
    """An insert that has `on_conflict_do_update` and `on_conflict_do_nothing`."""
    return postgresql.insert(table) if conn.dialect.name == "postgresql" else sqlite.insert(table)
