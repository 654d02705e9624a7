"""The ledger's database connection. Every write transaction takes its lock when it begins (lesson 7)."""

from collections.abc import Callable

from sqlalchemy import Connection, Engine, event, make_url

from services.rental_api.ledger import postgres, sqlite

Begin = Callable[[Connection, bool, bool], None]


def open_engine(url: str, site: str) -> Engine:
    """The engine for `sqlite:///…` or `postgresql://…`; nothing is contacted yet.

    A transaction begun through `engine.begin()` may write and is the site's only one: others wait for it, 10 s at
    most, then raise OperationalError. `reading(engine)` gives connections that never hold up a writer.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        engine, begin = postgres.engine(parsed), postgres.beginning(site)
    else:
        engine, begin = sqlite.engine(parsed), sqlite.begin
    event.listen(engine, "begin", _with_options(begin))
    return engine


def reading(engine: Engine) -> Engine:
    """The same engine for transactions that only read: all their statements see one moment."""
    return engine.execution_options(fbox_reads=True)


def forgetful(engine: Engine) -> Engine:
    """The same engine for transactions that a power cut may undo: their commits do not wait for the disk."""
    return engine.execution_options(fbox_forgetful=True)


def checkpoint(engine: Engine) -> None:
    """Brings SQLite's WAL into the database file without holding up anybody; PostgreSQL does it by itself."""
    if engine.dialect.name == "sqlite":
        sqlite.checkpoint(engine)


def _with_options(begin: Begin) -> Callable[[Connection], None]:
    def listener(connection: Connection) -> None:
        options = connection.get_execution_options()
        begin(connection, options.get("fbox_reads", False), options.get("fbox_forgetful", False))

    return listener
