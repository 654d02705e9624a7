"""A real PostgreSQL for the tests: made afresh, gone with them, and careless about power cuts, so that it is quick.

PostgreSQL refuses to run as root; where the tests do, it runs as the user `postgres` of Debian's package.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

from deploy.home import Home
from services.rental_api.ledger.tables import metadata
from services.rental_api.migrate import migrate
from tests.support.ledgers import close_engines, engine_of
from tests.support.servers import PATIENCE, Server, free_port

DEBIAN = "/usr/lib/postgresql"
ROOTS_STAND_IN = "postgres"
QUICK = {"fsync": "off", "full_page_writes": "off", "shared_buffers": "32MB", "max_connections": "100"}


def program(name: str) -> str:
    """Debian keeps them beside the version, on nobody's path."""
    folders = [str(folder) for folder in sorted(Path(DEBIAN).glob("*/bin"), reverse=True)]
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), *folders])
    return shutil.which(name, path=path) or name


EMPTY = "; ".join(
    [f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables)]
    + ["SELECT setval(quote_ident(sequencename)::regclass, 1, false) FROM pg_sequences"]
)


class PostgresServer(Server):
    """`lent()` gives an empty ledger, `fresh()` a database without tables.

    `folder` must be one that the user `postgres` can reach.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(Home(folder), free_port())
        self._data = folder / "data"
        self._numbers = count(1)
        self._given_back: list[str] = []
        self._make()

    def url(self, database: str) -> str:
        return f"postgresql://{ROOTS_STAND_IN}@127.0.0.1:{self.port}/{database}"

    def command(self) -> list[str]:
        options = {"port": str(self.port), "listen_addresses": "127.0.0.1", "unix_socket_directories": "", **QUICK}
        settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        # Its parent's end is its own: a killed pytest leaves no server behind.
        return [*_as_whom(), "--pdeathsig", "INT", program("postgres"), "-D", str(self._data), *settings]

    def answers(self) -> bool:
        try:
            self.run("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def kill(self) -> None:
        """All its processes at once, nothing saved. SIGKILL would leave some of them, and they bar the next start."""
        self._end(lambda process: process.send_signal(signal.SIGQUIT))

    def stop(self) -> None:
        """An orderly end that waits for no client."""
        close_engines()
        self._end(lambda process: process.send_signal(signal.SIGINT))

    @contextmanager
    def gone(self) -> Iterator[None]:
        """Killed, and back at the end at the latest."""
        self.kill()
        try:
            yield
        finally:
            if not self.answers():
                self.start()

    def run(self, statement: str) -> None:
        """One statement as the owner of everything, outside a transaction."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    @contextmanager
    def lent(self) -> Iterator[str]:
        """The URL of a ledger, emptied when it is given back: quicker than made and dropped."""
        url = self._given_back.pop() if self._given_back else self._made()
        yield url
        with engine_of(url).begin() as conn:
            conn.exec_driver_sql(EMPTY)
        self._given_back.append(url)

    def _made(self) -> str:
        name = f"ledger_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name}")
        migrate(engine_of(self.url(name)))
        return self.url(name)

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """The URL of a new database, dropped afterwards."""
        name = f"test_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name}")
        try:
            yield self.url(name)
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def _make(self) -> None:
        self._data.mkdir(mode=0o700)
        if os.geteuid() == 0:
            shutil.chown(self._data, ROOTS_STAND_IN)
            self.home.path.chmod(0o711)
        options = ["-D", str(self._data), "-U", ROOTS_STAND_IN, "-A", "trust", "-E", "UTF8", "--locale=C"]
        command = [*_as_whom(), program("initdb"), *options, "--no-sync", "--no-instructions"]
        with (self.home.log / "initdb.log").open("ab") as log:
            subprocess.run(command, cwd=self.home.path, stdout=log, stderr=log, timeout=4 * PATIENCE, check=True)


def _as_whom() -> list[str]:
    """setpriv becomes the program it starts: its signals and its pid are the server's own."""
    if os.geteuid() != 0:
        return ["setpriv"]
    return ["setpriv", f"--reuid={ROOTS_STAND_IN}", f"--regid={ROOTS_STAND_IN}", "--clear-groups"]
