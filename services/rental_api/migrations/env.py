"""Alembic's entry: the connection is handed over by `services.rental_api.migrate`."""

from alembic import context

from services.rental_api.ledger.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
