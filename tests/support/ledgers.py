"""Ledgers on SQLite that have their tables already: making those takes longer than most tests do."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from services.rental_api.ledger.engine import checkpoint, open_engine
from services.rental_api.migrate import migrate


def new_ledger(folder: Path) -> str:
    """The URL of an empty one in `folder`, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "ledger.db"
    file.write_bytes(_empty())
    return f"sqlite:///{file}"


@cache
def _empty() -> bytes:
    """Made by the product's own migrations, once a process."""
    with TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/ledger.db", "gym-1")
        migrate(engine)
        checkpoint(engine)
        engine.dispose()
        return Path(folder, "ledger.db").read_bytes()
