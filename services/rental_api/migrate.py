"""Brings the ledger's tables up to date."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from services.rental_api.ledger import postgres

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(engine: Engine) -> None:
    """Applies what is missing, all or nothing. Of two that start at once the second waits and finds nothing to do."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":  # begin() locked one site only; the tables are everybody's
            postgres.lock(connection, "migrations")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
