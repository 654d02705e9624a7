"""Ledgers on SQLite that have their tables already, and engines that know their statements: making either takes
longer than most tests do. So a ledger is lent, empty, and lent again once it is given back, with the same engine.
"""

import atexit
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from sqlalchemy import Engine

from services.rental_api.ledger import postgres
from services.rental_api.ledger.engine import checkpoint, open_engine
from services.rental_api.migrate import migrate

IN_MEMORY = Path("/dev/shm")
"""Where there is one: a test that commits need not wait for a disk. That the product does, test_engine.py says."""

_engines: dict[tuple[str, int], Engine] = {}
_given_back: list[Path] = []
_numbers = count(1)


def engine_of(url: str) -> Engine:
    """The product's own. Another one, too, for whoever is impatient on PostgreSQL: how long is said at its making."""
    patience = 0 if url.startswith("sqlite") else postgres.BUSY_MS
    if (url, patience) not in _engines:
        _engines[url, patience] = open_engine(url, "gym-1")
    return _engines[url, patience]


def close_engines() -> None:
    """Their connections; each opens new ones when it is asked."""
    for engine in _engines.values():
        engine.dispose()


@contextmanager
def lent_ledger() -> Iterator[str]:
    """The URL of an empty one. Whoever still reads its file when it is given back reads what is gone."""
    file = _given_back.pop() if _given_back else _folder() / f"ledger-{next(_numbers)}.db"
    put(_empty(), file)
    try:
        yield f"sqlite:///{file}"
    finally:
        engine_of(f"sqlite:///{file}").dispose()
        _given_back.append(file)


def put(ledger: bytes, file: Path) -> None:
    """Instead of what is there, its journals too; nobody may have it open."""
    for gone in file.parent.glob(f"{file.name}*"):
        gone.unlink()
    file.write_bytes(ledger)


@cache
def _folder() -> Path:
    folder = mkdtemp(prefix="fbox-ledgers-", dir=IN_MEMORY if IN_MEMORY.is_dir() else None)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


@cache
def _empty() -> bytes:
    """Made by the product's own migrations, once a process."""
    with TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/ledger.db", "gym-1")
        migrate(engine)
        checkpoint(engine)
        engine.dispose()
        return Path(folder, "ledger.db").read_bytes()
