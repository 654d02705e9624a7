"""What dispensers tell, as a column can keep it."""

from typing import Any

from sqlalchemy import Column


def fit(column: Column[Any], told: str) -> str:
    """SQLite keeps anything; PostgreSQL refuses a NUL and what is longer than the column."""
    longest: int | None = column.type.length  # type: ignore[attr-defined] # a String's
    return told.replace("\0", "")[:longest]
