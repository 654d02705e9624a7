"""Brings the ledger's tables up to date: `python -m services.rental_api.migrate`."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from services.rental_api.ledger.engine import open_engine
from shared import process

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(engine: Engine) -> None:
    """Applies what is missing, each migration in a transaction of its own."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()


if __name__ == "__main__":
    migrate(open_engine(process.start("rental_migrate").database_url))
